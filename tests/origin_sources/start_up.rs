//! Mistakes of a source end the program when the application is built, not at the first request.

use std::{panic, sync::LazyLock};

use actix_web::App;
use axum::{body::Body, extract::Request};
use cors_actix::WithCors;
use cors_axum::{CorsRouter, OriginSet, OriginSource, RequestedOrigin, SourceRequest, SourceResult};
use tower::ServiceExt;

static WRONG: LazyLock<OriginSet> = LazyLock::new(|| {
    OriginSet::from_text("https://app.example.com/ http://localhost:3000").unwrap_or_else(|error| panic!("{error}"))
});

mod on_axum {
    #[cors_axum::cors(origins = super::WRONG, credentials)]
    pub(super) struct Tenants;
}

mod on_actix {
    #[cors_actix::cors(origins = super::WRONG, credentials)]
    pub(super) struct Tenants;
}

fn message(make: impl FnOnce() + panic::UnwindSafe) -> String {
    let panic = panic::catch_unwind(make).expect_err("it does not start");
    panic.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[test]
fn an_application_whose_origins_are_wrong_does_not_start() {
    let axum = message(|| {
        let tenants = cors_axum::with_policy(on_axum::Tenants).get(|| async {});
        drop(CorsRouter::<()>::new().nest("/v1", CorsRouter::new().route("/users", tenants)).into_router());
    });
    for part in ["[malformed_origin]", "[localhost_origin]", "origin 1", "origin 2"] {
        assert!(axum.contains(part), "{axum}");
    }
    // A second application fails as well.
    let actix = panic::catch_unwind(|| {
        let tenants = cors_actix::with_policy(on_actix::Tenants).get(|| async { "" });
        let users = cors_actix::resource("/users").route(tenants);
        drop(App::new().with_cors().service(cors_actix::scope("/v1").service(users)).finish());
    });
    assert!(actix.is_err());
}

#[cors_axum::cors(origins = ["https://app.example.com"])]
struct Frontend;

#[cors_actix::cors(policy = Frontend, max_age = "1h")]
struct FrontendOnActix;

/// A source implements the trait of one adapter only.
#[test]
fn a_named_policy_serves_both_adapters_unless_it_has_a_source() {
    let on_actix = |policy: cors_actix::WithPolicy| {
        drop(App::new().with_cors().service(cors_actix::resource("/users").route(policy)).finish());
    };
    on_actix(cors_actix::with_policy(Frontend).get(|| async { "" }));
    on_actix(cors_actix::with_policy(FrontendOnActix).get(|| async { "" }));
    let said = message(|| on_actix(cors_actix::with_policy(on_axum::Tenants).get(|| async { "" })));
    assert!(said.contains("`super::WRONG` cannot be queried"), "{said}");
}

/// Allows the origin in the state.
struct Named;
static NAMED: Named = Named;

impl OriginSource for Named {
    async fn check<'r>(&self, origin: RequestedOrigin<'r>, request: SourceRequest<'_>) -> SourceResult<'r> {
        let trusted: &&str = request.state().ok_or("no state")?;
        Ok(origin.find_in(*trusted))
    }
}

#[cors_axum::cors(origins = NAMED)]
async fn list() {}

/// A router that has its state keeps it when it is nested into a router with another state.
#[tokio::test]
async fn every_router_has_its_own_state() {
    let users = || CorsRouter::<&'static str>::new().route("/users", cors_axum::routes![get(list)]);
    let app = CorsRouter::<()>::new()
        .nest("/one", users().with_state("https://one.example"))
        .nest("/two", users().with_state("https://two.example"))
        .merge(users().with_state("https://three.example"))
        .with_state::<()>(())
        .into_router();
    for (path, allowed) in [
        ("/one/users", "https://one.example"),
        ("/two/users", "https://two.example"),
        ("/users", "https://three.example"),
    ] {
        for origin in ["https://one.example", "https://two.example", "https://three.example"] {
            let request = Request::get(path).header("origin", origin).body(Body::empty()).expect("a request");
            let response = app.clone().oneshot(request).await.expect("infallible");
            let named = response.headers().get("access-control-allow-origin");
            assert_eq!(named.is_some_and(|named| named == origin), origin == allowed, "{path} {origin}: {named:?}");
        }
    }
}
