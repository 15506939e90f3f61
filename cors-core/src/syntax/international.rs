//! International names in their ASCII form (WHATWG URL, "domain to ASCII").

use super::error::{HostError, OriginProblem};

/// The beginning of a label in Punycode (RFC 5890, section 2.3.2.1).
const PREFIX: &str = "xn--";

/// Checks that a name, in ASCII and lower case, is in the form that browsers send.
pub(crate) fn check(host: &str) -> Result<(), HostError> {
    if is_canonical(host) {
        return Ok(());
    }
    let mut end = 0;
    let labels = host.split('.').map(|label| {
        let at = end;
        end += label.len() + ".".len();
        (at, label)
    });
    let encoded: Vec<_> = labels.filter(|(_, label)| label.starts_with(PREFIX)).collect();
    // If each label is valid by itself, the name breaks a rule about all of them (RFC 5893, right-to-left scripts).
    let wrong = encoded.iter().find(|(_, label)| !is_canonical(label)).or(encoded.first());
    let &(at, label) = wrong.unwrap_or(&(0, host));
    let problem = match meant(label) {
        Some(_) => OriginProblem::NonCanonicalPunycode,
        None => OriginProblem::BadPunycode,
    };
    Err((problem, at..at + label.len()))
}

fn is_canonical(name: &str) -> bool {
    to_ascii(name).is_some_and(|ascii| ascii == name)
}

/// The form of a name that browsers send; `None`: browsers reject it.
pub(crate) fn to_ascii(name: &str) -> Option<String> {
    idna::domain_to_ascii_cow(name.as_bytes(), idna::AsciiDenyList::URL).ok().map(Into::into)
}

/// The ASCII form of the letters that a rejected name encodes in Punycode.
pub(crate) fn meant(name: &str) -> Option<String> {
    let decoded = |label: &str| {
        let text = label.strip_prefix(PREFIX).and_then(idna::punycode::decode_to_string);
        text.unwrap_or_else(|| label.to_owned())
    };
    let decoded: Vec<_> = name.split('.').map(decoded).collect();
    to_ascii(&decoded.join(".")).filter(|ascii| !ascii.is_empty() && ascii != name)
}
