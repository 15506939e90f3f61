//! Every kind of policy, with the origins that it plainly allows, written by hand.

/// The policies of the applications. `cors` is the attribute of the framework at hand.
#[rustfmt::skip]
macro_rules! policies {
    () => {
        #[cors(origins = ["https://app.example.com"], allow_headers = ["content-type"])]
        struct List;

        #[cors(origins = ["https://app.example.com"], credentials, allow_headers = ["content-type"])]
        struct ListWithCredentials;

        #[cors(origins = ["https://*.example.com"], credentials, allow_headers = ["content-type"])]
        struct SubDomains;

        #[cors(origins = ["https://app.example.com:*"], credentials, allow_headers = ["content-type"])]
        struct Ports;

        #[cors(origins = "*", allow_headers = ["content-type"])]
        struct Public;

        #[cors(same_origin)]
        struct SameOrigin;

        #[cors(same_origin, enforce)]
        struct SameOriginEnforced;

        #[cors(origins = ["https://app.example.com"], credentials, enforce, allow_headers = ["content-type"])]
        struct Enforced;

        static READ_AT_START: std::sync::LazyLock<OriginSet> =
            std::sync::LazyLock::new(|| OriginSet::from_text("https://app.example.com").expect("a list"));

        #[cors(origins = READ_AT_START, credentials, allow_headers = ["content-type"])]
        struct RunTime;
    };
}

/// The origins that may read.
#[derive(Clone, Copy)]
pub(super) enum Readers {
    All,
    These(&'static [&'static str]),
}

/// A policy, as the report shows it and as a reader of its attribute understands it.
pub(super) struct Kind {
    /// The path of its handlers.
    pub(super) path: &'static str,
    pub(super) title: &'static str,
    /// Its attribute in Markdown, without `allow_headers`.
    pub(super) attribute: &'static str,
    pub(super) readers: Readers,
    pub(super) credentials: bool,
    /// `None`: handlers run for every request. Otherwise: for those of readers and of these origins.
    pub(super) enforced: Option<&'static [&'static str]>,
}

const APP: &[&str] = &["https://app.example.com"];
const SUB_DOMAINS: &[&str] = &[
    "https://app.example.com",
    "https://api.example.com",
    "https://evil.app.example.com",
    "https://evil.api.example.com",
    "https://evil.example.com",
    "https://d3vapp.example.com",
    "https://d3vapi.example.com",
];
/// Pages of the server itself pass `enforce` without being listed.
const OWN: &[&str] = &["https://api.example.com"];

pub(super) const KINDS: [Kind; 10] = [
    Kind {
        path: "/list",
        title: "list",
        attribute: "`#[cors(origins = [\"https://app.example.com\"])]`",
        readers: Readers::These(APP),
        credentials: false,
        enforced: None,
    },
    Kind {
        path: "/list-with-credentials",
        title: "list, credentials",
        attribute: "`#[cors(origins = [\"https://app.example.com\"], credentials)]`",
        readers: Readers::These(APP),
        credentials: true,
        enforced: None,
    },
    Kind {
        path: "/enforced",
        title: "list, credentials, enforce",
        attribute: "`#[cors(origins = [\"https://app.example.com\"], credentials, enforce)]`",
        readers: Readers::These(APP),
        credentials: true,
        enforced: Some(OWN),
    },
    Kind {
        path: "/run-time",
        title: "run-time set, credentials",
        attribute: "`#[cors(origins = READ_AT_START, credentials)]`",
        readers: Readers::These(APP),
        credentials: true,
        enforced: None,
    },
    Kind {
        path: "/ports",
        title: "any port, credentials",
        attribute: "`#[cors(origins = [\"https://app.example.com:*\"], credentials)]`",
        readers: Readers::These(APP),
        credentials: true,
        enforced: None,
    },
    Kind {
        path: "/sub-domains",
        title: "sub-domains, credentials",
        attribute: "`#[cors(origins = [\"https://*.example.com\"], credentials)]`",
        readers: Readers::These(SUB_DOMAINS),
        credentials: true,
        enforced: None,
    },
    Kind {
        path: "/public",
        title: "all origins",
        attribute: "`#[cors(origins = \"*\")]`",
        readers: Readers::All,
        credentials: false,
        enforced: None,
    },
    Kind {
        path: "/same-origin",
        title: "same origin",
        attribute: "`#[cors(same_origin)]`",
        readers: Readers::These(&[]),
        credentials: false,
        enforced: None,
    },
    Kind {
        path: "/same-origin-enforced",
        title: "same origin, enforce",
        attribute: "`#[cors(same_origin, enforce)]`",
        readers: Readers::These(&[]),
        credentials: false,
        enforced: Some(OWN),
    },
    Kind {
        path: WITHOUT_POLICY,
        title: "no policy",
        attribute: "`route_without_cors`, `service_without_cors`",
        readers: Readers::These(&[]),
        credentials: false,
        enforced: None,
    },
];

/// The path of a handler without a policy.
pub(super) const WITHOUT_POLICY: &str = "/without-policy";

/// The path of the handlers behind a peer.
pub(super) const PEER: &str = "/peer";

impl Kind {
    pub(super) fn allows(&self, origin: &str) -> bool {
        match self.readers {
            Readers::All => true,
            Readers::These(origins) => origins.contains(&origin),
        }
    }

    pub(super) fn refuses(&self, origin: &str) -> bool {
        self.enforced.is_some_and(|own| !self.allows(origin) && !own.contains(&origin))
    }
}
