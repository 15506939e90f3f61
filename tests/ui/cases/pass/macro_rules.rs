//! Tokens that came through parameters of another macro.

#![deny(warnings, dead_code)]

use cors_axum::{CorsRouter, NamedPolicy};

mod policies {
    #[cors_axum::cors(origins = ["https://app.example.com"])]
    pub struct Frontend;
}

macro_rules! policy {
    ($name:ident, $origin:literal, $list:expr, $header:expr, $age:literal) => {
        #[cors_axum::cors(
                    origins = [$origin, "https://www.example.com"],
                    dev_origins = $list,
                    allow_headers = [$header],
                    max_age = $age,
                )]
        struct $name;
    };
}

policy!(Literals, "https://app.example.com", ["http://localhost:5173"], "content-type", 600);

macro_rules! handler {
    ($name:ident, $policy:path, $method:ident) => {
        #[cors_axum::cors(policy = $policy, methods = [$method])]
        async fn $name() {}
    };
}

handler!(list, policies::Frontend, GET);

macro_rules! mount {
    ($method:ident, $ident:ident, $path:path, $expr:expr, $tt:tt) => {
        CorsRouter::new()
            .route("/1", cors_axum::routes![$method($ident)])
            .route("/2", cors_axum::routes![$method($path)])
            .route("/3", cors_axum::routes![$method($expr)])
            .route("/4", cors_axum::routes![$method($tt)])
    };
}

fn main() {
    assert_eq!(Literals::POLICY.max_age_value(), Some("600"));
    let _: CorsRouter = mount!(any, list, self::list, crate::list, list);
}
