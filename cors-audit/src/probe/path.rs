//! The probe of one path.

use std::{
    collections::HashSet,
    sync::atomic::{AtomicBool, Ordering},
};

use cors_browser::{DeclaredPath, PageRequest};
use cors_core::Policy;

use super::{
    beside::{over_http1, over_plain_http, own_page, plain_options},
    caches::ask_in_both_orders,
    compare::{compare, is_granted},
    context::Context,
    exchange::{Exchange, Part, ask},
    name::{Judgement, Named, name},
    questions::{dev_origin, questions},
};
use crate::{
    findings::fault::{Fault, Weight},
    wire::{
        answer::NoAnswer,
        client::{Client, Request},
        target::Target,
        urls::Urls,
    },
};

/// The settings that all paths share.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) client: Client,
    pub(crate) target: Target,
    pub(crate) plain: Option<Target>,
    /// Nothing answers at `plain`.
    pub(crate) is_plain_closed: AtomicBool,
    pub(crate) known_origins: Vec<String>,
    pub(crate) unsafe_methods: bool,
}

/// A fault of a path, with the exchange that shows it.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) named: Named,
    pub(crate) exchange: Exchange,
}

/// The result for one path.
#[derive(Debug, Clone, Default)]
pub(crate) struct PathResult {
    pub(crate) found: Vec<Found>,
    /// Something in front of the program wants authentication.
    pub(crate) unauthorised: Option<u16>,
    /// The server did not answer this path or those before it.
    pub(crate) is_given_up: bool,
}

/// Asks everything about one path.
pub(crate) async fn probe_path(settings: &Settings, path: &DeclaredPath, filled: &str) -> PathResult {
    let Settings { client, target, known_origins, unsafe_methods, .. } = settings;
    let urls = Urls::new(target.at(filled));
    let mut exchanges = Vec::new();
    for question in questions(path, known_origins, *unsafe_methods) {
        let page = question.page.to(urls.fresh());
        exchanges.extend(ask(client, path, &question.origin, page, question.sent).await);
        // A server that does not answer makes everything else wait.
        if exchanges.len() == 1 && exchanges.iter().any(|exchange| exchange.answer.is_err()) {
            break;
        }
    }
    let context = Context::new(path, &exchanges, dev_origin(path));
    let mut result = PathResult::default();
    for exchange in &exchanges {
        let differences = exchange.answer.as_ref().map(|answer| compare(exchange, answer)).unwrap_or_default();
        match name(exchange, &differences, &context) {
            Judgement::Faults(mut faults) => {
                // A handler without a row for `HEAD`: actix-web may serve it by a handler of another pattern.
                if exchange.request.method == "HEAD"
                    && path.rows().iter().all(|row| row.method.as_deref() != Some("HEAD"))
                {
                    faults.retain(|named| named.fault.weight() == Weight::Exposed);
                }
                let found = |named| Found { named, exchange: exchange.clone() };
                result.found.extend(faults.into_iter().map(found));
            }
            Judgement::Unauthorised(status) => result.unauthorised = Some(status),
        }
    }
    result.is_given_up = exchanges.iter().any(|exchange| exchange.answer == Err(NoAnswer::GivenUp));
    let has_answers = exchanges.iter().any(|exchange| exchange.answer.is_ok());
    if has_answers {
        let beside = ask_beside(settings, path, &urls, &exchanges).await;
        let cached = ask_in_both_orders(client, path, &urls, known_origins, &context).await;
        let found = |(named, exchange)| Found { named, exchange };
        result.found.extend(beside.into_iter().chain(cached).map(found));
    }
    result.found = without_consequences(result.found);
    result
}

async fn ask_beside(
    settings: &Settings,
    path: &DeclaredPath,
    urls: &Urls,
    exchanges: &[Exchange],
) -> Vec<(Named, Exchange)> {
    let Settings { client, target, .. } = settings;
    let plain = settings.plain.as_ref().filter(|_| !settings.is_plain_closed.load(Ordering::Relaxed));
    let mut found = Vec::new();
    let first = |part| exchanges.iter().find(|exchange| exchange.part == part && exchange.answer.is_ok());
    for exchange in [first(Part::Preflight), first(Part::Actual)].into_iter().flatten() {
        found.extend(over_http1(client, exchange).await);
    }
    if let (Some(plain), Some(exchange)) = (plain, first(Part::Actual)) {
        match over_plain_http(client, plain, target, exchange).await {
            Ok(plain) => found.extend(plain),
            Err(_) => settings.is_plain_closed.store(true, Ordering::Relaxed),
        }
    }
    let is_stranger = |exchange: &&Exchange| exchange.part == Part::Preflight && !is_granted(&exchange.declared);
    if let Some(exchange) = exchanges.iter().find(is_stranger) {
        found.extend(plain_options(client, exchange).await);
    }
    let is_enforced = path.policies().policy_of("GET").is_some_and(Policy::is_enforced);
    let own = PageRequest::new(target.origin(), "GET").to(urls.fresh());
    let explanation = path.explain(&own);
    if let (true, Some(declared), Some(exchange)) = (is_enforced, explanation.actual(), first(Part::Actual))
        // The inventory may allow other hosts only.
        && declared.response.status != 403
    {
        let request = Request { url: declared.request.url.clone(), ..exchange.request.clone() };
        let exchange = Exchange { page: own, request, declared: declared.response.clone(), ..exchange.clone() };
        found.extend(own_page(client, target, &exchange).await);
    }
    found
}

/// Leaves out what follows from another fault of the same path.
fn without_consequences(mut found: Vec<Found>) -> Vec<Found> {
    let faults: HashSet<Fault> = found.iter().map(|found| found.named.fault).collect();
    let has = |fault: &Fault| faults.contains(fault);
    found.retain(|found| {
        let is_preflight = found.exchange.part == Part::Preflight;
        let is_consequence = match found.named.fault {
            Fault::PreflightNotPassedOn => [
                Fault::PreflightAnsweredByHop,
                Fault::OriginRemoved,
                Fault::RouteMissing,
                Fault::Redirected,
                Fault::AuthenticationBeforePreflight,
            ]
            .iter()
            .any(has),
            Fault::VaryRemoved | Fault::ForeignHeader | Fault::MaxAgeDiffers | Fault::PolicyDiffers if is_preflight => {
                has(&Fault::PreflightAnsweredByHop)
            }
            Fault::VaryRemoved => has(&Fault::CachedForOtherOrigin),
            _ => false,
        };
        !is_consequence
    });
    found
}
