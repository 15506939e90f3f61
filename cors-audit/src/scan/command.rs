//! `cors-audit scan`.

use std::{io::Write, time::Instant};

use futures_util::{StreamExt, stream};
use url::Url;

use super::{
    caches::cached,
    exchange::{Access, Exchange, ask},
    found::Found,
    judge::judge,
    origins::{Candidate, Kind, candidates},
};
use crate::{
    command::cli::ScanArgs,
    findings::{fault::Fault, finding::Finding},
    report::{
        model::{Report, RouteReport, Verdict},
        write::write,
    },
    wire::{client::Client, runtime::runtime, target::Target, urls::Urls},
};

/// Requests that are sent at the same time.
const AT_A_TIME: usize = 8;
/// A `GET`, and preflights for these methods.
const REQUESTS: [Option<&str>; 4] = [None, Some("GET"), Some("PUT"), Some("DELETE")];

/// Scans a server. Returns whether there are findings.
pub(crate) fn scan(args: &ScanArgs, out: &mut dyn Write) -> Result<bool, String> {
    let urls = urls(&args.urls)?;
    let first = urls.first().ok_or("there is no URL")?;
    let target = Target::parse(&first.origin().ascii_serialization())?;
    let client = Client::new(&target, &args.wire)?;
    let runtime = runtime()?;
    let start = Instant::now();
    let mut report = Report::new(target.origin());
    report
        .notes
        .push(format!("Only {} was asked, by GET and by preflights. No redirect was followed.", target.origin()));
    for url in &urls {
        let candidates = candidates(&url.origin().ascii_serialization(), &args.origins);
        runtime.block_on(scan_url(&client, url, &candidates, &mut report));
    }
    report.findings.sort_by_key(|finding| (finding.fault.weight(), finding.fault));
    report.notes.push(
        "These answers can be checked at compile time: with `cors-axum` and `cors-actix`, a policy is written at the \
         handler, `#[cors(origins = [\"https://app.example.com\"])]`. A wrong one does not compile."
            .to_owned(),
    );
    report.requests = client.requests();
    report.milliseconds = start.elapsed().as_millis().try_into().unwrap_or(u64::MAX);
    write(&report, &args.output, out)?;
    Ok(!report.findings.is_empty())
}

/// Reads the URLs, which are of one host.
fn urls(texts: &[String]) -> Result<Vec<Url>, String> {
    let mut urls: Vec<Url> = Vec::new();
    for text in texts {
        let url = Url::parse(text).map_err(|error| format!("`{text}` is not a URL: {error}"))?;
        if urls.first().is_some_and(|first| first.origin() != url.origin()) {
            return Err(format!("`{text}` is of another origin than the first URL: scan one at a time"));
        }
        urls.push(url);
    }
    Ok(urls)
}

async fn scan_url(client: &Client, url: &Url, candidates: &[Candidate], report: &mut Report) {
    let route = format!("GET {}", url.path());
    let requests = candidates.iter().flat_map(|candidate| REQUESTS.map(|preflight| (candidate, preflight)));
    let asked =
        stream::iter(requests).map(|(candidate, preflight)| ask(client, url.as_str(), Some(candidate), preflight));
    let exchanges: Vec<Exchange> = asked.buffered(AT_A_TIME).collect().await;
    let mut found = judge(&exchanges);
    let served = served_to_others(client, url, candidates, &exchanges).await;
    found.extend(served.iter().map(|(detail, exchange)| Found {
        fault: Fault::CachedForOtherOrigin,
        detail: detail.clone(),
        exchange,
    }));
    notes(&route, &exchanges, report);
    let verdict = if found.is_empty() { Verdict::AsDeclared } else { Verdict::Differs };
    report.routes.push(RouteReport { route: route.clone(), path: Some(url.path().to_owned()), verdict, reason: None });
    for found in found {
        add(found, &route, report);
    }
}

/// Adds a fault, or its URL to the finding of the same fault.
fn add(found: Found<'_>, route: &str, report: &mut Report) {
    if let Some(finding) = report.findings.iter_mut().find(|finding| finding.fault == found.fault) {
        finding.add_route(route.to_owned());
        return;
    }
    let mut finding = Finding::new(found.fault, vec![route.to_owned()], found.detail, found.exchange.seen());
    finding.hop = found.exchange.hop();
    finding.exchange = Some(found.exchange.shown());
    report.findings.push(finding);
}

/// Asks about caches, if an origin is allowed by name and another one is not.
async fn served_to_others(
    client: &Client,
    url: &Url,
    candidates: &[Candidate],
    exchanges: &[Exchange],
) -> Option<(String, Exchange)> {
    let gets = || exchanges.iter().filter(|exchange| exchange.preflight.is_none());
    let allowed = gets().find(|exchange| exchange.kind != Kind::Own && exchange.is_allowed_by_name())?;
    // A server that has one value for all origins serves nothing to the wrong one.
    let other = gets().find(|exchange| {
        let value = exchange.answered().and_then(|answer| answer.get("access-control-allow-origin"));
        value != Some(allowed.origin.as_str())
    })?;
    let candidate = |exchange: &Exchange| candidates.iter().find(|candidate| candidate.origin == exchange.origin);
    let mut without_fragment = url.clone();
    without_fragment.set_fragment(None);
    let urls = Urls::new(without_fragment.into());
    cached(client, || urls.fresh(), candidate(allowed)?, candidate(other)?).await
}

/// Adds what is worth to know, and no fault.
fn notes(route: &str, exchanges: &[Exchange], report: &mut Report) {
    let mut gets = exchanges.iter().filter(|exchange| exchange.preflight.is_none());
    if gets.clone().any(|exchange| exchange.access() == Some(Access::Any)) {
        report.notes.push(format!("{route} is public: every page may read it, without credentials (`*`)."));
    }
    if let Some(answer) = gets.clone().find_map(Exchange::answered).filter(|answer| (300..400).contains(&answer.status))
    {
        let location = answer.get("location").unwrap_or_default();
        report.notes.push(format!("{route} is answered {}, and redirects to `{location}`.", answer.status));
    }
    for exchange in gets.by_ref().filter(|exchange| exchange.kind == Kind::Trusted && exchange.access().is_none()) {
        report.notes.push(format!("{route} does not allow `{}`.", exchange.origin));
    }
}
