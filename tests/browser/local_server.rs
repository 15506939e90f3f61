//! The page of the example `local-server` in a real browser: it lists the tools of a server of another origin and calls one, in the
//! examples and in rmcp's server. A page of an origin that is not listed gets nothing.

use std::path::Path;

use cors_tests::browser::{Browser, Engine, eventually};

use crate::program::Program;

/// What the page shows of the server that it asks by this name: the tool and its answer, or that it was refused.
fn shown(browser: &Browser, host: &str) -> String {
    browser.click(&format!("button[data-host='{host}']"));
    let text =
        || Some(browser.text("body")).filter(|text| text.contains("Lists the files") || text.contains("refuses"));
    eventually("an answer", text)
}

fn tools_are_called_by_pages_that_are_listed(engine: Engine, example: &str) {
    let Some(browser) = Browser::start(engine, &format!("{example}-{engine}")) else { return };
    let program = Program::start(example, &[], Path::new(env!("CARGO_MANIFEST_DIR")));
    let port = program.origin().rsplit_once(':').expect("a port").1.to_owned();
    // The own origin passes; `http://localhost:*` is listed for debug builds, `http://127.0.0.1` is not.
    for (page, host, is_answered) in [
        ("localhost", "localhost", true),
        ("localhost", "127.0.0.1", cfg!(debug_assertions)),
        ("127.0.0.1", "127.0.0.1", true),
        ("127.0.0.1", "localhost", false),
    ] {
        browser.open(&format!("http://{page}:{port}/"));
        let shown = shown(&browser, host);
        assert_eq!(shown.contains("Lists the files"), is_answered, "{page} {host}: {shown}");
        if is_answered {
            browser.click("button[data-tool='list_files']");
            eventually("the names of files", || browser.text("#answer").contains("Cargo.toml").then_some(()));
        } else {
            let refused = format!("{host} refuses pages of http://{page}:{port}");
            assert!(shown.contains(&refused), "{shown}");
        }
    }
}

macro_rules! in_both {
    ($($engine:ident: $chromium_or_firefox:ident)+) => {$(
        mod $chromium_or_firefox {
            use cors_tests::browser::Engine;

            #[test]
            fn of_axum() {
                super::tools_are_called_by_pages_that_are_listed(Engine::$engine, "local-server");
            }

            #[test]
            fn of_actix() {
                super::tools_are_called_by_pages_that_are_listed(Engine::$engine, "local-server-actix");
            }
        }
    )+};
}

in_both! {
    Chromium: in_chromium
    Firefox: in_firefox
}
