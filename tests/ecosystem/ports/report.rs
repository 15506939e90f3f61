//! The page `docs/reports/ports.md`.

use std::fmt::Write;

use super::{
    asked::{Ask, Seen},
    changed::Changed,
    port::Port,
};

pub(super) const INTRODUCTION: &str = "\
# Applications of other projects, with policies

Written by `cargo test -p cors-tests --test ecosystem ports`.

Applications of other projects are made again from what they do, in `tests/ecosystem/ports`: `bare.rs` without CORS, `plain.rs` with
`CorsLayer` of tower-http or with `actix_cors::Cors`, and `typed.rs` with policies. The handlers are the same. Two ports have a
fourth file, `routed.rs`: each route has its policy, where `typed.rs` gives one policy to all of them at once.
";

/// A request of a page, and its outcome with each application.
pub(super) struct Row<'a> {
    pub(super) ask: &'a Ask,
    pub(super) page: &'static str,
    pub(super) plain: Seen,
    pub(super) typed: Vec<Seen>,
}

pub(super) fn lines(ports: &[Port]) -> String {
    let mut text = "
## The lines that CORS takes

The difference between each file and `bare.rs`, in lines of code: added and removed. A changed line counts as one of each.

| application | `CorsLayer` or `Cors` | one policy for all | a policy for each route |
|---|---|---|---|
"
    .to_owned();
    for port in ports {
        let sources = &port.sources;
        let changed = |file| Changed::between(sources.bare, file);
        let routed = port.routed.as_ref().zip(sources.routed);
        let routed = routed.map_or("–".to_owned(), |(routed, file)| format!("{}, {}", changed(file), routed.form));
        writeln!(
            text,
            "| {} (`{}`) | {} | {}, {} | {routed} |",
            port.title,
            sources.folder,
            changed(sources.plain),
            changed(sources.typed),
            port.typed.form,
        )
        .expect("a string");
    }
    text
}

pub(super) fn section(port: &Port, rows: &[Row<'_>]) -> String {
    let mut text = format!("\n## {}\n\n{}\n\n", port.title, port.about);
    let different: Vec<_> = rows.iter().filter(|row| row.typed.iter().any(|typed| *typed != row.plain)).collect();
    writeln!(text, "{} requests; {} have different outcomes.", rows.len(), different.len()).expect("a string");
    if different.is_empty() {
        return text;
    }
    let forms: Vec<_> = port.all_typed().map(|application| application.form).collect();
    writeln!(text, "\n| request | page | {} | {} |", port.peer, forms.join(" | ")).expect("a string");
    writeln!(text, "|---|---|---{}|", "|---".repeat(forms.len())).expect("a string");
    for row in different {
        let typed: Vec<_> = row.typed.iter().map(ToString::to_string).collect();
        writeln!(text, "| {} | `{}` | {} | {} |", row.ask, row.page, row.plain, typed.join(" | ")).expect("a string");
    }
    text
}
