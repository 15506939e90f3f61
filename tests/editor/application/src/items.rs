//! Generic handlers, with a state.

use axum::extract::State;
use for_axum::{CorsRouter, cors, routes};

use crate::policies::Frontend as ShopFrontend;

/// What handlers store.
pub(crate) trait Store: Clone + Send + Sync + 'static {
    fn items(&self) -> usize;
}

/// A store in memory.
#[derive(Clone)]
pub(crate) struct Memory(usize);

impl Store for Memory {
    fn items(&self) -> usize {
        self.0
    }
}

/// Counts the items.
#[cors(policy = ShopFrontend, crate = for_axum)]
async fn count<S: Store>(State(store): State<S>) -> String {
    store.items().to_string()
}

/// Forgets an item.
#[cors(policy = ShopFrontend, expose_headers = ["x-left"], crate = for_axum)]
async fn forget<S>(State(_store): State<S>) -> &'static str
where
    S: Store,
{
    "forgotten"
}

fn generic<S: Store>() -> CorsRouter<S> {
    CorsRouter::new().route("/items", routes![get(count::<S>), delete(forget::<S>)])
}

pub(crate) fn router() -> CorsRouter {
    CorsRouter::new().route("/memory", routes![get(count::<Memory>)]).merge(generic::<Memory>()).with_state(Memory(1))
}
