//! The faults that the differences of an exchange show.

use super::{
    compare::{Difference, is_granted},
    context::{Context, is_bare, is_cached, is_signed},
    exchange::{Exchange, Part},
};
use crate::{
    findings::fault::Fault,
    wire::answer::{Answer, NoAnswer},
};

/// A fault, and the difference that shows it, in one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) fault: Fault,
    pub(crate) detail: String,
}

/// The result of an exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// The faults; none if the answer is as declared.
    Faults(Vec<Named>),
    /// Something in front of the program wants authentication, so that the program did not answer.
    Unauthorised(u16),
}

/// Names the faults of an exchange.
pub(crate) fn name(exchange: &Exchange, differences: &[Difference], context: &Context) -> Judgement {
    let answer = match &exchange.answer {
        Ok(answer) => answer,
        Err(NoAnswer::GivenUp) => return Judgement::Faults(Vec::new()),
        Err(error) => return Judgement::Faults(vec![named(Fault::NoAnswer, exchange, &error.to_string())]),
    };
    let is_dev_origin = context.dev_origin.as_ref() == Some(&exchange.origin);
    let is_allowed = |difference: &&Difference| matches!(difference, Difference::OriginAllowed(_));
    if let (true, Some(Difference::OriginAllowed(value))) = (is_dev_origin, differences.iter().find(is_allowed)) {
        // All else follows from it.
        let detail = format!("`Access-Control-Allow-Origin: {value}`");
        return Judgement::Faults(vec![named(Fault::DevOriginsDeployed, exchange, &detail)]);
    }
    if differences.is_empty() {
        return Judgement::Faults(Vec::new());
    }
    match exchange.part {
        Part::Preflight => Judgement::Faults(preflight(exchange, answer, differences, context)),
        Part::Actual => actual(exchange, answer, differences, context),
    }
}

fn preflight(exchange: &Exchange, answer: &Answer, differences: &[Difference], context: &Context) -> Vec<Named> {
    let status = answer.status;
    let one = |fault, detail: &str| vec![named(fault, exchange, detail)];
    let is_allowed = is_granted(&exchange.declared);
    if matches!(status, 300..400) {
        let location = answer.get("location").unwrap_or_default();
        return one(Fault::Redirected, &format!("the preflight is answered {status}, with `Location: {location}`"));
    }
    if matches!(status, 401 | 407) || answer.get("www-authenticate").is_some() {
        return one(Fault::AuthenticationBeforePreflight, &format!("the preflight is answered {status}"));
    }
    let is_program = is_signed(answer);
    if !is_program && status >= 500 {
        return one(Fault::ProxyError, &format!("the preflight is answered {status}"));
    }
    let has_grant =
        ["access-control-allow-origin", "access-control-allow-methods"].iter().any(|name| answer.get(name).is_some());
    let is_about_the_answer = |difference: &Difference| {
        !matches!(difference, Difference::Vary(_) | Difference::Doubled { .. } | Difference::Foreign(_))
    };
    let differs = differences.iter().any(is_about_the_answer);
    // A stranger is denied either way.
    if !is_program && !is_allowed && !has_grant {
        return Vec::new();
    }
    if !is_program && !is_allowed && !(200..300).contains(&status) {
        return one(Fault::ForeignHeader, &format!("the preflight is denied with {status}, and has CORS headers"));
    }
    if !is_program && (differs || status != exchange.declared.status) {
        if has_grant && (200..300).contains(&status) {
            let mut faults = one(Fault::PreflightAnsweredByHop, &answered_by_hop(differences, status));
            let exposed = differences.iter().filter(|difference| is_exposing(difference));
            faults.extend(exposed.flat_map(|difference| of_preflight(exchange, answer, difference, context)));
            return faults;
        }
        let detail = format!("the preflight is answered {status}, without the program's headers");
        return match status {
            // The program has the route if it names `Origin`: actix-web answers `OPTIONS` by 404 if it is not a preflight.
            404 if !context.program_answers && !answer.list("vary").iter().any(|name| name == "origin") => {
                one(Fault::RouteMissing, &detail)
            }
            _ => one(Fault::PreflightNotPassedOn, &detail),
        };
    }
    differences.iter().flat_map(|difference| of_preflight(exchange, answer, difference, context)).collect()
}

fn answered_by_hop(differences: &[Difference], status: u16) -> String {
    let list = |label: &str, names: &[String]| format!(", {label} {}", names.join(", "));
    let mut detail = format!("the answer is {status} without the program's `Vary`");
    for difference in differences {
        match difference {
            Difference::FewerMethods(names) => detail += &list("lacks the methods", names),
            Difference::MoreMethods(names) => detail += &list("has the further methods", names),
            Difference::FewerHeaders(names) => detail += &list("lacks the headers", names),
            Difference::MoreHeaders(names) => detail += &list("has the further headers", names),
            _ => {}
        }
    }
    detail
}

fn is_exposing(difference: &Difference) -> bool {
    matches!(
        difference,
        Difference::OriginAllowed(_)
            | Difference::CredentialsAllowed
            | Difference::MoreMethods(_)
            | Difference::MoreHeaders(_)
            | Difference::Doubled { .. }
    ) || matches!(difference, Difference::OtherForm(value) if value == "*")
}

fn of_preflight(exchange: &Exchange, answer: &Answer, difference: &Difference, context: &Context) -> Option<Named> {
    let is_success = (200..300).contains(&answer.status);
    let (fault, detail) = match difference {
        // What it allows is another difference.
        Difference::Status { .. }
            if !is_granted(&exchange.declared) && answer.get("access-control-allow-origin").is_some() =>
        {
            return None;
        }
        Difference::Status { declared, found } => {
            (Fault::PolicyDiffers, format!("the preflight is answered {found} in place of {declared}"))
        }
        Difference::OriginDenied if answer.status == 403 => return None,
        Difference::OriginAllowed(value) if !is_success => {
            (Fault::ForeignHeader, format!("the preflight is denied, and has `Access-Control-Allow-Origin: {value}`"))
        }
        Difference::OriginAllowed(value) => (Fault::StrangerAllowed, format!("the preflight allows `{value}`")),
        Difference::MoreMethods(names) => (Fault::MoreAllowed, format!("further methods: {}", names.join(", "))),
        Difference::MoreHeaders(names) => (Fault::MoreAllowed, format!("further headers: {}", names.join(", "))),
        Difference::FewerMethods(names) | Difference::FewerHeaders(names) => {
            (Fault::PolicyDiffers, format!("no longer allowed: {}", names.join(", ")))
        }
        Difference::MaxAge { declared, found } => {
            let words = |value: &Option<String>| value.as_ref().map_or("none".to_owned(), |value| format!("{value} s"));
            (Fault::MaxAgeDiffers, format!("declared {}, found {}", words(declared), words(found)))
        }
        other => return common(exchange, answer, other, context),
    };
    Some(named(fault, exchange, &detail))
}

fn actual(exchange: &Exchange, answer: &Answer, differences: &[Difference], context: &Context) -> Judgement {
    let status = answer.status;
    if is_bare(exchange, answer) && status >= 300 {
        let fault = match status {
            300..=399 => Fault::Redirected,
            401 | 403 | 407 => return Judgement::Unauthorised(status),
            404 | 410 => Fault::RouteMissing,
            _ => Fault::ProxyError,
        };
        let detail = format!("the answer is {status}, without the program's headers");
        return Judgement::Faults(vec![named(fault, exchange, &detail)]);
    }
    let faults = differences.iter().filter_map(|difference| common(exchange, answer, difference, context));
    Judgement::Faults(faults.collect())
}

/// Names a difference that preflights and actual requests have in common.
fn common(exchange: &Exchange, answer: &Answer, difference: &Difference, context: &Context) -> Option<Named> {
    let vary = answer.list("vary");
    let (fault, detail) = match difference {
        Difference::Doubled { header, value } => (Fault::DoubledHeader, format!("`{header}` is `{value}`")),
        Difference::OriginAllowed(value) if is_cached(answer) && value != "*" => {
            (Fault::CachedForOtherOrigin, format!("a stored response allows `{value}`"))
        }
        Difference::OriginAllowed(value) => (Fault::StrangerAllowed, format!("`Access-Control-Allow-Origin: {value}`")),
        Difference::OriginDenied if is_cached(answer) => {
            (Fault::CachedForOtherOrigin, "a stored response does not allow the origin".to_owned())
        }
        Difference::OriginDenied if context.denied.contains(&exchange.origin) => {
            (Fault::PolicyDiffers, "the program denies the origin".to_owned())
        }
        Difference::OriginDenied
            if !context.origin_reaches && !context.preflight_reaches && vary.iter().any(|name| name == "origin") =>
        {
            (Fault::OriginRemoved, "the program answers as to a request without `Origin`".to_owned())
        }
        Difference::OriginDenied => (Fault::HeaderRemoved, "`Access-Control-Allow-Origin` is missing".to_owned()),
        Difference::OtherOrigin(value) if is_cached(answer) => (
            Fault::CachedForOtherOrigin,
            format!("a stored response allows `{value}`, for which another page has asked"),
        ),
        Difference::OtherOrigin(value) if context.fixed_strangers.contains(value) => {
            (Fault::StrangerAllowed, format!("`Access-Control-Allow-Origin: {value}` for every origin"))
        }
        Difference::OtherOrigin(value) => {
            (Fault::ForeignHeader, format!("`Access-Control-Allow-Origin: {value}` for every origin"))
        }
        Difference::OtherForm(value) if value == "*" => {
            (Fault::StrangerAllowed, "`Access-Control-Allow-Origin: *` in place of the origin".to_owned())
        }
        Difference::OtherForm(value) => {
            (Fault::ForeignHeader, format!("`Access-Control-Allow-Origin: {value}` in place of `*`"))
        }
        Difference::CredentialsAllowed => {
            (Fault::CredentialsAllowed, "`Access-Control-Allow-Credentials: true`".to_owned())
        }
        Difference::CredentialsDenied => {
            (Fault::HeaderRemoved, "`Access-Control-Allow-Credentials` is missing".to_owned())
        }
        Difference::MoreExposed(names) => (Fault::MoreExposed, names.join(", ")),
        Difference::FewerExposed(names) => {
            (Fault::HeaderRemoved, format!("`Access-Control-Expose-Headers` lacks {}", names.join(", ")))
        }
        Difference::Foreign(header) => (Fault::ForeignHeader, format!("`{header}` has no meaning here")),
        Difference::Vary(names) => (Fault::VaryRemoved, format!("`Vary` lacks {}", names.join(", "))),
        Difference::Served(status) => (Fault::NotRefused, format!("the answer is {status} in place of 403")),
        // Of preflights.
        Difference::Status { .. }
        | Difference::MoreMethods(_)
        | Difference::FewerMethods(_)
        | Difference::MoreHeaders(_)
        | Difference::FewerHeaders(_)
        | Difference::MaxAge { .. } => return None,
    };
    Some(named(fault, exchange, &detail))
}

pub(crate) fn named(fault: Fault, exchange: &Exchange, detail: &str) -> Named {
    let method = match exchange.part {
        Part::Preflight => {
            let requested = exchange.request.headers.iter();
            let mut requested =
                requested.filter(|(name, _)| name.eq_ignore_ascii_case("access-control-request-method"));
            format!("preflight for {}", requested.next().map_or("", |(_, method)| method))
        }
        Part::Actual => exchange.request.method.clone(),
    };
    let has_origin = exchange.request.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("origin"));
    let from = if has_origin { format!("from {}", exchange.origin) } else { "without `Origin`".to_owned() };
    Named { fault, detail: format!("{method} {from}: {detail}") }
}
