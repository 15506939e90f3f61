//! The headers that a preflight asks for, read with bounded work.

use crate::{policy::Policy, reason::Reason, token::is_token};

/// The longest element that is read: far longer than any header's name.
const MAX_ELEMENT: usize = 256;
/// The most elements that are read: far more than any script sets.
const MAX_ELEMENTS: usize = 1024;
/// The empty elements that are tolerated: RFC 9110, section 5.6.1.2, asks for "a reasonable number".
const MAX_EMPTY: usize = 16;

/// Whether the policy allows every header in the lines of `Access-Control-Request-Headers`.
///
/// Nothing depends on order or on uniqueness: Firefox repeats names. The scan stops at the first name that is not allowed, at
/// the first element that is too long and after so many of them, whatever the request's length. Nothing is allocated.
///
/// # Errors
///
/// [`Reason::HeaderNotAllowed`] or [`Reason::MalformedRequestHeaders`].
pub(crate) fn check<'r>(policy: &Policy, lines: impl Iterator<Item = &'r [u8]>) -> Result<(), Reason> {
    let (mut empty, mut elements) = (0, 0);
    for element in lines.flat_map(Elements::of) {
        let name = element.ok_or(Reason::MalformedRequestHeaders)?;
        let count = if name.is_empty() { &mut empty } else { &mut elements };
        *count += 1;
        if empty > MAX_EMPTY || elements > MAX_ELEMENTS || !name.is_empty() && !is_token(name) {
            return Err(Reason::MalformedRequestHeaders);
        }
        if !name.is_empty() && !is_allowed(policy, name) {
            return Err(Reason::HeaderNotAllowed);
        }
    }
    Ok(())
}

/// Fetch, "CORS-preflight fetch", steps on `Access-Control-Allow-Headers`: `*` does not stand for `authorization`.
fn is_allowed(policy: &Policy, name: &[u8]) -> bool {
    policy.allow_headers().iter().any(|allowed| match *allowed {
        "*" => !name.eq_ignore_ascii_case(b"authorization"),
        allowed => name.eq_ignore_ascii_case(allowed.as_bytes()),
    })
}

/// The elements of a line, without the white space around them; `None` for one that is too long to be read.
struct Elements<'r> {
    rest: Option<&'r [u8]>,
}

impl<'r> Elements<'r> {
    fn of(line: &'r [u8]) -> Self {
        Elements { rest: Some(line) }
    }
}

impl<'r> Iterator for Elements<'r> {
    type Item = Option<&'r [u8]>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.take()?;
        let end = rest.iter().take(MAX_ELEMENT).position(|&byte| byte == b',');
        match end {
            Some(end) => {
                self.rest = rest.get(end + 1..);
                Some(rest.get(..end).map(<[u8]>::trim_ascii))
            }
            None if rest.len() <= MAX_ELEMENT => Some(Some(rest.trim_ascii())),
            None => Some(None),
        }
    }
}
