//! Header maps and header values, of any HTTP library.

/// A header that answers to CORS requests have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseHeader {
    /// `Access-Control-Allow-Credentials`.
    AllowCredentials,
    /// `Access-Control-Allow-Headers`.
    AllowHeaders,
    /// `Access-Control-Allow-Methods`.
    AllowMethods,
    /// `Access-Control-Allow-Origin`.
    AllowOrigin,
    /// `Access-Control-Expose-Headers`.
    ExposeHeaders,
    /// `Access-Control-Max-Age`.
    MaxAge,
    /// `Cache-Control`.
    CacheControl,
    /// `Vary`.
    Vary,
}

/// A header value of an HTTP library. To clone one copies no text.
pub trait HeaderValue: Clone {
    /// A value with the text of a literal.
    fn from_static(text: &'static str) -> Self;
    /// A value with a copy of the text; `None`: it has bytes that no header may have.
    fn from_text(text: &str) -> Option<Self>;
    /// The bytes.
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
