//! The rules about several options at once, each issue at the element that breaks them.

use super::findings::Checked;
use super::{
    combinations::{COMBINATION_RULES, Combination},
    issue::{IssueKind, Location},
    rule::Rule,
};
use crate::{
    origins::list::risks,
    policy::{
        checked::{HeaderNames, ValidOrigins, ValidSpec},
        options::PolicyOption,
        spec::PolicySpec,
    },
    syntax::pattern::OriginPattern,
};

impl Checked {
    /// The rules that look at the policy as a whole. Elements that are no origins have been reported and are left out.
    /// `places`: of the others, as they were written.
    pub(super) fn combinations(&mut self, spec: &PolicySpec, valid: &ValidSpec, places: &[usize]) {
        let listed = valid.origins.as_ref().map(ValidOrigins::listed).unwrap_or_default();
        let allow_headers: Vec<&str> = valid.allow_headers.iter().flat_map(HeaderNames::elements).collect();
        let expose_headers: Vec<&str> = valid.expose_headers.iter().flat_map(HeaderNames::elements).collect();
        let combination = Combination {
            any_origin: valid.origins == Some(ValidOrigins::Any),
            same_origin: spec.same_origin,
            risks: &risks(listed.iter()),
            credentials: spec.credentials,
            allow_headers: &allow_headers,
            expose_headers: &expose_headers,
            enforce: spec.enforce,
            handler: spec.handler,
        };
        for &rule in COMBINATION_RULES {
            if !knows_enough(spec, rule) {
                continue;
            }
            let acknowledged = valid.acknowledgements.iter().any(|(acknowledged, _)| *acknowledged == rule);
            match (combination.breaks(rule), acknowledged) {
                (true, true) | (false, false) => {}
                (false, true) => self.not_needed(spec, rule),
                (true, false) if rule.is_about_origins() => {
                    let elements = listed.iter().zip(places);
                    for (pattern, place) in elements.filter(|(pattern, _)| pattern.breaks(rule)) {
                        let (kind, location) = broken(rule, Some(pattern), *place, spec);
                        self.report(kind, location);
                    }
                }
                (true, false) => {
                    let (kind, location) = broken(rule, None, 0, spec);
                    self.report(kind, location);
                }
            }
        }
    }
}

/// Whether this part of a policy alone decides a rule. Where a named policy has a say, const evaluation decides.
pub(crate) fn knows_enough(spec: &PolicySpec, rule: Rule) -> bool {
    !spec.inherits
        || match rule {
            Rule::WildcardWithCredentials | Rule::InsecureOrigin | Rule::PublicSuffixWildcard => {
                (spec.origins.is_some() || spec.source.is_some()) && spec.credentials
            }
            // No list of the named policy's is acknowledged here.
            Rule::LocalhostOrigin | Rule::AnyInstallation => true,
            Rule::WildcardHeadersWithCredentials => spec.allow_headers.is_some() && spec.credentials,
            Rule::WildcardExposeWithCredentials => spec.expose_headers.is_some() && spec.credentials,
            Rule::JsonWithoutContentType | Rule::AuthWithoutAuthorization => {
                spec.allow_headers.is_some() && !spec.same_origin
            }
            Rule::WebsocketWithoutEnforce => spec.enforce,
            _ => false,
        }
}

/// The issue of a broken rule. `pattern`, at `place`: by which it is broken, where the rule is about origins.
pub(crate) fn broken(
    rule: Rule,
    pattern: Option<&OriginPattern>,
    place: usize,
    spec: &PolicySpec,
) -> (IssueKind, Location) {
    let suffix = || pattern.and_then(OriginPattern::public_suffix).unwrap_or_default().to_owned();
    let text = || pattern.map(ToString::to_string).unwrap_or_default();
    let star =
        |list: &Option<Vec<String>>| list.iter().flatten().position(|element| element == "*").unwrap_or_default();
    let origin = Location::element(PolicyOption::Origins, place);
    let allow_headers = || match spec.allow_headers {
        Some(_) => Location::option(PolicyOption::AllowHeaders),
        None => Location::POLICY,
    };
    match rule {
        Rule::WildcardHeadersWithCredentials => (
            IssueKind::WildcardHeadersWithCredentials,
            Location::element(PolicyOption::AllowHeaders, star(&spec.allow_headers)),
        ),
        Rule::WildcardExposeWithCredentials => (
            IssueKind::WildcardExposeWithCredentials,
            Location::element(PolicyOption::ExposeHeaders, star(&spec.expose_headers)),
        ),
        Rule::LocalhostOrigin => (IssueKind::LocalhostOrigin { origin: text() }, origin),
        Rule::InsecureOrigin => (IssueKind::InsecureOrigin { origin: text() }, origin),
        Rule::PublicSuffixWildcard => (IssueKind::PublicSuffixWildcard { pattern: text(), suffix: suffix() }, origin),
        Rule::AnyInstallation => (IssueKind::AnyInstallation { pattern: text() }, origin),
        Rule::JsonWithoutContentType => (IssueKind::JsonWithoutContentType, allow_headers()),
        Rule::AuthWithoutAuthorization => (IssueKind::AuthWithoutAuthorization, allow_headers()),
        Rule::WebsocketWithoutEnforce => (IssueKind::WebsocketWithoutEnforce, Location::POLICY),
        _ => (IssueKind::WildcardWithCredentials, origin),
    }
}
