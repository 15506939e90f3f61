//! The example of a WebSocket: CORS does not keep a page from opening one, so what a browser shows is what `enforce` does.

use std::path::Path;

use cors_tests::browser::{Browser, Engine, eventually};

use crate::program::Program;

fn only_pages_of_the_servers_own_origin_get_an_answer(example: &str) {
    let Some(browser) = Browser::start(Engine::Chromium, example) else { return };
    let program = Program::start(example, &[], Path::new(env!("CARGO_TARGET_TMPDIR")));
    let port = program.origin().rsplit_once(':').expect("a port").1.to_owned();
    // Two names of one machine are two origins.
    for (own, other) in [("localhost", "127.0.0.1"), ("127.0.0.1", "localhost")] {
        browser.open(&format!("http://{own}:{port}/"));
        let line = |host: &str, number: usize| {
            browser.click(&format!("button[data-host='{host}']"));
            let log = || Some(browser.text("#log")).filter(|log| log.lines().count() == number);
            let log = eventually("a line in the log", log);
            log.lines().last().unwrap_or_default().to_owned()
        };
        assert_eq!(line(own, 1), format!("ws://{own}:{port}/echo answers: Hello"));
        let refused = line(other, 2);
        assert!(
            refused.starts_with(&format!("ws://{other}:{port}/echo refuses pages of http://{own}:{port}")),
            "{refused}"
        );
        let console = browser.console();
        assert!(console.iter().any(|line| line.contains("Unexpected response code: 403")), "{console:#?}");
    }
}

#[test]
fn of_axum() {
    only_pages_of_the_servers_own_origin_get_an_answer("websocket");
}

#[test]
fn of_actix() {
    only_pages_of_the_servers_own_origin_get_an_answer("websocket-actix");
}
