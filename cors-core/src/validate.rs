//! The rules, applied to a policy as it was written.

use crate::{
    acknowledged::Acknowledgement,
    combination::{COMBINATION_RULES, Combination},
    correct::corrected,
    header_name::{HeaderName, HeaderNameError},
    issue::{AcknowledgementProblem, Issue, IssueKind, Issues, Location},
    max_age::{MaxAge, MaxAgeError},
    method::{Method, MethodError},
    option::{PolicyOption, nearest_of},
    origin_problem::OriginProblem,
    pattern::{OriginPattern, PatternError},
    rule::Rule,
    spec::{MaxAgeSpec, PolicySpec},
    valid::{HeaderNames, ValidOrigins, ValidSpec},
};

/// Words that other libraries have for "whoever asks": none of them is an origin.
pub(crate) const REFLECTION: &[&str] = &[
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

pub(crate) fn validate(spec: &PolicySpec) -> Result<ValidSpec, Issues> {
    let mut checked = Checked { issues: Vec::new() };
    checked.conflicts(spec);
    let origins = checked.origins(spec);
    let dev_origins = checked.dev_origins(spec, &origins);
    let allow_headers = checked.headers(spec.allow_headers.as_deref(), PolicyOption::AllowHeaders);
    let expose_headers = checked.headers(spec.expose_headers.as_deref(), PolicyOption::ExposeHeaders);
    let max_age = checked.max_age(spec.max_age.as_ref());
    let methods = checked.methods(spec.methods.as_deref());
    let acknowledgements = checked.acknowledgements(&spec.acknowledgements);
    let valid = ValidSpec {
        origins: origins.map(Parsed::into_valid),
        dev_origins: dev_origins.map(|list| list.into_iter().flatten().collect()),
        credentials: spec.credentials,
        allow_headers,
        expose_headers,
        max_age,
        methods,
        same_origin: spec.same_origin,
        acknowledgements,
    };
    checked.combinations(spec, &valid);
    if checked.issues.is_empty() { Ok(valid) } else { Err(Issues(checked.issues)) }
}

struct Checked {
    issues: Vec<Issue>,
}

/// `origins`, element by element: `None` where an element is no origin, so that the others keep their places.
enum Parsed {
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

    fn into_valid(self) -> ValidOrigins {
        match self {
            Parsed::Any => ValidOrigins::Any,
            Parsed::Listed(list) => ValidOrigins::Listed(list.into_iter().flatten().collect()),
        }
    }
}

impl Checked {
    fn report(&mut self, kind: IssueKind, location: Location) {
        self.issues.push(kind.at(location));
    }

    /// `same_origin` always wins, so whatever else would let somebody in is a contradiction.
    fn conflicts(&mut self, spec: &PolicySpec) {
        if !spec.same_origin {
            return;
        }
        let given = [
            (PolicyOption::Origins, spec.origins.is_some()),
            (PolicyOption::DevOrigins, spec.dev_origins.is_some()),
            (PolicyOption::Credentials, spec.credentials),
            (PolicyOption::AllowHeaders, spec.allow_headers.is_some()),
            (PolicyOption::ExposeHeaders, spec.expose_headers.is_some()),
            (PolicyOption::MaxAge, spec.max_age.is_some()),
            (PolicyOption::Methods, spec.methods.is_some()),
        ];
        for (option, _) in given.into_iter().filter(|(_, given)| *given) {
            self.report(IssueKind::ConflictingOptions { with: PolicyOption::SameOrigin }, Location::option(option));
        }
    }

    fn origins(&mut self, spec: &PolicySpec) -> Option<Parsed> {
        const OPTION: PolicyOption = PolicyOption::Origins;
        let Some(list) = spec.origins.as_deref() else {
            if !spec.inherits && !spec.same_origin {
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

    fn dev_origins(&mut self, spec: &PolicySpec, origins: &Option<Parsed>) -> Option<Vec<Option<OriginPattern>>> {
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
        for (element, pattern) in patterns.iter().enumerate() {
            let Some(pattern) = pattern else { continue };
            let earlier = before.iter().chain(patterns.iter().take(element)).flatten();
            let others = before.iter().chain(&patterns).flatten();
            let kind = if earlier.clone().any(|other| other == pattern) {
                repeated.push(element);
                IssueKind::DuplicateOrigin { origin: pattern.to_string() }
            } else if let Some(by) = others.clone().find(|other| other.covers(pattern) && *other != pattern) {
                IssueKind::ShadowedOrigin { origin: pattern.to_string(), by: by.to_string() }
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
        if text.trim().eq_ignore_ascii_case("null") {
            self.report(IssueKind::NullOrigin, whole);
            return None;
        }
        if is_reflection_keyword(&text.trim().to_ascii_lowercase()) {
            self.report(IssueKind::UnvalidatedReflection { written: text.to_owned() }, whole);
            return None;
        }
        let (kind, bytes) = match OriginPattern::parse(text) {
            Ok(pattern) => return Some(pattern),
            Err(PatternError::Origin(problem, bytes)) => {
                let corrected = (problem != OriginProblem::OpaqueScheme).then(|| corrected(text)).flatten();
                (IssueKind::MalformedOrigin { origin: text.to_owned(), problem, corrected }, bytes)
            }
            Err(PatternError::Wildcard(problem, bytes)) => {
                (IssueKind::MalformedPattern { pattern: text.to_owned(), problem }, bytes)
            }
        };
        self.report(kind, Location::bytes(option, element, bytes));
        None
    }

    fn headers(&mut self, list: Option<&[String]>, option: PolicyOption) -> Option<HeaderNames> {
        let list = list?;
        let mut headers = HeaderNames::default();
        // `*` does not stand for `authorization` (Fetch, "CORS non-wildcard request-header name"): the one legal mix.
        let is_legal_beside =
            |name: &str| option == PolicyOption::AllowHeaders && name.eq_ignore_ascii_case("authorization");
        for (element, text) in list.iter().enumerate() {
            let location = Location::element(option, element);
            if text == "*" {
                match list.iter().find(|other| *other != "*" && !is_legal_beside(other)) {
                    Some(beside) => self.report(IssueKind::WildcardMixed { beside: beside.clone() }, location),
                    None if headers.any => {
                        self.report(IssueKind::DuplicateHeader { header: text.clone() }, location);
                    }
                    None => {}
                }
                headers.any = true;
                continue;
            }
            let parsed = match option {
                PolicyOption::AllowHeaders => HeaderName::parse_request(text),
                _ => HeaderName::parse_response(text),
            };
            match parsed {
                Ok(name) if headers.names.contains(&name) => {
                    self.report(IssueKind::DuplicateHeader { header: text.clone() }, location);
                }
                Ok(name) => headers.names.push(name),
                Err(HeaderNameError::Malformed(bytes)) => {
                    let location = Location::bytes(option, element, bytes);
                    self.report(IssueKind::MalformedHeader { header: text.clone() }, location);
                }
                Err(HeaderNameError::Forbidden) => {
                    self.report(IssueKind::ForbiddenHeader { header: text.clone() }, location);
                }
                Err(HeaderNameError::Misplaced) => {
                    self.report(IssueKind::MisplacedHeader { header: text.clone() }, location);
                }
            }
        }
        Some(headers)
    }

    fn max_age(&mut self, max_age: Option<&MaxAgeSpec>) -> Option<MaxAge> {
        let (parsed, value) = match max_age? {
            MaxAgeSpec::Seconds(seconds) => (MaxAge::from_seconds(*seconds), seconds.to_string()),
            MaxAgeSpec::Text(text) => (MaxAge::parse(text), text.clone()),
        };
        let kind = match parsed {
            Ok(max_age) => return Some(max_age),
            Err(MaxAgeError::OutOfRange) => IssueKind::MaxAgeOutOfRange { value },
            Err(MaxAgeError::Malformed) => {
                let seconds = value.trim().parse::<u64>().ok();
                let corrected = seconds.map(|seconds| format!("max_age = {seconds}"));
                IssueKind::MalformedOption { expected: MAX_AGE_FORM, corrected }
            }
        };
        self.report(kind, Location::option(PolicyOption::MaxAge));
        None
    }

    fn methods(&mut self, list: Option<&[String]>) -> Option<Vec<Method>> {
        const OPTION: PolicyOption = PolicyOption::Methods;
        let list = list?;
        if list.is_empty() {
            let kind = IssueKind::MalformedOption { expected: METHODS_FORM, corrected: None };
            self.report(kind, Location::option(OPTION));
        }
        let mut methods: Vec<Method> = Vec::new();
        for (element, text) in list.iter().enumerate() {
            let location = Location::element(OPTION, element);
            match Method::parse(text) {
                // A token, but on the wire it stands for every method.
                Ok(method) if method.as_str() == "*" => {
                    self.report(
                        IssueKind::MalformedMethod { method: text.clone() },
                        Location::bytes(OPTION, element, 0..1),
                    );
                }
                Ok(method) if methods.contains(&method) => {
                    self.report(IssueKind::DuplicateMethod { method: text.clone() }, location);
                }
                Ok(method) => methods.push(method),
                Err(MethodError::Malformed(bytes)) => {
                    let location = Location::bytes(OPTION, element, bytes);
                    self.report(IssueKind::MalformedMethod { method: text.clone() }, location);
                }
                Err(MethodError::Forbidden) => {
                    self.report(IssueKind::ForbiddenMethod { method: text.clone() }, location);
                }
                Err(MethodError::Case(corrected)) => {
                    self.report(IssueKind::MethodCase { method: text.clone(), corrected }, location);
                }
            }
        }
        Some(methods)
    }

    fn acknowledgements(&mut self, list: &[Acknowledgement]) -> Vec<(Rule, String)> {
        let mut rules = Vec::new();
        for (element, Acknowledgement { rule: name, reason }) in list.iter().enumerate() {
            let problem = match Rule::from_name(name) {
                None => {
                    let acknowledgeable = Rule::ALL.iter().filter(|rule| rule.is_acknowledgeable());
                    let nearest = nearest_of(acknowledgeable.map(|rule| rule.name()), name);
                    AcknowledgementProblem::UnknownRule {
                        name: name.clone(),
                        nearest: nearest.and_then(Rule::from_name),
                    }
                }
                Some(rule) if !rule.is_acknowledgeable() => AcknowledgementProblem::HardRule(rule),
                Some(_) if reason.trim().is_empty() => AcknowledgementProblem::NoReason,
                Some(rule) if rules.iter().any(|(other, _)| *other == rule) => AcknowledgementProblem::Duplicate(rule),
                Some(rule) => {
                    rules.push((rule, reason.clone()));
                    continue;
                }
            };
            let location = Location::element(PolicyOption::Allow, element);
            self.report(IssueKind::InvalidAcknowledgement(problem), location);
        }
        rules
    }

    /// The rules that look at the policy as a whole. Elements that are no origins have been reported and are left out.
    fn combinations(&mut self, spec: &PolicySpec, valid: &ValidSpec) {
        let listed = match &valid.origins {
            Some(ValidOrigins::Listed(list)) => list.as_slice(),
            _ => &[],
        };
        let places = self.places(spec, listed);
        let allow_headers: Vec<&str> = valid.allow_headers.iter().flat_map(HeaderNames::elements).collect();
        let expose_headers: Vec<&str> = valid.expose_headers.iter().flat_map(HeaderNames::elements).collect();
        let combination = Combination {
            any_origin: valid.origins == Some(ValidOrigins::Any),
            same_origin: spec.same_origin,
            origins: listed,
            dev_origins: valid.dev_origins.as_deref().unwrap_or_default(),
            credentials: spec.credentials,
            allow_headers: &allow_headers,
            expose_headers: &expose_headers,
            handler: spec.handler,
        };
        for &rule in COMBINATION_RULES {
            if !knows_enough(spec, rule) {
                continue;
            }
            let acknowledged = valid.acknowledgements.iter().any(|(acknowledged, _)| *acknowledged == rule);
            let mut next = combination.breaks(rule, 0);
            if next.is_none() && acknowledged {
                self.not_needed(spec, rule);
            }
            while let Some(element) = next.filter(|_| !acknowledged) {
                let pattern = listed.get(element).map(ToString::to_string).unwrap_or_default();
                let place = places.get(element).copied().unwrap_or_default();
                let (kind, location) = broken(rule, pattern, place, spec);
                self.report(kind, location);
                let by_element = rule.is_about_origins();
                next = combination.breaks(rule, element + 1).filter(|_| by_element);
            }
        }
    }

    /// Where in the list as it was written each of its valid elements stands.
    fn places(&self, spec: &PolicySpec, listed: &[OriginPattern]) -> Vec<usize> {
        let written = spec.origins.as_deref().unwrap_or_default();
        let mut from = 0;
        listed
            .iter()
            .map(|pattern| {
                let rest = written.get(from..).unwrap_or_default();
                let place = from + rest.iter().position(|text| text == pattern.as_str()).unwrap_or_default();
                from = place + 1;
                place
            })
            .collect()
    }

    fn not_needed(&mut self, spec: &PolicySpec, rule: Rule) {
        let element = spec.acknowledgements.iter().position(|other| other.rule == rule.name()).unwrap_or_default();
        let problem = AcknowledgementProblem::NotNeeded(rule);
        let location = Location::element(PolicyOption::Allow, element);
        self.report(IssueKind::InvalidAcknowledgement(problem), location);
    }
}

/// Whether this part of a policy alone decides a rule. Where a named policy has a say, const evaluation decides.
fn knows_enough(spec: &PolicySpec, rule: Rule) -> bool {
    !spec.inherits
        || match rule {
            Rule::WildcardWithCredentials | Rule::InsecureOrigin | Rule::PublicSuffixWildcard => {
                spec.origins.is_some() && spec.credentials
            }
            // No list of the named policy's is acknowledged here.
            Rule::LocalhostOrigin => true,
            Rule::WildcardHeadersWithCredentials => spec.allow_headers.is_some() && spec.credentials,
            Rule::WildcardExposeWithCredentials => spec.expose_headers.is_some() && spec.credentials,
            Rule::JsonWithoutContentType | Rule::AuthWithoutAuthorization => {
                spec.allow_headers.is_some() && !spec.same_origin
            }
            _ => false,
        }
}

fn broken(rule: Rule, pattern: String, place: usize, spec: &PolicySpec) -> (IssueKind, Location) {
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
        Rule::LocalhostOrigin => (IssueKind::LocalhostOrigin { origin: pattern }, origin),
        Rule::InsecureOrigin => (IssueKind::InsecureOrigin { origin: pattern }, origin),
        Rule::PublicSuffixWildcard => (IssueKind::PublicSuffixWildcard { pattern }, origin),
        Rule::JsonWithoutContentType => (IssueKind::JsonWithoutContentType, allow_headers()),
        Rule::AuthWithoutAuthorization => (IssueKind::AuthWithoutAuthorization, allow_headers()),
        _ => (IssueKind::WildcardWithCredentials, origin),
    }
}

/// What `max_age` has to be.
pub(crate) const MAX_AGE_FORM: &str = r#"`max_age = "2h"` (units `h`, `m`, `s`) or a number of seconds"#;
/// What `methods` has to be.
pub(crate) const METHODS_FORM: &str = "a list of methods: `methods = [GET, POST]`";

/// Whether a word is one that libraries have for "whoever asks", and so no origin and no path to a list.
#[doc(hidden)]
#[must_use]
pub fn is_reflection_keyword(word: &str) -> bool {
    REFLECTION.contains(&word)
}
