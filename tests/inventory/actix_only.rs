//! actix-web's route attributes, its guards, and its services whose routes nobody knows.

use actix_web::{App, HttpResponse, get, guard, route, web};
use cors_actix::{Inventory, RowKind, ServiceConfig, WithCors, cors, resource, routes, scope};

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
        config.service(resource("/configured").route(routes![get(by_hand)])).default_service(web::to(nothing));
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
