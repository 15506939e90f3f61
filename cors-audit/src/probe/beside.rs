//! The other ways to a path: HTTP/1.1 beside HTTP/2, plain HTTP beside HTTPS, `OPTIONS` that is not a preflight, and the server's own
//! pages under `enforce`.

use cors_browser::SentResponse;

use super::{
    exchange::{Exchange, Part},
    name::{Named, named},
};
use crate::{
    findings::fault::Fault,
    wire::{
        answer::{Answer, NoAnswer},
        client::{Client, Protocol, Request},
        target::Target,
    },
};

/// Asks again over HTTP/1.1 what HTTP/2 has answered.
pub(crate) async fn over_http1(client: &Client, exchange: &Exchange) -> Option<(Named, Exchange)> {
    let Ok(of_http2) = &exchange.answer else { return None };
    if of_http2.protocol != "HTTP/2" {
        return None;
    }
    let answer = client.send(&exchange.request, Protocol::Http1).await;
    let differing = match &answer {
        Err(error) => Some(format!("over HTTP/1.1: {error}")),
        Ok(of_http1) => first_difference(of_http2, of_http1),
    }?;
    let exchange = Exchange { answer, ..exchange.clone() };
    Some((named(Fault::ProtocolsDiffer, &exchange, &differing), exchange))
}

fn first_difference(of_http2: &Answer, of_http1: &Answer) -> Option<String> {
    const COMPARED: [&str; 7] = [
        "access-control-allow-origin",
        "access-control-allow-credentials",
        "access-control-allow-methods",
        "access-control-allow-headers",
        "access-control-expose-headers",
        "access-control-max-age",
        "vary",
    ];
    if of_http2.status != of_http1.status {
        return Some(format!("HTTP/2 is answered {}, HTTP/1.1 {}", of_http2.status, of_http1.status));
    }
    let values = |answer: &Answer, name: &str| {
        let mut values = answer.list(name);
        values.sort_unstable();
        values
    };
    let differs = |name: &&str| values(of_http2, name) != values(of_http1, name);
    let name = COMPARED.into_iter().find(|name| differs(name))?;
    let shown = |answer| match values(answer, name) {
        values if values.is_empty() => "none".to_owned(),
        values => format!("`{}`", values.join(", ")),
    };
    Some(format!("`{name}` over HTTP/2: {}, over HTTP/1.1: {}", shown(of_http2), shown(of_http1)))
}

/// Asks over plain HTTP what HTTPS has answered.
pub(crate) async fn over_plain_http(
    client: &Client,
    plain: &Target,
    target: &Target,
    exchange: &Exchange,
) -> Result<Option<(Named, Exchange)>, NoAnswer> {
    let Some(path) = exchange.request.url.strip_prefix(&target.origin()) else { return Ok(None) };
    let request = Request { url: format!("{}{path}", plain.origin()), ..exchange.request.clone() };
    let answer = client.send(&request, Protocol::Http1).await?;
    let Some(allowed) = answer.get("access-control-allow-origin") else { return Ok(None) };
    let detail = format!("{} answers {} and allows `{allowed}`", plain.origin(), answer.status);
    let exchange = Exchange { request, answer: Ok(answer), ..exchange.clone() };
    Ok(Some((named(Fault::PlainHttp, &exchange, &detail), exchange)))
}

/// Asks as a page of the server itself does in a browser without Fetch Metadata, and with the handshake of a WebSocket.
///
/// `exchange` is one with the declared answer to a page that the policy refuses.
pub(crate) async fn own_page(client: &Client, target: &Target, exchange: &Exchange) -> Option<(Named, Exchange)> {
    let headers = vec![("origin".to_owned(), target.origin())];
    let request = Request { headers, ..exchange.request.clone() };
    let answer = client.send(&request, Protocol::Preferred).await.ok()?;
    // The program's refusal, and not that of something else.
    let is_refused = answer.status == 403
        && answer.list("vary").iter().any(|name| name == "origin")
        && answer.list("cache-control").iter().any(|word| word == "no-store");
    if !is_refused {
        return None;
    }
    let origin = target.origin();
    let exchange = Exchange { request, origin, part: Part::Actual, answer: Ok(answer), ..exchange.clone() };
    Some((named(Fault::HostChanged, &exchange, "a page of the server itself is refused"), exchange))
}

/// Asks with `OPTIONS` as no browser does: without a method. The application answers, so that only a permission is a fault.
///
/// `exchange` is one of a page that the policy does not allow.
pub(crate) async fn plain_options(client: &Client, exchange: &Exchange) -> Option<(Named, Exchange)> {
    let origin = ("origin".to_owned(), exchange.origin.clone());
    let request = Request { method: "OPTIONS".to_owned(), headers: vec![origin], ..exchange.request.clone() };
    let answer = client.send(&request, Protocol::Preferred).await.ok()?;
    let allowed = answer.get("access-control-allow-origin")?;
    if allowed != "*" && allowed != exchange.origin {
        return None;
    }
    let detail = format!("`Access-Control-Allow-Origin: {allowed}`");
    let declared = SentResponse::new(200);
    let exchange = Exchange { request, part: Part::Actual, declared, answer: Ok(answer), ..exchange.clone() };
    Some((named(Fault::StrangerAllowed, &exchange, &detail), exchange))
}
