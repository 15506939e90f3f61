//! The panel by keyboard alone.

use cors_tests::browser::{ENTER, TAB, eventually};

use super::{Panel, in_chromium};

/// The focused element: its id, or its text.
const FOCUSED: &str = "document.activeElement.id || document.activeElement.innerText.trim()";

fn focused(panel: &Panel) -> String {
    panel.value(FOCUSED).as_str().unwrap_or_default().to_owned()
}

/// Presses Tab until an element has the focus.
fn tab_to(panel: &Panel, name: &str) {
    for _ in 0..20 {
        panel.browser.press(TAB);
        let ring = "getComputedStyle(document.activeElement).outlineStyle";
        assert_ne!(panel.value(ring), "none", "the focus on {} is not visible", focused(panel));
        if focused(panel) == name {
            return;
        }
    }
    panic!("Tab does not lead to {name}");
}

#[test]
fn a_question_is_asked_by_keyboard_alone() {
    let Some(panel) = in_chromium("keyboard") else { return };
    panel.browser.press(TAB);
    assert_eq!(focused(&panel), "Skip to the content");
    panel.browser.press(ENTER);
    eventually("the content", || (focused(&panel) == "main").then_some(()));
    panel.is("!document.getElementById('policies-view').hidden");
    tab_to(&panel, "filter-text");
    "health".chars().for_each(|key| panel.browser.press(key));
    assert_eq!(panel.browser.text("#policies-status"), "1 of 9 rows.");
    tab_to(&panel, "Explain");
    panel.browser.press(ENTER);
    eventually("the view", || (focused(&panel) == "explain-title").then_some(()));
    assert_eq!(panel.value("document.getElementById('question-route').selectedOptions[0].text"), "/health");
    tab_to(&panel, "question-origin");
    // Tab has selected the text.
    "https://stranger.example".chars().for_each(|key| panel.browser.press(key));
    panel.browser.press(ENTER);
    panel.verdict("readable");
    assert_eq!(focused(&panel), "question-origin");
    tab_to(&panel, "question-credentials");
    panel.browser.press(' ');
    tab_to(&panel, "Explain");
    panel.browser.press(ENTER);
    panel.verdict("blocked");
    // A message that scrolls can be reached.
    panel.browser.press(TAB);
    assert_eq!(panel.value("document.activeElement.tagName"), "PRE");
}
