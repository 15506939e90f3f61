//! The differences between the answer that a policy declares and the answer of a deployment.

use cors_browser::SentResponse;

use super::exchange::{Exchange, Part};
use crate::wire::answer::Answer;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Difference {
    /// A header that may stand once stands several times, or its value is a list.
    Doubled {
        header: &'static str,
        value: String,
    },
    /// The origin is allowed, and the policy does not allow it.
    OriginAllowed(String),
    /// The origin is not allowed, and the policy allows it.
    OriginDenied,
    /// Another origin is allowed.
    OtherOrigin(String),
    /// The value `*` in place of the origin, or the other way round.
    OtherForm(String),
    CredentialsAllowed,
    CredentialsDenied,
    /// The answer to a preflight has further methods.
    MoreMethods(Vec<String>),
    FewerMethods(Vec<String>),
    MoreHeaders(Vec<String>),
    FewerHeaders(Vec<String>),
    MoreExposed(Vec<String>),
    FewerExposed(Vec<String>),
    MaxAge {
        declared: Option<String>,
        found: Option<String>,
    },
    /// `Vary` lacks these names.
    Vary(Vec<String>),
    /// A CORS header that has no meaning here.
    Foreign(&'static str),
    /// The status of the answer to a preflight.
    Status {
        declared: u16,
        found: u16,
    },
    /// The request is served, and the policy refuses it.
    Served(u16),
}

const ALLOW_ORIGIN: &str = "access-control-allow-origin";
const ALLOW_CREDENTIALS: &str = "access-control-allow-credentials";
const ALLOW_METHODS: &str = "access-control-allow-methods";
const ALLOW_HEADERS: &str = "access-control-allow-headers";
const EXPOSE_HEADERS: &str = "access-control-expose-headers";
const MAX_AGE: &str = "access-control-max-age";

/// Compares the answers of an exchange.
pub(crate) fn compare(exchange: &Exchange, answer: &Answer) -> Vec<Difference> {
    let declared = &exchange.declared;
    let mut found = Vec::new();
    compare_status(exchange, answer, &mut found);
    for header in [ALLOW_ORIGIN, ALLOW_CREDENTIALS, MAX_AGE] {
        let lines: Vec<&str> = answer.lines(header).collect();
        if lines.len() > 1 || lines.iter().any(|line| line.contains(',')) {
            found.push(Difference::Doubled { header, value: lines.join(", ") });
        }
    }
    compare_origin(exchange, answer, &mut found);
    compare_credentials(declared, answer, &mut found);
    // A doubled header is one fault, and not another value as well.
    match exchange.part {
        Part::Preflight if is_granted(declared) && answer.get(ALLOW_ORIGIN).is_some() => {
            compare_grant(declared, answer, &mut found);
        }
        Part::Preflight => {}
        Part::Actual => {
            let (more, fewer) = sets(declared, answer, EXPOSE_HEADERS);
            found.extend((!more.is_empty()).then_some(Difference::MoreExposed(more)));
            // Without a permission, there is nothing to expose.
            let has_fewer = !fewer.is_empty() && !found.contains(&Difference::OriginDenied);
            found.extend(has_fewer.then_some(Difference::FewerExposed(fewer)));
            let meaningless = [ALLOW_METHODS, ALLOW_HEADERS, MAX_AGE].into_iter();
            found.extend(meaningless.filter(|header| answer.get(header).is_some()).map(Difference::Foreign));
        }
    }
    // What no cache stores needs no `Vary`.
    let is_stored = !answer.list("cache-control").iter().any(|directive| directive == "no-store");
    if exchange.part == Part::Preflight || is_stored {
        compare_vary(declared, answer, &mut found);
    }
    found
}

fn compare_status(exchange: &Exchange, answer: &Answer, found: &mut Vec<Difference>) {
    let (declared, status) = (exchange.declared.status, answer.status);
    let is_success = (200..300).contains(&status);
    match exchange.part {
        Part::Preflight if is_granted(&exchange.declared) != is_success => {
            found.push(Difference::Status { declared, found: status });
        }
        // `enforce` and `hosts`.
        Part::Actual if declared == 403 && status < 400 => found.push(Difference::Served(status)),
        Part::Preflight | Part::Actual => {}
    }
}

fn compare_origin(exchange: &Exchange, answer: &Answer, found: &mut Vec<Difference>) {
    let declared = line(&exchange.declared, ALLOW_ORIGIN);
    let values: Vec<&str> = answer.lines(ALLOW_ORIGIN).flat_map(|line| line.split(',')).map(str::trim).collect();
    let is_doubled = values.len() > 1;
    match declared {
        None => {
            for value in values {
                let is_own = value == "*" || value == exchange.origin;
                found.push(if is_own {
                    Difference::OriginAllowed(value.to_owned())
                } else {
                    Difference::OtherOrigin(value.to_owned())
                });
            }
        }
        Some(_) if values.is_empty() => found.push(Difference::OriginDenied),
        Some(declared) if !is_doubled && values.first() != Some(&declared) => {
            let value = values.first().copied().unwrap_or_default().to_owned();
            let is_form = value == "*" || value == exchange.origin;
            found.push(if is_form { Difference::OtherForm(value) } else { Difference::OtherOrigin(value) });
        }
        Some(_) => {}
    }
}

fn compare_credentials(declared: &SentResponse, answer: &Answer, found: &mut Vec<Difference>) {
    let declared_origin = line(declared, ALLOW_ORIGIN);
    let of_answer =
        answer.lines(ALLOW_CREDENTIALS).flat_map(|line| line.split(',')).any(|value| value.trim() == "true");
    let has_origin = answer.get(ALLOW_ORIGIN).is_some();
    match (line(declared, ALLOW_CREDENTIALS).is_some(), of_answer) {
        (false, true) if has_origin => found.push(Difference::CredentialsAllowed),
        (false, true) => found.push(Difference::Foreign(ALLOW_CREDENTIALS)),
        (true, false) if has_origin && declared_origin.is_some() => found.push(Difference::CredentialsDenied),
        _ => {}
    }
}

fn compare_grant(declared: &SentResponse, answer: &Answer, found: &mut Vec<Difference>) {
    let (mut more, mut fewer) = sets(declared, answer, ALLOW_METHODS);
    // Browsers let GET, HEAD and POST pass without being told, and frameworks differ in HEAD.
    more.retain(|method| !matches!(method.as_str(), "get" | "head" | "post" | "options"));
    fewer.retain(|method| !matches!(method.as_str(), "get" | "head" | "post"));
    let upper = |methods: Vec<String>| methods.iter().map(|method| method.to_ascii_uppercase()).collect();
    found.extend((!more.is_empty()).then(|| Difference::MoreMethods(upper(more))));
    found.extend((!fewer.is_empty()).then(|| Difference::FewerMethods(upper(fewer))));
    let (more, fewer) = sets(declared, answer, ALLOW_HEADERS);
    found.extend((!more.is_empty()).then_some(Difference::MoreHeaders(more)));
    found.extend((!fewer.is_empty()).then_some(Difference::FewerHeaders(fewer)));
    let (declared, of_answer) = (line(declared, MAX_AGE), answer.get(MAX_AGE));
    if declared != of_answer && answer.lines(MAX_AGE).count() < 2 {
        let owned = |value: Option<&str>| value.map(str::to_owned);
        found.push(Difference::MaxAge { declared: owned(declared), found: owned(of_answer) });
    }
}

fn compare_vary(declared: &SentResponse, answer: &Answer, found: &mut Vec<Difference>) {
    let vary = answer.list("vary");
    if vary.iter().any(|name| name == "*") {
        return;
    }
    let mut lacking = elements(declared, "vary");
    lacking.retain(|name| !vary.contains(name));
    found.extend((!lacking.is_empty()).then_some(Difference::Vary(lacking)));
}

/// The elements of a list that only the answer has, and those that only the declared one has.
fn sets(declared: &SentResponse, answer: &Answer, header: &str) -> (Vec<String>, Vec<String>) {
    let (declared, of_answer) = (elements(declared, header), answer.list(header));
    let without = |from: &[String], other: &[String]| -> Vec<String> {
        from.iter().filter(|name| !other.contains(name)).cloned().collect()
    };
    (without(&of_answer, &declared), without(&declared, &of_answer))
}

pub(crate) fn is_granted(declared: &SentResponse) -> bool {
    (200..300).contains(&declared.status)
}

pub(crate) fn line<'r>(response: &'r SentResponse, name: &str) -> Option<&'r str> {
    response.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

fn elements(response: &SentResponse, name: &str) -> Vec<String> {
    let lines = response.headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
    let elements = lines.flat_map(|(_, value)| value.split(','));
    elements.map(|element| element.trim().to_ascii_lowercase()).filter(|element| !element.is_empty()).collect()
}
