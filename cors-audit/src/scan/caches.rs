//! Caches: the same URL, asked by two origins in both orders.

use super::{
    exchange::{Exchange, ask},
    origins::Candidate,
};
use crate::wire::client::Client;

/// Asks for two URLs that no cache knows yet. Returns an answer that belongs to another page.
///
/// `allowed` was allowed by name, and `other` was not, or under another name.
pub(super) async fn cached(
    client: &Client,
    fresh: impl Fn() -> String,
    allowed: &Candidate,
    other: &Candidate,
) -> Option<(String, Exchange)> {
    let url = fresh();
    let first = ask(client, &url, Some(allowed), None).await;
    if first.is_allowed_by_name() {
        let second = ask(client, &url, Some(other), None).await;
        if value(&second) == Some(allowed.origin.clone()) {
            let detail = format!("`{}` gets the response to `{}`", other.origin, allowed.origin);
            return Some((detail, second));
        }
    }
    let url = fresh();
    let without = ask(client, &url, None, None).await;
    let second = ask(client, &url, Some(allowed), None).await;
    let is_lost = value(&without).is_none() && value(&second).is_none() && second.answer.is_ok();
    (first.is_allowed_by_name() && is_lost).then(|| {
        let detail = format!("`{}` gets the response to a request without `Origin`", allowed.origin);
        (detail, second)
    })
}

fn value(exchange: &Exchange) -> Option<String> {
    exchange.answered().and_then(|answer| answer.get("access-control-allow-origin")).map(str::to_owned)
}
