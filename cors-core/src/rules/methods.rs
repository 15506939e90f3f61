//! Rules about `methods`: `forbidden_method`, `malformed_method`, `method_case`, `duplicate_method`.

use super::{
    findings::Findings,
    issue::Location,
    message::{Message, listed_twice},
    rule::IssueKind,
};
use crate::{
    policy::options::PolicyOption,
    syntax::method::{Method, MethodError},
};

pub(super) fn check(list: Option<&[String]>, findings: &mut Findings) -> Option<Vec<Method>> {
    const OPTION: PolicyOption = PolicyOption::Methods;
    let list = list?;
    if list.is_empty() {
        let expected = "a list of methods: `methods = [GET, POST]`";
        findings.report(
            IssueKind::MalformedOption { expected, corrected: None, not_literal: None },
            Location::option(OPTION),
        );
    }
    let mut methods: Vec<Method> = Vec::new();
    for (element, text) in list.iter().enumerate() {
        let mut location = Location::element(OPTION, element);
        let method = text.clone();
        let kind = match Method::parse(text) {
            Ok(parsed) if methods.contains(&parsed) => IssueKind::DuplicateMethod { method },
            Ok(parsed) => {
                methods.push(parsed);
                continue;
            }
            Err(MethodError::Malformed(bytes)) => {
                location = Location::bytes(OPTION, element, bytes);
                IssueKind::MalformedMethod { method }
            }
            Err(MethodError::Forbidden) => IssueKind::ForbiddenMethod { method },
            Err(MethodError::Case(corrected)) => IssueKind::MethodCase { method, corrected },
        };
        findings.report(kind, location);
    }
    Some(methods)
}

pub(super) fn forbidden_method(method: &str) -> Message {
    Message::new(format!("no browser lets scripts send `{method}`")).help("remove it")
}

pub(super) fn malformed_method(method: &str) -> Message {
    match method {
        "" => Message::new("an empty string is not a method").help("write it as in `methods = [GET, POST]`"),
        "*" => Message::new("`*` is not a method")
            .caret("not a name")
            .help("remove `methods`: without it, a handler that is mounted for any method serves all of them"),
        _ => Message::new("not a method")
            .caret("not allowed in a method")
            .help("write one name for each, as in `methods = [GET, POST]`"),
    }
}

pub(super) fn method_case(method: &str, corrected: &str) -> Message {
    Message::new(format!("`{method}` never matches: methods are compared byte for byte"))
        .help(format!("write {corrected}"))
}

pub(super) fn duplicate_method(method: &str) -> Message {
    listed_twice(method)
}
