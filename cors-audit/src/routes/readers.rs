//! Origins that one policy allows and another does not.

use cors_core::{InventoryOrigins, InventoryPolicy, OriginPattern};

/// The origins that may read a response.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Readers {
    /// `*`.
    pub(crate) any: bool,
    /// Origins and patterns.
    pub(crate) listed: Vec<String>,
    /// The source that decides at run time. Nothing is known of its origins.
    pub(crate) source: Option<String>,
}

impl Readers {
    /// The readers of a policy in a release build.
    pub(crate) fn of(policy: &InventoryPolicy) -> Self {
        match &policy.origins {
            InventoryOrigins::Any => Readers { any: true, ..Readers::default() },
            InventoryOrigins::Listed(origins) => Readers { listed: origins.clone(), ..Readers::default() },
            InventoryOrigins::Source(path) => Readers { source: Some(path.clone()), ..Readers::default() },
            // `same_origin`, and kinds of a later release.
            _ => Readers::default(),
        }
    }

    /// Returns whether no other origin may read.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Readers::default()
    }

    /// Returns whether each of the others is one of these.
    pub(crate) fn cover(&self, others: &Readers) -> bool {
        self.any
            || !others.any
                && others.listed.iter().all(|other| self.listed.iter().any(|own| covers(own, other)))
                && (others.source.is_none() || self.source == others.source)
    }

    /// The elements, for a report.
    pub(crate) fn elements(&self) -> Vec<String> {
        let any = self.any.then(|| "*".to_owned());
        let source = self.source.as_ref().map(|path| format!("asked at run time: {path}"));
        any.into_iter().chain(self.listed.iter().cloned()).chain(source).collect()
    }
}

/// Returns whether every origin that `other` matches is matched by `pattern`.
fn covers(pattern: &str, other: &str) -> bool {
    if pattern == other {
        return true;
    }
    let Ok(parsed) = OriginPattern::parse(pattern) else { return false };
    if !other.contains('*') {
        return parsed.matches(other);
    }
    let (Some(one), Some(other)) = (Parts::of(pattern), Parts::of(other)) else { return false };
    one.scheme == other.scheme && one.covers_host_of(&other) && (one.port == Some("*") || one.port == other.port)
}

/// The parts of a valid pattern.
struct Parts<'p> {
    scheme: &'p str,
    host: &'p str,
    port: Option<&'p str>,
}

impl<'p> Parts<'p> {
    fn of(pattern: &'p str) -> Option<Self> {
        let (scheme, authority) = pattern.split_once("://")?;
        // The colons of an IPv6 address stand between brackets.
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, Some(port)),
            _ => (authority, None),
        };
        Some(Parts { scheme, host, port })
    }

    fn covers_host_of(&self, other: &Parts<'_>) -> bool {
        match self.host.strip_prefix('*') {
            // Every host of an application's own scheme.
            Some("") => true,
            // `.partner.example`: each label of a `*` is one more label before it.
            Some(base) => other.host.ends_with(base) && other.host.len() > base.len(),
            None => self.host == other.host,
        }
    }
}
