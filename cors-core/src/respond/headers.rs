//! Header maps and header values of any HTTP library.

/// A header of responses to CORS requests; the first six begin with `Access-Control-`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "they have the names of the headers")]
pub enum ResponseHeader {
    AllowCredentials,
    AllowHeaders,
    AllowMethods,
    AllowOrigin,
    ExposeHeaders,
    MaxAge,
    CacheControl,
    Vary,
}

/// A header value of an HTTP library. Clones do not copy the text.
pub trait HeaderValue: Clone {
    /// Makes a value from a literal.
    fn from_static(text: &'static str) -> Self;
    /// Makes a value from a copy of the text; `None`: the text is not valid in a header.
    fn from_text(text: &str) -> Option<Self>;
    /// The bytes of the value.
    fn as_bytes(&self) -> &[u8];
}

/// The headers of a response, in an HTTP library.
pub trait ResponseHeaders {
    /// The library's header values.
    type Value: HeaderValue;
    /// The names of all headers, in lower case.
    fn names(&self) -> impl Iterator<Item = &str>;
    /// Removes every line of a header, by its name in lower case.
    fn remove(&mut self, name: &str);
    /// Adds a line.
    fn append(&mut self, header: ResponseHeader, value: Self::Value);
    /// The lines of `Vary`.
    fn vary(&self) -> impl Iterator<Item = &[u8]>;
}
