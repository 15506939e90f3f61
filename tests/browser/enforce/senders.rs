//! The pages' origins, as the policies see them.

/// The origin of the server.
pub(super) const OWN: &str = "https://api.example.com";
/// The origin on the list.
pub(super) const LISTED: &str = "https://app.listed.example";
/// Another origin of the server's site.
const SAME_SITE: &str = "https://blog.example.com";
/// An origin that has nothing to do with the server.
pub(super) const FOREIGN: &str = "https://foreign.example";

/// The page that a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sender {
    Own,
    /// A page of the server in a frame of a foreign page.
    Framed,
    Listed,
    SameSite,
    Foreign,
}

impl Sender {
    pub(super) const ALL: [Sender; 5] =
        [Sender::Own, Sender::Framed, Sender::Listed, Sender::SameSite, Sender::Foreign];

    pub(super) fn origin(self) -> &'static str {
        match self {
            Sender::Own | Sender::Framed => OWN,
            Sender::Listed => LISTED,
            Sender::SameSite => SAME_SITE,
            Sender::Foreign => FOREIGN,
        }
    }

    pub(super) fn is_own(self) -> bool {
        self.origin() == OWN
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Sender::Own => "own",
            Sender::Framed => "framed",
            Sender::Listed => "listed",
            Sender::SameSite => "same-site",
            Sender::Foreign => "foreign",
        }
    }
}
