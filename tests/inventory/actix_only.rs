//! actix-web's route attributes, its guards, and services whose routes are not known.

use actix_web::{App, HttpResponse, get, guard, route, web};
use cors_actix::{Behind, Inventory, RowKind, ServiceConfig, WithCors, cors, resource, routes, scope};

use crate::schema::check;

#[cors(origins = "*")]
struct Public;

#[cors(policy = Public)]
#[route("/health", method = "PUT", method = "GET")]
async fn health() -> &'static str {
    "ok"
}

#[cors(policy = Public)]
#[get("/guarded", guard = "guard_of_attribute")]
async fn guarded() -> &'static str {
    "guarded"
}

fn guard_of_attribute(_: &guard::GuardContext<'_>) -> bool {
    true
}

#[cors(policy = Public)]
async fn by_hand() -> &'static str {
    "by hand"
}

#[get("/plain")]
async fn plain() -> &'static str {
    "plain"
}

async fn nothing() -> HttpResponse {
    HttpResponse::NotFound().finish()
}

/// Pattern, kind, method, handler without its module, guards, and whether there is a policy.
type Row<'i> = (&'i str, RowKind, Option<&'i str>, &'i str, bool, bool);

fn rows(inventory: &Inventory) -> Vec<Row<'_>> {
    check(inventory);
    let rows = inventory.rows().iter();
    rows.map(|row| {
        let handler = row.handler.rsplit("::").next().unwrap_or_default();
        (row.pattern.as_str(), row.kind, row.method.as_deref(), handler, row.guarded, row.policy.is_some())
    })
    .collect()
}

#[test]
fn attributes_guards_and_unknown_services_have_their_rows() {
    fn configured(config: &mut ServiceConfig) {
        config
            .service(resource("/configured").route(routes![get(by_hand)]))
            .default_service_without_cors(web::to(nothing));
    }
    let guarded_scope = scope("/in")
        .guard(guard::Host("api.example.com"))
        .service(resource(["/one", "two"]).route(routes![get(by_hand)]))
        .service_without_cors(plain)
        .configure(configured);
    let inventory = App::new()
        .with_cors()
        .service(routes![health, guarded])
        .service(resource("/by-hand").guard(guard::Get()).route(routes![any(by_hand)]))
        .service(guarded_scope)
        .service_without_cors(plain)
        .configure(configured)
        .inventory();
    assert_eq!(
        rows(&inventory),
        [
            ("/by-hand", RowKind::Route, None, "by_hand", true, true),
            ("/configured", RowKind::Route, Some("GET"), "by_hand", false, true),
            ("/guarded", RowKind::Route, Some("GET"), "guarded", true, true),
            ("/health", RowKind::Route, Some("GET"), "health", false, true),
            ("/health", RowKind::Route, Some("PUT"), "health", false, true),
            ("/in/configured", RowKind::Route, Some("GET"), "by_hand", true, true),
            ("/in/one", RowKind::Route, Some("GET"), "by_hand", true, true),
            ("/in/two", RowKind::Route, Some("GET"), "by_hand", true, true),
            ("/", RowKind::Unlisted, None, "plain", false, false),
            ("/in", RowKind::Unlisted, None, "plain", true, false),
            ("/", RowKind::Fallback, None, "", false, false),
            ("/in", RowKind::Fallback, None, "", true, false),
        ]
    );
    expect_test::expect_file!["actix_only.txt"].assert_eq(&inventory.to_string());
}

#[test]
fn handlers_that_guards_separate_stay_in_the_order_in_which_they_are_asked() {
    let host = |name: &'static str| resource("/x").guard(guard::Host(name));
    let inventory = App::new()
        .with_cors()
        .service(host("b.example.com").route(routes![get(by_hand)]))
        .service(host("a.example.com").route(cors_actix::with_policy(Public).get(nothing)))
        .inventory();
    let handlers: Vec<_> = inventory.rows().iter().map(|row| (row.handler.is_empty(), row.guarded)).collect();
    assert_eq!(handlers, [(false, true), (true, true)]);
}

/// Pattern, method, handler without its module, and what stands in front.
fn reached(inventory: &Inventory) -> Vec<(&str, Option<&str>, &str, Vec<Behind>)> {
    let rows = inventory.rows().iter();
    rows.map(|row| {
        let handler = row.handler.rsplit("::").next().unwrap_or_default();
        (row.pattern.as_str(), row.method.as_deref(), handler, row.behind.clone())
    })
    .collect()
}

#[cors(policy = Public)]
async fn other() -> &'static str {
    "other"
}

#[test]
fn what_is_never_reached_has_no_row() {
    let inventory = App::new()
        .with_cors()
        // Within a resource, the first route that fits.
        .service(
            resource("/routes")
                .route(routes![get(by_hand), any(by_hand), post(other)])
                .route(routes![get(other), any(other)]),
        )
        .service(resource("/plain").route(routes![any(by_hand)]).route_without_cors(web::get().to(nothing)))
        // Of two resources with one path the first, which answers 405 itself.
        .service(resource("/twice").route(routes![get(by_hand)]))
        .service(resource("/twice").route(routes![post(other)]))
        .service(resource("/{any}/of").route(routes![get(by_hand)]))
        .service(resource("/this/of").route(routes![get(other)]))
        // actix does not come back from a scope.
        .service(scope("/scope").service(resource("/a").route(routes![get(by_hand)])))
        .service(scope("/scope").service(resource("/b").route(routes![get(other)])))
        .service(resource("/scope/c").route(routes![get(other)]))
        // What attributes mount leaves other methods to those behind.
        .service(routes![health])
        .service(resource("/health").route(routes![get(other), any(by_hand)]))
        .inventory();
    assert_eq!(
        reached(&inventory),
        [
            ("/health", Some("GET"), "health", vec![]),
            ("/health", Some("PUT"), "health", vec![]),
            ("/health", None, "by_hand", vec![]),
            ("/plain", None, "by_hand", vec![]),
            ("/routes", Some("GET"), "by_hand", vec![]),
            ("/routes", None, "by_hand", vec![]),
            ("/scope/a", Some("GET"), "by_hand", vec![]),
            ("/twice", Some("GET"), "by_hand", vec![]),
            ("/{any}/of", Some("GET"), "by_hand", vec![]),
        ]
    );
}

#[test]
fn what_may_take_requests_before_a_row_does_is_said() {
    let resource_of_actix = || Behind::Service("actix_web::resource::Resource".to_owned());
    let inventory = App::new()
        .with_cors()
        .service(routes![health])
        .service(resource("/{any}").route(routes![get(by_hand)]))
        .service(
            resource("/mixed/a").route_without_cors(web::post().to(nothing)).route(routes![get(by_hand), any(other)]),
        )
        .service(resource("/mixed/b").route_without_cors(web::post().to(nothing)).route(routes![get(by_hand)]))
        .service_without_cors(web::resource("/somewhere"))
        .service(resource("/last/{id}").route(routes![get(by_hand)]))
        .inventory();
    assert_eq!(
        reached(&inventory),
        [
            ("/health", Some("GET"), "health", vec![]),
            ("/health", Some("PUT"), "health", vec![]),
            ("/last/{id}", Some("GET"), "by_hand", vec![resource_of_actix()]),
            ("/mixed/a", Some("GET"), "by_hand", vec![Behind::WithoutCors]),
            // One row for any other method, and not two.
            ("/mixed/a", None, "other", vec![Behind::WithoutCors]),
            ("/mixed/b", Some("GET"), "by_hand", vec![Behind::WithoutCors]),
            ("/mixed/b", None, "", vec![]),
            ("/{any}", Some("GET"), "by_hand", vec![]),
            ("/", None, "Resource", vec![]),
        ]
    );
    expect_test::expect_file!["actix_behind.txt"].assert_eq(&inventory.to_string());
}
