//! The ways to mount handlers without an attribute of their own: defaults, groups, fallbacks, finished routers and services; and the
//! switch that turns all of it off. One application, built with each framework.

/// The policies of both applications, with the attribute of the framework at hand.
macro_rules! policies {
    () => {
        #[cors(origins = ["https://app.example.com"], allow_headers = ["content-type"])]
        pub(super) struct App;

        #[cors(origins = ["https://admin.example.com"], credentials, enforce)]
        pub(super) struct Admin;

        #[cors(origins = ["https://shop.partner.example"])]
        pub(super) struct Partner;
    };
}

mod on_actix;
mod on_axum;

use cors_tests::{
    driver::Served,
    exchange::{ADMIN, APP, ClientRequest, EVIL, PARTNER, from, preflight},
};

/// What the origins may read: a request line, and the status with the origin for `APP`, `ADMIN`, `PARTNER` and `EVIL`.
const READ: [(&str, [&str; 4]); 18] = [
    // The default of the application, and an annotation that replaces it whole.
    ("GET /users", ["200 app", "200", "200", "200"]),
    ("POST /users", ["403", "200 admin", "403", "403"]),
    // `#[cors]` alone.
    ("PUT /users", ["200 app", "200", "200", "200"]),
    // A group of a path, and an annotation in it.
    ("GET /group", ["403", "200 admin", "403", "403"]),
    ("POST /group", ["200 app", "200", "200", "200"]),
    // A nested router has its own default and fallback.
    ("GET /api/x", ["403", "200 admin", "403", "403"]),
    ("POST /api/x", ["403", "200 admin", "403", "403"]),
    ("GET /api/nowhere", ["404 app", "404", "404", "404"]),
    ("DELETE /api/no/where", ["404 app", "404", "404", "404"]),
    // Another one has none, and no default: the fallback is that of the application.
    ("GET /annotated/x", ["200 app", "200", "200", "200"]),
    ("GET /annotated/nowhere", ["404", "404", "404 partner", "404"]),
    ("GET /nowhere", ["404", "404", "404 partner", "404"]),
    ("PUT /", ["404", "404", "404 partner", "404"]),
    // A finished router or a service has one policy.
    ("GET /foreign/a", ["200", "200", "200 partner", "200"]),
    ("POST /foreign/a", ["200", "200", "200 partner", "200"]),
    ("GET /foreign/b", ["200", "200", "200 partner", "200"]),
    // A handler without a policy is not readable under the default.
    ("GET /bare", ["200", "200", "200", "200"]),
    ("GET /bare?x=1", ["200", "200", "200", "200"]),
];

/// Which preflights are granted for the method, to `APP`, `ADMIN`, `PARTNER` and `EVIL`.
const GRANTED: [(&str, [bool; 4]); 13] = [
    ("GET /users", [true, false, false, false]),
    ("POST /users", [false, true, false, false]),
    ("PUT /users", [true, false, false, false]),
    ("GET /group", [false, true, false, false]),
    ("POST /group", [true, false, false, false]),
    ("GET /api/x", [false, true, false, false]),
    ("PUT /api/nowhere", [true, false, false, false]),
    ("GET /annotated/x", [true, false, false, false]),
    ("PUT /annotated/nowhere", [false, false, true, false]),
    ("PUT /nowhere", [false, false, true, false]),
    ("DELETE /", [false, false, true, false]),
    ("POST /foreign/a", [false, false, true, false]),
    ("POST /foreign/b", [false, false, true, false]),
];

const ORIGINS: [&str; 4] = [APP, ADMIN, PARTNER, EVIL];

/// The name of a status with an origin, as [`READ`] writes it.
fn written(outcome: &str) -> String {
    [(" none", ""), (APP, "app"), (ADMIN, "admin"), (PARTNER, "partner")]
        .iter()
        .fold(outcome.to_owned(), |outcome, (long, short)| outcome.replace(long, short))
}

async fn outcome(app: &Served, request: ClientRequest) -> String {
    written(&request.send(app).await.outcome())
}

async fn the_policy_is_that_of_what_mounts_the_handler(app: Served) {
    for (line, expected) in READ {
        for (origin, expected) in ORIGINS.into_iter().zip(expected) {
            assert_eq!(outcome(&app, from(line, origin)).await, expected, "{line} from {origin}");
        }
    }
    for (line, expected) in GRANTED {
        let method = line.split(' ').next().unwrap_or_default();
        for (origin, is_granted) in ORIGINS.into_iter().zip(expected) {
            let answer = preflight(line, origin).send(&app).await;
            let methods = answer.header("access-control-allow-methods").unwrap_or_default();
            let found = answer.allowed_origin() == Some(origin) && methods.split(", ").any(|listed| listed == method);
            assert_eq!(found, is_granted, "preflight for {line} from {origin}: {answer:?}");
        }
    }
}

async fn nothing_is_allowed_where_it_is_off(app: Served) {
    for (line, expected) in READ {
        for (origin, expected) in ORIGINS.into_iter().zip(expected) {
            let is_enforced = matches!(line, "POST /users" | "GET /group" | "GET /api/x" | "POST /api/x");
            let status = if is_enforced { "403" } else { expected.split(' ').next().unwrap_or_default() };
            let answer = from(line, origin).send(&app).await;
            assert_eq!(
                (answer.status.to_string().as_str(), answer.allowed_origin()),
                (status, None),
                "{line} {origin}"
            );
        }
    }
    for (line, _) in GRANTED {
        for origin in ORIGINS {
            let answer = preflight(line, origin).send(&app).await;
            assert_eq!((answer.status, answer.access_control()), (403, vec![]), "{line} {origin}");
        }
    }
}

#[tokio::test]
async fn axum() {
    the_policy_is_that_of_what_mounts_the_handler(on_axum::app(true).await).await;
    nothing_is_allowed_where_it_is_off(on_axum::app(false).await).await;
}

#[tokio::test]
async fn actix() {
    the_policy_is_that_of_what_mounts_the_handler(on_actix::app(true)).await;
    nothing_is_allowed_where_it_is_off(on_actix::app(false)).await;
}
