//! Prints the inventory of an application, as text or as JSON, or writes it to a file.
//!
//! ```sh
//! cargo run -p cors-actix --example inventory-actix
//! cargo run -p cors-actix --example inventory-actix -- --json
//! CORS_INVENTORY=inventory.json cargo run -p cors-actix --example inventory-actix
//! ```

use actix_web::{
    App, HttpResponse, delete, get,
    web::{self, Json},
};
use cors_actix::{Inventory, WithCors, cors, routes};

#[cors(
    origins = ["https://app.example.com", "https://*.partner.example"],
    dev_origins = ["http://localhost:5173"],
    credentials,
    allow_headers = ["content-type"],
    max_age = "2h",
)]
struct Frontend;

#[cors(policy = Frontend)]
#[get("/users")]
async fn list_users() -> Json<Vec<&'static str>> {
    Json(vec!["Ada", "Grace"])
}

/// An override: the inventory shows the result.
#[cors(policy = Frontend, origins = ["https://admin.example.com"])]
#[delete("/users/{name}")]
async fn remove_user(_name: web::Path<String>) -> HttpResponse {
    HttpResponse::NoContent().finish()
}

#[cors(
    origins = ["http://intranet.example"],
    credentials,
    allow(insecure_origin, reason = "until the intranet has certificates (OPS-12)"),
)]
#[get("/report")]
async fn report() -> &'static str {
    "report"
}

#[cors(origins = "*")]
#[get("/health")]
async fn health() -> &'static str {
    "ok"
}

/// The application, before `finish`.
fn inventory() -> Inventory {
    App::new()
        .with_cors()
        .service(routes![list_users, remove_user, report, health])
        .service_without_cors(web::resource("/metrics").get(|| async { "up 1" }))
        .export_inventory()
        .inventory()
}

fn main() {
    let inventory = inventory();
    if std::env::args().any(|argument| argument == "--json") {
        println!("{}", inventory.to_json());
    } else {
        print!("{inventory}");
    }
}
