//! The options of `tower_http::cors::CorsLayer`.

use std::time::Duration;

use axum::{Router, response::AppendHeaders, routing::get};
use cors_axum::{
    CorsRouter, OriginSource, RequestedOrigin, SourceRequest, SourceResult, WithPolicy, cors, with_policy,
};
use http::{HeaderName, HeaderValue, Method, header};
use tower_http::cors::{
    AllowCredentials, AllowHeaders, AllowMethods, AllowOrigin, AllowPrivateNetwork, Any, Cors, CorsLayer,
    ExposeHeaders, MaxAge, Vary, preflight_request_headers,
};

use super::{
    pages::{HEADERS, Seen, seen},
    row::{Row, row},
};

const APP: HeaderValue = HeaderValue::from_static("https://app.example.com");
const SHOP: HeaderValue = HeaderValue::from_static("https://shop.example.com");
const X_TOTAL_COUNT: HeaderName = HeaderName::from_static("x-total-count");
const ONE_HOUR: Duration = Duration::from_secs(3600);

fn base() -> CorsLayer {
    CorsLayer::new().allow_origin([APP]).allow_methods([Method::GET, Method::PUT])
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

async fn is_in_table(origin: HeaderValue) -> bool {
    origin == SHOP
}

async fn serve() -> AppendHeaders<Vec<(&'static str, &'static str)>> {
    AppendHeaders(HEADERS.to_vec())
}

fn items() -> Router {
    Router::new().route("/items", get(serve).put(serve))
}

/// The peer's way to be put around an application.
trait Around {
    fn around(self, app: Router) -> Router;
}

impl Around for CorsLayer {
    fn around(self, app: Router) -> Router {
        app.layer(self)
    }
}

impl Around for Cors<Router> {
    fn around(self, _: Router) -> Router {
        Router::new().fallback_service(self)
    }
}

async fn theirs(cors: impl Around) -> Router {
    cors.around(items())
}

async fn ours(handlers: WithPolicy) -> Router {
    CorsRouter::new().route("/items", handlers).into_router()
}

fn of_methods(policy: impl cors_axum::NamedPolicy) -> WithPolicy {
    with_policy(policy).get(serve).put(serve)
}

fn of_any(policy: impl cors_axum::NamedPolicy) -> WithPolicy {
    with_policy(policy).any(serve)
}

/// What pages see of the policy with which every row begins.
pub(super) async fn of_app() -> Vec<Seen> {
    seen(&ours(of_methods(App)).await)
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row!(["CorsLayer::new"], CorsLayer::new(), of_methods cors(same_origin)),
        row!(
            ["CorsLayer::permissive", "Cors::permissive"],
            CorsLayer::permissive(),
            of_methods cors(origins = "*", allow_headers = "*", expose_headers = "*")
        ),
        row!(
            ["CorsLayer::very_permissive", "Cors::very_permissive"],
            CorsLayer::very_permissive(),
            of_methods cors(origins = "*", allow_headers = ["*", "authorization"]),
            why = "It lets every page on the web read with the user's cookies.",
            refused = "origins = mirror_request, credentials" "unvalidated_reflection"
        ),
        row!(
            ["CorsLayer::allow_origin", "Cors::allow_origin", "AllowOrigin::exact"],
            base().allow_origin(AllowOrigin::exact(APP)),
            of_methods cors(origins = ["https://app.example.com"])
        ),
        row!(
            ["AllowOrigin::list"],
            base().allow_origin([APP, SHOP]),
            of_methods cors(origins = ["https://app.example.com", "https://shop.example.com"])
        ),
        row!(["AllowOrigin::any", "any"], base().allow_origin(Any), of_methods cors(origins = "*")),
        row!(
            ["AllowOrigin::predicate"],
            base().allow_origin(AllowOrigin::predicate(|origin, _| origin.as_bytes().ends_with(b".example.com"))),
            of_methods cors(origins = ["https://*.example.com"]),
            why = "No predicates, because a reviewer cannot see which origins one allows. A pattern compares scheme, labels and port as a whole."
        ),
        row!(
            ["AllowOrigin::async_predicate"],
            base().allow_origin(AllowOrigin::async_predicate(|origin, _| is_in_table(origin))),
            of_methods cors(origins = TABLE),
            why = "A [source][run-time-origins#by-the-request]: its `check` returns proof of a match in a stored list, not a `bool`."
        ),
        row!(
            ["AllowOrigin::mirror_request"],
            base().allow_origin(AllowOrigin::mirror_request()),
            of_methods cors(origins = "*"),
            why = "It lets every page read.",
            refused = "origins = mirror_request" "unvalidated_reflection"
        ),
        row!(
            ["CorsLayer::allow_credentials", "Cors::allow_credentials", "AllowCredentials::yes"],
            base().allow_credentials(true),
            of_methods cors(policy = App, credentials)
        ),
        row!(
            ["AllowCredentials::yes"],
            base().allow_origin(Any).allow_credentials(AllowCredentials::yes()),
            of_methods cors(origins = "*"),
            why = "Browsers refuse the pair.",
            refused = "origins = \"*\", credentials" "wildcard_with_credentials"
        ),
        row!(
            ["AllowCredentials::predicate"],
            base().allow_origin([APP, SHOP]).allow_credentials(AllowCredentials::predicate(|origin, _| origin == APP)),
            of_methods cors(origins = ["https://app.example.com"], credentials),
            why = "No predicates: a policy gives all its origins the same. Give the others a path with a policy of its own."
        ),
        row!(
            ["CorsLayer::allow_methods", "Cors::allow_methods", "AllowMethods::exact", "AllowMethods::list"],
            base().allow_methods([Method::GET, Method::PUT]),
            of_methods cors(policy = App),
            why = "The methods are those of the routes."
        ),
        row!(
            ["AllowMethods::list"],
            base().allow_methods(AllowMethods::list([Method::GET, Method::DELETE])),
            of_any cors(policy = App, methods = [GET, DELETE]),
            why = "Only for a handler that is mounted with `any(…)`, as in this row."
        ),
        row!(
            ["AllowMethods::any"],
            base().allow_methods(Any),
            of_methods cors(policy = App),
            why = "As above."
        ),
        row!(
            ["AllowMethods::mirror_request"],
            base().allow_methods(AllowMethods::mirror_request()),
            of_methods cors(policy = App),
            why = "As above."
        ),
        row!(
            ["CorsLayer::allow_headers", "Cors::allow_headers", "AllowHeaders::list"],
            base().allow_headers([header::CONTENT_TYPE, header::AUTHORIZATION]),
            of_methods cors(policy = App, allow_headers = ["content-type", "authorization"])
        ),
        row!(
            ["AllowHeaders::any"],
            base().allow_headers(Any),
            of_methods cors(policy = App, allow_headers = "*")
        ),
        row!(
            ["AllowHeaders::list"],
            base().allow_headers(AllowHeaders::list([HeaderName::from_static("*"), header::AUTHORIZATION])),
            of_methods cors(policy = App, allow_headers = ["*", "authorization"])
        ),
        row!(
            ["AllowHeaders::mirror_request"],
            base().allow_headers(AllowHeaders::mirror_request()),
            of_methods cors(policy = App, allow_headers = ["*", "authorization"]),
            why = "Without credentials, `*` does the same."
        ),
        row!(
            ["AllowHeaders::mirror_request"],
            base().allow_credentials(true).allow_headers(AllowHeaders::mirror_request()),
            of_methods cors(policy = App, credentials, allow_headers = ["content-type", "authorization", "x-trace"]),
            why = "List the names.",
            refused = "policy = App, credentials, allow_headers = \"*\"" "wildcard_headers_with_credentials"
        ),
        row!(
            ["CorsLayer::expose_headers", "Cors::expose_headers", "ExposeHeaders::list"],
            base().expose_headers([X_TOTAL_COUNT]),
            of_methods cors(policy = App, expose_headers = ["x-total-count"])
        ),
        row!(
            ["ExposeHeaders::any"],
            base().expose_headers(ExposeHeaders::any()),
            of_methods cors(policy = App, expose_headers = "*")
        ),
        row!(
            ["CorsLayer::max_age", "Cors::max_age", "MaxAge::exact"],
            base().max_age(ONE_HOUR),
            of_methods cors(policy = App, max_age = "1h")
        ),
        row!(
            ["MaxAge::dynamic"],
            base().max_age(MaxAge::dynamic(|_, _| ONE_HOUR)),
            of_methods cors(policy = App, max_age = "1h"),
            why = "No function of the request. A handler may override it."
        ),
        row!(
            ["CorsLayer::allow_private_network", "Cors::allow_private_network", "AllowPrivateNetwork::yes"],
            base().allow_private_network(true),
            of_methods cors(policy = App),
            why = "No current browser sends such preflights."
        ),
        row!(
            ["AllowPrivateNetwork::predicate"],
            base().allow_private_network(AllowPrivateNetwork::predicate(|origin, _| origin == APP)),
            of_methods cors(policy = App),
            why = "As above."
        ),
        row!(
            ["CorsLayer::vary", "Vary::list"],
            base().vary(Vary::list([header::ACCEPT_LANGUAGE])),
            of_methods cors(policy = App),
            why = "`Vary` follows from the policy, and the handler's own is kept."
        ),
        row!(
            ["preflight_request_headers"],
            base().vary(Vary::list(preflight_request_headers())),
            of_methods cors(policy = App),
            why = "As above."
        ),
        row!(
            ["Cors::new", "Cors::layer"],
            Cors::new(items()).allow_origin([APP]).allow_methods([Method::GET, Method::PUT]),
            of_methods cors(policy = App),
            why = "For a service: `with_policy(App).any_service(service)`."
        ),
    ]
}
