//! An inventory as a table for a terminal.
//!
//! The flags of a policy have columns of a fixed width, its other options have lines of their own. So the change of one word changes one
//! line, and a snapshot shows nothing else.

use std::fmt::{self, Write};

use super::{
    Inventory,
    row::{Behind, InventoryOrigins, InventoryPolicy, InventoryRow, NotCached, PolicyFrom, RowKind},
};

/// A longer list has one element on each line.
const WIDTH: usize = 100;
/// The width of the labels.
const LABEL: usize = 16;

impl fmt::Display for Inventory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let patterns: Vec<String> = self.rows.iter().map(pattern).collect();
        let methods: Vec<String> = self.rows.iter().map(method).collect();
        let widths = [width("PATTERN", &patterns), width("METHOD", &methods)];
        write_line(f, widths, ["PATTERN", "METHOD", "CREDENTIALS", "MAX-AGE", "ENFORCE", "POLICY"])?;
        for ((row, pattern), method) in self.rows.iter().zip(&patterns).zip(&methods) {
            let policy = row.policy.as_ref();
            let yes = |flag: Option<bool>| if flag == Some(true) { "yes" } else { "-" };
            let max_age =
                policy.and_then(|policy| policy.max_age).map_or("-".to_owned(), |seconds| seconds.to_string());
            let credentials = yes(policy.map(|policy| policy.credentials));
            let reports = policy.is_some_and(|policy| policy.report);
            let enforce = if reports { "report" } else { yes(policy.map(|policy| policy.enforce)) };
            write_line(f, widths, [pattern, method, credentials, &max_age, enforce, &name(row)])?;
            write_details(f, row)?;
        }
        Ok(())
    }
}

fn width(header: &str, cells: &[String]) -> usize {
    cells.iter().map(|cell| cell.chars().count()).chain([header.len()]).max().unwrap_or_default()
}

fn write_line(f: &mut fmt::Formatter<'_>, [pattern, method]: [usize; 2], cells: [&str; 6]) -> fmt::Result {
    let widths = [pattern, method, "CREDENTIALS".len(), "MAX-AGE".len(), "ENFORCE".len(), 0];
    for (at, (cell, width)) in cells.into_iter().zip(widths).enumerate() {
        let gap = if at == 0 { "" } else { "  " };
        write!(f, "{gap}{cell:width$}")?;
    }
    f.write_char('\n')
}

fn pattern(row: &InventoryRow) -> String {
    let pattern = escaped(&row.pattern);
    match row.kind {
        RowKind::Route => pattern,
        // Not a wildcard, which a framework may have.
        RowKind::Nested | RowKind::Unlisted | RowKind::Fallback => format!("{}/…", pattern.trim_end_matches('/')),
    }
}

fn method(row: &InventoryRow) -> String {
    escaped(row.method.as_deref().unwrap_or("any other"))
}

fn name(row: &InventoryRow) -> String {
    match &row.policy {
        None => "without CORS".to_owned(),
        Some(policy) if policy.name == row.handler => "its own".to_owned(),
        Some(policy) => escaped(&policy.name),
    }
}

fn write_details(f: &mut fmt::Formatter<'_>, row: &InventoryRow) -> fmt::Result {
    let handler = match row.kind {
        _ if !row.handler.is_empty() => row.handler.as_str(),
        RowKind::Unlisted => "routes of a merged router",
        RowKind::Fallback => "fallback",
        RowKind::Nested if row.policy.is_none() => "routes of a nested router",
        RowKind::Route | RowKind::Nested => "",
    };
    write_each(f, "handler", &[handler].map(str::to_owned))?;
    let from = match row.policy_from {
        Some(PolicyFrom::Routes) => "the routes that mount it",
        Some(PolicyFrom::Default) => "the default of what mounts it",
        Some(PolicyFrom::Attribute) | None => "",
    };
    write_each(f, "policy from", &[from].map(str::to_owned))?;
    if row.guarded {
        write_each(f, "guards", &["decide which requests come here".to_owned()])?;
    }
    for hosts in &row.router_hosts {
        write_together(f, "router's hosts", hosts)?;
    }
    let behind: Vec<String> = row.behind.iter().map(behind).collect();
    write_each(f, "behind", &behind)?;
    if let Some(policy) = &row.policy {
        write_policy(f, policy)?;
    }
    let reasons: Vec<String> = row.not_cached.iter().map(ToString::to_string).collect();
    write_each(f, "not cached", &reasons)
}

fn behind(behind: &Behind) -> String {
    match behind {
        Behind::WithoutCors => "a route without CORS, for methods that are not known".to_owned(),
        Behind::Service(name) => format!("{name}, at paths that are not known"),
        Behind::Pattern(pattern) => format!("the routes of {pattern}"),
    }
}

impl fmt::Display for NotCached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotCached::Because(method) => write!(f, "because {method} of this path grants less"),
            NotCached::UnlessAllowedBy(methods) => {
                write!(f, "for origins that {} of this path denies", methods.join(" or "))
            }
            NotCached::IfAllowedBy(methods) => {
                write!(f, "for origins that {} of this path allows, with fewer headers", methods.join(" or "))
            }
            NotCached::Guards => f.write_str("where guards leave open which handlers serve other methods"),
        }
    }
}

fn write_policy(f: &mut fmt::Formatter<'_>, policy: &InventoryPolicy) -> fmt::Result {
    match &policy.origins {
        InventoryOrigins::SameOrigin => write_each(f, "origins", &["same_origin".to_owned()])?,
        InventoryOrigins::Any => write_each(f, "origins", &["*".to_owned()])?,
        InventoryOrigins::Listed(origins) => write_each(f, "origins", origins)?,
        InventoryOrigins::Source(path) => write_each(f, "origins", &[format!("asked at run time: {path}")])?,
    }
    let marked: Vec<String> = policy.dev_origins.iter().map(|origin| format!("{origin} (debug builds only)")).collect();
    write_each(f, "dev origins", &marked)?;
    write_together(f, "allow headers", &policy.allow_headers)?;
    write_together(f, "expose headers", &policy.expose_headers)?;
    write_together(f, "hosts", &policy.hosts)?;
    write_together(f, "methods", policy.methods.as_deref().unwrap_or_default())?;
    let risks: Vec<String> = policy.acknowledged.iter().map(|risk| format!("{}: {}", risk.rule, risk.reason)).collect();
    write_each(f, "accepted risks", &risks)
}

/// Writes a list on one line if it fits.
fn write_together(f: &mut fmt::Formatter<'_>, label: &str, elements: &[String]) -> fmt::Result {
    let line = elements.join(", ");
    if line.len() + LABEL + 2 <= WIDTH { write_each(f, label, &[line]) } else { write_each(f, label, elements) }
}

/// Writes each element on its own line, whatever its length.
fn write_each(f: &mut fmt::Formatter<'_>, label: &str, elements: &[String]) -> fmt::Result {
    let labels = [label].into_iter().chain(std::iter::repeat(""));
    for (element, label) in elements.iter().filter(|element| !element.is_empty()).zip(labels) {
        writeln!(f, "  {label:LABEL$}{}", escaped(element))?;
    }
    Ok(())
}

/// Escapes control characters, so that no name and no reason can forge or hide a line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Harmless, and frequent in reasons and patterns.
            '\'' | '"' | '\\' => escaped.push(c),
            c => escaped.extend(c.escape_debug()),
        }
    }
    escaped
}
