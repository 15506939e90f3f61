//! Messages about header names.

use super::message::{Message, acknowledge};
use crate::{policy::options::PolicyOption, rules::rule::Rule, syntax::token::is_token};

pub(super) fn wildcard_with_credentials() -> Message {
    Message::new("with `credentials`, `*` allows no header but one that is called `*`")
        .help(r#"list the headers: allow_headers = ["content-type", "authorization"]"#)
}

pub(super) fn exposed_wildcard_with_credentials() -> Message {
    Message::new("with `credentials`, `*` exposes no header but one that is called `*`")
        .help(r#"list the headers that scripts read: expose_headers = ["x-total-count"]"#)
}

pub(super) fn forbidden(header: &str, option: Option<PolicyOption>) -> Message {
    if option != Some(PolicyOption::AllowHeaders) {
        return Message::new(format!("no browser lets a script read `{header}`"))
            .help("remove it: cookies are set all the same");
    }
    let message = Message::new(format!("no browser lets a script set `{header}`"));
    if header.to_ascii_lowercase().starts_with("cookie") {
        message.help("remove it, and write `credentials` to let requests carry cookies")
    } else {
        message.help("remove it: browsers send it without being asked, or not at all")
    }
}

pub(super) fn malformed(header: &str, option: Option<PolicyOption>) -> Message {
    if header.is_empty() {
        return Message::new("an empty string is no header name").help("remove it");
    }
    let names: Vec<_> = header.split([',', ';', ':']).map(str::trim).filter(|name| !name.is_empty()).collect();
    if names == [header] && header.contains('*') {
        let form = option.unwrap_or(PolicyOption::AllowHeaders).form();
        return Message::new("a `*` inside a header name matches nothing: there are no prefixes in CORS")
            .caret("browsers compare whole names")
            .help(format!("name each header, as in {form}"));
    }
    let message = Message::new("not a header name").caret("no header name has this");
    let are_names = || names.iter().all(|name| is_token(name.as_bytes()) && !name.contains('*'));
    match (option, names.as_slice()) {
        (Some(option), [_, _, ..]) if are_names() => {
            let names: Vec<_> = names.iter().map(|name| format!("{name:?}")).collect();
            message.help(format!("write one string for each: {option} = [{}]", names.join(", ")))
        }
        // White space in the middle is as often a hyphen as nothing at all.
        (_, [name]) if *name != header && !name.contains(char::is_whitespace) => {
            message.help(format!("write {name:?}"))
        }
        (_, [name]) if name.is_ascii() && name.contains(' ') => {
            message.help(format!("write {:?}", name.replace(' ', "-")))
        }
        _ => message,
    }
}

pub(super) fn misplaced(header: &str, option: Option<PolicyOption>) -> Message {
    if option == Some(PolicyOption::AllowHeaders) {
        Message::new(format!("`{header}` is a header of the response: the policy itself makes it"))
            .help("remove it; `allow_headers` lists what scripts may set on requests")
    } else {
        Message::new(format!("`{header}` never stands on a response that a script reads"))
            .help("remove it; `expose_headers` lists what scripts may read from responses")
    }
}

pub(super) fn json_without_content_type(option: Option<PolicyOption>) -> Message {
    Message::new(
        "the handler reads a JSON body, but the policy does not allow `content-type`: every preflight for it fails",
    )
    .help(add("content-type", option))
    .help(acknowledge(Rule::JsonWithoutContentType))
}

pub(super) fn auth_without_authorization(option: Option<PolicyOption>) -> Message {
    Message::new(
        "the handler reads the `Authorization` header, but the policy does not allow it by name: every preflight for it fails",
    )
    .help(add("authorization", option))
    .help(acknowledge(Rule::AuthWithoutAuthorization))
}

/// `option`: there is a list already.
fn add(name: &str, option: Option<PolicyOption>) -> String {
    match option {
        Some(_) => format!("add \"{name}\" to the list"),
        None => format!("add it: allow_headers = [\"{name}\"]"),
    }
}
