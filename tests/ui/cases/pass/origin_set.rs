//! Allow-lists of literals, and where they can stand.

#![deny(warnings)]

use cors_axum::{OriginSet, ReloadableOrigins, Rule, origin_set};

static PARTNERS: OriginSet = origin_set!["https://app.example.com", "https://*.partner.example:*"];

const KIOSKS: OriginSet = origin_set![
    "http://kiosk.example",
    "https://kiosk.example",
    allow(insecure_origin, reason = "kiosks have no certificates; the network is ours"),
];

mod framework {
    pub mod web {
        pub use cors_axum::*;
    }
}

static REEXPORTED: OriginSet = framework::web::origin_set!["tauri://localhost", crate = framework::web];

macro_rules! set {
    ($first:literal, $($more:expr),*) => {
        origin_set![$first, $($more),*]
    };
}

fn main() {
    let partners: Vec<_> = PARTNERS.origins().collect();
    assert_eq!(partners, ["https://app.example.com", "https://*.partner.example:*"]);
    assert_eq!(KIOSKS.clone().origins().count(), 2);
    assert!(KIOSKS.acknowledged().reason(Rule::InsecureOrigin).is_some_and(|reason| reason.starts_with("kiosks")));
    assert_eq!(REEXPORTED.origins().count(), 1);
    assert_eq!(set!("https://a.example", "https://b.example"), OriginSet::from_text("https://a.example https://b.example").unwrap());

    let current = ReloadableOrigins::new(PARTNERS.clone());
    current.reload(KIOSKS);
    assert_eq!(current.current(), KIOSKS);
}
