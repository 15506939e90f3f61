//! The policies of the application.

use for_axum::{OriginSet, cors, origin_set};

/// The front end, with cookies.
#[cors(origins = ["https://app.example.com"], credentials, enforce, crate = for_axum)]
pub struct Frontend;

/// The partners, from their own sites.
#[cors(origins = TENANTS, max_age = "10m", crate = for_axum)]
pub struct Partners;

/// The origins of the tenants.
pub(crate) static TENANTS: OriginSet = origin_set![
    "https://shop.example",
    "http://intranet.example",
    allow(insecure_origin, reason = "a network of its own")
];
