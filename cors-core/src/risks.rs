//! The risks of the origins of a list. The macro writes them beside the list, because const evaluation cannot look at thousands of
//! origins whenever a policy is overridden.

use crate::{pattern::OriginPattern, rule::Rule};

/// The rules that an origin breaks, or some origin of a list, if the policy does what makes the rule matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Risks {
    /// [`Rule::LocalhostOrigin`].
    pub localhost: bool,
    /// [`Rule::InsecureOrigin`].
    pub insecure: bool,
    /// [`Rule::PublicSuffixWildcard`].
    pub public_suffix: bool,
    /// [`Rule::AnyInstallation`].
    pub any_installation: bool,
}

impl Risks {
    /// None.
    pub const NONE: Risks = Risks { localhost: false, insecure: false, public_suffix: false, any_installation: false };

    pub(crate) fn of(pattern: &OriginPattern) -> Self {
        let pieces = pattern.pieces();
        Risks {
            localhost: pieces.is_localhost(),
            insecure: pieces.is_insecure(),
            public_suffix: pattern.matches_public_suffix(),
            any_installation: pieces.is_any_host(),
        }
    }

    /// Those of any of the patterns.
    pub(crate) fn of_any<'p>(patterns: impl IntoIterator<Item = &'p OriginPattern>) -> Self {
        patterns.into_iter().map(Risks::of).fold(Risks::NONE, |some, other| Risks {
            localhost: some.localhost || other.localhost,
            insecure: some.insecure || other.insecure,
            public_suffix: some.public_suffix || other.public_suffix,
            any_installation: some.any_installation || other.any_installation,
        })
    }

    /// Whether the rule is among them.
    pub(crate) const fn contain(self, rule: Rule) -> bool {
        match rule {
            Rule::LocalhostOrigin => self.localhost,
            Rule::InsecureOrigin => self.insecure,
            Rule::PublicSuffixWildcard => self.public_suffix,
            Rule::AnyInstallation => self.any_installation,
            _ => false,
        }
    }
}
