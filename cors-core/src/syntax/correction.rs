//! Corrections of malformed origins.

use super::{
    host::{canonical_ipv4, canonical_ipv6, ends_in_a_number},
    international::{meant, to_ascii},
    origin::default_port,
    pattern::OriginPattern,
};

/// The origin that a browser would send for a page at `written`, if that is unambiguous.
pub(crate) fn corrected(written: &str) -> Option<String> {
    if is_switch(written) {
        return None;
    }
    let text = written.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let text = text.strip_prefix("blob:").filter(|made_by| made_by.starts_with("http")).unwrap_or(text);
    // Two origins in one string, or a name with a gap.
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) || text.matches("://").count() > 1 {
        return None;
    }
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => without_separator(text),
    };
    let scheme = match scheme.as_str() {
        "" if is_local_name(rest) => "http",
        "" => "https",
        "ws" => "http",
        "wss" => "https",
        scheme => scheme,
    };
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let authority = authority.rsplit('@').next()?;
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !is_bare_ipv6(authority) => {
            (host, port)
        }
        Some((host, "*")) => (host, "*"),
        _ => (authority, ""),
    };
    let (wildcard, base) = match host.strip_prefix("*.") {
        Some(base) => ("*.", base),
        None => ("", host),
    };
    let corrected = format!("{scheme}://{wildcard}{}{}", corrected_host(base)?, corrected_port(scheme, port)?);
    (corrected != written && OriginPattern::parse(&corrected).is_ok()).then_some(corrected)
}

/// Returns whether a word switches something on or off.
pub(crate) fn is_switch(word: &str) -> bool {
    const WORDS: [&str; 12] =
        ["true", "false", "yes", "no", "on", "off", "1", "0", "enabled", "disabled", "none", "undefined"];
    WORDS.iter().any(|switch| switch.eq_ignore_ascii_case(word))
}

/// A text without its quotes and brackets; `None`: it has none.
pub(crate) fn unquoted(text: &str) -> Option<&str> {
    const MARKS: &[char] = &['"', '\'', '`', '[', ']', '(', ')', '{', '}', '<', '>', '“', '”', '„', '‘', '’'];
    let is_address = |inside: &str| inside.contains(':') && !inside.contains('/');
    if text.strip_prefix('[').and_then(|rest| rest.split_once(']')).is_some_and(|(inside, _)| is_address(inside)) {
        return None;
    }
    let rest = text.trim_start_matches(MARKS);
    // The brackets of an IPv6 address stay.
    let opened = rest.find('[').unwrap_or_default();
    let closed = rest.get(opened..).and_then(|address| address.strip_prefix('[')?.find(']'));
    let (kept, end) = rest.split_at_checked(closed.map_or(0, |close| opened + close + "[]".len()))?;
    let bare = rest.get(..kept.len() + end.trim_end_matches(MARKS).len())?;
    (bare != text).then_some(bare)
}

/// Splits `app.example.com`, `//app.example.com`, `https:/app.example.com` and `https//app.example.com` into scheme and rest.
fn without_separator(text: &str) -> (String, &str) {
    let separators: &[char] = &[':', '/'];
    for scheme in ["https", "http"] {
        if let Some(rest) = text.strip_prefix(scheme).filter(|rest| rest.starts_with(separators)) {
            return (scheme.to_owned(), rest.trim_start_matches(separators));
        }
    }
    (String::new(), text.trim_start_matches('/'))
}

fn is_bare_ipv6(authority: &str) -> bool {
    !authority.starts_with('[') && authority.matches(':').count() > 1
}

/// Returns whether a host without a scheme is the developer's machine, which rarely has TLS.
fn is_local_name(host: &str) -> bool {
    let is_below_localhost = || host.split([':', '/']).next().is_some_and(|name| name.ends_with(".localhost"));
    host.starts_with("localhost") || host.starts_with("127.") || host.starts_with('[') || is_below_localhost()
}

fn corrected_host(host: &str) -> Option<String> {
    let address = host.trim_matches(['[', ']']);
    if address.contains(':') {
        let address = address.split('%').next()?;
        return Some(format!("[{}]", canonical_ipv6(address)?));
    }
    let host = to_ascii(host).or_else(|| meant(host))?;
    if ends_in_a_number(&host) { canonical_ipv4(&host) } else { Some(host) }
}

fn corrected_port(scheme: &str, port: &str) -> Option<String> {
    match port {
        "" => Some(String::new()),
        "*" => Some(":*".to_owned()),
        _ => {
            let number = port.parse::<u16>().ok()?;
            Some(if default_port(scheme) == Some(number) { String::new() } else { format!(":{number}") })
        }
    }
}
