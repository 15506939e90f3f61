//! Under actix: every route attribute, every argument, and functions that stay what they were.

#![deny(warnings, dead_code)]

use actix_web::{
    App, HttpResponse, Responder, connect, delete, get, guard::GuardContext, head, middleware::Logger, options, patch,
    post, put, query, route, trace, web,
};
use cors_actix::{WithCors, cors, resource, routes};

#[cors(origins = ["https://app.example.com"], credentials)]
struct Frontend;

#[cors(policy = Frontend, allow(forgeable, reason = "its handlers change nothing"))]
struct Harmless;

mod users {
    use actix_web::{get, web};
    use cors_actix::{cors, routes};

    /// One user.
    #[cors(policy = super::Frontend)]
    #[get("/users/{id:\\d{1,6}}")]
    pub async fn show(id: web::Path<u32>) -> String {
        format!("user {id}")
    }

    pub mod admin {
        #[cors_actix::cors(policy = crate::Frontend)]
        #[actix_web::delete("/users/{id}")]
        pub(in crate::users) async fn remove() -> &'static str {
            "removed"
        }
    }

    pub fn configure(config: &mut cors_actix::ServiceConfig) {
        config.service(routes![admin::remove]);
    }

    // Not used outside: the attributes of one file do not get into each other's way.
    #[cors(same_origin)]
    #[get("/users/me")]
    pub(crate) async fn me() -> &'static str {
        "me"
    }
}

macro_rules! handlers {
    ($($method:ident $name:ident;)+) => {
        $(
            #[cors(policy = Harmless)]
            #[$method("/x")]
            async fn $name() -> &'static str {
                stringify!($name)
            }
        )+
    };
}

handlers! {
    connect for_connect;
    delete for_delete;
    get for_get;
    head for_head;
    options for_options;
    patch for_patch;
    post for_post;
    put for_put;
    query for_query;
    trace for_trace;
}

fn is_v2(context: &GuardContext<'_>) -> bool {
    context.head().headers().contains_key("x-v2")
}

mod guards {
    pub fn never(_: &actix_web::guard::GuardContext<'_>) -> bool {
        false
    }
}

#[cors(policy = Frontend, max_age = "2h")]
#[get(
    "/arguments/{tail}*",
    name = "arguments",
    guard = "is_v2",
    guard = "guards::never",
    wrap = "Logger::default()",
    wrap = "actix_web::middleware::Compress::default()",
)]
async fn arguments(tail: web::Path<String>) -> impl Responder {
    tail.into_inner()
}

#[cors(policy = Harmless, allow_headers = ["content-type"])]
#[route("/search", method = "GET", method = "POST", method = "PURGE")]
async fn search(_: Option<web::Json<u8>>) -> HttpResponse {
    HttpResponse::Ok().finish()
}

#[cors(policy = Harmless)]
#[actix_web::routes]
#[get("/")]
#[get("index.html")]
#[post("")]
async fn index() -> &'static str {
    "index"
}

/// Other attributes, on either side.
#[must_use]
#[cors(policy = Frontend)]
#[allow(unused_variables)]
#[get("/others")]
#[doc(alias = "rest")]
async fn others(unused: web::Bytes) -> &'static str {
    "others"
}

#[cors(origins = "*")]
#[get("/deprecated")]
#[deprecated = "use `search`"]
async fn old() -> &'static str {
    "old"
}

#[cors(origins = "*")]
#[get("/type")]
async fn r#type() -> &'static str {
    "type"
}

#[cors(origins = "*")]
#[cfg(not(any()))]
#[get("/chosen")]
async fn chosen() -> &'static str {
    "this one"
}

#[cors(origins = "*")]
#[cfg(any())]
#[get("/chosen")]
async fn chosen() -> &'static str {
    "never this one"
}

#[cors(policy = Frontend)]
async fn by_hand<T: Default + ToString + 'static>() -> String {
    T::default().to_string()
}

#[cors(policy = Harmless, methods = [GET, POST])]
async fn any_method() -> &'static str {
    "any"
}

#[allow(deprecated)]
fn deprecated() -> impl cors_actix::CorsService {
    routes![old]
}

#[actix_web::main]
async fn main() {
    assert_eq!(for_get().await, "for_get");
    assert_eq!(users::show(web::Path::from(7)).await, "user 7");
    assert_eq!(users::me().await, "me");
    assert_eq!(r#type().await, "type");
    assert_eq!(others(web::Bytes::new()).await, "others");
    assert_eq!(by_hand::<u8>().await, "0");
    let app = App::new()
        .with_cors()
        .service(routes![for_connect, for_delete, for_get, for_head, for_options])
        .service(routes![for_patch, for_post, for_put, for_query, for_trace])
        .service(routes![arguments, search, index, others, self::r#type, chosen, crate::users::show, users::me,])
        .service(deprecated())
        .service(resource("/hand").route(routes![get(by_hand::<u8>), any(any_method).wrap(Logger::default())]))
        .configure(users::configure)
        .finish();
    let _ = app;
}
