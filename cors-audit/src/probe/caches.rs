//! Caches: the same URL, asked by different pages in both orders.

use cors_browser::{DeclaredPath, PageRequest, RequestMode};

use super::{
    compare::{Difference, compare},
    context::{Context, is_bare},
    exchange::{Exchange, Part, Sent, ask},
    name::{Named, named},
    questions::{methods, page},
    sample::{STRANGER, allowed},
};
use crate::{
    findings::fault::Fault,
    wire::{client::Client, urls::Urls},
};

/// The pages that ask for a URL, in order. `None`: without `Origin`.
type Order<'a> = Vec<Option<&'a str>>;

/// Asks for two URLs that no cache knows yet, in two orders, and names the answers that were another page's.
pub(crate) async fn ask_in_both_orders(
    client: &Client,
    path: &DeclaredPath,
    urls: &Urls,
    known: &[String],
    context: &Context,
) -> Vec<(Named, Exchange)> {
    let allowed = allowed(path, known);
    let (Some(first), true) = (allowed.first(), methods(path.rows()).iter().any(|method| method == "GET")) else {
        return Vec::new();
    };
    let other = allowed.get(1).map_or(STRANGER, String::as_str);
    let orders: [Order<'_>; 2] =
        [vec![None, Some(first), Some(other)], vec![Some(first), Some(other), None, Some(STRANGER)]];
    let mut found = Vec::new();
    for order in orders {
        let url = urls.fresh();
        for (place, origin) in order.into_iter().enumerate() {
            let exchanges = get(client, path, origin, &url).await;
            let Some(exchange) = exchanges.into_iter().find(|exchange| exchange.part == Part::Actual) else { continue };
            let Ok(answer) = &exchange.answer else { continue };
            // Something in front of the program answers, such as its authentication: nothing was stored.
            if answer.status >= 300 && is_bare(&exchange, answer) {
                continue;
            }
            let differences = compare(&exchange, answer);
            // The first answer to a URL belongs to its own page: what is wrong with it was found before.
            if place > 0 && differences.iter().any(|difference| is_of_another(difference, &exchange.origin, context)) {
                let detail = "another page asked for this URL before, and the answer is its own";
                found.push((named(Fault::CachedForOtherOrigin, &exchange, detail), exchange));
            }
        }
    }
    found
}

async fn get(client: &Client, path: &DeclaredPath, origin: Option<&str>, url: &str) -> Vec<Exchange> {
    let page = match origin {
        None => PageRequest::new(STRANGER, "GET").mode(RequestMode::NoCors),
        Some(origin) => page(path, origin, "GET"),
    };
    ask(client, path, origin.unwrap_or(STRANGER), page.to(url), Sent::All).await
}

/// Returns whether a difference shows the answer to another page, where a fresh URL shows the right one.
fn is_of_another(difference: &Difference, origin: &str, context: &Context) -> bool {
    match difference {
        Difference::OriginDenied => context.right.iter().any(|right| right == origin),
        Difference::OtherOrigin(value) => context.origin_reaches && !context.fixed.contains(value),
        _ => false,
    }
}
