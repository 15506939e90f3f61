//! The requests.

use axum::body::Bytes;

use crate::policy::{Kind, STRANGER};

/// Who asks for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// `GET` without `Origin`.
    NoOrigin,
    /// `GET` from a page of the server's own origin: without `Origin`, with Fetch Metadata.
    OwnPage,
    /// `GET` from an origin on the list.
    Allowed,
    /// `GET` from another origin, of another length than all that are listed.
    Denied,
    /// `GET` from another origin that is as long as listed ones, so that its length does not tell it apart.
    DeniedAlike,
    /// A preflight from an origin on the list.
    Preflight,
    /// A preflight from another origin, of another length than all that are listed.
    PreflightDenied,
    /// A preflight from another origin that is as long as listed ones.
    PreflightDeniedAlike,
    /// A preflight from an origin on the list that asks for no header.
    PreflightNoHeaders,
    /// A preflight from an origin on the list that asks for the same header again and again, for 1 MiB.
    PreflightHostile,
}

impl Asked {
    /// All of them.
    pub const ALL: [Asked; 9] = [
        Asked::NoOrigin,
        Asked::Allowed,
        Asked::Denied,
        Asked::DeniedAlike,
        Asked::Preflight,
        Asked::PreflightDenied,
        Asked::PreflightDeniedAlike,
        Asked::PreflightNoHeaders,
        Asked::PreflightHostile,
    ];

    /// Those that are compared with the floor and with the peers: everything else is measured to see that it makes no
    /// difference.
    pub const COMPARED: [Asked; 6] = [
        Asked::Allowed,
        Asked::Denied,
        Asked::DeniedAlike,
        Asked::Preflight,
        Asked::PreflightDenied,
        Asked::PreflightDeniedAlike,
    ];

    /// Those that are compared with and without `enforce`.
    pub const ENFORCED: [Asked; 5] = [Asked::NoOrigin, Asked::OwnPage, Asked::Allowed, Asked::Denied, Asked::Preflight];

    /// Those whose origin nobody lets in.
    pub const DENIED: [Asked; 4] =
        [Asked::Denied, Asked::DeniedAlike, Asked::PreflightDenied, Asked::PreflightDeniedAlike];

    /// As people call it.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Asked::NoOrigin => "no `Origin`",
            Asked::OwnPage => "own page",
            Asked::Allowed => "allowed",
            Asked::Denied => "denied",
            Asked::DeniedAlike => "denied, as long as listed",
            Asked::Preflight => "preflight, allowed",
            Asked::PreflightDenied => "preflight, denied",
            Asked::PreflightDeniedAlike => "preflight, denied, as long as listed",
            Asked::PreflightNoHeaders => "preflight for no header",
            Asked::PreflightHostile => "preflight for 1 MiB of headers",
        }
    }

    /// Whether it is a preflight.
    #[must_use]
    pub fn is_preflight(self) -> bool {
        self.method() == "OPTIONS"
    }

    pub(crate) fn method(self) -> &'static str {
        match self {
            Asked::NoOrigin | Asked::OwnPage | Asked::Allowed | Asked::Denied | Asked::DeniedAlike => "GET",
            Asked::Preflight
            | Asked::PreflightDenied
            | Asked::PreflightDeniedAlike
            | Asked::PreflightNoHeaders
            | Asked::PreflightHostile => "OPTIONS",
        }
    }

    /// Who asks: the value of `Origin`.
    #[must_use]
    pub fn origin(self, kind: Kind, count: usize) -> Option<String> {
        match self {
            Asked::NoOrigin | Asked::OwnPage => None,
            Asked::Denied | Asked::PreflightDenied => Some(STRANGER.to_owned()),
            Asked::DeniedAlike | Asked::PreflightDeniedAlike => Some(kind.denied_alike(count)),
            _ => Some(kind.allowed(count)),
        }
    }

    /// The headers, as Chromium sends them, in values that share one allocation, as those of a connection's buffer do.
    pub(crate) fn headers(self, kind: Kind, count: usize) -> Vec<(&'static str, Bytes)> {
        let asked_headers = match self {
            Asked::Preflight | Asked::PreflightDenied | Asked::PreflightDeniedAlike => {
                Some("authorization,content-type".to_owned())
            }
            Asked::PreflightHostile => Some("content-type,".repeat((1 << 20) / 13)),
            _ => None,
        };
        let mut lines = vec![
            ("host", "api.example.com".to_owned()),
            ("user-agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131.0.0.0".to_owned()),
            ("accept", "*/*".to_owned()),
            ("accept-encoding", "gzip, deflate, br, zstd".to_owned()),
            ("accept-language", "en-GB,en;q=0.9".to_owned()),
        ];
        if let Some(origin) = self.origin(kind, count) {
            lines.push(("origin", origin));
            lines.push(("sec-fetch-mode", "cors".to_owned()));
            lines.push(("sec-fetch-site", "cross-site".to_owned()));
        }
        if self == Asked::OwnPage {
            lines.push(("sec-fetch-mode", "cors".to_owned()));
            lines.push(("sec-fetch-site", "same-origin".to_owned()));
        }
        if self.is_preflight() {
            lines.push(("access-control-request-method", "POST".to_owned()));
        }
        if let Some(names) = asked_headers {
            lines.push(("access-control-request-headers", names));
        }
        share(lines)
    }
}

fn share(lines: Vec<(&'static str, String)>) -> Vec<(&'static str, Bytes)> {
    let buffer: String = lines.iter().map(|(_, value)| value.as_str()).collect();
    // A vector's bytes become shared when they are cloned for the first time; those of a connection are from the start.
    let buffer = Bytes::from_owner(buffer.into_bytes());
    let mut at = 0;
    let slices = lines.into_iter().map(|(name, value)| {
        let slice = buffer.slice(at..at + value.len());
        at += value.len();
        (name, slice)
    });
    slices.collect()
}
