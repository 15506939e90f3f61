//! The page `docs/reports/page-behaviours.md`.

use std::fmt::Write;

use cors_tests::browser::Engine;

use super::{
    behaviours::{BEHAVIOURS, Behaviour},
    policies::Policy,
    record::{Answer, Exchange, Sent},
    senders::{LISTED, OWN, Sender},
};

/// The exchanges of a behaviour in an engine.
pub(super) struct Observed {
    pub(super) engine: Engine,
    pub(super) sender: Sender,
    pub(super) behaviour: &'static Behaviour,
    pub(super) exchanges: Vec<Exchange>,
}

const INTRODUCTION: &str = "\
# What pages send, and what `enforce` does

Written by the test `tests/browser/enforce`, with `UPDATE_EXPECT=1`; the test compares it. Chromium and Firefox open pages over HTTPS
whose server has a handler for each thing that a page does, on axum and on actix-web. The table shows the headers of each request
that `enforce` may read, and whether the handler runs. Both frameworks answer alike; where the engines differ, the row names one.

The server is `https://api.example.com`, and it has set a cookie with `SameSite=None`. A cookie with `SameSite=Lax`, the default, comes
with fewer requests. In a foreign page, this Chromium sends third-party cookies with none but whole pages. The pages are:

- *own*: of the server itself. *framed*: the same in a frame of a foreign page.
- *listed*: of `https://app.listed.example`, which the policies list.
- *same-site*: of `https://blog.example.com`. *foreign*: of `https://foreign.example`.

No request that a page of the server makes for its own server is refused. The rows marked *not own* are not such requests: a foreign
server has redirected them, or a sandboxed frame with an origin of its own has sent them, and no header tells them from a foreign
page's.

A foreign or a same-site page reaches a handler by whole pages alone: links, forms with `GET`, and what Chromium loads ahead by a
speculation rule, which says `none` as if the user had typed the address.

Where a browser has cookies for the server and does not send them, it says `Sec-Fetch-Storage-Access: inactive`, and it then names the
`Origin` of requests that otherwise have none: see `fetch` of a sandboxed frame, by `GET` and `no-cors`.
";

/// The text, if both engines have been there.
pub(super) fn markdown(observed: &[Observed]) -> String {
    let mut text = INTRODUCTION.to_owned();
    text.push_str("\nThe policies of the last columns:\n\n");
    for policy in Policy::ALL {
        writeln!(text, "- *{}*: {}", policy.name(), policy.written()).expect("text can be written");
    }
    text.push_str(
        "\n`Site`, `Mode` and `Dest` are `Sec-Fetch-Site`, `-Mode` and `-Dest`. A preflight is answered 204 or 403, and never reaches a handler.\n",
    );
    for sender in Sender::ALL {
        writeln!(text, "\n## A page that is {}\n", title(sender)).expect("text can be written");
        text.push_str("| the page's act | engine | method | Site | Mode | Dest | `Origin` | cookie |");
        let rows = Policy::ALL.map(|policy| format!(" {} |", policy.name())).concat();
        writeln!(text, "{rows}\n|{}", "---|".repeat(8 + Policy::ALL.len())).expect("text can be written");
        for behaviour in BEHAVIOURS {
            let of = |engine| {
                observed.iter().find(|observed| {
                    observed.engine == engine && observed.sender == sender && observed.behaviour.name == behaviour.name
                })
            };
            let [chromium, firefox] = Engine::ALL.map(of);
            let exchanges = |observed: Option<&Observed>| observed.map(|observed| observed.exchanges.clone());
            if exchanges(chromium) == exchanges(firefox) {
                rows_of(&mut text, chromium, "");
            } else {
                rows_of(&mut text, chromium, "Chromium");
                rows_of(&mut text, firefox, "Firefox");
            }
        }
    }
    text
}

fn title(sender: Sender) -> &'static str {
    match sender {
        Sender::Own => "the server's own",
        Sender::Framed => "the server's own, in a foreign frame",
        Sender::Listed => "listed",
        Sender::SameSite => "same-site",
        Sender::Foreign => "foreign",
    }
}

fn rows_of(text: &mut String, observed: Option<&Observed>, engine: &str) {
    let Some(Observed { sender, behaviour, exchanges, .. }) = observed else { return };
    let mut name = behaviour.name.replace('<', "\\<");
    if name.contains('`') {
        name = behaviour.name.to_owned();
    }
    if sender.is_own() && behaviour.leaves_the_origin {
        name.push_str(" (*not own*)");
    }
    if exchanges.is_empty() {
        let none = " – |".repeat(6 + Policy::ALL.len());
        writeln!(text, "| {name} | {engine} |{none}").expect("text can be written");
    }
    for Exchange { sent, axum, .. } in exchanges {
        let Sent { method, site, mode, destination, .. } = sent;
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
        let cookie = if sent.has_cookie { "yes" } else { "no" };
        let (site, mode, destination) = (value(site), value(mode), value(destination));
        write!(
            text,
            "| {name} | {engine} | {method} | {site} | {mode} | {destination} | {} | {cookie} |",
            origin(*sender, sent)
        )
        .expect("text can be written");
        for answer in axum {
            write!(text, " {} |", verdict(answer)).expect("text can be written");
        }
        text.push('\n');
    }
}

fn origin(sender: Sender, sent: &Sent) -> &str {
    match sent.origin.as_deref() {
        None => "–",
        Some(OWN) => "own",
        Some(LISTED) => "listed",
        Some(origin) if origin == sender.origin() => sender.name(),
        Some(origin) => origin,
    }
}

fn verdict(answer: &Answer) -> String {
    if answer.ran { "runs".to_owned() } else { answer.status.to_string() }
}
