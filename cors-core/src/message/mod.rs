//! What an issue says to a person: the rule's name, the offending part under a caret line, and the fixed text.

mod headers;
mod options;
mod origins;

use std::fmt;

use crate::{
    issue::{Issue, IssueKind},
    rule::Rule,
};

/// The parts of a message, in the order in which they are shown.
struct Message {
    /// One line: what is wrong.
    headline: String,
    /// What stands under the carets: what to do with that part.
    caret: &'static str,
    /// Lines that begin with `help:` or `note:`.
    advice: Vec<String>,
}

impl Message {
    fn new(headline: impl Into<String>) -> Self {
        Message { headline: headline.into(), caret: "", advice: Vec::new() }
    }

    fn caret(mut self, caret: &'static str) -> Self {
        self.caret = caret;
        self
    }

    fn help(mut self, text: impl fmt::Display) -> Self {
        self.advice.push(format!("help: {text}"));
        self
    }

    fn note(mut self, text: impl fmt::Display) -> Self {
        self.advice.push(format!("note: {text}"));
        self
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = message(self);
        write!(f, "{} [{}]", message.headline, self.kind.rule())?;
        if let (Some(text), Some(bytes)) = (text(&self.kind), &self.location.bytes) {
            let before = text.get(..bytes.start).unwrap_or_default().chars().count();
            let marked = text.get(bytes.clone()).unwrap_or_default().chars().count().max(1);
            // A control character would break the line that it is shown in.
            let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            write!(f, "\n\n    {shown}\n    {:before$}{:^<marked$} {}", "", "", message.caret)?;
        }
        if !message.advice.is_empty() {
            write!(f, "\n\n{}", message.advice.join("\n"))?;
        }
        Ok(())
    }
}

/// The text that the location's bytes are of, if there is any to show.
fn text(kind: &IssueKind) -> Option<&str> {
    let text = match kind {
        IssueKind::MalformedOrigin { origin, .. } => origin,
        IssueKind::MalformedPattern { pattern, .. } => pattern,
        IssueKind::MalformedMethod { method } => method,
        IssueKind::MalformedHeader { header } => header,
        _ => return None,
    };
    Some(text.as_str()).filter(|text| !text.is_empty())
}

fn message(issue: &Issue) -> Message {
    let option = issue.location.option;
    match &issue.kind {
        IssueKind::WildcardWithCredentials => origins::wildcard_with_credentials(),
        IssueKind::WildcardHeadersWithCredentials => headers::wildcard_with_credentials(),
        IssueKind::WildcardExposeWithCredentials => headers::exposed_wildcard_with_credentials(),
        IssueKind::WildcardMixed { beside } => options::wildcard_mixed(option, beside),
        IssueKind::UnvalidatedReflection { written } => origins::unvalidated_reflection(option, written),
        IssueKind::NoOrigins { empty } => origins::no_origins(*empty, option),
        IssueKind::NullOrigin => origins::null(option),
        IssueKind::MalformedOrigin { origin, problem, corrected } => {
            origins::malformed(option, origin, *problem, corrected.as_deref())
        }
        IssueKind::MalformedPattern { pattern, problem } => origins::malformed_pattern(pattern, *problem),
        IssueKind::DuplicateOrigin { origin } => twice(origin),
        IssueKind::ShadowedOrigin { origin, by } => {
            Message::new(format!("`{origin}` is already matched by `{by}`")).help("remove one of the two")
        }
        IssueKind::ForbiddenMethod { method } => {
            Message::new(format!("no browser lets a script send `{method}`")).help("remove it")
        }
        IssueKind::MalformedMethod { method } => options::malformed_method(method),
        IssueKind::MethodCase { method, corrected } => {
            Message::new(format!("`{method}` never matches: methods are compared byte for byte"))
                .help(format!("write {corrected}"))
        }
        IssueKind::DuplicateMethod { method } => twice(method),
        IssueKind::ForbiddenHeader { header } => headers::forbidden(header, option),
        IssueKind::MalformedHeader { header } => headers::malformed(header, option),
        IssueKind::MisplacedHeader { header } => headers::misplaced(header, option),
        IssueKind::DuplicateHeader { header } if header == "*" => twice(header),
        IssueKind::DuplicateHeader { header } => Message::new(format!("`{header}` is listed already"))
            .help("remove it: case makes no difference in header names"),
        IssueKind::MaxAgeOutOfRange { value } => options::max_age_out_of_range(value),
        IssueKind::UnknownOption { name, nearest } => options::unknown(name, *nearest),
        IssueKind::DuplicateOption => options::duplicate(option),
        IssueKind::MalformedOption { expected, corrected } => {
            let message = Message::new(format!("expected {expected}"));
            match corrected {
                Some(corrected) => message.help(format!("write {corrected}")),
                None => message,
            }
        }
        IssueKind::ConflictingOptions { with } => options::conflicting(option, *with),
        IssueKind::UnsupportedItem { item } => Message::new(format!("`#[cors]` does not go on {item}"))
            .help("put it on a free function, to annotate a handler")
            .help("or on a unit struct, to name a policy: pub struct Frontend;"),
        IssueKind::InvalidAcknowledgement(problem) => options::invalid_acknowledgement(problem),
        IssueKind::LocalhostOrigin { origin } => origins::localhost(origin),
        IssueKind::InsecureOrigin { origin } => origins::insecure(origin),
        IssueKind::PublicSuffixWildcard { pattern } => origins::public_suffix(pattern),
        IssueKind::JsonWithoutContentType => headers::json_without_content_type(option),
        IssueKind::AuthWithoutAuthorization => headers::auth_without_authorization(option),
        IssueKind::WebsocketWithoutEnforce => options::websocket_without_enforce(),
    }
}

fn twice(text: &str) -> Message {
    Message::new(format!("`{text}` is listed already")).help("remove it")
}

fn acknowledge(rule: Rule) -> String {
    format!("or accept the risk on the record: allow({rule}, reason = \"…\")")
}
