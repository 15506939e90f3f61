//! Applications of other projects, made again from what they do: without CORS, with the middleware of the framework, and with policies.
//! `docs/reports/ports.md` has the lines that CORS takes in each, and the requests that are answered differently.

mod asked;
mod changed;
mod documents;
mod mcp;
mod nested;
mod playground;
mod port;
mod report;
mod signalling;
mod todo;
mod todo_actix;
mod todo_axum;

use cors_tests::exchange::{APP, EVIL};

use self::{
    port::Port,
    report::{Lines, Row},
};

/// The pages: allowed by every policy, and not allowed by lists.
const PAGES: [&str; 3] = [APP, EVIL, "null"];

async fn ports() -> [Port; 6] {
    [
        playground::port().await,
        mcp::port().await,
        signalling::port().await,
        todo_axum::port().await,
        todo_actix::port().await,
        nested::port().await,
    ]
}

#[tokio::test]
async fn the_report_shows_the_lines_and_the_differences() {
    let ports = ports().await;
    let mut text = format!("{}{}{}", report::INTRODUCTION, report::lines(&ports), report::ANSWERS);
    for port in &ports {
        let mut rows = Vec::new();
        for ask in &port.asks {
            for page in PAGES {
                let plain = ask.send(&port.plain, page).await;
                let mut typed = Vec::new();
                for application in port.all_typed() {
                    let sent = ask.send(&application.served, page).await;
                    let is_more = sent.seen.is_allowed() && !plain.seen.is_allowed();
                    assert!(page == APP || !is_more, "{ask} of {page}: {}, {}", plain.seen, sent.seen);
                    typed.push(sent);
                }
                rows.push(Row { ask, page, plain, typed });
            }
        }
        text.push_str(&report::section(port, &rows));
    }
    expect_test::expect_file!["../../../docs/reports/ports.md"].assert_eq(&text);
}

/// The listed origin is the one that the applications are for.
#[tokio::test]
async fn pages_of_the_listed_origin_can_use_each_port() {
    for port in &ports().await {
        for application in port.all_typed() {
            let mut allowed = 0;
            for ask in &port.asks {
                allowed += usize::from(ask.send(&application.served, APP).await.seen.is_allowed());
            }
            assert!(allowed * 3 > port.asks.len(), "{} with {}: {allowed}", port.title, application.form);
        }
    }
}

#[tokio::test]
async fn policies_take_fewer_lines_than_the_middleware() {
    for port in &ports().await {
        let Lines { plain, typed, whole } = Lines::of(port);
        for changed in typed.iter().chain(&whole) {
            assert!(changed.growth() < plain.growth(), "{}: {plain} and {changed}", port.title);
        }
        let fewest = typed.iter().chain(&whole).map(|changed| changed.all()).min().expect("a file with policies");
        assert!(fewest < plain.all(), "{}: {plain} and {fewest}", port.title);
    }
}
