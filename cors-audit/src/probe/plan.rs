//! The paths that are asked, and why others are not.

use cors_browser::{Declared, DeclaredPath};
use cors_core::RowKind;

use crate::{command::cli::ProbeArgs, escaping::printable::Printable, pattern::path_pattern::PathPattern};

/// The decision about one pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Plan {
    /// The path to ask for.
    Ask(String),
    /// The reason why it is not asked.
    Skip(String),
}

/// Decides which patterns are asked for, and under which paths.
#[derive(Debug)]
pub(crate) struct Planner<'a> {
    args: &'a ProbeArgs,
    /// The patterns of all routes.
    routes: Vec<PathPattern>,
}

impl<'a> Planner<'a> {
    pub(crate) fn new(args: &'a ProbeArgs, declared: &Declared) -> Self {
        let routes = declared.paths().iter().filter(|path| path.kind() == RowKind::Route);
        Planner { args, routes: routes.filter_map(|path| PathPattern::parse(path.pattern()).ok()).collect() }
    }

    /// Decides about one pattern.
    pub(crate) fn plan(&self, path: &DeclaredPath) -> Plan {
        self.path_of(path).map_or_else(Plan::Skip, Plan::Ask)
    }

    fn path_of(&self, path: &DeclaredPath) -> Result<String, String> {
        if self.args.only.as_ref().is_some_and(|only| !path.pattern().contains(only.as_str())) {
            return Err("`--only` leaves it out".to_owned());
        }
        if path.is_ambiguous() {
            return Err("guards, or a handler in front of it, decide which policy answers".to_owned());
        }
        let pattern = PathPattern::parse(path.pattern()).map_err(|error| error.to_string())?;
        let filled = pattern.fill(&self.args.params).map_err(|error| error.to_string())?;
        let asked = match path.kind() {
            RowKind::Route => filled,
            // One policy for all paths below it, whether there is a page or not.
            RowKind::Nested | RowKind::Fallback => {
                format!("{}/cors-audit-no-such-path", filled.trim_end_matches('/'))
            }
            _ => return Err("its paths are not known".to_owned()),
        };
        // A row without parameters is reached by its only path, or there would be none.
        if asked == path.pattern() {
            return Ok(asked);
        }
        let is_other = |route: &&PathPattern| path.kind() != RowKind::Route || route.as_str() != path.pattern();
        match self.routes.iter().filter(is_other).find(|route| route.matches(&asked)) {
            Some(other) => Err(format!(
                "`{}` is a path of `{}` as well: pass another `--param`",
                Printable(&asked),
                Printable(other.as_str())
            )),
            None => Ok(asked),
        }
    }
}
