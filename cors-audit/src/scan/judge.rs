//! The faults of a URL, by the answers to all origins.

use super::{
    exchange::{Access, Exchange},
    found::Found,
    origins::Kind,
    preflights::preflights,
};
use crate::findings::fault::Fault;

/// Finds the faults of a URL.
pub(crate) fn judge(exchanges: &[Exchange]) -> Vec<Found<'_>> {
    if let Some(exchange) = exchanges.iter().find(|exchange| exchange.answer.is_err()) {
        let detail = exchange.answer.as_ref().err().map(ToString::to_string).unwrap_or_default();
        return vec![Found { fault: Fault::NoAnswer, detail, exchange }];
    }
    let mut found = origins(exchanges);
    found.extend(doubled(exchanges));
    found.extend(wildcard(exchanges));
    found.extend(vary(exchanges));
    found.extend(preflights(exchanges));
    found
}

/// Origins that should not be allowed.
fn origins(exchanges: &[Exchange]) -> Vec<Found<'_>> {
    let of = |kind| exchanges.iter().filter(move |exchange| exchange.kind == kind && exchange.is_allowed_by_name());
    // The one with credentials is worse. Of several, `max_by_key` takes the last.
    let worst = |kind| of(kind).rev().max_by_key(|exchange| (has_credentials(exchange), exchange.preflight.is_none()));
    let arbitrary = worst(Kind::Arbitrary);
    let mut found = Vec::new();
    if let Some(exchange) = arbitrary {
        let fault = if has_credentials(exchange) { Fault::ReflectedWithCredentials } else { Fault::Reflected };
        found.push(Found { fault, detail: detail(exchange, 0), exchange });
    }
    for kind in [Kind::NearMiss, Kind::Null, Kind::PlainHttp, Kind::SubDomain, Kind::Port] {
        let (Some(fault), Some(exchange)) = (kind.fault(), worst(kind)) else { continue };
        // Every origin is allowed, so that this one is no other fault.
        if arbitrary.is_some_and(|arbitrary| has_credentials(arbitrary) || !has_credentials(exchange)) {
            continue;
        }
        let mut origins: Vec<&str> = of(kind).map(|exchange| exchange.origin.as_str()).collect();
        origins.sort_unstable();
        origins.dedup();
        found.push(Found { fault, detail: detail(exchange, origins.len() - 1), exchange });
    }
    found
}

fn has_credentials(exchange: &Exchange) -> bool {
    exchange.access() == Some(Access::ByName { credentials: true })
}

fn detail(exchange: &Exchange, more: usize) -> String {
    let credentials = if has_credentials(exchange) { "with credentials" } else { "without credentials" };
    let place = match exchange.preflight {
        Some(method) => format!(" by the preflight for {method}"),
        None => String::new(),
    };
    let more = match more {
        0 => String::new(),
        1 => "; so is 1 more".to_owned(),
        more => format!("; so are {more} more"),
    };
    format!("`{}` is allowed{place}, {credentials}{more}", exchange.origin)
}

fn doubled(exchanges: &[Exchange]) -> Option<Found<'_>> {
    let is_doubled = |exchange: &&Exchange| {
        exchange.answered().is_some_and(|answer| {
            let mut lines = answer.lines("access-control-allow-origin");
            // An origin with a comma may be reflected.
            lines.next().is_some_and(|line| line.contains(',') && line != exchange.origin) || lines.next().is_some()
        })
    };
    let exchange = exchanges.iter().find(is_doubled)?;
    let lines: Vec<&str> = exchange.answered()?.lines("access-control-allow-origin").collect();
    let detail = format!("`Access-Control-Allow-Origin` is `{}`", lines.join(", "));
    Some(Found { fault: Fault::DoubledHeader, detail, exchange })
}

fn wildcard(exchanges: &[Exchange]) -> Option<Found<'_>> {
    let exchange = exchanges.iter().find(|exchange| {
        let credentials = exchange.answered().and_then(|answer| answer.get("access-control-allow-credentials"));
        exchange.access() == Some(Access::Any) && credentials == Some("true")
    })?;
    let detail = "`Access-Control-Allow-Origin` is `*`, and `Access-Control-Allow-Credentials` is `true`".to_owned();
    Some(Found { fault: Fault::WildcardWithCredentials, detail, exchange })
}

/// A response that depends on the origin, and does not say so.
fn vary(exchanges: &[Exchange]) -> Option<Found<'_>> {
    let gets = || exchanges.iter().filter(|exchange| exchange.preflight.is_none());
    let allowed = |exchange: &Exchange| {
        exchange.answered().and_then(|answer| answer.get("access-control-allow-origin")).map(str::to_owned)
    };
    let exchange = gets().find(|exchange| {
        let vary = exchange.answered().map(|answer| answer.list("vary")).unwrap_or_default();
        let is_foreign = exchange.kind != Kind::Own;
        is_foreign && exchange.is_allowed_by_name() && !vary.iter().any(|name| name == "origin" || name == "*")
    })?;
    // The same value for every origin does not depend on it.
    let other = gets().find(|other| allowed(other) != allowed(exchange))?;
    let shown = allowed(other).map_or("no permission".to_owned(), |value| format!("`{value}`"));
    let detail = format!("`{}` gets `{}`, and `{}` gets {shown}", exchange.origin, exchange.origin, other.origin);
    Some(Found { fault: Fault::VaryMissing, detail, exchange })
}
