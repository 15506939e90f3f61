//! Applications of other projects, made again from what they do: without CORS, with the middleware of the framework, and with policies.
//! `docs/reports/ports.md` has the lines that CORS takes in each, and the requests that are answered differently.

mod asked;
mod changed;
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

use self::report::Row;

/// The pages: allowed by every policy, and not allowed by lists.
const PAGES: [&str; 3] = [APP, EVIL, "null"];

#[tokio::test]
async fn the_report_shows_the_lines_and_the_differences() {
    let mut text = report::INTRODUCTION.to_owned();
    let ports = [
        playground::port().await,
        mcp::port().await,
        signalling::port().await,
        todo_axum::port().await,
        todo_actix::port().await,
        nested::port().await,
    ];
    text.push_str(&report::lines(&ports));
    for port in &ports {
        let mut rows = Vec::new();
        for ask in &port.asks {
            for page in PAGES {
                let plain = ask.send(&port.plain, page).await;
                let mut typed = Vec::new();
                for application in port.all_typed() {
                    let seen = ask.send(&application.served, page).await;
                    assert!(
                        page == APP || !seen.is_allowed() || plain.is_allowed(),
                        "{ask} of {page}: {plain}, {seen}"
                    );
                    typed.push(seen);
                }
                rows.push(Row { ask, page, plain, typed });
            }
        }
        text.push_str(&report::section(port, &rows));
    }
    expect_test::expect_file!["../../../docs/reports/ports.md"].assert_eq(&text);
}
