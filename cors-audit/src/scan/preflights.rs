//! Preflights and responses that disagree.

use super::{exchange::Exchange, found::Found, origins::Kind};
use crate::findings::fault::Fault;

/// Finds preflights that are refused although the response is allowed, and the reverse.
pub(super) fn preflights(exchanges: &[Exchange]) -> Vec<Found<'_>> {
    let mut found: Vec<Found<'_>> = Vec::new();
    // Pages of the server itself need no permission.
    let gets = exchanges.iter().filter(|exchange| exchange.preflight.is_none() && exchange.kind != Kind::Own);
    for get in gets {
        let is_preflight = |exchange: &&Exchange| exchange.preflight == Some("GET") && exchange.origin == get.origin;
        let Some(preflight) = exchanges.iter().find(is_preflight) else { continue };
        let fault_of_preflight = refused(get, preflight).map(|(fault, detail)| (fault, detail, preflight));
        let fault_of_response = bare(get, preflight).map(|(fault, detail)| (fault, detail, get));
        for (fault, detail, exchange) in fault_of_preflight.into_iter().chain(fault_of_response) {
            if found.iter().all(|known| known.fault != fault) {
                found.push(Found { fault, detail, exchange });
            }
        }
    }
    found
}

/// The preflight of an origin that may read responses does not reach what would grant it.
fn refused(get: &Exchange, preflight: &Exchange) -> Option<(Fault, String)> {
    let status = preflight.answered()?.status;
    if !get.is_allowed_by_name() || get.answered().is_none_or(|answer| answer.status >= 400) {
        return None;
    }
    let fault = match status {
        401 | 407 => Fault::AuthenticationBeforePreflight,
        404 | 405 | 501 | 300..=399 => Fault::PreflightNotPassedOn,
        // 403: this header may be refused on purpose.
        _ => return None,
    };
    Some((fault, format!("`{}` may read responses, and its preflight is answered {status}", get.origin)))
}

/// The response to an origin has no CORS headers, although its preflight is granted.
fn bare(get: &Exchange, preflight: &Exchange) -> Option<(Fault, String)> {
    let answer = get.answered()?;
    let has_cors = answer.lines("access-control-allow-origin").next().is_some();
    if preflight.access().is_none() || has_cors {
        return None;
    }
    let status = answer.status;
    Some((
        Fault::ResponseWithoutCors,
        format!("the preflight of `{}` is granted, and the response {status} has no CORS headers", get.origin),
    ))
}
