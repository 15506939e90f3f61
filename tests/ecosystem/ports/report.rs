//! The page `docs/reports/ports.md`.

use std::{collections::BTreeSet, fmt::Write};

use super::{
    asked::{Ask, Sent},
    changed::Changed,
    port::{Application, Port},
};

pub(super) const INTRODUCTION: &str = "\
# Applications of other projects, with policies

Written by `cargo test -p cors-tests --test ecosystem ports`.

`tests/ecosystem/ports` has applications that do what applications of other projects do. Each is written several times, with the same
handlers:

- `bare.rs`: without CORS;
- `plain.rs`: with `CorsLayer` of tower-http or with `actix_cors::Cors`;
- `typed.rs`: each route has a policy;
- `whole.rs`: one policy for the finished router or scope.
";

/// A request of a page, and its outcome with each application.
pub(super) struct Row<'a> {
    pub(super) ask: &'a Ask,
    pub(super) page: &'static str,
    pub(super) plain: Sent,
    pub(super) typed: Vec<Sent>,
}

impl Row<'_> {
    fn is_different(&self) -> bool {
        self.typed.iter().any(|typed| typed.seen != self.plain.seen)
    }
}

/// The lines that CORS takes in each file of a port.
pub(super) struct Lines {
    pub(super) plain: Changed,
    pub(super) typed: Option<Changed>,
    pub(super) whole: Option<Changed>,
}

impl Lines {
    pub(super) fn of(port: &Port) -> Self {
        let sources = &port.sources;
        let changed = |file| Changed::between(sources.bare, file);
        Lines { plain: changed(sources.plain), typed: sources.typed.map(changed), whole: sources.whole.map(changed) }
    }
}

pub(super) fn lines(ports: &[Port]) -> String {
    let mut text = "
## The lines that CORS takes

The difference between `bare.rs` and each other file, in lines of code. A changed line counts as one line removed and one added.
Imports and policies count; blank lines and comments do not. Bold: fewer lines than with the framework's middleware. –: no such file.

| application | `plain.rs` | `typed.rs` | `whole.rs` |
|---|---|---|---|
"
    .to_owned();
    for port in ports {
        let Lines { plain, typed, whole } = Lines::of(port);
        let cell = |changed: Changed, form: &str| {
            if changed.all() < plain.all() { format!("**{changed}**, {form}") } else { format!("{changed}, {form}") }
        };
        let cells = |changed: Option<Changed>, application: &Option<Application>| {
            let both = changed.zip(application.as_ref());
            both.map_or("–".to_owned(), |(changed, application)| cell(changed, application.form))
        };
        let (typed, whole) = (cells(typed, &port.typed), cells(whole, &port.whole));
        writeln!(text, "| {} | {plain}, {} | {typed} | {whole} |", port.title, port.peer).expect("a string");
    }
    text + LINES
}

const LINES: &str = "
- **`whole.rs`** takes fewer lines than the middleware in every application that has it.
- **`typed.rs`** is shorter than `plain.rs` in every application. But it changes the line of each route, from `get(list)` to
  `routes![get(list)]`, and where there are many routes, these are more lines than the middleware takes. Handlers, state, layers and
  paths stay as they are. In return, preflights allow the methods that the path serves and no others, the inventory lists each handler,
  and a route can have a policy of its own.
- On actix-web, a handler with a route attribute needs `#[cors]` above it, so `documented![…]` takes a line for each handler; and each
  scope states its default policy, so nested scopes repeat it.
";

pub(super) const ANSWERS: &str = "
## The answers

Pages of three origins send each request to each application. The model of a browser judges the answers; a preflight goes first where a
browser sends one. The policies allow `https://app.example.com`, except for the playground's, which allows every origin. The other
pages are of `https://evil.test` and of an opaque origin, `null`.

Only different outcomes are listed. `reads 200`: the page can read the response. `404, withheld`: the application answers 404, and the page
cannot read it. `not sent`: the preflight does not allow the request. A WebSocket is `open` or `closed`.

For these pages, no application with policies allows anything to another origin that the same application with the middleware denies;
the test checks that. Two differences are in most applications:

- Unknown paths have no policy, unless the router has a fallback with one. Pages cannot read the 404, nor the files that a router
  serves as its fallback before it is merged. `service_with_policy` of actix-web includes unknown paths.
- In `typed.rs`, the methods in a preflight's answer are those of the path, and not those of the whole application.
";

pub(super) fn section(port: &Port, rows: &[Row<'_>]) -> String {
    let mut text = format!("\n### {}\n\n{}\n\n", port.title, port.about);
    let different: Vec<_> = rows.iter().filter(|row| row.is_different()).collect();
    writeln!(text, "{} requests; {} have different outcomes.\n", rows.len(), different.len()).expect("a string");
    let refusals = |sent: &mut dyn Iterator<Item = &Sent>| {
        let statuses: BTreeSet<_> = sent.filter_map(|sent| sent.refusal).collect();
        let statuses: Vec<_> = statuses.iter().map(ToString::to_string).collect();
        if statuses.is_empty() { "none".to_owned() } else { statuses.join(", ") }
    };
    let of_peer = refusals(&mut rows.iter().map(|row| &row.plain));
    let of_policies = refusals(&mut rows.iter().flat_map(|row| &row.typed));
    writeln!(
        text,
        "Preflights that do not allow their requests: {of_peer} with {}; {of_policies} with policies.\n",
        port.peer
    )
    .expect("a string");
    let files = [(&port.typed, "`typed.rs`"), (&port.whole, "`whole.rs`")];
    let files: Vec<_> = files.iter().filter(|(application, _)| application.is_some()).map(|(_, file)| *file).collect();
    let files = files.join(" | ");
    writeln!(text, "| request | page | `plain.rs` | {files} |").expect("a string");
    writeln!(text, "|---|---|---{}|", "|---".repeat(port.all_typed().count())).expect("a string");
    for row in different {
        let typed: Vec<_> = row.typed.iter().map(|sent| sent.seen.to_string()).collect();
        writeln!(text, "| {} | `{}` | {} | {} |", row.ask, row.page, row.plain.seen, typed.join(" | "))
            .expect("a string");
    }
    text
}
