//! Handlers that no page can forge a request for, or for which that is accepted.

#![deny(warnings, dead_code)]

mod policies {
    #[cors_axum::cors(
        origins = ["https://app.example.com"],
        credentials,
        allow_headers = ["authorization", "content-type", "x-csrf-token"],
    )]
    pub struct Session;

    #[cors_axum::cors(policy = Session, allow(forgeable, reason = "a layer compares a token in every form"))]
    pub struct Forms;
}

/// A header of the application's own.
struct CsrfToken;

impl axum_extra::headers::Header for CsrfToken {
    fn name() -> &'static http::HeaderName {
        static NAME: http::HeaderName = http::HeaderName::from_static("x-csrf-token");
        &NAME
    }

    fn decode<'i, I>(_: &mut I) -> Result<Self, axum_extra::headers::Error>
    where
        I: Iterator<Item = &'i http::HeaderValue>,
    {
        Ok(CsrfToken)
    }

    fn encode<E: Extend<http::HeaderValue>>(&self, _: &mut E) {}
}

mod on_axum {
    use axum::{
        Json,
        extract::{FromRequest, Request, WebSocketUpgrade},
        response::Response,
        routing::MethodFilter,
    };
    use axum_extra::{
        TypedHeader,
        headers::{Authorization, authorization::Bearer},
    };
    use cors_axum::{CorsRouter, cors, routes};

    use super::{
        CsrfToken,
        policies::{Forms, Session},
    };

    /// As that of axum-valid.
    struct Valid<E>(std::marker::PhantomData<E>);

    impl<E: FromRequest<()>> FromRequest<()> for Valid<E> {
        type Rejection = E::Rejection;

        async fn from_request(request: Request, state: &()) -> Result<Self, Self::Rejection> {
            E::from_request(request, state).await.map(|_| Valid(std::marker::PhantomData))
        }
    }

    #[cors(policy = Session)]
    async fn json(_: Json<u8>) {}

    #[cors(policy = Session)]
    async fn wrapped(_: Valid<Json<u8>>) {}

    #[cors(policy = Session)]
    async fn bearer(_: TypedHeader<Authorization<Bearer>>) {}

    #[cors(policy = Session)]
    async fn token(_: TypedHeader<CsrfToken>, _: String) {}

    #[cors(policy = Session, companion = Together)]
    async fn together(_: (TypedHeader<CsrfToken>, axum::http::HeaderMap)) {}

    #[cors(policy = Session, enforce)]
    async fn enforced(_: String) {}

    #[cors(policy = Session, enforce)]
    async fn websocket(upgrade: WebSocketUpgrade) -> Response {
        upgrade.on_upgrade(async |_| {})
    }

    #[cors(policy = Forms)]
    async fn form(_: String) {}

    #[cors(policy = Session, allow(forgeable, reason = "it only counts"))]
    async fn count() {}

    #[cors(policy = Session)]
    async fn read_only() {}

    #[cors(policy = Session)]
    async fn not_posted() {}

    pub(super) fn routes() -> CorsRouter {
        CorsRouter::new()
            .route("/1", routes![post(json), any(wrapped)])
            .route("/2", routes![post(bearer), any(token)])
            .route("/3", routes![on(MethodFilter::POST, together as Together), any(websocket)])
            .route("/4", routes![post(enforced), get(read_only)])
            .route("/5", routes![post(form), any(count)])
            .route("/6", routes![get(not_posted), put(not_posted), on(MethodFilter::DELETE.or(MethodFilter::PATCH), not_posted)])
    }
}

mod on_actix {
    use actix_web::{
        App, HttpRequest, HttpResponse, post, put, routes,
        web::{Json, Path, Payload},
    };
    use actix_web_httpauth::extractors::bearer::BearerAuth;
    use cors_actix::{WithCors, cors, resource};

    use super::policies::{Forms, Session};

    #[cors(policy = Session)]
    #[post("/json")]
    async fn json(_: Json<u8>) -> &'static str {
        ""
    }

    #[cors(policy = Session)]
    #[post("/bearer")]
    async fn bearer(_: BearerAuth) -> &'static str {
        ""
    }

    #[cors(policy = Forms)]
    #[routes]
    #[post("/form")]
    #[put("/form")]
    async fn form(_: String) -> &'static str {
        ""
    }

    #[cors(policy = Session, allow(forgeable, reason = "it only counts"))]
    #[post("/count")]
    async fn count() -> &'static str {
        ""
    }

    #[cors(policy = Session)]
    #[put("/put/{id}")]
    async fn not_posted(_: Path<u8>) -> &'static str {
        ""
    }

    #[cors(policy = Session, enforce)]
    async fn websocket(request: HttpRequest, payload: Payload) -> actix_web::Result<HttpResponse> {
        Ok(actix_ws::handle(&request, payload)?.0)
    }

    #[cors(policy = Session, allow(forgeable, reason = "it only counts"))]
    async fn by_hand() -> &'static str {
        ""
    }

    pub(super) fn mount() {
        let _ = App::new().with_cors().service(cors_actix::routes![json, bearer, form, count, not_posted]);
        let _ = App::new().with_cors().service(resource("/").route(cors_actix::routes![any(websocket)]));
        let _ = App::new().with_cors().service(resource("/").route(cors_actix::routes![post(by_hand), delete(by_hand)]));
    }
}

fn main() {
    let _ = on_axum::routes();
    on_actix::mount();
}
