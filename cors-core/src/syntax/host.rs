//! Hosts as browsers serialise them (WHATWG URL, "host parsing" and "host serializing").

use std::net::Ipv6Addr;

use super::{
    error::{HostError, OriginProblem},
    international,
};

/// The longest name of DNS, without a trailing dot (RFC 1035, section 3.1, as text).
pub(crate) const MAX_HOST: usize = 253;
/// The longest label of DNS (RFC 1035, section 2.3.4).
pub(crate) const MAX_LABEL: usize = 63;

/// Checks that `host` is a host as browsers write it in the origin of an `http` or `https` page.
///
/// The lengths of DNS are checked too, although the URL standard does not limit them: no page has a longer name.
pub(crate) fn check_web_host(host: &str) -> Result<(), HostError> {
    if let Some(inside) = host.strip_prefix('[') {
        return check_ipv6(inside.strip_suffix(']').unwrap_or(inside), host);
    }
    check_lower_case(host)?;
    check_characters(host, is_forbidden_in_domain)?;
    check_lengths(host)?;
    if ends_in_a_number(host) {
        return check_ipv4(host);
    }
    international::check(host)
}

/// Checks that `host` can be the host of an application's own scheme (`tauri://localhost`, `chrome-extension://<id>`).
///
/// There is no standard; the characters were observed in browsers. Safari writes the identifiers of extensions in upper case. Electron
/// sends `app://.` for the page `app://./index.html`.
pub(crate) fn check_custom_host(scheme: &str, host: &str) -> Result<(), HostError> {
    if host == "." {
        return Ok(());
    }
    if !scheme.starts_with("safari-") {
        check_lower_case(host)?;
    }
    check_characters(host, |c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')))?;
    check_lengths(host)
}

fn check_characters(host: &str, forbidden: impl Fn(char) -> bool) -> Result<(), HostError> {
    if let Some((at, c)) = host.char_indices().find(|(_, c)| !c.is_ascii()) {
        let rest = host.get(at..).unwrap_or_default();
        let len = rest.chars().take_while(|c| !c.is_ascii()).map(char::len_utf8).sum::<usize>().max(c.len_utf8());
        return Err((OriginProblem::NonAsciiHost, at..at + len));
    }
    match host.char_indices().find(|&(_, c)| forbidden(c)) {
        Some((at, c)) => Err((OriginProblem::HostCharacter(c), at..at + 1)),
        None => Ok(()),
    }
}

fn check_lower_case(host: &str) -> Result<(), HostError> {
    match host.bytes().position(|byte| byte.is_ascii_uppercase()) {
        Some(at) => {
            let len = host.bytes().skip(at).take_while(u8::is_ascii_uppercase).count();
            Err((OriginProblem::UpperCase, at..at + len))
        }
        None => Ok(()),
    }
}

/// WHATWG URL, "forbidden domain code point". `*` is not one; callers reserve it for patterns.
pub(crate) fn is_forbidden_in_domain(c: char) -> bool {
    c.is_ascii_control()
        || matches!(c, ' ' | '#' | '/' | ':' | '<' | '>' | '?' | '@' | '[' | '\\' | ']' | '^' | '|' | '%')
}

fn check_lengths(host: &str) -> Result<(), HostError> {
    if host.is_empty() {
        return Err((OriginProblem::EmptyHost, 0..0));
    }
    // One trailing dot makes a name absolute. Browsers keep it: `example.com.` is another origin.
    let name = host.strip_suffix('.').unwrap_or(host);
    let mut at = 0;
    for label in name.split('.') {
        let range = at..at + label.len();
        match label.len() {
            0 => return Err((OriginProblem::EmptyLabel, range)),
            1..=MAX_LABEL => at = range.end + 1,
            _ => return Err((OriginProblem::LabelTooLong, range)),
        }
    }
    if is_too_long(host) {
        return Err((OriginProblem::HostTooLong, 0..host.len()));
    }
    Ok(())
}

/// Returns whether a name is longer than DNS allows. A trailing dot does not count.
pub(crate) fn is_too_long(host: &str) -> bool {
    host.strip_suffix('.').unwrap_or(host).len() > MAX_HOST
}

/// WHATWG URL, "ends-in-a-number checker": such a host is an IPv4 address or invalid.
pub(crate) fn ends_in_a_number(host: &str) -> bool {
    let name = host.strip_suffix('.').unwrap_or(host);
    let last = name.rsplit('.').next().unwrap_or_default();
    (!last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit())) || hexadecimal(last).is_some()
}

fn hexadecimal(text: &str) -> Option<&str> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(digits)
}

fn check_ipv4(host: &str) -> Result<(), HostError> {
    match canonical_ipv4(host) {
        Some(canonical) if canonical == host => Ok(()),
        Some(_) => Err((OriginProblem::NonCanonicalIpv4, 0..host.len())),
        None => Err((OriginProblem::BadIpv4, 0..host.len())),
    }
}

/// WHATWG URL, "IPv4 parser", then "IPv4 serializer": `127.1` and `0x7f000001` are `127.0.0.1`.
pub(crate) fn canonical_ipv4(host: &str) -> Option<String> {
    let name = host.strip_suffix('.').unwrap_or(host);
    let numbers = name.split('.').map(ipv4_number).collect::<Option<Vec<u64>>>()?;
    let (last, leading) = numbers.split_last()?;
    if leading.len() > 3 || leading.iter().any(|&number| number > 255) {
        return None;
    }
    let room = 256u64.pow(4 - u32::try_from(leading.len()).ok()?);
    if *last >= room {
        return None;
    }
    let mut address = *last;
    for (number, place) in leading.iter().zip([3u32, 2, 1]) {
        address += number * 256u64.pow(place);
    }
    Some(std::net::Ipv4Addr::from(u32::try_from(address).ok()?).to_string())
}

fn ipv4_number(part: &str) -> Option<u64> {
    let (digits, radix) = match hexadecimal(part) {
        Some(digits) => (digits, 16),
        None if part.len() > 1 && part.starts_with('0') => (part.get(1..)?, 8),
        None => (part, 10),
    };
    if part.is_empty() || digits.starts_with(['+', '-']) {
        return None;
    }
    if digits.is_empty() {
        return Some(0);
    }
    u64::from_str_radix(digits, radix).ok().or_else(|| {
        // Too large for any address, but still a number.
        digits.chars().all(|c| c.is_digit(radix)).then_some(u64::MAX)
    })
}

fn check_ipv6(inside: &str, host: &str) -> Result<(), HostError> {
    let all = 0..host.len();
    if !host.ends_with(']') {
        return Err((OriginProblem::BadIpv6, all));
    }
    if let Some(at) = inside.find('%') {
        return Err((OriginProblem::ZoneId, at + 1..host.len() - 1));
    }
    match canonical_ipv6(inside) {
        Some(canonical) if canonical == inside => Ok(()),
        Some(_) => Err((OriginProblem::NonCanonicalIpv6, all)),
        None => Err((OriginProblem::BadIpv6, all)),
    }
}

/// WHATWG URL, "IPv6 serializer". The standard library's own form has an embedded IPv4 address in dots.
pub(crate) fn canonical_ipv6(address: &str) -> Option<String> {
    let address: Ipv6Addr = address.parse().ok()?;
    Some(match (address.to_ipv4_mapped(), address.segments()) {
        (Some(_), [.., high, low]) => format!("::ffff:{high:x}:{low:x}"),
        (None, _) => address.to_string(),
    })
}

/// Returns whether a canonical host is a loopback address, a name of one (RFC 6761, section 6.3), or the address of "this host".
pub(crate) fn is_local(host: &str) -> bool {
    let name = host.strip_suffix('.').unwrap_or(host);
    name == "localhost"
        || name.ends_with(".localhost")
        || ["[::1]", "[::]", "0.0.0.0", "[::ffff:0:0]"].contains(&host)
        || (name.starts_with("127.") && name.ends_with(|last: char| last.is_ascii_digit()))
        || is_mapped_loopback(host)
}

/// Returns whether a canonical host is one of `127.0.0.0/8` as an IPv6 address (RFC 4291, section 2.5.5.2): `[::ffff:7f00:1]`.
fn is_mapped_loopback(host: &str) -> bool {
    let pieces = host.strip_prefix("[::ffff:7f").and_then(|pieces| pieces.split_once(':'));
    // The first piece has four digits (`7f` alone would be `0.127`), and there is one more.
    pieces.is_some_and(|(first, last)| first.len() == 2 && !last.contains(':'))
}
