//! Origins that a mistaken comparison confuses.

use http::{Request, header};

use super::Mistake;

pub(super) fn single_origin<B>(request: &Request<B>) -> Option<&str> {
    let mut lines = request.headers().get_all(header::ORIGIN).iter();
    let line = lines.next().filter(|_| lines.next().is_none())?;
    line.to_str().ok()
}

/// An origin that an element of a list stands for.
pub(super) fn member(listed: &str) -> String {
    listed.replace("//*.", "//a.").replace(":*", "")
}

/// Whether the mistake takes `origin` for one that `listed` stands for.
pub(super) fn takes(mistake: Mistake, origin: &str, listed: &str) -> bool {
    let member = member(listed);
    match mistake {
        Mistake::Suffix => {
            let (own, host) = (cut(origin), cut(listed));
            own.0 == host.0 && own.1.ends_with(host.1.trim_start_matches("*.").trim_end_matches(":*"))
        }
        Mistake::Prefix => origin.starts_with(&member),
        Mistake::DotIsAnything => {
            let fits = |(own, other): (u8, u8)| own == other || other == b'.';
            origin.len() == member.len() && origin.bytes().zip(member.bytes()).all(fits)
        }
        Mistake::PortIgnored => without_port(origin) == without_port(&member),
        Mistake::SchemeIgnored => cut(origin).1 == cut(&member).1,
        Mistake::CaseIgnored => origin.eq_ignore_ascii_case(&member),
        Mistake::TrailingDotStripped => origin.trim_end_matches('.').replace(".:", ":") == member,
        Mistake::NullAllowed => origin == "null",
        Mistake::Reflected => true,
        _ => false,
    }
}

/// The scheme, and the rest.
fn cut(origin: &str) -> (&str, &str) {
    origin.split_once("://").unwrap_or(("", origin))
}

fn without_port(origin: &str) -> &str {
    let (scheme, rest) = cut(origin);
    let host = rest.split(':').next().unwrap_or_default();
    origin.get(..scheme.len() + "://".len() + host.len()).unwrap_or(origin)
}
