//! Rules about several options at once, and about options and a handler.
//!
//! Their conditions are for const evaluation: [`PolicySpec::validate`](crate::PolicySpec::validate) asks them about a policy that is
//! written in one place, and generated code about a named policy together with the options that override it.

use super::{
    findings::Findings,
    front_end::FrontEnd,
    issue::{Issue, Location},
    message::Message,
    origins,
    rule::{AcknowledgementProblem, IssueKind, Rule},
};
use crate::{
    origins::list::risks,
    policy::{
        checked::{HeaderNames, ValidOrigins, ValidSpec},
        options::PolicyOption,
        policy::{Origins, Policy},
        spec::{HandlerFacts, PolicySpec},
    },
    syntax::{const_str, pattern::OriginPattern},
};

/// The rules of this file, in the order in which they are reported.
pub(crate) const COMBINATION_RULES: &[Rule] = &[
    Rule::WildcardWithCredentials,
    Rule::WildcardHeadersWithCredentials,
    Rule::WildcardExposeWithCredentials,
    Rule::LocalhostOrigin,
    Rule::InsecureOrigin,
    Rule::PublicSuffixWildcard,
    Rule::AnyInstallation,
    Rule::JsonWithoutContentType,
    Rule::AuthWithoutAuthorization,
    Rule::WebsocketWithoutEnforce,
];

/// The parts of a policy that these rules read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Combination<'a> {
    any_origin: bool,
    same_origin: bool,
    /// The risks of its listed origins.
    risks: &'a [Rule],
    credentials: bool,
    allow_headers: &'a [&'a str],
    expose_headers: &'a [&'a str],
    enforce: bool,
    handler: HandlerFacts,
}

impl<'a> Combination<'a> {
    pub(crate) const fn of(policy: &'a Policy, handler: HandlerFacts) -> Self {
        let risks = match policy.origins() {
            Origins::Listed(list) => list.risks(),
            Origins::Any | Origins::SameOrigin | Origins::Source(_) => &[],
        };
        Combination {
            any_origin: matches!(policy.origins(), Origins::Any),
            same_origin: matches!(policy.origins(), Origins::SameOrigin),
            risks,
            credentials: policy.allows_credentials(),
            allow_headers: policy.allow_headers(),
            expose_headers: policy.expose_headers(),
            enforce: policy.is_enforced(),
            handler,
        }
    }

    /// Returns whether the policy breaks `rule`. Acknowledgements are not considered.
    pub(crate) const fn breaks(&self, rule: Rule) -> bool {
        let is_risk = rule.place_among(self.risks).is_some();
        match rule {
            Rule::WildcardWithCredentials => self.credentials && self.any_origin,
            Rule::WildcardHeadersWithCredentials => self.credentials && const_str::contains(self.allow_headers, "*"),
            Rule::WildcardExposeWithCredentials => self.credentials && const_str::contains(self.expose_headers, "*"),
            Rule::LocalhostOrigin | Rule::AnyInstallation => is_risk,
            Rule::InsecureOrigin | Rule::PublicSuffixWildcard => self.credentials && is_risk,
            // Without access from other origins, browsers send no preflights.
            Rule::JsonWithoutContentType => {
                self.handler.takes_json
                    && !self.same_origin
                    && !const_str::contains(self.allow_headers, "content-type")
                    && !const_str::contains(self.allow_headers, "*")
            }
            // `*` does not stand for this one name (Fetch, "CORS non-wildcard request-header name").
            Rule::AuthWithoutAuthorization => {
                self.handler.takes_authorization
                    && !self.same_origin
                    && !const_str::contains(self.allow_headers, "authorization")
            }
            // Any page can open a WebSocket, with cookies (RFC 6455, section 10.2).
            Rule::WebsocketWithoutEnforce => self.handler.takes_websocket && (!self.enforce || self.any_origin),
            _ => false,
        }
    }
}

/// Checks a specification against these rules. `elements` are the indices of the valid origins; the others have been reported.
pub(super) fn check(spec: &PolicySpec, valid: &ValidSpec, elements: &[usize], findings: &mut Findings) {
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
    for &rule in COMBINATION_RULES.iter().filter(|&&rule| is_decided_by(spec, rule)) {
        let acknowledged = spec.acknowledgements.iter().position(|other| {
            other.rule == rule.name() && valid.acknowledgements.iter().any(|(accepted, _)| *accepted == rule)
        });
        match (combination.breaks(rule), acknowledged) {
            (true, Some(_)) | (false, None) => {}
            (false, Some(element)) => {
                let kind = IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NotNeeded(rule));
                findings.report(kind, Location::element(PolicyOption::Allow, element));
            }
            (true, None) if rule.is_about_origins() => {
                let broken = listed.iter().zip(elements).filter(|(pattern, _)| pattern.breaks(rule));
                findings.0.extend(broken.map(|(pattern, element)| issue(rule, Some((pattern, *element)), spec)));
            }
            (true, None) => findings.0.push(issue(rule, None, spec)),
        }
    }
}

/// Returns whether a specification decides a rule alone. Otherwise const evaluation decides, with the named policy.
pub(super) fn is_decided_by(spec: &PolicySpec, rule: Rule) -> bool {
    !spec.inherits
        || match rule {
            Rule::WildcardWithCredentials | Rule::InsecureOrigin | Rule::PublicSuffixWildcard => {
                (spec.origins.is_some() || spec.source.is_some()) && spec.credentials
            }
            // A list of the named policy has been checked there.
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

/// The issue of a broken rule; `origin` is the pattern that breaks it, with its index.
pub(super) fn issue(rule: Rule, origin: Option<(&OriginPattern, usize)>, spec: &PolicySpec) -> Issue {
    let (pattern, element) = origin.unzip();
    let text = pattern.map(ToString::to_string).unwrap_or_default();
    let at_origin = Location::element(PolicyOption::Origins, element.unwrap_or_default());
    let at_star = |option, list: &Option<Vec<String>>| {
        let star = list.iter().flatten().position(|element| element == "*");
        Location::element(option, star.unwrap_or_default())
    };
    let at_allow_headers = match spec.allow_headers {
        Some(_) => Location::option(PolicyOption::AllowHeaders),
        None => Location::POLICY,
    };
    match rule {
        Rule::WildcardHeadersWithCredentials => {
            IssueKind::WildcardHeadersWithCredentials.at(at_star(PolicyOption::AllowHeaders, &spec.allow_headers))
        }
        Rule::WildcardExposeWithCredentials => {
            IssueKind::WildcardExposeWithCredentials.at(at_star(PolicyOption::ExposeHeaders, &spec.expose_headers))
        }
        Rule::LocalhostOrigin => IssueKind::LocalhostOrigin { origin: text }.at(at_origin),
        Rule::InsecureOrigin => IssueKind::InsecureOrigin { origin: text }.at(at_origin),
        Rule::PublicSuffixWildcard => {
            let suffix = pattern.and_then(OriginPattern::public_suffix).unwrap_or_default().to_owned();
            IssueKind::PublicSuffixWildcard { pattern: text, suffix }.at(at_origin)
        }
        Rule::AnyInstallation => IssueKind::AnyInstallation { pattern: text }.at(at_origin),
        Rule::JsonWithoutContentType => IssueKind::JsonWithoutContentType.at(at_allow_headers),
        Rule::AuthWithoutAuthorization => IssueKind::AuthWithoutAuthorization.at(at_allow_headers),
        Rule::WebsocketWithoutEnforce => IssueKind::WebsocketWithoutEnforce.at(Location::POLICY),
        _ => IssueKind::WildcardWithCredentials.at(at_origin),
    }
}

pub(super) fn message(kind: &IssueKind, option: Option<PolicyOption>, front_end: FrontEnd) -> Message {
    let accept = front_end.accept(kind.rule());
    match kind {
        IssueKind::WildcardHeadersWithCredentials => {
            with_named_policy("with `credentials`, `*` is not a wildcard: it matches only a header literally named `*`", front_end)
                .help(r#"list the headers: allow_headers = ["content-type", "authorization"]"#)
        }
        IssueKind::WildcardExposeWithCredentials => {
            with_named_policy("with `credentials`, `*` is not a wildcard: it exposes only a header literally named `*`", front_end)
                .help(r#"list the headers that scripts read: expose_headers = ["x-total-count"]"#)
        }
        IssueKind::LocalhostOrigin { origin } => {
            let place = if front_end.is_set() { "write" } else { "move it to" };
            let policy = if front_end.is_set() { " in the policy" } else { "" };
            Message::new(format!("`{origin}` is the user's own machine: any program on it can have this origin"))
                .help(format!("for development, {place} dev_origins = [\"{origin}\"]{policy}, which no release binary contains"))
                .help(accept)
        }
        IssueKind::InsecureOrigin { origin } if origin.is_empty() => {
            Message::new("lets `http:` origins of the named policy send credentials: a network attacker can impersonate them")
                .help("write the origins with `https:`")
                .help(accept)
        }
        IssueKind::InsecureOrigin { origin } => {
            let secure = origin.replacen("http:", "https:", 1);
            Message::new(format!("`{origin}` may send credentials over plain HTTP: a network attacker can impersonate this origin"))
                .help(format!("write {}", front_end.literal(&secure)))
                .help(accept)
        }
        IssueKind::PublicSuffixWildcard { pattern, suffix } => {
            let headline = match pattern.as_str() {
                "" => "lets every site under a public suffix send credentials: the named policy has a pattern for all of them".to_owned(),
                pattern => {
                    let below = if pattern.contains(&format!("://*.{suffix}")) { "" } else { " below it" };
                    format!("`{pattern}` allows credentials for sites of others: `{suffix}`{below} is a public suffix, under which anyone can register")
                }
            };
            Message::new(headline)
                .help("list the sub-domains that are yours")
                .help(accept)
                .note("the list of public suffixes is https://publicsuffix.org")
        }
        IssueKind::AnyInstallation { pattern } => {
            let scheme = pattern.trim_end_matches("://*");
            Message::new(format!("`{pattern}` matches every origin of the scheme `{scheme}`, including those of other extensions and applications"))
                .help(format!("if the host is the same in every installation, name it: {}", front_end.literal(&format!("{scheme}://…"))))
                .help(accept)
        }
        IssueKind::JsonWithoutContentType => {
            Message::new("the handler reads a JSON body, but the policy does not allow `content-type`: every preflight for it fails")
                .help(allow_header("content-type", option, front_end))
                .help(accept)
        }
        IssueKind::AuthWithoutAuthorization => {
            Message::new("the handler reads the `Authorization` header, but the policy does not allow it by name: every preflight for it fails")
                .help(allow_header("authorization", option, front_end))
                .help(accept)
        }
        IssueKind::WebsocketWithoutEnforce => {
            Message::new("any page can open this WebSocket with the user's cookies: browsers do not apply CORS to WebSockets")
                .help("refuse pages that the policy does not allow: add `enforce`, beside a list of origins or `same_origin`")
                .help(accept)
        }
        _ if front_end.is_set() => {
            Message::new(origins::WILDCARD_IN_SET).help(front_end.list_origins()).help(origins::PUBLIC)
        }
        _ => with_named_policy("`*` does not work with `credentials`: browsers refuse the response", front_end)
            .help(r#"list the origins that may send credentials: origins = ["https://app.example.com"]"#)
            .help("or remove `credentials`, if the response is public"),
    }
}

fn with_named_policy(headline: &str, front_end: FrontEnd) -> Message {
    match front_end {
        FrontEnd::Override => Message::new(format!("together with the named policy: {headline}")),
        _ => Message::new(headline),
    }
}

/// The advice to allow a header. With `option`, there is a list.
fn allow_header(name: &str, option: Option<PolicyOption>, front_end: FrontEnd) -> String {
    match option {
        _ if front_end == FrontEnd::Override => {
            format!("add it to the policy, or list all headers here: allow_headers = [\"{name}\"]")
        }
        Some(_) => format!("add \"{name}\" to the list"),
        None => format!("add it: allow_headers = [\"{name}\"]"),
    }
}
