//! The demo's pages at the sizes of phones and laptops, by keyboard, and under fast clicks.

use cors_tests::browser::{ENTER, TAB, eventually};
use serde_json::Value;

use super::{Demo, From, in_firefox, on_axum};

const PHONE: (u32, u32) = (390, 844);
const SMALL_PHONE: (u32, u32) = (320, 568);
const LAPTOP: (u32, u32) = (1366, 650);
const DESKTOP: (u32, u32) = (1300, 900);

const ACTIONS: [&str; 10] =
    ["list", "create", "sign-in", "sign-out", "delete", "header", "health", "include", "form", "form-enforced"];

/// The parts of the result that are not wholly in view, or covered.
const OUT_OF_VIEW: &str = "return PARTS.filter((part) => {
    const element = document.querySelector(`.result ${part}`);
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return top < 0 || left < 0 || bottom > HEIGHT || right > WIDTH || !element.contains(at);
})";

/// The width of the page's content, in pixels. Not `innerWidth`, which grows with the content as a phone zooms out.
const CONTENT_WIDTH: &str = "return Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)";

/// The focused element: `button` and its action, or `result`.
const FOCUSED: &str = "const { className, dataset } = document.activeElement;
    return className.startsWith('result') ? 'result' : `button ${dataset.action}`";

fn out_of_view(parts: &[&str], (width, height): (u32, u32)) -> String {
    let parts = serde_json::to_string(parts).expect("JSON");
    OUT_OF_VIEW.replace("PARTS", &parts).replace("WIDTH", &width.to_string()).replace("HEIGHT", &height.to_string())
}

/// Clicks every button. After each click these parts are in view, and the page does not scroll sideways.
fn every_result_is_in_view(demo: &Demo, places: &[From], (width, height): (u32, u32), parts: &[&str]) {
    demo.browser.resize(width, height);
    assert_eq!(demo.browser.execute("return [innerWidth, innerHeight]"), serde_json::json!([width, height]));
    let no_sideways = |when: &str| {
        let content = demo.browser.execute(CONTENT_WIDTH).as_u64().expect("a number");
        assert!(content <= width.into(), "{when}: {content} pixels, in {width}");
    };
    no_sideways("at first");
    let out_of_view = out_of_view(parts, (width, height));
    for &from in places {
        for action in ACTIONS {
            let click = demo.result_of(from, action);
            let out = demo.browser.execute(&out_of_view);
            assert_eq!(out, Value::Array(Vec::new()), "{action} of {} at {width}: {click:#?}", from.place());
            no_sideways(action);
        }
    }
}

#[test]
fn every_result_is_in_view_on_a_phone() {
    let Some(demo) = on_axum("phone") else { return };
    every_result_is_in_view(&demo, &[From::Page, From::Stranger], PHONE, &["h2", ".verdict", ".why"]);
}

#[test]
fn every_result_is_in_view_on_a_laptop() {
    let Some(demo) = on_axum("laptop") else { return };
    let parts = ["h2", ".verdict", ".why", ".preflight h3", ".preflight p", ".answer h3", ".answer p"];
    for size in [LAPTOP, DESKTOP] {
        every_result_is_in_view(&demo, &[From::Page, From::Stranger], size, &parts);
    }
    // The requests and the result are side by side, so the page need not scroll at all.
    let scrolls = "return document.documentElement.scrollHeight - innerHeight";
    assert_eq!(demo.browser.execute(scrolls), serde_json::json!(0));
}

#[test]
fn the_body_of_a_refused_preflight_is_in_view_on_a_laptop() {
    let Some(demo) = on_axum("body") else { return };
    demo.browser.resize(LAPTOP.0, LAPTOP.1);
    let create = demo.result_of(From::Stranger, "create");
    assert!(create.preflight.contains("[origin_not_allowed]"), "{create:#?}");
    let out = out_of_view(&[".preflight .wire-body"], LAPTOP);
    assert_eq!(demo.browser.execute(&out), Value::Array(Vec::new()));
}

#[test]
fn nothing_is_wider_than_320_pixels() {
    let Some(demo) = on_axum("narrow") else { return };
    every_result_is_in_view(&demo, &[From::Page, From::Stranger], SMALL_PHONE, &["h2", ".verdict"]);
    demo.open(&demo.origins.stranger);
    every_result_is_in_view(&demo, &[From::Stranger], SMALL_PHONE, &["h2", ".verdict"]);
}

/// By keyboard: Enter sends, the focus stays, and one press of Tab leads to the result.
fn one_tab_leads_to_the_result(demo: &Demo, from: From) {
    for action in ACTIONS {
        let results = demo.results();
        demo.browser.execute(&format!("document.querySelector('{}').focus()", from.button(action)));
        demo.browser.press(ENTER);
        eventually("a result", || (demo.results() > results).then_some(()));
        assert_eq!(demo.browser.execute(FOCUSED), format!("button {action}"));
        demo.browser.press(TAB);
        assert_eq!(demo.browser.execute(FOCUSED), "result", "{action}");
    }
}

#[test]
fn one_tab_leads_from_a_button_to_its_result() {
    let Some(demo) = on_axum("tab") else { return };
    one_tab_leads_to_the_result(&demo, From::Page);
    one_tab_leads_to_the_result(&demo, From::Stranger);
    demo.browser.resize(PHONE.0, PHONE.1);
    one_tab_leads_to_the_result(&demo, From::Page);
}

#[test]
fn one_tab_leads_from_a_button_to_its_result_in_firefox() {
    let Some(demo) = in_firefox("tab") else { return };
    one_tab_leads_to_the_result(&demo, From::Page);
    demo.open(&demo.origins.stranger);
    one_tab_leads_to_the_result(&demo, From::Stranger);
}

#[test]
fn fast_clicks_wait_for_each_other() {
    let Some(demo) = on_axum("fast") else { return };
    // When the stranger has answered once, it is there.
    demo.click(From::Stranger, "health");
    let (results, exchanges) = (demo.results(), demo.wire(0).last().map_or(0, |last| last.id));
    let clicks = [(From::Page, "list"), (From::Page, "list"), (From::Stranger, "list"), (From::Page, "list")];
    let buttons: Vec<_> = clicks.iter().map(|(from, action)| from.button(action)).collect();
    let script = format!(
        "const buttons = {}.map((selector) => document.querySelector(selector));
         buttons.forEach((button) => button.click());
         return buttons.map((button) => button.querySelector('.state').textContent)",
        serde_json::to_string(&buttons).expect("JSON")
    );
    // The queue is visible at once.
    let waiting = serde_json::json!(["… 3 waiting", "… 3 waiting", "… waiting", "… 3 waiting"]);
    assert_eq!(demo.browser.execute(&script), waiting);
    eventually("all results", || (demo.results() == results + 4).then_some(()));
    // Each click was sent, in order, and its button shows the result.
    let senders: Vec<_> =
        demo.wire(exchanges).iter().map(|get| get.sent("origin").unwrap_or_default().to_owned()).collect();
    let (page, stranger) = (&demo.origins.page, &demo.origins.stranger);
    assert_eq!(senders.iter().collect::<Vec<_>>(), [page, page, stranger, page]);
    for (from, state) in [(From::Page, "✓ Read 200"), (From::Stranger, "✕ Withheld")] {
        assert_eq!(demo.browser.text(&format!("{} .state", from.button("list"))), state);
    }
}
