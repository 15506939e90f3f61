//! `Range`, as far as the safelist asks for it.

/// Fetch, ["parse a single range header value"](https://fetch.spec.whatwg.org/#simple-range-header-value), without white
/// space, and with the first position that the safelist asks for.
pub(crate) fn is_simple_range(value: &[u8]) -> bool {
    let Some(range) = value.strip_prefix(b"bytes=") else {
        return false;
    };
    let mut positions = range.splitn(2, |&byte| byte == b'-');
    let (Some(first), Some(last)) = (positions.next(), positions.next()) else {
        return false;
    };
    let digits = |position: &[u8]| position.iter().all(u8::is_ascii_digit);
    !first.is_empty() && digits(first) && digits(last) && (last.is_empty() || at_most(first, last))
}

/// Compares numbers of any length.
fn at_most(first: &[u8], last: &[u8]) -> bool {
    fn number(digits: &[u8]) -> (usize, &[u8]) {
        let start = digits.iter().take_while(|&&digit| digit == b'0').count();
        let digits = digits.get(start..).unwrap_or_default();
        (digits.len(), digits)
    }
    number(first) <= number(last)
}
