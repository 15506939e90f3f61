//! The policies, and their verdict by the table of the design: it shares no code with the library.

use super::{
    record::Sent,
    senders::{LISTED, OWN},
};

/// A policy that enforces, or reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Policy {
    Listed,
    Credentials,
    SameOrigin,
    Report,
}

/// The policies and the handlers. `cors` is the attribute of the framework at hand, `Recorder` its extractor of
/// [`Runs`](super::record::Runs), and `Path` its extractor of a path.
macro_rules! handlers {
    () => {
        #[cors(origins = ["https://app.listed.example"], enforce)]
        async fn listed(runs: Recorder, number: Path<u64>) -> &'static str {
            runs.add(*number);
            "listed"
        }

        #[cors(origins = ["https://app.listed.example"], credentials, enforce)]
        async fn with_credentials(runs: Recorder, number: Path<u64>) -> &'static str {
            runs.add(*number);
            "credentials"
        }

        #[cors(same_origin, enforce)]
        async fn same_origin(runs: Recorder, number: Path<u64>) -> &'static str {
            runs.add(*number);
            "same_origin"
        }

        #[cors(origins = ["https://app.listed.example"], enforce = "report")]
        async fn reporting(runs: Recorder, number: Path<u64>) -> &'static str {
            runs.add(*number);
            "report"
        }
    };
}

impl Policy {
    pub(super) const ALL: [Policy; 4] = [Policy::Listed, Policy::Credentials, Policy::SameOrigin, Policy::Report];

    pub(super) fn name(self) -> &'static str {
        match self {
            Policy::Listed => "listed",
            Policy::Credentials => "credentials",
            Policy::SameOrigin => "same_origin",
            Policy::Report => "report",
        }
    }

    pub(super) fn written(self) -> &'static str {
        match self {
            Policy::Listed => "`origins = [\"https://app.listed.example\"], enforce`",
            Policy::Credentials => "`origins = [\"https://app.listed.example\"], credentials, enforce`",
            Policy::SameOrigin => "`same_origin, enforce`",
            Policy::Report => "`origins = [\"https://app.listed.example\"], enforce = \"report\"`",
        }
    }

    /// Whether the handler runs for a request that is not a preflight.
    pub(super) fn passes(self, sent: &Sent) -> bool {
        if self == Policy::Report {
            return true;
        }
        let is = |value: &Option<String>, expected: &str| value.as_deref() == Some(expected);
        match (sent.site.as_deref(), sent.origin.as_deref()) {
            (Some("same-origin" | "none"), _) => true,
            (_, Some(LISTED)) if self != Policy::SameOrigin => self == Policy::Credentials || !sent.has_cookie,
            // A handshake of a WebSocket: the own origin is that of the request.
            (None, Some(origin)) => origin == OWN,
            (Some(_), Some(_)) => false,
            (Some(_), None) => {
                is(&sent.mode, "navigate")
                    && is(&sent.destination, "document")
                    && matches!(sent.method.as_str(), "GET" | "HEAD")
            }
            (None, None) => true,
        }
    }
}
