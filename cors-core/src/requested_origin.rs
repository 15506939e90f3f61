//! The origin that a request names.

/// The origin that a request names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestedOrigin<'r>(&'r str);

impl<'r> RequestedOrigin<'r> {
    #[doc(hidden)]
    #[must_use]
    pub fn new(origin: &'r str) -> Self {
        RequestedOrigin(origin)
    }

    /// As the browser sent it.
    #[must_use]
    pub fn as_str(&self) -> &'r str {
        self.0
    }
}
