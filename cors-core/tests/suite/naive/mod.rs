//! The naive model of matching, to compare the fast one with.

/// Returns whether a pattern matches an origin, without shared code.
pub(crate) fn naive(pattern: &str, origin: &str) -> bool {
    let cut = |text: &str| -> Option<(String, String, String)> {
        let (scheme, rest) = text.split_once("://")?;
        let at = rest.find("]:").map(|at| at + 1).or_else(|| rest.rfind(':').filter(|_| !rest.ends_with(']')));
        let (host, port) = at.map_or((rest, ""), |at| (&rest[..at], &rest[at..]));
        Some((scheme.into(), host.into(), port.into()))
    };
    let (Some(p), Some(o)) = (cut(pattern), cut(origin)) else { return false };
    let is_number = |port: &str| !port.starts_with('0') && port.parse::<u16>().is_ok() || port == "0";
    let is_default = |port: &str| o.0 == "http" && port == ":80" || o.0 == "https" && port == ":443";
    let is_port = |port: &str| port.is_empty() || is_number(&port[1..]) && !is_default(port);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c))
    };
    let is_name = |name: &str| name.len() <= 253 && name.split('.').all(is_label);
    let without_dot = o.1.strip_suffix('.').unwrap_or(&o.1);
    let host = match p.1.strip_prefix('*') {
        Some("") => o.1 == "." || is_name(without_dot),
        Some(base) => {
            o.1.strip_suffix(base).is_some_and(|labels| labels.split('.').all(is_label)) && without_dot.len() <= 253
        }
        None => p.1 == o.1,
    };
    let port = p.2 == o.2 || p.2 == ":*" && is_port(&o.2);
    p.0 == o.0 && host && port && !origin.contains('*')
}
