//! The message of an issue: its rule, the offending part above carets, the corrected text, and the address of the rule's page.

use std::fmt;

use super::{
    acknowledgements,
    combinations::{self, CombinationRule},
    duplicates,
    excerpt::Excerpt,
    front_end::FrontEnd,
    headers, hosts,
    issue::{Issue, Issues},
    malformed_origin,
    message::Message,
    methods, options, origins,
    rule::{IssueKind, Rule},
};

impl Issue {
    /// The message for a front end; [`fmt::Display`] is that for the attribute.
    #[doc(hidden)]
    pub fn said_by(&self, front_end: FrontEnd) -> impl fmt::Display {
        Worded { issue: self, front_end, has_address: true }
    }

    /// The message without the address, for a report of several issues that ends with their [`addresses`].
    pub(crate) fn in_report(&self, front_end: FrontEnd) -> impl fmt::Display {
        Worded { issue: self, front_end, has_address: false }
    }
}

/// Writes the last lines of a report: the address of each broken rule, once.
pub(crate) fn write_addresses<'i>(
    issues: impl IntoIterator<Item = &'i Issue>,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let mut rules: Vec<Rule> = Vec::new();
    for rule in issues.into_iter().map(|issue| issue.kind.rule()) {
        if !rules.contains(&rule) {
            write!(f, "{}see: {}", if rules.is_empty() { "\n\n" } else { "\n" }, rule.address())?;
            rules.push(rule);
        }
    }
    Ok(())
}

struct Worded<'i> {
    issue: &'i Issue,
    front_end: FrontEnd,
    has_address: bool,
}

impl fmt::Display for Worded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Worded { issue, front_end, has_address } = self;
        // At run time, a message is one of several paragraphs.
        let gap = if front_end.is_at_run_time() { "\n    " } else { "\n\n" };
        let message = message(issue, *front_end);
        let rule = issue.kind.rule();
        write!(f, "{} [{rule}]", message.headline)?;
        if let (Some(text), Some(bytes)) = (text(&issue.kind), &issue.location.bytes) {
            f.write_str(gap.trim_end_matches(' '))?;
            Excerpt::new(text, bytes).write(f, message.caret)?;
        }
        let mut gap = gap;
        let address = has_address.then(|| format!("see: {}", rule.address()));
        for line in message.advice.iter().chain(&address) {
            write!(f, "{gap}{line}")?;
            gap = if gap.ends_with(' ') { gap } else { "\n" };
        }
        Ok(())
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said_by(FrontEnd::Attribute).fmt(f)
    }
}

impl fmt::Display for Issues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, issue) in self.as_slice().iter().enumerate() {
            let gap = if index == 0 { "" } else { "\n\n" };
            write!(f, "{gap}{}", issue.in_report(FrontEnd::Attribute))?;
        }
        write_addresses(self.as_slice(), f)
    }
}

/// The text to which the bytes of a location belong.
fn text(kind: &IssueKind) -> Option<&str> {
    let text = match kind {
        IssueKind::MalformedOrigin { origin, .. } => origin,
        IssueKind::MalformedPattern { pattern, .. } => pattern,
        IssueKind::MalformedMethod { method } => method,
        IssueKind::MalformedHeader { header } => header,
        IssueKind::MalformedHost { host, .. } => host,
        _ => return None,
    };
    Some(text.as_str()).filter(|text| !text.is_empty())
}

fn message(issue: &Issue, front_end: FrontEnd) -> Message {
    let option = issue.location.option;
    let combined = |rule, text: &str| combinations::message(rule, text, "", option, front_end);
    match &issue.kind {
        IssueKind::WildcardMixed { beside } => options::wildcard_mixed(option, beside, front_end),
        IssueKind::UnvalidatedReflection { written } => origins::unvalidated_reflection(option, written, front_end),
        IssueKind::NoOrigins { empty } => origins::no_origins(*empty, option, front_end),
        IssueKind::NullOrigin => origins::null_origin(option, front_end),
        IssueKind::MalformedOrigin { origin, problem, corrected } => {
            malformed_origin::origin(option, origin, *problem, corrected.as_deref(), front_end)
        }
        IssueKind::MalformedPattern { pattern, problem } => malformed_origin::pattern(pattern, *problem, front_end),
        IssueKind::DuplicateOrigin { origin } => duplicates::duplicate_origin(origin, front_end),
        IssueKind::ShadowedOrigin { origin, by } => duplicates::shadowed_origin(origin, by),
        IssueKind::ForbiddenMethod { method } => methods::forbidden_method(method),
        IssueKind::MalformedMethod { method } => methods::malformed_method(method),
        IssueKind::MethodCase { method, corrected } => methods::method_case(method, corrected),
        IssueKind::DuplicateMethod { method } => methods::duplicate_method(method),
        IssueKind::ForbiddenHeader { header } => headers::forbidden_header(header, option),
        IssueKind::MalformedHeader { header } => headers::malformed_header(header, option),
        IssueKind::MisplacedHeader { header } => headers::misplaced_header(header, option),
        IssueKind::DuplicateHeader { header } => headers::duplicate_header(header),
        IssueKind::MalformedHost { host, problem, corrected } => {
            hosts::malformed_host(host, *problem, corrected.as_deref())
        }
        IssueKind::MaxAgeOutOfRange { value } => options::max_age_out_of_range(value),
        IssueKind::UnknownOption { name, nearest } => options::unknown_option(name, *nearest),
        IssueKind::DuplicateOption => options::duplicate_option(option),
        IssueKind::MalformedOption { not_literal: Some(written), corrected, .. } => {
            options::not_literal(option, written, corrected.as_deref(), front_end)
        }
        IssueKind::MalformedOption { expected, corrected, not_literal: None } => {
            options::malformed_option(expected, corrected.as_deref())
        }
        IssueKind::ConflictingOptions { with } => options::conflicting_options(option, *with, front_end),
        IssueKind::UnsupportedItem { item } => options::unsupported_item(item),
        IssueKind::InvalidAcknowledgement(problem) => acknowledgements::invalid_acknowledgement(problem, front_end),
        IssueKind::WildcardWithCredentials => combined(CombinationRule::WildcardWithCredentials, ""),
        IssueKind::WildcardHeadersWithCredentials => combined(CombinationRule::WildcardHeadersWithCredentials, ""),
        IssueKind::WildcardExposeWithCredentials => combined(CombinationRule::WildcardExposeWithCredentials, ""),
        IssueKind::LocalhostOrigin { origin } => combined(CombinationRule::LocalhostOrigin, origin),
        IssueKind::InsecureOrigin { origin } => combined(CombinationRule::InsecureOrigin, origin),
        IssueKind::PublicSuffixWildcard { pattern, suffix } => {
            combinations::message(CombinationRule::PublicSuffixWildcard, pattern, suffix, option, front_end)
        }
        IssueKind::AnyInstallation { pattern } => combined(CombinationRule::AnyInstallation, pattern),
        IssueKind::JsonWithoutContentType => combined(CombinationRule::JsonWithoutContentType, ""),
        IssueKind::AuthWithoutAuthorization => combined(CombinationRule::AuthWithoutAuthorization, ""),
        IssueKind::WebsocketWithoutEnforce => combined(CombinationRule::WebsocketWithoutEnforce, ""),
        IssueKind::Forgeable => combined(CombinationRule::Forgeable, ""),
    }
}
