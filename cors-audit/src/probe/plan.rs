//! The paths that are asked, and why others are not.

use cors_browser::DeclaredPath;
use cors_core::RowKind;

/// The decision about one pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Plan {
    /// The path to ask for.
    Ask(String),
    /// The reason why it is not asked.
    Skip(String),
}

/// Decides whether a pattern is asked for, and under which path.
pub(crate) fn plan(path: &DeclaredPath, params: &[(String, String)], only: Option<&str>) -> Plan {
    if only.is_some_and(|only| !path.pattern().contains(only)) {
        return Plan::Skip("`--only` leaves it out".to_owned());
    }
    if path.is_ambiguous() {
        return Plan::Skip("guards, or a handler in front of it, decide which policy answers".to_owned());
    }
    match path.kind() {
        RowKind::Route => match fill(path.pattern(), params) {
            Ok(filled) => Plan::Ask(filled),
            Err(lacking) => Plan::Skip(format!("pass {lacking}")),
        },
        // The handler itself decides about its paths; the policy is the same for all of them.
        RowKind::Nested => match fill(path.pattern(), params) {
            Ok(filled) => Plan::Ask(format!("{}/", filled.trim_end_matches('/'))),
            Err(lacking) => Plan::Skip(format!("pass {lacking}")),
        },
        RowKind::Fallback => match fill(path.pattern(), params) {
            Ok(filled) => Plan::Ask(format!("{}/cors-audit-no-such-path", filled.trim_end_matches('/'))),
            Err(lacking) => Plan::Skip(format!("pass {lacking}")),
        },
        _ => Plan::Skip("its paths are not known".to_owned()),
    }
}

/// Replaces the parameters of a pattern.
fn fill(pattern: &str, params: &[(String, String)]) -> Result<String, String> {
    let mut filled = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        let name = name.trim_start_matches('*').split(':').next().unwrap_or_default();
        let value = params.iter().find(|(other, _)| other == name).map(|(_, value)| value);
        let value = value.ok_or_else(|| format!("`--param {name}=…`"))?;
        filled += before;
        filled += value;
        rest = behind;
    }
    Ok(filled + rest)
}
