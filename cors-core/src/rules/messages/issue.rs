//! What an issue says to a person: the rule's name, the offending part under a caret line, and the fixed text.

use std::fmt;

use super::{
    excerpt::Excerpt,
    headers,
    message::{Message, twice},
    options, origins, overrides, sets,
};
use crate::rules::{
    front_end::FrontEnd,
    issue::{Issue, IssueKind},
};

impl Issue {
    /// The message as it is shown by a front end; [`fmt::Display`] is that of the attribute. What the running program shows is
    /// one paragraph, since others follow.
    #[doc(hidden)]
    pub fn said_by(&self, front_end: FrontEnd) -> impl fmt::Display {
        let gap = match front_end {
            FrontEnd::Attribute | FrontEnd::Override | FrontEnd::SetMacro => "\n\n",
            FrontEnd::List | FrontEnd::Text => "\n    ",
        };
        fmt::from_fn(move |f| {
            let message = message(self);
            let message = match front_end {
                FrontEnd::Attribute => message,
                FrontEnd::Override => overrides::worded(message, self),
                _ => sets::worded(message, &self.kind, front_end),
            };
            write!(f, "{} [{}]", message.headline, self.kind.rule())?;
            if let (Some(text), Some(bytes)) = (text(&self.kind), &self.location.bytes) {
                f.write_str(gap.trim_end_matches(' '))?;
                Excerpt::new(text, bytes).write(f, message.caret)?;
            }
            let mut gap = gap;
            for line in &message.advice {
                write!(f, "{gap}{line}")?;
                gap = if gap.ends_with(' ') { gap } else { "\n" };
            }
            Ok(())
        })
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said_by(FrontEnd::Attribute).fmt(f)
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
        IssueKind::PublicSuffixWildcard { pattern, suffix } => origins::public_suffix(pattern, suffix),
        IssueKind::AnyInstallation { pattern } => origins::any_installation(pattern),
        IssueKind::JsonWithoutContentType => headers::json_without_content_type(option),
        IssueKind::AuthWithoutAuthorization => headers::auth_without_authorization(option),
        IssueKind::WebsocketWithoutEnforce => options::websocket_without_enforce(),
    }
}
