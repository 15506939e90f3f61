//! The pages.

use std::fmt::Write;

use super::{
    behaviours::{Act, BEHAVIOURS},
    senders::{FOREIGN, OWN},
};

const HEAD: &str = "<!doctype html><meta charset=utf-8><title>Behaviours</title>";

/// The page that does all that needs no click. `to` is the beginning of the handlers' address.
pub(super) fn all(to: &str) -> String {
    let mut acts = String::new();
    for (number, behaviour) in BEHAVIOURS.iter().enumerate() {
        if let Act::Script(statement) = behaviour.act {
            writeln!(acts, "[{number}, url => {statement}],").expect("text can be written");
        }
    }
    format!(
        "{HEAD}<link rel=icon href='{to}{}'><link rel=manifest href='{to}{}'><body><p id=done></p>\
         <script>const to = '{to}', own = '{OWN}/~', foreign = '{FOREIGN}/~', acts = [{}];\n{}</script>",
        number("the icon of a page"),
        number("a manifest"),
        acts.replace("</script>", "<\\/script>"),
        include_str!("page.js"),
    )
}

/// The page that gets a cookie, for an engine that keeps the cookies of each top-level site apart.
pub(super) fn cookie() -> String {
    format!(
        "{HEAD}<link rel=icon href=data:,><p id=done></p><script>\
         fetch('{OWN}/~/cookie', {{ mode: 'no-cors', credentials: 'include' }})\
         .then(() => document.getElementById('done').textContent = 'done')</script>"
    )
}

/// The header of the page that does all.
pub(super) fn policy(to: &str) -> String {
    let number = number("a report of a Content Security Policy");
    format!("media-src 'none'; report-uri {to}{number}")
}

/// The page with an element to be clicked.
pub(super) fn one(html: &str, url: &str) -> String {
    let html = html.replace("{own}", &format!("{OWN}/~")).replace("{foreign}", &format!("{FOREIGN}/~"));
    format!("{HEAD}<link rel=icon href=data:,>{}", html.replace("{url}", url))
}

fn number(name: &str) -> usize {
    BEHAVIOURS.iter().position(|behaviour| behaviour.name == name).expect("it is in the table")
}
