//! Accessibility of the demo's pages, in light and dark colours: by checks of our own, and by axe-core where it is installed.

use std::{
    env, fs,
    io::{self, Write},
    sync::Once,
};

use cors_tests::browser::Browser;
use serde_json::Value;

use super::{From, on_axum};

const CHECKS: &str = include_str!("accessibility.js");

/// One result of each colour.
const RESULTS: [(From, &str); 5] = [
    (From::Page, "list"),
    (From::Page, "create"),
    (From::Stranger, "create"),
    (From::Stranger, "form"),
    (From::Stranger, "form-enforced"),
];

/// Checks the open page in both schemes, at the sizes of a laptop and a phone.
pub(crate) fn check(browser: &Browser, axe: Option<&str>, what: &str) {
    for scheme in ["light", "dark"] {
        browser.prefer(scheme);
        for (width, height) in [(1366, 650), (390, 844)] {
            browser.resize(width, height);
            let problems = browser.execute(CHECKS);
            assert_eq!(problems, Value::Array(Vec::new()), "{what}, {scheme}, {width}");
            if let Some(axe) = axe {
                let run = "const { violations } = await axe.run();
                    return violations.map(({ id, impact, nodes }) => [id, impact, nodes.map(({ html }) => html)])";
                let violations = browser.execute(&format!("{axe};\nreturn (async () => {{ {run} }})()"));
                assert_eq!(violations, Value::Array(Vec::new()), "axe-core: {what}, {scheme}, {width}");
            }
        }
    }
}

#[test]
fn pages_have_no_violations() {
    let Some(demo) = on_axum("accessibility") else { return };
    let axe = axe();
    let axe = axe.as_deref();
    check(&demo.browser, axe, "the page");
    for (from, action) in RESULTS {
        demo.result_of(from, action);
        check(&demo.browser, axe, action);
    }
    demo.browser.enter_frame("#stranger");
    check(&demo.browser, axe, "the stranger, embedded");
    demo.browser.leave_frame();

    demo.open(&demo.origins.stranger);
    demo.is_at(&demo.origins.stranger);
    check(&demo.browser, axe, "the stranger");
    for (from, action) in RESULTS {
        if let From::Stranger = from {
            demo.result_of(from, action);
            check(&demo.browser, axe, action);
        }
    }
    demo.open(&format!("{}/embedded.html", demo.origins.stranger));
    check(&demo.browser, axe, "the embedded page, alone");
}

#[test]
fn an_unanswered_request_has_no_violations() {
    let Some(mut demo) = on_axum("accessibility-unanswered") else { return };
    demo.is_at(&demo.origins.page);
    demo.stop();
    demo.result_of(From::Page, "list");
    check(&demo.browser, axe().as_deref(), "no answer");
}

/// axe-core, a file on the `PATH`; `None`, and a loud message, where it is missing.
pub(crate) fn axe() -> Option<String> {
    let path = env::var_os("PATH")?;
    let found = env::split_paths(&path).find_map(|folder| fs::read_to_string(folder.join("axe.min.js")).ok());
    if found.is_none() {
        let missing = "no axe-core: `axe.min.js` has to be on the PATH.\n`scripts/test` installs it where it can.";
        let required = env::var_os("CORS_REQUIRE_AXE").is_some_and(|value| value == "1");
        assert!(!required, "{missing}\nCORS_REQUIRE_AXE=1 says that this is a failure.");
        static SAID: Once = Once::new();
        SAID.call_once(|| {
            let line = "!".repeat(100);
            // Not `eprintln!`: the test harness would hide it, because the test passes.
            let _ = writeln!(io::stderr(), "\n{line}\n{missing}\nThe checks by axe-core are SKIPPED.\n{line}\n");
        });
    }
    found
}
