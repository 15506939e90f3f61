//! The attribute only adds: functions stay what they were.

#![deny(warnings, dead_code)]

mod users {
    use cors_axum::cors;

    #[cors(origins = "*")]
    pub async fn list() {}

    pub mod admin {
        use cors_axum::cors;

        #[cors(origins = "*")]
        pub(in crate::users) async fn only_for_users() {}

        #[cors(origins = "*")]
        pub(crate) async fn remove() {}
    }

    pub fn routes() -> cors_axum::CorsRouter {
        cors_axum::CorsRouter::new().route("/admin", cors_axum::routes![get(admin::only_for_users)])
    }
}

use axum::{
    Json,
    extract::{FromRequestParts, Path},
    routing::MethodFilter,
};
use cors_axum::{CorsRouter, cors, routes};
use users::list as list_users;

mod named_like_a_crate {
    use cors_axum::{CorsRouter, cors, routes};

    #[cors(origins = "*")]
    pub async fn axum() {}

    pub fn routes() -> CorsRouter {
        CorsRouter::new().route("/axum", routes![get(self::axum)])
    }
}

#[cors(origins = "*")]
async fn r#type() {}

#[cors(origins = "*")]
async fn generic<T>(_: Path<T>)
where
    T: serde::de::DeserializeOwned + Send + 'static,
{
}

#[cors(origins = "*", allow_headers = ["content-type"])]
async fn several<A: FromRequestParts<()> + Send + 'static, const N: usize>(_: A, _: Json<[u8; N]>) {}

#[cors(origins = "*")]
fn not_async() -> impl Future<Output = &'static str> + Send {
    std::future::ready("ok")
}

#[cors(origins = "*")]
#[must_use]
#[cfg(not(any()))]
async fn chosen() -> &'static str {
    "this one"
}

#[cors(origins = "*")]
#[must_use]
#[cfg(any())]
async fn chosen() -> &'static str {
    "never this one"
}

/// Its companion shares the deprecation, and only who uses the handler hears of it.
#[cors(origins = "*")]
#[deprecated = "use `list`"]
async fn deprecated() {}

#[cors(origins = "*")]
#[axum::debug_handler]
async fn debugged() {}

#[allow(deprecated)]
fn old() -> CorsRouter {
    CorsRouter::new().route("/", routes![get(deprecated)])
}

/// What is inside another extractor is not read from the request.
mod held {
    use std::sync::Arc;

    use actix_web::web::{Data, ReqData};
    use axum::{
        Extension, Json,
        extract::{Path, State},
    };
    use axum_extra::headers::{Authorization, authorization::Bearer};

    #[cors_axum::cors(origins = ["https://app.example.com"])]
    #[allow(dead_code)]
    pub async fn on_axum(
        _: State<Arc<Json<u8>>>,
        _: Extension<Json<u8>>,
        _: Option<Extension<(Json<u8>, Authorization<Bearer>)>>,
        _: Path<Json<u8>>,
    ) -> Json<u8> {
        Json(0)
    }

    #[cors_actix::cors(origins = ["https://app.example.com"])]
    #[allow(dead_code)]
    pub async fn on_actix(
        _: Data<actix_web::web::Json<u8>>,
        _: ReqData<Authorization<Bearer>>,
        _: Option<Data<Vec<Json<u8>>>>,
    ) -> &'static str {
        ""
    }
}

fn in_a_body() -> CorsRouter {
    #[cors(origins = ["https://app.example.com"])]
    struct Local;

    #[cors(policy = Local, max_age = "2h")]
    async fn local() {}

    CorsRouter::new().route("/", routes![get(local)])
}

fn main() {
    drop(list_users());
    drop(not_async());
    let layer = || tower::layer::util::Identity::new();
    let _ = (old(), in_a_body(), users::routes(), named_like_a_crate::routes());
    let _: CorsRouter = CorsRouter::new()
        .route("/1", routes![get(list_users), post(users::admin::remove), put(crate::users::list)])
        .route("/2", routes![get(named_like_a_crate::axum).layer(layer()).layer(layer()), delete(self::r#type),])
        .route("/3", routes![get(generic::<Vec<(String, String)>>), post(several::<Path<u8>, 4>)])
        .route("/4", routes![any(not_async), on(MethodFilter::GET.or(MethodFilter::PUT), chosen)])
        .route("/5", routes![get(debugged)]);
}
