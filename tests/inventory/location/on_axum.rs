//! Handlers of axum.

use axum::{Router, extract::State, routing};
use cors_axum::{CorsRouter, Inventory, cors, documented, routes, with_policy};

use super::{listed, marked, unknown};

#[cors(origins = ["https://app.example.com"])]
struct Frontend;

/// Documented,
/// on two lines.
#[cors(
    origins = ["https://app.example.com"],
    max_age = "2h",
)]
#[allow(clippy::unused_async)]
pub(crate) async fn own() {} //= own

#[cors(policy = Frontend)]
async fn named() {} //= named

#[cors(policy = Frontend, max_age = 5)]
async fn overriding() {} //= overriding

#[cors(policy = Frontend)]
async fn generic<T: Clone + Send + Sync + 'static>(State(_): State<T>) {} //= generic

#[cors]
#[rustfmt::skip]
async
fn
by_default //= by-default
() {}

macro_rules! handler {
    ($name:ident) => {
        #[cors(policy = Frontend)]
        async fn $name() {}
    };
}
handler!(of_macro); //= of-macro

/// A handler whose name is the macro's own stands where the macro is called.
macro_rules! hidden {
    () => {
        #[cors(policy = Frontend)]
        async fn hidden() {}
    };
}
hidden!(); //= hidden

async fn without_attribute() {}

#[cors(policy = Frontend)]
#[utoipa::path(get, path = "/documented")]
async fn is_documented() {} //= documented

async fn not_found() {}

#[rustfmt::skip]
fn app() -> Inventory {
    let nested = CorsRouter::new().route("/generic", routes![get(generic::<u8>)]);
    let defaults: CorsRouter<_, Frontend> = CorsRouter::with_default(Frontend)
        .route("/by-default", routes![get(by_default)])
        .route("/inherited", routes![get(without_attribute)]); //= inherited
    let foreign = || Router::new().route("/foreign", routing::get(|| async {}));
    let app: CorsRouter<u8> = CorsRouter::new()
        .route("/own", routes![get(own)])
        .nest("/v1", nested)
        .merge(defaults)
        .route("/named", routes![
            get(named),
            post(named),
        ])
        .route("/overriding", routes![any(overriding)])
        .route("/of-macro", routes![get(of_macro)])
        .route("/hidden", routes![get(hidden)])
        .route("/group", routes![policy = Frontend; get(without_attribute)]) //= group
        .route("/closure", with_policy(Frontend).get(|| async {})) //= closure
        .route(
            "/any",
            with_policy(Frontend)
                .any(|| async {}), //= any
        )
        .nest_service("/service", with_policy(Frontend).any_service(routing::get(|| async {}))) //= service
        .openapi(documented![is_documented])
        .route_without_cors("/plain", routing::get(|| async {}))
        .nest_with_policy("/nested", Frontend, foreign())
        .nest_without_cors("/bare", foreign())
        .fallback(routes![policy = Frontend; any(not_found)]); //= fallback
    app.with_state::<()>(1).inventory()
}

#[test]
fn the_place_of_a_handler_is_the_line_of_its_name_and_otherwise_that_of_the_call_that_mounts_it() {
    let inventory = app();
    assert_eq!(listed(&inventory, file!()), marked(include_str!("on_axum.rs")));
    assert_eq!(unknown(&inventory), ["/bare", "/nested", "/plain"]);
}

#[test]
fn a_clone_and_layers_change_nothing() {
    let app: CorsRouter = CorsRouter::new().route("/own", routes![get(own)]);
    let layered = app.clone().layer(tower::layer::layer_fn(|route: axum::routing::Route| route));
    assert_eq!(layered.inventory(), app.inventory());
    assert!(unknown(&layered.inventory()).is_empty());
}
