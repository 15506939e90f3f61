//! `cors-audit explain`.

use std::io::Write;

use cors_browser::{Declared, DeclaredOptions, DeclaredPath};
use cors_core::{InventoryRow, PolicyFrom, RowKind};

use super::request::{Asked, method, request};
use crate::{
    command::cli::ExplainArgs,
    escaping::printable::Printable,
    inventory::read_inventory,
    routes::{
        find::{FoundPath, find},
        served::{Served, serving},
    },
};

/// Explains a request. Returns whether the script cannot read the response.
pub(crate) fn explain(args: &ExplainArgs, out: &mut dyn Write) -> Result<bool, String> {
    let inventory = read_inventory(&args.inventory)?;
    let options = DeclaredOptions::default().with_known_origins(args.known_origins.clone());
    let options = if args.dev_origins { options.with_dev_origins() } else { options };
    let declared = Declared::new(&inventory, options).map_err(|error| error.to_string())?;
    let asked = Asked::parse(&args.path)?;
    let found = find(&declared, asked.path())
        .ok_or_else(|| format!("no row of the inventory serves `{}`", Printable(asked.path())))?;
    let rows: Vec<&InventoryRow> = found.path.rows().iter().collect();
    let method = method(&args.method);
    let served = serving(&rows, Some(&method));
    let hosts = served.first().or(serving(&rows, None).first()).map(|served| served.hosts().elements());
    let explanation = found.path.explain(&request(args, asked.url(&hosts.unwrap_or_default()))?);
    let heading = heading(&found, &served, &method);
    writeln!(out, "{heading}\n{explanation}").map_err(|error| format!("it cannot be written: {error}"))?;
    Ok(!explanation.is_readable())
}

/// The route and its policy, and the reasons why another route might serve the request.
fn heading(found: &FoundPath<'_>, served: &[Served<'_>], method: &str) -> String {
    let mut text = match served.first() {
        Some(served) => {
            format!("Route: {} {}\n{}", Printable(&name(served.row)), policy(served.row), place(served.row))
        }
        None => {
            let pattern = Printable(found.path.pattern());
            format!("Route: {pattern} has no handler for {}: the framework answers 405\n", Printable(method))
        }
    };
    if !found.others.is_empty() {
        let others: Vec<String> = found.others.iter().map(|path| pattern_of(path)).collect();
        text.push_str("Also matching, and less specific: ");
        text.push_str(&others.join(", "));
        text.push_str(". actix-web takes the one that is mounted first.\n");
    }
    if found.path.is_ambiguous() {
        text.push_str(
            "Guards, or handlers in front of this route, may send the request elsewhere: the inventory does not tell.\n",
        );
    }
    text
}

/// `Handler: shop::list_users (src/users.rs:12)`, if the inventory tells where it stands.
fn place(row: &InventoryRow) -> String {
    let Some(location) = &row.location else { return String::new() };
    let handler = if row.handler.is_empty() { "without a name" } else { row.handler.as_str() };
    format!("Handler: {} ({}:{})\n", Printable(handler), Printable(&location.file), location.line)
}

fn pattern_of(path: &DeclaredPath) -> String {
    Printable(path.pattern()).to_string()
}

/// `GET /users/{id}`; a prefix ends with `/…`.
fn name(row: &InventoryRow) -> String {
    let method = row.method.as_deref().unwrap_or("any other method of");
    let prefix = row.pattern.trim_end_matches('/');
    match row.kind {
        RowKind::Route => format!("{method} {}", row.pattern),
        RowKind::Fallback => format!("{method} {prefix}/… (fallback)"),
        _ => format!("{method} {prefix}/…"),
    }
}

/// `(policy Frontend, from the routes that mount it)`.
fn policy(row: &InventoryRow) -> String {
    let Some(policy) = &row.policy else { return "(without CORS)".to_owned() };
    let name = Printable(&policy.name);
    if policy.name == row.handler {
        return format!("(the policy of the handler {name})");
    }
    let from = match row.policy_from {
        Some(PolicyFrom::Routes) => ", from the routes that mount it",
        Some(PolicyFrom::Default) => ", from the default of what mounts it",
        _ => "",
    };
    format!("(policy {name}{from})")
}
