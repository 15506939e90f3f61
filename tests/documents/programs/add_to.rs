//! `docs/guide/add-to-axum.md` and `docs/guide/add-to-actix.md`: an application before and after each of three steps. What pages read of
//! its answers is the table at the end of each page.

use std::fmt::Write;

use cors_browser::{PageRequest, SentResponse, fetch};
use cors_tests::driver::{Driver, Served, serve_actix, serve_axum};
use http::Request;
use tokio::{runtime::Handle, task::block_in_place};

use super::{expect_shown, shown};
use crate::mixed::OURS;

shown! { axum_before: "add-to-axum/before.rs",
    pub(super) fn finished() -> Router { app() }
}
shown! { axum_1: "add-to-axum/step-1.rs",
    pub(super) fn finished() -> Router { app().into_router() }
}
shown! { axum_2: "add-to-axum/step-2.rs",
    pub(super) fn finished() -> axum::Router { app().into_router() }
}
shown! { axum_3: "add-to-axum/step-3.rs",
    pub(super) fn finished() -> axum::Router { app().into_router() }
}

shown! { actix_before: "add-to-actix/before.rs",
    pub(super) fn served() -> super::Served { super::serve_actix(app) }
}
shown! { actix_1: "add-to-actix/step-1.rs",
    pub(super) fn served() -> super::Served { super::serve_actix(app) }
}
shown! { actix_2: "add-to-actix/step-2.rs",
    pub(super) fn served() -> super::Served { super::serve_actix(app) }
}
shown! { actix_3: "add-to-actix/step-3.rs",
    pub(super) fn served() -> super::Served { super::serve_actix(app) }
}

/// A request of a page, as a row of the table.
struct Row {
    words: &'static str,
    page: PageRequest,
    body: &'static str,
    cookie: bool,
}

fn rows() -> Vec<Row> {
    let request = |origin: &str, method: &str, path: &str| {
        PageRequest::new(origin, method).to(format!("https://api.example.com{path}"))
    };
    let row = |words, page: PageRequest| Row { words, page, body: "", cookie: false };
    let json = request(OURS, "POST", "/users").header("content-type", "application/json").with_credentials();
    vec![
        Row { words: "`POST /users`, JSON, signed in", page: json, body: "\"Grace\"", cookie: true },
        row("`GET /users`, not signed in", request(OURS, "GET", "/users").with_credentials()),
        Row {
            words: "`DELETE /users`, which has no handler",
            page: request(OURS, "DELETE", "/users").with_credentials(),
            body: "",
            cookie: true,
        },
        row("`GET /health`", request(OURS, "GET", "/health")),
        row("`GET /health` of `https://status.example`", request("https://status.example", "GET", "/health")),
        row("`GET /metrics`", request(OURS, "GET", "/metrics")),
        row("`GET /userz`, mistyped", request(OURS, "GET", "/userz")),
    ]
}

/// What the page reads: a status, or nothing.
fn read(app: &Served, row: &Row) -> String {
    let explanation = fetch(&row.page, |sent| {
        let is_preflight = sent.method == "OPTIONS";
        let (_, path) = sent.url["https://".len()..].split_once('/').expect("a path");
        let mut request =
            Request::builder().method(sent.method.as_str()).uri(format!("/{path}")).header("host", "api.example.com");
        for (name, value) in &sent.headers {
            request = request.header(name, value);
        }
        if row.cookie && !is_preflight {
            request = request.header("cookie", "session=7f3a");
        }
        let request = request.body(if is_preflight { "" } else { row.body }).expect("a request");
        let response = block_in_place(|| Handle::current().block_on(app.send(request)));
        let answer = SentResponse::new(response.status().as_u16());
        let headers = response.headers().iter();
        headers.fold(answer, |answer, (name, value)| answer.header(name.as_str(), value.to_str().expect("text")))
    });
    match explanation.response() {
        Some(response) if explanation.is_readable() => response.status.to_string(),
        _ => "network error".to_owned(),
    }
}

fn table(stages: &[Served]) -> String {
    let mut table = "| a page's request | before | step 1 | step 2 | step 3 |\n|---|---|---|---|---|\n".to_owned();
    for row in rows() {
        let cells: Vec<_> = stages.iter().map(|app| read(app, &row)).collect();
        writeln!(table, "| {} | {} |", row.words, cells.join(" | ")).expect("a string");
    }
    table
}

#[tokio::test(flavor = "multi_thread")]
async fn axum_in_three_steps() {
    let mut stages = Vec::new();
    for app in [axum_before::finished(), axum_1::finished(), axum_2::finished(), axum_3::finished()] {
        stages.push(serve_axum(app).await);
    }
    expect_shown("answers: add-to-axum", "", table(&stages).trim_end(), "\n\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn actix_in_three_steps() {
    let stages = [actix_before::served(), actix_1::served(), actix_2::served(), actix_3::served()];
    expect_shown("answers: add-to-actix", "", table(&stages).trim_end(), "\n\n");
}
