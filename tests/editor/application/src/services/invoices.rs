//! Invoices.

use actix_web::{get, post};
use for_actix::cors;

use crate::{Frontend, framework::server};

/// Lists the invoices.
#[cors(policy = Frontend, crate = for_actix)]
#[get("/invoices")]
pub(crate) async fn list() -> &'static str {
    "invoices"
}

/// Creates an invoice.
#[cors(policy = crate::policies::Partners, allow_headers = ["content-type"], crate = for_actix)]
#[post("/invoices")]
pub(crate) async fn create() -> &'static str {
    "created"
}

/// The invoices that are paid.
#[server::cors(origins = crate::policies::TENANTS, crate = crate::framework::server)]
#[get("/paid")]
pub(crate) async fn paid() -> &'static str {
    "paid"
}

/// A draft.
#[cors(policy = Frontend, crate = for_actix)]
pub(crate) async fn draft() -> &'static str {
    "draft"
}

/// Sends a draft.
#[cors(policy = Frontend, expose_headers = ["x-sent"], crate = for_actix)]
pub(crate) async fn send() -> &'static str {
    "sent"
}
