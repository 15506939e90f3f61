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
        enforcement::Enforcement,
        options::PolicyOption,
        policy::{Origins, Policy},
        spec::{HandlerFacts, PolicySpec, TakesForms},
    },
    syntax::{const_str, pattern::OriginPattern},
};

macro_rules! combination_rules {
    ($( $variant:ident, )+) => {
        /// A rule of this file. Each `match` names all of them, so that the compiler finds what a new one lacks.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum CombinationRule {
            $( $variant, )+
        }

        impl CombinationRule {
            /// All of them, in the order in which they are reported.
            pub(super) const ALL: &[CombinationRule] = &[$( CombinationRule::$variant ),+];

            pub(super) const fn rule(self) -> Rule {
                match self {
                    $( CombinationRule::$variant => Rule::$variant, )+
                }
            }

            const fn of(rule: Rule) -> Option<CombinationRule> {
                match rule {
                    $( Rule::$variant => Some(CombinationRule::$variant), )+
                    _ => None,
                }
            }
        }
    };
}

combination_rules! {
    WildcardWithCredentials,
    WildcardHeadersWithCredentials,
    WildcardExposeWithCredentials,
    LocalhostOrigin,
    InsecureOrigin,
    PublicSuffixWildcard,
    AnyInstallation,
    JsonWithoutContentType,
    AuthWithoutAuthorization,
    WebsocketWithoutEnforce,
    Forgeable,
}

/// The parts of a policy that these rules read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Combination<'a> {
    any_origin: bool,
    /// No build allows another origin.
    is_closed: bool,
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
            is_closed: policy.is_closed(),
            risks,
            credentials: policy.allows_credentials(),
            allow_headers: policy.allow_headers(),
            expose_headers: policy.expose_headers(),
            enforce: policy.is_enforced(),
            handler,
        }
    }

    /// A specification without its origins and headers.
    fn without_lists(spec: &PolicySpec) -> Self {
        Combination {
            any_origin: false,
            is_closed: spec.is_closed(),
            risks: &[],
            credentials: spec.credentials,
            allow_headers: &[],
            expose_headers: &[],
            enforce: spec.enforce == Some(Enforcement::Refuse),
            handler: spec.handler,
        }
    }

    /// Returns whether the policy breaks `rule`. Acknowledgements are not considered.
    pub(crate) const fn breaks(&self, rule: Rule) -> bool {
        let Some(combination) = CombinationRule::of(rule) else { return false };
        let is_risk = rule.place_among(self.risks).is_some();
        match combination {
            CombinationRule::WildcardWithCredentials => self.credentials && self.any_origin,
            CombinationRule::WildcardHeadersWithCredentials => {
                self.credentials && const_str::contains(self.allow_headers, "*")
            }
            CombinationRule::WildcardExposeWithCredentials => {
                self.credentials && const_str::contains(self.expose_headers, "*")
            }
            CombinationRule::LocalhostOrigin | CombinationRule::AnyInstallation => is_risk,
            CombinationRule::InsecureOrigin | CombinationRule::PublicSuffixWildcard => self.credentials && is_risk,
            // Without access from other origins, browsers send no preflights.
            CombinationRule::JsonWithoutContentType => {
                self.handler.takes_json
                    && !self.is_closed
                    && !const_str::contains(self.allow_headers, "content-type")
                    && !const_str::contains(self.allow_headers, "*")
            }
            // `*` does not stand for this one name (Fetch, "CORS non-wildcard request-header name").
            CombinationRule::AuthWithoutAuthorization => {
                self.handler.takes_authorization
                    && !self.is_closed
                    && !const_str::contains(self.allow_headers, "authorization")
            }
            // Any page can open a WebSocket, with cookies (RFC 6455, section 10.2).
            CombinationRule::WebsocketWithoutEnforce => {
                self.handler.takes_websocket && (!self.enforce || self.any_origin)
            }
            CombinationRule::Forgeable => {
                matches!(self.handler.takes_forms, TakesForms::Always) && self.has_forgeable_requests()
            }
        }
    }

    /// Returns whether the policy breaks `rule`, or may do so where a handler is mounted.
    pub(crate) const fn may_break(&self, rule: Rule) -> bool {
        match rule {
            Rule::Forgeable => !matches!(self.handler.takes_forms, TakesForms::Never) && self.has_forgeable_requests(),
            rule => self.breaks(rule),
        }
    }

    /// Returns whether any page can send what a form can send, with the user's credentials: it needs no preflight (Fetch,
    /// "CORS-safelisted method", "CORS-safelisted request-header").
    const fn has_forgeable_requests(&self) -> bool {
        // `*` with credentials is another mistake.
        self.credentials && !self.enforce && !self.any_origin && !self.is_closed
    }
}

/// Checks a specification against these rules. `elements` are the indices of the valid origins; the others have been reported.
pub(super) fn check(spec: &PolicySpec, valid: &ValidSpec, elements: &[usize], findings: &mut Findings) {
    let listed = valid.origins.as_ref().map(ValidOrigins::listed).unwrap_or_default();
    let allow_headers: Vec<&str> = valid.allow_headers.iter().flat_map(HeaderNames::elements).collect();
    let expose_headers: Vec<&str> = valid.expose_headers.iter().flat_map(HeaderNames::elements).collect();
    let combination = Combination {
        any_origin: valid.origins == Some(ValidOrigins::Any),
        risks: &risks(listed.iter()),
        allow_headers: &allow_headers,
        expose_headers: &expose_headers,
        ..Combination::without_lists(spec)
    };
    for &combination_rule in CombinationRule::ALL.iter().filter(|&&rule| is_decided_by(spec, rule)) {
        let rule = combination_rule.rule();
        let acknowledged = spec.acknowledgements.iter().position(|other| {
            other.rule == rule.name() && valid.acknowledgements.iter().any(|(accepted, _)| *accepted == rule)
        });
        match (combination.breaks(rule), acknowledged) {
            (true, Some(_)) | (false, None) => {}
            (false, Some(_)) if combination.may_break(rule) => {}
            (false, Some(element)) => {
                let kind = IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NotNeeded(rule));
                findings.report(kind, Location::element(PolicyOption::Allow, element));
            }
            (true, None) if rule.is_about_origins() => {
                let broken = listed.iter().zip(elements).filter(|(pattern, _)| pattern.breaks(rule));
                findings
                    .0
                    .extend(broken.map(|(pattern, element)| issue(combination_rule, Some((pattern, *element)), spec)));
            }
            (true, None) => findings.0.push(issue(combination_rule, None, spec)),
        }
    }
}

/// Returns whether a specification decides a rule alone. Otherwise const evaluation decides, with the named policy.
pub(super) fn is_decided_by(spec: &PolicySpec, rule: CombinationRule) -> bool {
    !spec.inherits
        || match rule {
            CombinationRule::WildcardWithCredentials
            | CombinationRule::InsecureOrigin
            | CombinationRule::PublicSuffixWildcard => {
                (spec.origins.is_some() || spec.source.is_some()) && spec.credentials
            }
            // A list of the named policy has been checked there.
            CombinationRule::LocalhostOrigin | CombinationRule::AnyInstallation => true,
            CombinationRule::WildcardHeadersWithCredentials => spec.allow_headers.is_some() && spec.credentials,
            CombinationRule::WildcardExposeWithCredentials => spec.expose_headers.is_some() && spec.credentials,
            CombinationRule::JsonWithoutContentType | CombinationRule::AuthWithoutAuthorization => {
                spec.allow_headers.is_some() && !spec.same_origin
            }
            CombinationRule::WebsocketWithoutEnforce => spec.enforce.is_some(),
            CombinationRule::Forgeable => {
                spec.enforce == Some(Enforcement::Refuse)
                    || spec.is_closed()
                    || spec.handler.takes_forms == TakesForms::Never
            }
        }
}

/// Returns whether a valid specification breaks [`Rule::Forgeable`] wherever its handler is mounted for `POST`. `None`: const evaluation
/// decides, with the named policy.
#[must_use]
pub fn is_forgeable(spec: &PolicySpec) -> Option<bool> {
    let rule = Rule::Forgeable;
    let is_acknowledged = spec.acknowledgements.iter().any(|acknowledged| acknowledged.rule == rule.name());
    if is_acknowledged || is_decided_by(spec, CombinationRule::Forgeable) {
        Some(!is_acknowledged && Combination::without_lists(spec).may_break(rule))
    } else {
        None
    }
}

/// The issue of a broken rule; `origin` is the pattern that breaks it, with its index.
pub(super) fn issue(rule: CombinationRule, origin: Option<(&OriginPattern, usize)>, spec: &PolicySpec) -> Issue {
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
        CombinationRule::WildcardWithCredentials => IssueKind::WildcardWithCredentials.at(at_origin),
        CombinationRule::WildcardHeadersWithCredentials => {
            IssueKind::WildcardHeadersWithCredentials.at(at_star(PolicyOption::AllowHeaders, &spec.allow_headers))
        }
        CombinationRule::WildcardExposeWithCredentials => {
            IssueKind::WildcardExposeWithCredentials.at(at_star(PolicyOption::ExposeHeaders, &spec.expose_headers))
        }
        CombinationRule::LocalhostOrigin => IssueKind::LocalhostOrigin { origin: text }.at(at_origin),
        CombinationRule::InsecureOrigin => IssueKind::InsecureOrigin { origin: text }.at(at_origin),
        CombinationRule::PublicSuffixWildcard => {
            let suffix = pattern.and_then(OriginPattern::public_suffix).unwrap_or_default().to_owned();
            IssueKind::PublicSuffixWildcard { pattern: text, suffix }.at(at_origin)
        }
        CombinationRule::AnyInstallation => IssueKind::AnyInstallation { pattern: text }.at(at_origin),
        CombinationRule::JsonWithoutContentType => IssueKind::JsonWithoutContentType.at(at_allow_headers),
        CombinationRule::AuthWithoutAuthorization => IssueKind::AuthWithoutAuthorization.at(at_allow_headers),
        CombinationRule::WebsocketWithoutEnforce => IssueKind::WebsocketWithoutEnforce.at(Location::POLICY),
        CombinationRule::Forgeable => IssueKind::Forgeable.at(Location::POLICY),
    }
}

/// The message of a rule. `text` is the origin or the pattern that breaks it, if there is one; `suffix` its public suffix.
pub(super) fn message(
    rule: CombinationRule,
    text: &str,
    suffix: &str,
    option: Option<PolicyOption>,
    front_end: FrontEnd,
) -> Message {
    let accept = front_end.accept(rule.rule());
    match rule {
        CombinationRule::WildcardHeadersWithCredentials => {
            with_named_policy("with `credentials`, `*` is not a wildcard: it matches only a header literally named `*`", front_end)
                .help(r#"list the headers: allow_headers = ["content-type", "authorization"]"#)
        }
        CombinationRule::WildcardExposeWithCredentials => {
            with_named_policy("with `credentials`, `*` is not a wildcard: it exposes only a header literally named `*`", front_end)
                .help(r#"list the headers that scripts read: expose_headers = ["x-total-count"]"#)
        }
        CombinationRule::LocalhostOrigin => {
            let place = if front_end.is_set() { "write" } else { "move it to" };
            let policy = if front_end.is_set() { " in the policy" } else { "" };
            Message::new(format!("`{text}` is the user's own machine: any program on it can have this origin"))
                .help(format!("for development, {place} dev_origins = [\"{text}\"]{policy}, which no release binary contains"))
                .help(accept)
        }
        CombinationRule::InsecureOrigin if text.is_empty() => {
            Message::new("lets `http:` origins of the named policy send credentials: a network attacker can impersonate them")
                .help("write the origins with `https:`")
                .help(accept)
        }
        CombinationRule::InsecureOrigin => {
            let secure = text.replacen("http:", "https:", 1);
            Message::new(format!("`{text}` may send credentials over plain HTTP: a network attacker can impersonate this origin"))
                .help(format!("write {}", front_end.literal(&secure)))
                .help(accept)
        }
        CombinationRule::PublicSuffixWildcard => {
            let headline = match text {
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
        CombinationRule::AnyInstallation => {
            let scheme = text.trim_end_matches("://*");
            Message::new(format!("`{text}` matches every origin of the scheme `{scheme}`, including those of other extensions and applications"))
                .help(format!("if the host is the same in every installation, name it: {}", front_end.literal(&format!("{scheme}://…"))))
                .help(accept)
        }
        CombinationRule::JsonWithoutContentType => {
            Message::new("the handler reads a JSON body, but the policy does not allow `content-type`: every preflight for it fails")
                .help(allow_header("content-type", option, front_end))
                .help(accept)
        }
        CombinationRule::AuthWithoutAuthorization => {
            Message::new("the handler reads the `Authorization` header, but the policy does not allow it by name: every preflight for it fails")
                .help(allow_header("authorization", option, front_end))
                .help(accept)
        }
        CombinationRule::WebsocketWithoutEnforce => {
            Message::new("any page can open this WebSocket with the user's cookies: browsers do not apply CORS to WebSockets")
                .help("refuse pages that the policy does not allow: add `enforce`, beside a list of origins or `same_origin`")
                .help(accept)
        }
        CombinationRule::Forgeable => {
            Message::new("any page can post to this handler with the user's cookies, without a preflight: it takes what a form can send")
                .help("refuse pages that the policy does not allow: add `enforce`")
                .help("or take a body that no form can send: `Json`")
                .help(accept)
        }
        CombinationRule::WildcardWithCredentials if front_end.is_set() => {
            Message::new(origins::WILDCARD_IN_SET).help(front_end.list_origins()).help(origins::PUBLIC)
        }
        CombinationRule::WildcardWithCredentials => with_named_policy("`*` does not work with `credentials`: browsers refuse the response", front_end)
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
