//! The options of `actix_cors::Cors`.

use actix_cors::Cors;
use actix_web::{App as Application, HttpResponse, http::header, web};
use cors_actix::{
    OriginSource, RequestedOrigin, SourceRequest, SourceResult, WithCors, WithPolicy, cors, resource, with_policy,
};
use cors_tests::driver::{Driver, call_actix};

use super::{
    pages::{HEADERS, Seen, seen},
    row::{Row, row},
};

const APP: &str = "https://app.example.com";

fn base() -> Cors {
    Cors::default().allowed_origin(APP).allowed_methods(["GET", "PUT"])
}

fn no_origin() -> Cors {
    Cors::default().allowed_methods(["GET", "PUT"])
}

#[cors(origins = ["https://app.example.com"])]
struct App;

/// Allows what stands in a table of the application.
struct Table;
static TABLE: Table = Table;

impl OriginSource for Table {
    async fn check<'r>(&self, origin: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
        Ok(origin.find_in("https://shop.example.com"))
    }
}

fn is_in_table(origin: &header::HeaderValue) -> bool {
    origin == "https://shop.example.com"
}

async fn serve() -> HttpResponse {
    let mut response = HttpResponse::Ok();
    for header in HEADERS {
        response.append_header(header);
    }
    response.finish()
}

async fn theirs(cors: Cors) -> impl Driver {
    let items = web::resource("/items").route(web::get().to(serve)).route(web::put().to(serve));
    call_actix(Application::new().service(items).wrap(cors)).await
}

async fn ours(handlers: WithPolicy) -> impl Driver {
    call_actix(Application::new().with_cors().service(resource("/items").route(handlers)).finish()).await
}

fn of_methods(policy: impl cors_actix::NamedPolicy) -> WithPolicy {
    with_policy(policy).get(serve).put(serve)
}

/// What pages see of the policy with which every row begins.
pub(super) async fn of_app() -> Vec<Seen> {
    seen(&ours(of_methods(App)).await)
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row!(["Cors::default"], Cors::default(), of_methods cors(same_origin)),
        row!(
            ["Cors::permissive"],
            Cors::permissive(),
            of_methods cors(origins = "*", allow_headers = "*", expose_headers = "*"),
            why = "It lets every page on the web read with the user's cookies.",
            refused = "origins = any, credentials" "unvalidated_reflection"
        ),
        row!(
            ["Cors::allowed_origin"],
            base().allowed_origin("https://shop.example.com"),
            of_methods cors(origins = ["https://app.example.com", "https://shop.example.com"])
        ),
        row!(
            ["Cors::allowed_origin"],
            base().allowed_origin("https://shop.example.com/"),
            of_methods cors(policy = App),
            why = "It could never match.",
            refused = "origins = [\"https://app.example.com\", \"https://shop.example.com/\"]" "malformed_origin"
        ),
        row!(
            ["Cors::allow_any_origin", "Cors::send_wildcard"],
            no_origin().allow_any_origin().send_wildcard(),
            of_methods cors(origins = "*")
        ),
        row!(
            ["Cors::allow_any_origin"],
            no_origin().allow_any_origin(),
            of_methods cors(origins = "*"),
            why = "There, the answer is the origin of the request."
        ),
        row!(
            ["Cors::allowed_origin_fn"],
            no_origin().allowed_origin_fn(|origin, _| origin.as_bytes().ends_with(b".example.com")),
            of_methods cors(origins = ["https://*.example.com"]),
            why = "No predicates, because a reviewer cannot see which origins one allows. A pattern compares scheme, labels and port as a whole."
        ),
        row!(
            ["Cors::allowed_origin_fn"],
            no_origin().allowed_origin_fn(|origin, _| is_in_table(origin)),
            of_methods cors(origins = TABLE),
            why = "A [source][run-time-origins#by-the-request]: its `check` may wait for a database, and returns proof of a match in a stored list, not a `bool`."
        ),
        row!(
            ["Cors::supports_credentials"],
            base().supports_credentials(),
            of_methods cors(policy = App, credentials)
        ),
        row!(
            ["Cors::supports_credentials"],
            no_origin().allow_any_origin().supports_credentials(),
            of_methods cors(origins = "*"),
            why = "It lets every page on the web read with the user's cookies.",
            refused = "origins = \"*\", credentials" "wildcard_with_credentials"
        ),
        row!(
            ["Cors::supports_credentials", "Cors::send_wildcard"],
            no_origin().allow_any_origin().send_wildcard().supports_credentials(),
            of_methods cors(origins = "*"),
            why = "Browsers refuse the pair.",
            refused = "origins = \"*\", credentials" "wildcard_with_credentials"
        ),
        row!(
            ["Cors::allowed_methods"],
            base().allowed_methods(["GET", "PUT"]),
            of_methods cors(policy = App),
            why = "The methods are those of the routes."
        ),
        row!(
            ["Cors::allow_any_method"],
            base().allow_any_method(),
            of_methods cors(policy = App),
            why = "As above."
        ),
        row!(
            ["Cors::allowed_header", "Cors::allowed_headers"],
            base().allowed_header(header::CONTENT_TYPE).allowed_headers([header::AUTHORIZATION]),
            of_methods cors(policy = App, allow_headers = ["content-type", "authorization"])
        ),
        row!(
            ["Cors::allow_any_header"],
            base().allow_any_header(),
            of_methods cors(policy = App, allow_headers = ["*", "authorization"])
        ),
        row!(
            ["Cors::allow_any_header"],
            base().supports_credentials().allow_any_header(),
            of_methods cors(policy = App, credentials, allow_headers = ["content-type", "authorization", "x-trace"]),
            why = "List the names.",
            refused = "policy = App, credentials, allow_headers = \"*\"" "wildcard_headers_with_credentials"
        ),
        row!(
            ["Cors::expose_headers"],
            base().expose_headers(["x-total-count"]),
            of_methods cors(policy = App, expose_headers = ["x-total-count"])
        ),
        row!(
            ["Cors::expose_any_header"],
            base().expose_any_header(),
            of_methods cors(policy = App, expose_headers = "*")
        ),
        row!(
            ["Cors::expose_any_header"],
            base().supports_credentials().expose_any_header(),
            of_methods cors(policy = App, credentials, expose_headers = ["x-total-count", "etag"]),
            why = "List the names.",
            refused = "policy = App, credentials, expose_headers = \"*\"" "wildcard_expose_with_credentials"
        ),
        row!(["Cors::max_age"], base().max_age(3600), of_methods cors(policy = App, max_age = "1h")),
        row!(
            ["Cors::block_on_origin_mismatch"],
            base().block_on_origin_mismatch(true),
            of_methods cors(policy = App, enforce)
        ),
        row!(
            ["Cors::disable_preflight"],
            base().disable_preflight(),
            of_methods cors(policy = App),
            why = "Preflights are always answered; a handler for `OPTIONS` receives every other `OPTIONS` request."
        ),
        row!(
            ["Cors::disable_vary_header"],
            base().disable_vary_header(),
            of_methods cors(policy = App),
            why = "`Vary` follows from the policy."
        ),
    ]
}
