//! Header maps and header values of any HTTP library.

macro_rules! headers {
    ($( $variant:ident = $name:literal, )+) => {
        /// A header of responses to CORS requests.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum ResponseHeader {
            $( #[doc = concat!("`", $name, "`.")] $variant, )+
        }

        impl ResponseHeader {
            /// The header's name, as it is usually written.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $( ResponseHeader::$variant => $name, )+
                }
            }
        }
    };
}

headers! {
    AllowCredentials = "Access-Control-Allow-Credentials",
    AllowHeaders = "Access-Control-Allow-Headers",
    AllowMethods = "Access-Control-Allow-Methods",
    AllowOrigin = "Access-Control-Allow-Origin",
    ExposeHeaders = "Access-Control-Expose-Headers",
    MaxAge = "Access-Control-Max-Age",
    CacheControl = "Cache-Control",
    Vary = "Vary",
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
