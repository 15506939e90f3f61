//! Rules about `allow_headers` and `expose_headers`: `forbidden_header`, `malformed_header`, `misplaced_header`, `duplicate_header`.

use super::{
    findings::Findings,
    issue::Location,
    message::{Message, listed_twice},
    rule::IssueKind,
};
use crate::{
    policy::{checked::HeaderNames, options::PolicyOption},
    syntax::{
        header_name::{HeaderName, HeaderNameError},
        token::is_token,
    },
};

pub(super) fn check(list: Option<&[String]>, option: PolicyOption, findings: &mut Findings) -> Option<HeaderNames> {
    let list = list?;
    let mut headers = HeaderNames::default();
    // `*` does not stand for `authorization` (Fetch, "CORS non-wildcard request-header name"): the one legal mix.
    let is_legal_beside =
        |name: &str| option == PolicyOption::AllowHeaders && name.eq_ignore_ascii_case("authorization");
    for (element, text) in list.iter().enumerate() {
        let mut location = Location::element(option, element);
        let header = text.clone();
        if text == "*" {
            match list.iter().find(|other| *other != "*" && !is_legal_beside(other)) {
                Some(beside) => findings.report(IssueKind::WildcardMixed { beside: beside.clone() }, location),
                None if headers.any => findings.report(IssueKind::DuplicateHeader { header }, location),
                None => {}
            }
            headers.any = true;
            continue;
        }
        let parsed = match option {
            PolicyOption::AllowHeaders => HeaderName::parse_request(text),
            _ => HeaderName::parse_response(text),
        };
        let kind = match parsed {
            Ok(name) if headers.names.contains(&name) => IssueKind::DuplicateHeader { header },
            Ok(name) => {
                headers.names.push(name);
                continue;
            }
            Err(HeaderNameError::Malformed(bytes)) => {
                location = Location::bytes(option, element, bytes);
                IssueKind::MalformedHeader { header }
            }
            Err(HeaderNameError::Forbidden) => IssueKind::ForbiddenHeader { header },
            Err(HeaderNameError::Misplaced) => IssueKind::MisplacedHeader { header },
        };
        findings.report(kind, location);
    }
    Some(headers)
}

pub(super) fn forbidden_header(header: &str, option: Option<PolicyOption>) -> Message {
    if option != Some(PolicyOption::AllowHeaders) {
        return Message::new(format!("no browser lets scripts read `{header}`"))
            .help("remove it: browsers store cookies without it");
    }
    let message = Message::new(format!("no browser lets scripts set `{header}`"));
    if header.to_ascii_lowercase().starts_with("cookie") {
        message.help("remove it, and write `credentials` to let requests carry cookies")
    } else {
        message.help("remove it: browsers alone decide whether to send it")
    }
}

pub(super) fn malformed_header(header: &str, option: Option<PolicyOption>) -> Message {
    if header.is_empty() {
        return Message::new("an empty string is not a header name").help("remove it");
    }
    let names: Vec<_> = header.split([',', ';', ':']).map(str::trim).filter(|name| !name.is_empty()).collect();
    if names == [header] && header.contains('*') {
        let form = option.unwrap_or(PolicyOption::AllowHeaders).form();
        return Message::new("`*` inside a header name matches nothing: CORS has no prefixes")
            .caret("browsers compare whole names")
            .help(format!("name each header, as in {form}"));
    }
    let message = Message::new("not a header name").caret("not allowed in a header name");
    let are_names = || names.iter().all(|name| is_token(name.as_bytes()) && !name.contains('*'));
    match (option, names.as_slice()) {
        (Some(option), [_, _, ..]) if are_names() => {
            let names: Vec<_> = names.iter().map(|name| format!("{name:?}")).collect();
            message.help(format!("write one string for each: {option} = [{}]", names.join(", ")))
        }
        // White space inside a name is as often a hyphen as a slip.
        (_, [name]) if *name != header && !name.contains(char::is_whitespace) => {
            message.help(format!("write {name:?}"))
        }
        (_, [name]) if name.is_ascii() && name.contains(' ') => {
            message.help(format!("write {:?}", name.replace(' ', "-")))
        }
        _ => message,
    }
}

pub(super) fn misplaced_header(header: &str, option: Option<PolicyOption>) -> Message {
    if option == Some(PolicyOption::AllowHeaders) {
        Message::new(format!("`{header}` is a response header, which the policy itself writes"))
            .help("remove it; `allow_headers` lists the request headers that scripts may set")
    } else {
        Message::new(format!("`{header}` is never on a response that a script reads"))
            .help("remove it; `expose_headers` lists the response headers that scripts may read")
    }
}

pub(super) fn duplicate_header(header: &str) -> Message {
    if header == "*" {
        return listed_twice(header);
    }
    Message::new(format!("`{header}` is listed already")).help("remove it: case makes no difference in header names")
}
