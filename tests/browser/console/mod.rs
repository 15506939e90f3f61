//! What browsers write to their consoles is what the guide's table says that they write.

mod api;
mod calls;
mod table;

use std::{collections::BTreeSet, thread, time::Duration};

use cors_tests::browser::{Browser, Engine, eventually};

use self::{
    api::Servers,
    calls::{CALLS, Call},
    table::{fits, message, rows},
};

/// The time after which no unexpected message is waited for.
const SILENCE: Duration = Duration::from_millis(500);

/// What the page of a call has the browser write, of what is about requests: until there is something, if there will be.
fn said(browser: &Browser, url: &str, is_silent: bool) -> Vec<String> {
    browser.console();
    browser.open(url);
    eventually("the end of the call", || (browser.text("#done") == "done").then_some(()));
    let mut lines = Vec::new();
    let mut look = || {
        lines.extend(
            browser
                .console()
                .into_iter()
                .filter(|line| line.contains("://localhost:") || line.contains("://127.0.0.1:")),
        );
        !lines.is_empty()
    };
    if is_silent {
        thread::sleep(SILENCE);
        look();
    } else {
        eventually("a message in the console", || look().then_some(()));
    }
    lines
}

/// Without what the driver writes in front: where it was, and in which line.
fn of_chromium<'l>(line: &'l str, page: &str) -> &'l str {
    let said = line.splitn(3, ' ').nth(2).expect("a place, a line and a message");
    let Some((request, reason)) = said.split_once(" has been blocked by CORS policy: ") else { return said };
    assert!(request.starts_with("Access to fetch at '"), "{line}");
    assert!(request.ends_with(&format!(" from origin '{page}'")), "{line}");
    reason
}

/// The reason, and the status where there is one.
fn of_firefox(line: &str) -> (&str, Option<&str>) {
    let Some(blocked) = line.strip_prefix("Cross-Origin Request Blocked: ") else { return (line, None) };
    let (_, reason) = blocked.split_once(" (Reason: ").expect("a reason");
    let (reason, status) = reason.split_once(").").expect("the reason's end");
    (reason, status.strip_prefix(" Status code: ").and_then(|status| status.strip_suffix('.')))
}

#[test]
fn of_chromium_are_as_shown() {
    let Some(browser) = Browser::start(Engine::Chromium, "console-chromium") else { return };
    let servers = Servers::start();
    for Call { name, row, is_sandboxed, .. } in CALLS {
        let shown = rows().into_iter().find(|shown| shown.number == *row).expect("the row");
        let lines = said(&browser, &format!("{}/{name}", servers.pages), false);
        let page = if *is_sandboxed { "null" } else { &servers.pages };
        let expected = message(shown.chromium).expect("Chromium always says something");
        assert!(fits(expected, of_chromium(&lines[0], page)), "row {row}, {name}: {expected}\n{lines:#?}");
        let is_blocked = lines.iter().any(|line| line.contains("CORS policy"));
        assert_eq!(is_blocked, !["13", "14", "15"].contains(row), "row {row}, {name}: {lines:#?}");
    }
}

#[test]
fn of_firefox_are_as_shown() {
    let Some(browser) = Browser::start(Engine::Firefox, "console-firefox") else { return };
    let servers = Servers::start();
    for Call { name, row, status, .. } in CALLS {
        let shown = rows().into_iter().find(|shown| shown.number == *row).expect("the row");
        let expected = message(shown.firefox);
        let lines = said(&browser, &format!("{}/{name}", servers.pages), expected.is_none());
        let Some(expected) = expected else {
            assert!(lines.is_empty(), "row {row}, {name}: {lines:#?}");
            continue;
        };
        let (reason, shown_status) = of_firefox(&lines[0]);
        assert!(fits(expected, reason), "row {row}, {name}: {expected}\n{lines:#?}");
        assert!(shown_status.is_none_or(|shown| shown == *status), "row {row}, {name}: {status}\n{lines:#?}");
    }
}

#[test]
fn every_row_is_provoked() {
    let provoked: BTreeSet<&str> = CALLS.iter().map(|call| call.row).collect();
    let shown: BTreeSet<&str> = rows().iter().map(|row| row.number).collect();
    assert_eq!(provoked, shown);
}

/// Where one message has several causes, the status tells them apart.
#[test]
fn every_status_is_explained() {
    for row in rows().iter().take(2) {
        for call in CALLS.iter().filter(|call| call.row == row.number) {
            assert!(row.cause.contains(call.status), "row {}: {} of {}", row.number, call.status, call.name);
        }
    }
}
