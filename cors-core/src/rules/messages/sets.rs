//! Messages about a list of origins that is no option of a policy: the rules are the same, the advice is not.

use super::{
    message::{Message, acknowledge},
    origins,
};
use crate::{
    rules::{
        front_end::FrontEnd,
        issue::{AcknowledgementProblem, IssueKind},
        rule::Rule,
    },
    syntax::{
        correction::is_switch,
        error::{OriginProblem, PatternProblem},
    },
};

/// The message as it is said of a list of origins.
pub(super) fn worded(message: Message, kind: &IssueKind, front_end: FrontEnd) -> Message {
    let mut message = of_list(message, kind, front_end);
    if front_end == FrontEnd::Text {
        // What is offered is for a text, in which quotes would be a part of it.
        for line in &mut message.advice {
            if let Some(origin) = line.strip_prefix("help: write \"").and_then(|rest| rest.strip_suffix('"')) {
                *line = format!("help: write {origin}");
            }
        }
    }
    message
}

fn of_list(message: Message, kind: &IssueKind, front_end: FrontEnd) -> Message {
    const EVERYBODY: &str = "`*` is everybody, and this is a list of those who may send credentials";
    const PUBLIC: &str = r#"for what is public, write origins = "*" in the policy, and no list"#;
    match kind {
        IssueKind::WildcardWithCredentials => Message::new(EVERYBODY).help(list(front_end)).help(PUBLIC),
        IssueKind::WildcardMixed { .. } => Message::new(EVERYBODY).help("remove it").help(PUBLIC),
        IssueKind::UnvalidatedReflection { .. } => message.advised(0).help(list(front_end)).help(PUBLIC),
        IssueKind::NoOrigins { .. } => Message::new("no origins: nobody could read").help(list(front_end)),
        // The last advice is to allow everybody instead.
        IssueKind::NullOrigin => message.advised(1),
        IssueKind::MalformedPattern { problem: PatternProblem::InHost, pattern } if origins::is_whole_host(pattern) => {
            message.advised(1)
        }
        IssueKind::MalformedOrigin { origin, .. } if origin.is_empty() && front_end == FrontEnd::Text => {
            Message::new("an origin is missing between two commas").help("name it, or remove the comma")
        }
        IssueKind::MalformedOrigin { problem: OriginProblem::Quoted, .. } if front_end == FrontEnd::Text => message
            .help("write the origins without quotes and brackets: https://app.example.com, https://*.partner.example"),
        IssueKind::MalformedOrigin { origin, .. } if is_switch(origin) => message.advised(0).help(list(front_end)),
        IssueKind::MalformedOrigin { origin, .. } if origin.is_empty() => {
            message.advised(0).help(r#"name the origin, as in "https://app.example.com""#)
        }
        IssueKind::MalformedOrigin { origin, .. } if front_end == FrontEnd::Text && origins::holds_several(origin) => {
            message.advised(0).help("write a comma between two origins")
        }
        IssueKind::LocalhostOrigin { origin } => message
            .advised(0)
            .help(format!(
                "for development, write dev_origins = [\"{origin}\"] in the policy, which no release binary contains"
            ))
            .help(accept(Rule::LocalhostOrigin, front_end)),
        IssueKind::InsecureOrigin { .. } => message.advised(1).help(accept(Rule::InsecureOrigin, front_end)),
        IssueKind::AnyInstallation { .. } => message.advised(1).help(accept(Rule::AnyInstallation, front_end)),
        IssueKind::PublicSuffixWildcard { .. } => {
            let [yours, _, note] = message.advice.as_slice() else { return message };
            let (yours, note) = (yours.clone(), note.clone());
            let mut message = message.advised(0).help(accept(Rule::PublicSuffixWildcard, front_end));
            message.advice.insert(0, yours);
            message.advice.push(note);
            message
        }
        IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NoReason) if front_end != FrontEnd::SetMacro => {
            message.advised(0).help("say why it is acceptable here")
        }
        IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NotNeeded(rule)) => {
            Message::new(format!("nothing needs `{rule}` to be acknowledged: no origin here breaks that rule"))
                .help("remove it")
        }
        _ => message,
    }
}

/// How origins are written there.
fn list(front_end: FrontEnd) -> &'static str {
    match front_end {
        FrontEnd::Text => "list who may read: https://app.example.com, https://*.partner.example",
        FrontEnd::SetMacro => {
            r#"list who may read: origin_set!["https://app.example.com", "https://*.partner.example"]"#
        }
        FrontEnd::List | FrontEnd::Attribute | FrontEnd::Override => {
            r#"list who may read: ["https://app.example.com", "https://*.partner.example"]"#
        }
    }
}

/// How a risk is accepted there.
fn accept(rule: Rule, front_end: FrontEnd) -> String {
    match front_end {
        FrontEnd::Attribute | FrontEnd::Override | FrontEnd::SetMacro => acknowledge(rule),
        FrontEnd::List | FrontEnd::Text => {
            format!("or accept the risk on the record: OriginSet::acknowledging(Rule::{rule:?}, \"…\")")
        }
    }
}
