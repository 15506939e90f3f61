//! `origins` and `dev_origins`.

use super::issue::{IssueKind, Location};
use super::{duplicates::Written, findings::Checked};
use crate::{
    policy::{checked::ValidOrigins, options::PolicyOption, spec::PolicySpec},
    syntax::{
        correction::{corrected, unquoted},
        error::OriginProblem,
        pattern::{OriginPattern, PatternError},
    },
};

/// `origins`, element by element: `None` where an element is no origin, so that the others keep their places.
pub(super) enum Parsed {
    Any,
    Listed(Vec<Option<OriginPattern>>),
}

impl Parsed {
    fn patterns(&self) -> &[Option<OriginPattern>] {
        match self {
            Parsed::Any => &[],
            Parsed::Listed(list) => list,
        }
    }

    /// The places of the elements that are origins.
    pub(super) fn places(&self) -> Vec<usize> {
        self.patterns().iter().enumerate().filter_map(|(place, pattern)| pattern.as_ref().map(|_| place)).collect()
    }

    pub(super) fn into_valid(self) -> ValidOrigins {
        match self {
            Parsed::Any => ValidOrigins::Any,
            Parsed::Listed(list) => ValidOrigins::Listed(list.into_iter().flatten().collect()),
        }
    }
}

impl Checked {
    pub(super) fn origins(&mut self, spec: &PolicySpec) -> Option<Parsed> {
        const OPTION: PolicyOption = PolicyOption::Origins;
        let Some(list) = spec.origins.as_deref() else {
            if spec.source.is_none() && !spec.inherits && !spec.same_origin {
                self.report(IssueKind::NoOrigins { empty: false }, Location::POLICY);
            }
            return None;
        };
        if list.is_empty() {
            self.report(IssueKind::NoOrigins { empty: true }, Location::option(OPTION));
        }
        if list == ["*"] {
            return Some(Parsed::Any);
        }
        Some(Parsed::Listed(self.patterns(list, OPTION, &[])))
    }

    pub(super) fn dev_origins(
        &mut self,
        spec: &PolicySpec,
        origins: &Option<Parsed>,
    ) -> Option<Vec<Option<OriginPattern>>> {
        const OPTION: PolicyOption = PolicyOption::DevOrigins;
        let list = spec.dev_origins.as_deref()?;
        if list.is_empty() {
            self.report(IssueKind::NoOrigins { empty: true }, Location::option(OPTION));
        }
        if let Some(Parsed::Any) = origins {
            self.report(IssueKind::ConflictingOptions { with: PolicyOption::Origins }, Location::option(OPTION));
        }
        let before = origins.as_ref().map(Parsed::patterns).unwrap_or_default();
        Some(self.patterns(list, OPTION, before))
    }

    /// `before`: patterns of another option that the elements must not repeat.
    fn patterns(
        &mut self,
        list: &[String],
        option: PolicyOption,
        before: &[Option<OriginPattern>],
    ) -> Vec<Option<OriginPattern>> {
        let mut patterns: Vec<_> =
            list.iter().enumerate().map(|(element, text)| self.pattern(text, option, element, list)).collect();
        let mut repeated = Vec::new();
        let written = Written::new(before.iter().chain(&patterns));
        for (element, pattern) in patterns.iter().enumerate() {
            let Some(pattern) = pattern else { continue };
            let kind = if written.is_repeated(pattern, before.len() + element) {
                repeated.push(element);
                IssueKind::DuplicateOrigin { origin: pattern.to_string() }
            } else if let Some(by) = written.covering(pattern) {
                IssueKind::ShadowedOrigin { origin: pattern.to_string(), by: by.to_owned() }
            } else {
                continue;
            };
            self.report(kind, Location::element(option, element));
        }
        // What else is wrong with an origin is said of it once.
        for element in repeated {
            if let Some(pattern) = patterns.get_mut(element) {
                *pattern = None;
            }
        }
        patterns
    }

    fn pattern(&mut self, text: &str, option: PolicyOption, element: usize, list: &[String]) -> Option<OriginPattern> {
        let whole = Location::element(option, element);
        if text == "*" {
            let beside = list.iter().find(|other| *other != "*");
            self.report(
                match beside {
                    Some(beside) => IssueKind::WildcardMixed { beside: beside.clone() },
                    None if element > 0 => IssueKind::DuplicateOrigin { origin: text.to_owned() },
                    // The first of several is reported by way of the others.
                    None if list.len() > 1 => return None,
                    None => IssueKind::UnvalidatedReflection { written: text.to_owned() },
                },
                whole,
            );
            return None;
        }
        let bare = unquoted(text).unwrap_or(text);
        if bare.trim().eq_ignore_ascii_case("null") {
            self.report(IssueKind::NullOrigin, whole);
            return None;
        }
        if bare == "*" || is_reflection_keyword(&bare.trim().to_ascii_lowercase()) {
            self.report(IssueKind::UnvalidatedReflection { written: text.to_owned() }, whole);
            return None;
        }
        if bare != text {
            let corrected = if OriginPattern::parse(bare).is_ok() { Some(bare.to_owned()) } else { corrected(bare) };
            let kind =
                IssueKind::MalformedOrigin { origin: text.to_owned(), problem: OriginProblem::Quoted, corrected };
            let (front, behind) = text.split_once(bare).filter(|_| !bare.is_empty()).unwrap_or((text, ""));
            let bytes = if front.is_empty() { text.len() - behind.len()..text.len() } else { 0..front.len() };
            self.report(kind, Location::bytes(option, element, bytes));
            return None;
        }
        let (kind, bytes) = match OriginPattern::parse(text) {
            Ok(pattern) => return Some(pattern),
            Err(PatternError::Origin(problem, bytes)) => {
                let has_page = problem != OriginProblem::OpaqueScheme || text.starts_with("blob:");
                let corrected = has_page.then(|| corrected(text)).flatten();
                (IssueKind::MalformedOrigin { origin: text.to_owned(), problem, corrected }, bytes)
            }
            Err(PatternError::Wildcard(problem, bytes)) => {
                (IssueKind::MalformedPattern { pattern: text.to_owned(), problem }, bytes)
            }
        };
        self.report(kind, Location::bytes(option, element, bytes));
        None
    }
}

/// Words that other libraries have for "whoever asks": none of them is an origin.
const REFLECTION: &[&str] = &[
    "any",
    "any_origin",
    "all",
    "mirror",
    "mirror_request",
    "reflect",
    "reflect_origin",
    "request",
    "origin",
    "echo",
    "permissive",
    "very_permissive",
];

/// Whether a word is one that libraries have for "whoever asks", and so no origin and no path to a list.
#[doc(hidden)]
#[must_use]
pub fn is_reflection_keyword(word: &str) -> bool {
    REFLECTION.contains(&word)
}
