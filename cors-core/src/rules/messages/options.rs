//! Messages about options and what they have in common.

use super::{
    excerpt::shortened,
    message::{Message, acknowledge},
};
use crate::{
    policy::options::PolicyOption,
    rules::{issue::AcknowledgementProblem, rule::Rule},
};

pub(super) fn wildcard_mixed(option: Option<PolicyOption>, beside: &str) -> Message {
    let star = match option {
        Some(PolicyOption::Origins) => r#"write origins = "*" alone, or list the origins without `*`"#,
        Some(PolicyOption::DevOrigins) => "list the origins without `*`",
        Some(PolicyOption::AllowHeaders) => {
            r#"write allow_headers = "*" alone; only "authorization" may stand beside it"#
        }
        _ => r#"write expose_headers = "*" alone, or list the headers without `*`"#,
    };
    Message::new(format!("`*` already covers `{}`", shortened(beside))).help(star)
}

pub(super) fn malformed_method(method: &str) -> Message {
    match method {
        "" => Message::new("an empty string is no method").help("write it as in `methods = [GET, POST]`"),
        "*" => Message::new("`*` is no method")
            .caret("not a name")
            .help("remove `methods`: a handler that is mounted for any method is not narrowed without it"),
        _ => Message::new("not a method")
            .caret("no method has this")
            .help("write one name for each, as in `methods = [GET, POST]`"),
    }
}

pub(super) fn max_age_out_of_range(value: &str) -> Message {
    if value.starts_with('-') {
        return Message::new(format!("`{value}` is out of range: a time is not negative"))
            .help("write max_age = 0 for answers that must not be kept");
    }
    Message::new(format!("`{value}` is out of range: no browser keeps a preflight's answer for more than 24 hours"))
        .help(r#"write max_age = "24h""#)
        .note("Chromium keeps it for 2 hours at most, Safari for 10 minutes")
}

pub(super) fn unknown(name: &str, nearest: Option<PolicyOption>) -> Message {
    let message = Message::new(format!("unknown option `{name}`"));
    match nearest {
        Some(option) if option.form() == option.name() => message.help(format!("write {option}")),
        Some(option) => message.help(format!("write {option}, as in {}", option.form())),
        None => {
            let names: Vec<_> = PolicyOption::ALL.iter().map(|option| format!("`{option}`")).collect();
            message.note(format!("the options are {}", names.join(", ")))
        }
    }
}

pub(super) fn duplicate(option: Option<PolicyOption>) -> Message {
    let name = option.map_or("the option", PolicyOption::name);
    Message::new(format!("`{name}` is given twice")).help("keep one of the two")
}

pub(super) fn conflicting(option: Option<PolicyOption>, with: PolicyOption) -> Message {
    let name = option.map_or("this option", PolicyOption::name);
    match (option, with) {
        (_, PolicyOption::SameOrigin) => {
            Message::new(format!("`{name}` does nothing beside `same_origin`, which always wins"))
                .help("remove one of the two")
        }
        (Some(PolicyOption::Enforce), PolicyOption::Origins) => {
            Message::new("`enforce` refuses nobody beside `origins = \"*\"`")
                .help("list the origins, or remove `enforce`")
        }
        (Some(PolicyOption::DevOrigins), PolicyOption::Origins) => {
            Message::new("`dev_origins` adds nothing to `origins = \"*\"`: everybody may read already")
                .help("remove `dev_origins`")
        }
        _ => Message::new(format!("`{name}` contradicts `{with}`")).help("remove one of the two"),
    }
}

pub(super) fn websocket_without_enforce() -> Message {
    Message::new(
        "the handler opens a WebSocket, which any page may do: no browser asks CORS, and cookies are sent along",
    )
    .help("refuse the pages that the policy does not let in: add `enforce`, beside a list of origins or `same_origin`")
    .help(acknowledge(Rule::WebsocketWithoutEnforce))
}

pub(super) fn invalid_acknowledgement(problem: &AcknowledgementProblem) -> Message {
    let names = || {
        let rules = Rule::ALL.iter().filter(|rule| rule.is_acknowledgeable());
        let rules: Vec<_> = rules.map(|rule| format!("`{rule}`")).collect();
        format!("these can be acknowledged: {}", rules.join(", "))
    };
    match problem {
        AcknowledgementProblem::NoRule => Message::new("`allow` names no rule")
            .help(r#"name the rule whose risk is accepted: allow(insecure_origin, reason = "…")"#)
            .note(names()),
        AcknowledgementProblem::UnknownRule { name, nearest } => {
            let message = Message::new(format!("there is no rule `{name}` to acknowledge"));
            match nearest {
                Some(rule) => message.help(format!("write allow({rule}, reason = \"…\")")),
                None => message.note(names()),
            }
        }
        AcknowledgementProblem::HardRule(rule) => {
            Message::new(format!("`{rule}` cannot be acknowledged: whatever the reason, such a policy is a mistake"))
                .note(names())
        }
        AcknowledgementProblem::NoReason => Message::new("a risk is accepted without a reason")
            .help(r#"say why it is acceptable here: allow(…, reason = "…")"#),
        AcknowledgementProblem::NotNeeded(rule) => {
            Message::new(format!("nothing needs `allow({rule})`: the policy does not break that rule"))
                .help("remove it")
        }
        AcknowledgementProblem::Duplicate(rule) => {
            Message::new(format!("`{rule}` is acknowledged already")).help("keep one of the two reasons")
        }
    }
}
