//! The drivers agree with each other, so that a failing table is about the application.

use actix_web::{App, HttpResponse, error::ErrorConflict, web};
use axum::{
    Router,
    body::Body,
    http::StatusCode,
    response::AppendHeaders,
    routing::{any, get},
};
use futures_util::stream;
use http::Request;

use super::{Driver, call_actix, serve_actix, serve_axum};

const PIECES: [&str; 2] = ["first, ", "second"];

fn axum() -> Router {
    let pieces = || async { Body::from_stream(stream::iter(PIECES.map(Ok::<_, std::convert::Infallible>))) };
    Router::new()
        .route("/echo", any(|body: String| async { (AppendHeaders([("x-line", "\"one\""), ("x-line", "two")]), body) }))
        .route("/pieces", get(pieces))
        .route("/error", get(|| async { (StatusCode::CONFLICT, "no") }))
}

macro_rules! actix {
    () => {
        App::new()
            .route(
                "/echo",
                web::to(|body: String| async {
                    HttpResponse::Ok().append_header(("x-line", "\"one\"")).append_header(("x-line", "two")).body(body)
                }),
            )
            .route(
                "/pieces",
                web::to(|| async {
                    let pieces = PIECES.map(|piece| Ok::<_, actix_web::Error>(web::Bytes::from(piece)));
                    HttpResponse::Ok().streaming(stream::iter(pieces))
                }),
            )
            .wrap_fn(|request, inner| {
                use actix_web::dev::Service;
                let fails = request.path() == "/error";
                let response = inner.call(request);
                async move { if fails { Err(ErrorConflict("no")) } else { response.await } }
            })
    };
}

async fn answers_as_it_is_asked(app: &impl Driver) {
    let echo = Request::post("/echo").body("body").expect("a request");
    let answer = app.send(echo).await;
    let lines: Vec<_> = answer.headers().get_all("x-line").iter().collect();
    assert_eq!((answer.status().as_u16(), answer.body().as_slice()), (200, &b"body"[..]));
    assert_eq!(lines, ["\"one\"", "two"], "all lines, in their order");
    for (path, status, body) in [("/pieces", 200, "first, second"), ("/error", 409, "no"), ("/none", 404, "")] {
        let answer = app.send(Request::get(path).body("").expect("a request")).await;
        assert_eq!((answer.status().as_u16(), answer.body().as_slice()), (status, body.as_bytes()), "{path}");
    }
}

#[tokio::test]
async fn axum_behind_a_socket() {
    answers_as_it_is_asked(&serve_axum(axum()).await).await;
}

#[tokio::test]
async fn axum_called() {
    answers_as_it_is_asked(&axum()).await;
}

#[tokio::test]
async fn actix_behind_a_socket() {
    answers_as_it_is_asked(&serve_actix(|| actix!())).await;
}

#[tokio::test]
async fn actix_called() {
    answers_as_it_is_asked(&call_actix(actix!()).await).await;
}
