//! The page that a request comes from, as data.

use crate::respond::vary::ReadHeaders;

/// The page that a request comes from, as seen from the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// A page of the server's own origin, or no page: the user typed an address or chose a bookmark.
    Own,
    /// A page of the server's own host and port, but not of the scheme that the request seems to have.
    OtherScheme,
    /// A page of another origin, to which the request does not belong: the user follows a link.
    Link,
    /// A page of another origin.
    Foreign,
    /// The request tells nothing: a program that is not a browser sends it, or an old browser with a method that needs no `Origin`.
    Unknown,
}

/// The page that a request comes from, and the headers that tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sender {
    /// The page.
    pub page: Page,
    /// The headers that were read, `Origin` among them.
    pub read: ReadHeaders,
}

impl Page {
    /// Returns whether a page of another origin sends the request, and it is not a link.
    pub fn is_foreign(self) -> bool {
        matches!(self, Page::OtherScheme | Page::Foreign)
    }
}
