//! The panel at the sizes of phones, tablets and desktops, in light and dark colours, and its accessibility.

use serde_json::json;

use super::{Panel, in_chromium};
use crate::demo::accessibility::{axe, check};

const SIZES: [(u32, u32); 4] = [(360, 740), (390, 844), (768, 1024), (1280, 900)];

const QUESTION: &str = "#explain?route=%2Fusers&kind=route&method=POST&origin=https%3A%2F%2Fstranger.example\
                        &headers=content-type%3A+application%2Fjson%0Ax-a-rather-long-name-of-a-header%3A+1&credentials=1";

/// The elements whose contents are cut off.
const CUT_OFF: &str = "[...document.querySelectorAll('main *')]
    .filter((one) => one.checkVisibility() && !one.closest('.unseen, thead'))
    .filter((one) => getComputedStyle(one).overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.outerHTML.slice(0, 80))";

/// Opens every view with something in it.
fn each_view(panel: &Panel, look: impl Fn(&str)) {
    panel.open("#policies");
    panel
        .browser
        .execute("document.querySelectorAll('details').forEach((mark, index) => { mark.open = index % 4 === 0 })");
    look("policies");
    panel.open(QUESTION);
    panel.verdict("blocked");
    look("blocked");
    panel.open(
        &QUESTION
            .replace("stranger.example", "app.example.com")
            .replace("%0Ax-a-rather-long-name-of-a-header%3A+1", ""),
    );
    panel.verdict("readable");
    look("readable");
    let long = format!("https://{}.example", ["a-rather-long-label"; 8].join("."));
    for origin in [&panel.origins.page, "https://stranger.example", &long] {
        panel.send("GET", "/users", origin);
    }
    panel.send("POST", "/sign-up/enforced", "https://stranger.example");
    panel.open("#decisions");
    panel.is("document.querySelectorAll('#decisions-rows tr').length >= 4");
    look("decisions");
}

#[test]
fn every_view_fits_every_screen_and_has_no_violations() {
    let Some(panel) = in_chromium("view") else { return };
    let axe = axe();
    each_view(&panel, |view| {
        for (width, height) in SIZES {
            panel.browser.resize(width, height);
            let content = panel.value("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)");
            assert!(content.as_u64().is_some_and(|content| content <= width.into()), "{view} at {width}: {content}");
            // What is cut off cannot be read.
            assert_eq!(panel.value(CUT_OFF), json!([]), "{view} at {width}");
            for scheme in ["light", "dark"] {
                panel.browser.prefer(scheme);
                panel.browser.picture(&format!("panel-{view}-{width}-{scheme}"));
            }
        }
        check(&panel.browser, axe.as_deref(), view);
    });
}
