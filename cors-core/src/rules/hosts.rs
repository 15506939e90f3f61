//! The rule about `hosts`: `malformed_host`.

use std::ops::Range;

use super::{
    findings::Findings,
    issue::{Issues, Location},
    malformed_origin,
    message::{Message, listed_twice},
    rule::IssueKind,
};
use crate::{
    policy::{hosts::HostList, options::PolicyOption},
    syntax::{
        authority::split_port,
        correction,
        error::{HostProblem, OriginProblem},
        pattern::{OriginPattern, PatternError},
    },
};

/// In front of a host, it makes an origin.
const SCHEME: &str = "http://";

pub(super) fn check(list: Option<&[String]>, findings: &mut Findings) -> Option<Vec<String>> {
    let list = list?;
    if list.is_empty() {
        let expected =
            r#"at least one host, such as `hosts = ["api.example.com"]`: an empty list would refuse every request"#;
        let kind = IssueKind::MalformedOption { expected, corrected: None, not_literal: None };
        findings.report(kind, Location::option(PolicyOption::Hosts));
    }
    for (element, host) in list.iter().enumerate() {
        let is_repeated = list.iter().take(element).any(|other| other == host);
        let found = if is_repeated { Err((HostProblem::Twice, None)) } else { check_host(host) };
        let Err((problem, bytes)) = found else { continue };
        let location = Location { bytes, ..Location::element(PolicyOption::Hosts, element) };
        let corrected = if is_repeated { None } else { corrected(host) };
        findings.report(IssueKind::MalformedHost { host: host.clone(), problem, corrected }, location);
    }
    Some(list.to_vec())
}

/// Checks that a text is the host of an origin, with or without a port, or with `*` for the port.
fn check_host(host: &str) -> Result<(), (HostProblem, Option<Range<usize>>)> {
    if let Some(at) = host.find("://") {
        return Err((HostProblem::Scheme, Some(0..at + 3)));
    }
    let in_host =
        |bytes: Range<usize>| Some(bytes.start.saturating_sub(SCHEME.len())..bytes.end.saturating_sub(SCHEME.len()));
    let (name, port) = split_port(host);
    if let Some(at) = name.find('*') {
        return Err((HostProblem::Wildcard, Some(at..at + 1)));
    }
    if matches!(port, Some("80" | "443")) {
        return Err((HostProblem::DefaultPort, Some(name.len()..host.len())));
    }
    OriginPattern::parse(&format!("{SCHEME}{host}")).map(drop).map_err(|error| match error {
        PatternError::Origin(problem, bytes) => (HostProblem::Part(problem), in_host(bytes)),
        PatternError::Wildcard(_, bytes) => (HostProblem::Wildcard, in_host(bytes)),
    })
}

/// The host that was probably meant.
fn corrected(host: &str) -> Option<String> {
    let without_scheme = host.trim().split_once("://").map_or(host.trim(), |(_, rest)| rest);
    let origin = correction::corrected(&format!("{SCHEME}{without_scheme}"));
    let origin = origin.as_deref().and_then(|origin| origin.strip_prefix(SCHEME)).unwrap_or(without_scheme);
    let (name, port) = split_port(origin);
    let corrected = if matches!(port, Some("80" | "443")) { name } else { origin };
    (corrected != host && check_host(corrected).is_ok()).then(|| corrected.to_owned())
}

pub(super) fn malformed_host(host: &str, problem: HostProblem, corrected: Option<&str>) -> Message {
    let part = |headline: &str, caret| Message::new(headline).caret(caret);
    let message = match problem {
        _ if host.is_empty() => {
            return Message::new("an empty string is not a host").help(r#"name the host, as in "api.example.com""#);
        }
        HostProblem::Twice => return listed_twice(host),
        HostProblem::Scheme => part("a host has no scheme: browsers send it in `Host` without one", "remove this"),
        HostProblem::Wildcard if host == "*" => {
            return Message::new("`*` stands for the port alone: `hosts` is for the names of this server")
                .caret("not a name")
                .help("remove `hosts`, if the handler may be asked under every name");
        }
        HostProblem::Wildcard => part("`*` stands for the whole port alone: hosts are listed one by one", "not a port"),
        HostProblem::DefaultPort => part(
            "browsers omit the default port of a scheme: a host without a port stands for the ports 80 and 443",
            "remove this",
        ),
        HostProblem::Part(OriginProblem::UserInfo) => part("a host has no user info", "remove this"),
        HostProblem::Part(
            OriginProblem::TrailingSlash | OriginProblem::Path | OriginProblem::Query | OriginProblem::Fragment,
        ) => part("a host has no path, no query and no fragment", "remove this"),
        HostProblem::Part(OriginProblem::WhiteSpace) => {
            part("a host has no white space and no control characters", "remove this")
        }
        HostProblem::Part(OriginProblem::UpperCase) => part("browsers send hosts in lower case", "upper case"),
        HostProblem::Part(OriginProblem::EmptyHost) => part("the name or the address is missing", "nothing in front"),
        HostProblem::Part(OriginProblem::ZoneId) => part("a host has no IPv6 zone", "remove this"),
        HostProblem::Part(OriginProblem::BadPort) => part("a port is a number, or `*` for every port", "not a number"),
        HostProblem::Part(problem) => malformed_origin::described(host, problem),
    };
    message.help_if(corrected.map(|corrected| format!("write {corrected:?}")))
}

/// Makes the list of a router, when the application starts.
///
/// # Errors
///
/// All issues.
pub(crate) fn host_list(list: impl IntoIterator<Item: AsRef<str>>) -> Result<HostList, Issues> {
    let list: Vec<String> = list.into_iter().map(|host| host.as_ref().to_owned()).collect();
    let mut findings = Findings::default();
    check(Some(&list), &mut findings);
    if !findings.0.is_empty() {
        return Err(Issues(findings.0));
    }
    let list: Vec<&'static str> = list.into_iter().map(|host| &*Box::leak(host.into_boxed_str())).collect();
    Ok(HostList(list.leak()))
}
