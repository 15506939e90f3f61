//! The policy that every application has, however it is written down there.

use cors_core::{Enforcement, MaxAgeSpec, Policy, PolicySpec};

/// The origin that the floor knows, and the first of every list.
pub(crate) const FIRST: &str = "https://app0.example.com";
/// An origin that nobody lets in, of a length that no origin of a list has.
pub(crate) const STRANGER: &str = "https://evil.test";

pub(crate) const ALLOW_METHODS: &str = "GET, HEAD, POST";
pub(crate) const ALLOW_HEADERS: [&str; 2] = ["content-type", "authorization"];
pub(crate) const EXPOSE_HEADERS: &str = "x-total-count";
pub(crate) const MAX_AGE: u32 = 7200;

/// What a list of origins consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `https://app7.example.com`.
    Exact,
    /// `https://*.tenant7.example`.
    Patterns,
}

impl Kind {
    /// The `number`th element of a list.
    pub(crate) fn element(self, number: usize) -> String {
        match self {
            Kind::Exact => format!("https://app{number}.example.com"),
            Kind::Patterns => format!("https://*.tenant{number}.example"),
        }
    }

    /// An origin that a list of `count` elements lets in: by the one in the middle, so that who searches from one end to the
    /// other finds it neither at once nor last.
    pub(crate) fn allowed(self, count: usize) -> String {
        let number = count / 2;
        match self {
            Kind::Exact => self.element(number),
            Kind::Patterns => format!("https://shop.tenant{number}.example"),
        }
    }

    /// An origin that nobody lets in and that is as long as [`Kind::allowed`], and with patterns under as many labels.
    pub(crate) fn denied_alike(self, count: usize) -> String {
        match self {
            Kind::Exact => self.allowed(count).replace("app", "spy"),
            Kind::Patterns => self.allowed(count).replace("tenant", "lodger"),
        }
    }

    /// What a closure compares, as the users of peers write it for sub-domains: the part behind the `*`.
    pub(crate) fn suffixes(count: usize) -> Vec<String> {
        (0..count).map(|number| format!(".tenant{number}.example")).collect()
    }
}

/// Whether one of the suffixes fits.
pub(crate) fn has_suffix(origin: &[u8], suffixes: &[String]) -> bool {
    origin.starts_with(b"https://") && suffixes.iter().any(|suffix| origin.ends_with(suffix.as_bytes()))
}

/// The policy of this project's crates.
pub(crate) fn policy(kind: Kind, count: usize, enforce: Option<Enforcement>) -> &'static Policy {
    let names = |names: &[&str]| Some(names.iter().map(ToString::to_string).collect());
    let spec = PolicySpec {
        origins: Some((0..count).map(|number| kind.element(number)).collect()),
        credentials: true,
        enforce,
        allow_headers: names(&ALLOW_HEADERS),
        expose_headers: names(&[EXPOSE_HEADERS]),
        max_age: Some(MaxAgeSpec::Seconds(MAX_AGE.into())),
        ..PolicySpec::default()
    };
    spec.validate().expect("a policy").leak("Frontend")
}
