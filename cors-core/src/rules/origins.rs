//! Rules about single origins: `no_origins`, `null_origin`, `unvalidated_reflection`, and the search for `malformed_origin`.

use super::{
    duplicates::Listed, findings::Findings, front_end::FrontEnd, issue::Location, message::Message, rule::IssueKind,
};
use crate::{
    policy::{checked::ValidOrigins, options::PolicyOption, spec::PolicySpec},
    syntax::{
        correction::{corrected, unquoted},
        error::OriginProblem,
        pattern::{OriginPattern, PatternError},
    },
};

/// The elements of `origins`; `None` for an element that is not an origin, so that the others keep their indices.
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

    /// The indices of the elements that are origins.
    pub(super) fn elements(&self) -> Vec<usize> {
        self.patterns().iter().enumerate().filter_map(|(index, pattern)| pattern.as_ref().map(|_| index)).collect()
    }

    pub(super) fn into_valid(self) -> ValidOrigins {
        match self {
            Parsed::Any => ValidOrigins::Any,
            Parsed::Listed(list) => ValidOrigins::Listed(list.into_iter().flatten().collect()),
        }
    }
}

pub(super) fn check_origins(spec: &PolicySpec, findings: &mut Findings) -> Option<Parsed> {
    const OPTION: PolicyOption = PolicyOption::Origins;
    let Some(list) = spec.origins.as_deref() else {
        if spec.source.is_none() && !spec.inherits && !spec.same_origin {
            let dev_origins = spec.dev_origins.as_ref().map(|_| Location::option(PolicyOption::DevOrigins));
            findings.report(IssueKind::NoOrigins { empty: false }, dev_origins.unwrap_or(Location::POLICY));
        }
        return None;
    };
    if list.is_empty() {
        findings.report(IssueKind::NoOrigins { empty: true }, Location::option(OPTION));
    }
    if list == ["*"] {
        return Some(Parsed::Any);
    }
    Some(Parsed::Listed(patterns(list, OPTION, &[], findings)))
}

pub(super) fn check_dev_origins(
    spec: &PolicySpec,
    origins: &Option<Parsed>,
    findings: &mut Findings,
) -> Option<Vec<Option<OriginPattern>>> {
    const OPTION: PolicyOption = PolicyOption::DevOrigins;
    let list = spec.dev_origins.as_deref()?;
    if list.is_empty() {
        findings.report(IssueKind::NoOrigins { empty: true }, Location::option(OPTION));
    }
    if let Some(Parsed::Any) = origins {
        findings.report(IssueKind::ConflictingOptions { with: PolicyOption::Origins }, Location::option(OPTION));
    }
    let before = origins.as_ref().map(Parsed::patterns).unwrap_or_default();
    Some(patterns(list, OPTION, before, findings))
}

/// Checks the elements of a list, which must not repeat those of another option: `before`.
fn patterns(
    list: &[String],
    option: PolicyOption,
    before: &[Option<OriginPattern>],
    findings: &mut Findings,
) -> Vec<Option<OriginPattern>> {
    let mut patterns: Vec<_> =
        list.iter().enumerate().map(|(element, text)| pattern(text, option, element, list, findings)).collect();
    let mut repeated = Vec::new();
    let listed = Listed::new(before.iter().chain(&patterns));
    for (element, pattern) in patterns.iter().enumerate() {
        let Some(pattern) = pattern else { continue };
        let kind = if listed.is_repeated(pattern, before.len() + element) {
            repeated.push(element);
            IssueKind::DuplicateOrigin { origin: pattern.to_string() }
        } else if let Some(by) = listed.covering(pattern) {
            IssueKind::ShadowedOrigin { origin: pattern.to_string(), by: by.to_owned() }
        } else {
            continue;
        };
        findings.report(kind, Location::element(option, element));
    }
    // Other issues of an origin are reported once.
    for element in repeated {
        if let Some(pattern) = patterns.get_mut(element) {
            *pattern = None;
        }
    }
    patterns
}

fn pattern(
    text: &str,
    option: PolicyOption,
    element: usize,
    list: &[String],
    findings: &mut Findings,
) -> Option<OriginPattern> {
    let whole = Location::element(option, element);
    if text == "*" {
        let beside = list.iter().find(|other| *other != "*");
        findings.report(
            match beside {
                Some(beside) => IssueKind::WildcardMixed { beside: beside.clone() },
                None if element > 0 => IssueKind::DuplicateOrigin { origin: text.to_owned() },
                // The others are reported as its duplicates.
                None if list.len() > 1 => return None,
                None => IssueKind::UnvalidatedReflection { written: text.to_owned() },
            },
            whole,
        );
        return None;
    }
    let bare = unquoted(text).unwrap_or(text);
    if bare.trim().eq_ignore_ascii_case("null") {
        findings.report(IssueKind::NullOrigin, whole);
        return None;
    }
    if bare == "*" || is_reflection_keyword(&bare.trim().to_ascii_lowercase()) {
        findings.report(IssueKind::UnvalidatedReflection { written: text.to_owned() }, whole);
        return None;
    }
    if bare != text {
        let corrected = if OriginPattern::parse(bare).is_ok() { Some(bare.to_owned()) } else { corrected(bare) };
        let kind = IssueKind::MalformedOrigin { origin: text.to_owned(), problem: OriginProblem::Quoted, corrected };
        let (front, behind) = text.split_once(bare).filter(|_| !bare.is_empty()).unwrap_or((text, ""));
        let bytes = if front.is_empty() { text.len() - behind.len()..text.len() } else { 0..front.len() };
        findings.report(kind, Location::bytes(option, element, bytes));
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
    findings.report(kind, Location::bytes(option, element, bytes));
    None
}

pub(super) fn no_origins(is_empty_list: bool, option: Option<PolicyOption>, front_end: FrontEnd) -> Message {
    match (is_empty_list, option) {
        _ if front_end.is_set() => {
            let or_empty = match front_end {
                FrontEnd::SetMacro => "or, if it is empty on purpose, write OriginSet::empty()",
                _ => "or, if it may be empty, say so: OriginSet::possibly_empty()",
            };
            Message::new("the list is empty: it would allow no origin").help(front_end.list_origins()).help(or_empty)
        }
        (true, Some(PolicyOption::DevOrigins)) => {
            Message::new("`dev_origins` is empty").help(LIST_DEV_ORIGINS).help("or remove it")
        }
        (true, _) => Message::new("`origins` is empty: it would allow no origin")
            .help(r#"list the origins that may read: origins = ["https://app.example.com"]"#)
            .help("or allow same-origin requests only: #[cors(same_origin)]"),
        (false, Some(PolicyOption::DevOrigins)) => {
            Message::new("no `origins` beside `dev_origins`: a policy has to say which origins may read in production")
                .help(r#"list the origins that may read: origins = ["https://app.example.com"]"#)
                .help("or, if the page and the API have the same origin in production, add `same_origin`")
        }
        (false, _) => Message::new("no `origins`: a policy has to say which origins may read")
            .help(r#"list the origins that may read: #[cors(origins = ["https://app.example.com"])]"#)
            .help("or use a named policy: #[cors(policy = Frontend)]")
            .help("or allow same-origin requests only: #[cors(same_origin)]"),
    }
}

pub(super) fn unvalidated_reflection(option: Option<PolicyOption>, written: &str, front_end: FrontEnd) -> Message {
    let message = match written {
        "*" => Message::new("`*` would allow every origin, on developers' machines too"),
        _ => Message::new(format!(
            "`{written}` would allow the origin of every request: origins are listed, not computed"
        )),
    };
    if front_end.is_set() {
        return message.help(front_end.list_origins()).help(PUBLIC);
    }
    if option == Some(PolicyOption::DevOrigins) {
        return message.help(LIST_DEV_ORIGINS);
    }
    message
        .help(r#"list the origins that may read: origins = ["https://app.example.com", "https://*.partner.example"]"#)
        .help(r#"or, if the response is public: origins = "*""#)
        .help("or, if they are known only at run time, name a static that implements `OriginSource`: origins = TENANTS")
}

pub(super) fn null_origin(option: Option<PolicyOption>, front_end: FrontEnd) -> Message {
    let message = Message::new("`null` cannot be allowed: a sandboxed frame on any site can send it");
    if !front_end.is_set() && option == Some(PolicyOption::DevOrigins) {
        return message.help(r#"serve the page from a development server: dev_origins = ["http://localhost:5173"]"#);
    }
    message.help("remove it; serve pages that need access from an origin of their own").help_if(
        (!front_end.is_set()).then_some(r#"or, if the response is public: origins = "*", which allows `null` too"#),
    )
}

const LIST_DEV_ORIGINS: &str = r#"list the development servers: dev_origins = ["http://localhost:5173"]"#;

/// The headline for `*` in a set.
pub(super) const WILDCARD_IN_SET: &str =
    "`*` allows every origin, and this list is for origins that may send credentials";

/// The advice to have no list.
pub(super) const PUBLIC: &str = r#"for a public response, write origins = "*" in the policy, without a list"#;

/// Words by which other libraries allow the origin of every request.
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

/// Returns whether other libraries allow the origin of every request by this word. It is not the path of a list.
#[doc(hidden)]
#[must_use]
pub fn is_reflection_keyword(word: &str) -> bool {
    REFLECTION.contains(&word)
}
