//! Messages about a named policy together with what overrides it. Const evaluation shows them, and cannot name an origin of the named
//! policy.

use super::message::{Message, acknowledge};
use crate::{
    policy::options::PolicyOption,
    rules::{
        issue::{Issue, IssueKind},
        rule::Rule,
    },
};

/// The message as it is shown for an override.
pub(super) fn worded(message: Message, issue: &Issue) -> Message {
    const TOGETHER: &str = "the named policy and this override together say";
    match &issue.kind {
        IssueKind::WildcardWithCredentials
        | IssueKind::WildcardHeadersWithCredentials
        | IssueKind::WildcardExposeWithCredentials => {
            let headline = format!("together with the named policy: {}", message.headline);
            Message { headline, ..message }
        }
        IssueKind::InsecureOrigin { origin } if origin.is_empty() => {
            Message::new("lets `http:` origins of the named policy send credentials: a network attacker can impersonate them")
                .help("write the origins with `https:`")
                .help(acknowledge(Rule::InsecureOrigin))
        }
        IssueKind::PublicSuffixWildcard { pattern, .. } if pattern.is_empty() => Message::new(
            "lets every site under a public suffix send credentials: the named policy has a pattern for all of them",
        )
        .help("list the sub-domains that are yours")
        .help(acknowledge(Rule::PublicSuffixWildcard))
        .note("a public suffix is a domain under which anyone can register: https://publicsuffix.org"),
        IssueKind::JsonWithoutContentType => elsewhere(message, "content-type", Rule::JsonWithoutContentType),
        IssueKind::AuthWithoutAuthorization => elsewhere(message, "authorization", Rule::AuthWithoutAuthorization),
        IssueKind::DuplicateOrigin { .. } => Message::new(
            "one of the `dev_origins` is matched by `origins` already: the named policy and this override together list it twice",
        )
        .help("remove it from `dev_origins`"),
        IssueKind::ConflictingOptions { with: PolicyOption::SameOrigin } => {
            Message::new("the named policy says `same_origin`, which always wins: this does nothing")
                .help("write the policy out with `origins = […]` instead of `policy = …`")
        }
        IssueKind::ConflictingOptions { with } if [issue.location.option, Some(*with)].contains(&Some(PolicyOption::Enforce)) => {
            Message::new(format!("{TOGETHER} `origins = \"*\"` and `enforce`: where every origin is allowed, none is refused"))
                .help("list the origins, or write the policy out without `enforce`")
        }
        IssueKind::ConflictingOptions { .. } => {
            Message::new(format!("{TOGETHER} `origins = \"*\"` and `dev_origins`: every origin is allowed already"))
                .help("remove one of the two")
        }
        _ => message,
    }
}

/// Where the list of headers is another policy's.
fn elsewhere(message: Message, header: &str, rule: Rule) -> Message {
    message
        .advised(0)
        .help(format!("add it to the policy, or list all headers here: allow_headers = [\"{header}\"]"))
        .help(acknowledge(rule))
}
