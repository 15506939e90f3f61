//! Handlers of actix-web.

use actix_web::{App, get, guard, middleware::from_fn, post, web};
use cors_actix::{Inventory, ServiceConfig, WithCors, cors, documented, resource, routes, scope, with_policy};

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
#[rustfmt::skip]
pub(crate) async fn own() -> &'static str { "" } //= own

#[cors(policy = Frontend)]
#[get("/named")]
#[rustfmt::skip]
async fn named() -> &'static str { "" } //= named

#[cors(policy = Frontend, max_age = 5)]
#[post("/overriding", guard = "is_fine", wrap = "from_fn(pass)")]
#[rustfmt::skip]
async fn overriding() -> &'static str { "" } //= overriding

fn is_fine(_: &guard::GuardContext<'_>) -> bool {
    true
}

async fn pass<B: actix_web::body::MessageBody>(
    request: actix_web::dev::ServiceRequest,
    next: actix_web::middleware::Next<B>,
) -> Result<actix_web::dev::ServiceResponse<B>, actix_web::Error> {
    next.call(request).await
}

#[cors(policy = Frontend)]
#[rustfmt::skip]
async fn generic<T: Clone + 'static>(_: Option<web::ReqData<T>>) -> &'static str { "" } //= generic

#[cors]
#[get("/by-default")]
#[rustfmt::skip]
async
fn
by_default //= by-default
() -> &'static str { "" }

macro_rules! handler {
    ($name:ident) => {
        #[cors(policy = Frontend)]
        async fn $name() -> &'static str {
            ""
        }
    };
}
handler!(of_macro); //= of-macro

async fn without_attribute() -> &'static str {
    ""
}

#[cors(policy = Frontend)]
#[utoipa::path]
#[get("/documented")]
#[rustfmt::skip]
async fn is_documented() -> &'static str { "" } //= documented

#[rustfmt::skip]
fn app() -> Inventory {
    fn configured(config: &mut ServiceConfig) {
        config.service(resource("/configured").route(routes![policy = Frontend; get(without_attribute)])); //= configured
    }
    let nested = scope("/v1").service(resource("/generic").route(routes![get(generic::<u8>)]));
    let defaults = scope("")
        .with_default(Frontend)
        .service(routes![by_default])
        .route("/inherited", routes![get(without_attribute)]); //= inherited
    App::new()
        .with_cors()
        .route("/own", routes![get(own)])
        .service(nested)
        .service(routes![
            named,
            overriding,
        ])
        .service(documented![is_documented])
        .configure(configured)
        .route("/of-macro", routes![get(of_macro)])
        .route("/group", routes![policy = Frontend; get(without_attribute)]) //= group
        .route("/closure", with_policy(Frontend).get(|| async { "" })) //= closure
        .route(
            "/any",
            with_policy(Frontend)
                .any(|| async { "" }), //= any
        )
        .service(resource("/plain").route_without_cors(web::get().to(|| async { "" })))
        .service(scope("/service").service_with_policy(Frontend, web::resource("/x").get(|| async { "" })))
        .service(defaults)
        .default_service(routes![policy = Frontend; any(without_attribute)]) //= fallback
        .inventory()
}

#[test]
fn the_place_of_a_handler_is_the_line_of_its_name_and_otherwise_that_of_the_call_that_mounts_it() {
    let inventory = app();
    assert_eq!(listed(&inventory, file!()), marked(include_str!("on_actix.rs")));
    assert_eq!(unknown(&inventory), ["/plain", "/service"]);
}
