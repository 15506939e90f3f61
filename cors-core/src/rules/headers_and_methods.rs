//! `allow_headers`, `expose_headers` and `methods`.

use super::findings::Checked;
use super::issue::{IssueKind, Location};
use crate::{
    policy::{checked::HeaderNames, options::PolicyOption},
    syntax::{
        header_name::{HeaderName, HeaderNameError},
        method::{Method, MethodError},
    },
};

impl Checked {
    pub(super) fn headers(&mut self, list: Option<&[String]>, option: PolicyOption) -> Option<HeaderNames> {
        let list = list?;
        let mut headers = HeaderNames::default();
        // `*` does not stand for `authorization` (Fetch, "CORS non-wildcard request-header name"): the one legal mix.
        let is_legal_beside =
            |name: &str| option == PolicyOption::AllowHeaders && name.eq_ignore_ascii_case("authorization");
        for (element, text) in list.iter().enumerate() {
            let location = Location::element(option, element);
            if text == "*" {
                match list.iter().find(|other| *other != "*" && !is_legal_beside(other)) {
                    Some(beside) => self.report(IssueKind::WildcardMixed { beside: beside.clone() }, location),
                    None if headers.any => {
                        self.report(IssueKind::DuplicateHeader { header: text.clone() }, location);
                    }
                    None => {}
                }
                headers.any = true;
                continue;
            }
            let parsed = match option {
                PolicyOption::AllowHeaders => HeaderName::parse_request(text),
                _ => HeaderName::parse_response(text),
            };
            match parsed {
                Ok(name) if headers.names.contains(&name) => {
                    self.report(IssueKind::DuplicateHeader { header: text.clone() }, location);
                }
                Ok(name) => headers.names.push(name),
                Err(HeaderNameError::Malformed(bytes)) => {
                    let location = Location::bytes(option, element, bytes);
                    self.report(IssueKind::MalformedHeader { header: text.clone() }, location);
                }
                Err(HeaderNameError::Forbidden) => {
                    self.report(IssueKind::ForbiddenHeader { header: text.clone() }, location);
                }
                Err(HeaderNameError::Misplaced) => {
                    self.report(IssueKind::MisplacedHeader { header: text.clone() }, location);
                }
            }
        }
        Some(headers)
    }

    pub(super) fn methods(&mut self, list: Option<&[String]>) -> Option<Vec<Method>> {
        const OPTION: PolicyOption = PolicyOption::Methods;
        let list = list?;
        if list.is_empty() {
            let kind = IssueKind::MalformedOption { expected: METHODS_FORM, corrected: None };
            self.report(kind, Location::option(OPTION));
        }
        let mut methods: Vec<Method> = Vec::new();
        for (element, text) in list.iter().enumerate() {
            let location = Location::element(OPTION, element);
            match Method::parse(text) {
                Ok(method) if methods.contains(&method) => {
                    self.report(IssueKind::DuplicateMethod { method: text.clone() }, location);
                }
                Ok(method) => methods.push(method),
                Err(MethodError::Malformed(bytes)) => {
                    let location = Location::bytes(OPTION, element, bytes);
                    self.report(IssueKind::MalformedMethod { method: text.clone() }, location);
                }
                Err(MethodError::Forbidden) => {
                    self.report(IssueKind::ForbiddenMethod { method: text.clone() }, location);
                }
                Err(MethodError::Case(corrected)) => {
                    self.report(IssueKind::MethodCase { method: text.clone(), corrected }, location);
                }
            }
        }
        Some(methods)
    }
}

/// What `methods` has to be.
const METHODS_FORM: &str = "a list of methods: `methods = [GET, POST]`";
