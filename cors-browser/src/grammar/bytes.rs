//! Header names and values as browsers have them: bytes.

/// A header of a request, after the checks of the `Headers` class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) name: String,
    pub(crate) value: Vec<u8>,
}

/// RFC 9110, section 5.6.2: `token`.
pub(crate) fn is_token(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(|&byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// Fetch, ["HTTP whitespace byte"](https://fetch.spec.whatwg.org/#http-whitespace-byte).
pub(crate) fn is_whitespace(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | b' ')
}

/// Without what `strip` finds at both ends.
pub(crate) fn stripped(mut text: &[u8], strip: impl Fn(u8) -> bool) -> &[u8] {
    while let [first, rest @ ..] = text
        && strip(*first)
    {
        text = rest;
    }
    while let [rest @ .., last] = text
        && strip(*last)
    {
        text = rest;
    }
    text
}

/// Fetch, ["normalize a value"](https://fetch.spec.whatwg.org/#concept-header-value-normalize).
pub(crate) fn normalised(value: &[u8]) -> &[u8] {
    stripped(value, is_whitespace)
}

/// Infra, ["isomorphic encode"](https://infra.spec.whatwg.org/#isomorphic-encode). `None`: a character is no byte, and the
/// script's call throws (Web IDL, `ByteString`).
pub(crate) fn encoded(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect()
}

/// Infra, ["isomorphic decode"](https://infra.spec.whatwg.org/#isomorphic-decode).
pub(crate) fn decoded(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}
