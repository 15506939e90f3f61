//! An inventory, read as `docs/inventory.md` says.

use cors_core::{InventoryOrigins, InventoryPolicy, InventoryRow, NotCached, RowKind};

use super::{
    Framework,
    annotated::KNOWN_ORIGIN,
    plan::{APP, PARTNER},
    words::identity,
};

pub(crate) struct Reader<'i> {
    pub(crate) rows: &'i [InventoryRow],
    pub(crate) framework: Framework,
    /// The prefixes of scopes: actix-web does not come back from a scope in front.
    pub(crate) prefixes: &'i [String],
}

/// The rows that speak for a request.
#[derive(Debug, Default)]
pub(crate) struct Claims<'i> {
    /// One of these serves it, by their numbers.
    pub(crate) rows: Vec<(usize, &'i InventoryRow)>,
    /// actix-web does not hand `HEAD` to a handler for `GET`. If no other handler serves it, the policy of that one speaks for the 405.
    pub(crate) by_get: Vec<(usize, &'i InventoryRow)>,
    /// It is the first that does, and nothing else can.
    pub(crate) certain: bool,
    /// A service, a router or a fallback without a policy may.
    pub(crate) elsewhere: Vec<usize>,
}

impl<'i> Reader<'i> {
    /// The rows that speak for a method of a path.
    pub(crate) fn claims(&self, path: &str, method: &str) -> Claims<'i> {
        let mut claims = self.served(path, method);
        if method == "HEAD" && self.framework == Framework::Actix && !claims.certain {
            claims.by_get = self.served(path, "GET").rows;
        }
        claims
    }

    fn served(&self, path: &str, method: &str) -> Claims<'i> {
        let mut claims = Claims::default();
        let mut patterns: Vec<&str> = self.of_kind(RowKind::Route, |row| matches(&row.pattern, path));
        // The more literal a pattern, the earlier it is asked.
        patterns.sort_by_key(|pattern| parameters(pattern));
        let mut prefixes: Vec<&str> = self.of_kind(RowKind::Nested, |row| is_under(&row.pattern, path));
        prefixes.sort_by_key(|prefix| std::cmp::Reverse(prefix.len()));
        let places = patterns.into_iter().map(|pattern| (RowKind::Route, pattern));
        let (mut is_over, mut is_first) = (false, true);
        for (kind, pattern) in places.chain(prefixes.into_iter().map(|prefix| (RowKind::Nested, prefix))) {
            let rows = self.of_method(kind, pattern, method);
            let is_certain = |row: &InventoryRow| !row.guarded && row.behind.is_empty();
            let certain = rows.len() == 1 && rows.iter().all(|(_, row)| is_certain(row));
            let is_scope = |prefix: &String| !pattern.starts_with(prefix.as_str()) && is_under(prefix, path);
            let may_be_another = self.framework == Framework::Actix && self.prefixes.iter().any(is_scope)
                || kind == RowKind::Route && parameters(pattern) > 0 && self.is_covered(path)
                || kind == RowKind::Nested && rows.iter().all(|(_, row)| row.policy.is_none());
            // On axum, a path that has a pattern is answered by it, if only with 405.
            is_over =
                certain && !may_be_another || rows.is_empty() && self.framework == Framework::Axum && !may_be_another;
            claims.rows.extend(rows);
            if is_over {
                claims.certain = certain && is_first;
                break;
            }
            // On actix-web, a resource may answer 405, or not be asked.
            is_first = false;
        }
        if !is_over {
            let is_plain = |row: &InventoryRow| {
                row.policy.is_none() && matches!(row.kind, RowKind::Unlisted | RowKind::Fallback | RowKind::Nested)
            };
            let plain = self.rows.iter().enumerate().filter(|(_, row)| is_plain(row) && is_under(&row.pattern, path));
            claims.elsewhere = plain.map(|(number, _)| number).collect();
        }
        claims
    }

    fn of_kind(&self, kind: RowKind, keep: impl Fn(&InventoryRow) -> bool) -> Vec<&'i str> {
        let mut patterns: Vec<&str> = Vec::new();
        for row in self.rows.iter().filter(|row| row.kind == kind && keep(row)) {
            if !patterns.contains(&row.pattern.as_str()) {
                patterns.push(&row.pattern);
            }
        }
        patterns
    }

    /// A router whose routes are not known may have a pattern of its own for the path.
    fn is_covered(&self, path: &str) -> bool {
        let is_unknown = |row: &&InventoryRow| {
            row.policy.is_none()
                && matches!(row.kind, RowKind::Unlisted | RowKind::Nested)
                && is_under(&row.pattern, path)
        };
        self.rows.iter().any(|row| is_unknown(&row))
    }

    /// The rows of a pattern for a method: those that name it, or else those for any other.
    fn of_method(&self, kind: RowKind, pattern: &str, method: &str) -> Vec<(usize, &'i InventoryRow)> {
        let of = |method: Option<&str>| -> Vec<(usize, &'i InventoryRow)> {
            let is_of =
                |row: &InventoryRow| row.kind == kind && row.pattern == pattern && row.method.as_deref() == method;
            self.rows.iter().enumerate().filter(|(_, row)| is_of(row)).collect()
        };
        let mut rows = of(Some(method));
        if rows.is_empty() && method == "HEAD" && self.framework == Framework::Axum {
            rows = of(Some("GET"));
        }
        let is_sure = |rows: &[(usize, &InventoryRow)]| rows.iter().any(|(_, row)| !row.guarded);
        if !is_sure(&rows) {
            rows.extend(of(None));
        }
        rows
    }
}

/// The name of the handler of a row.
pub(crate) fn name_of(row: &InventoryRow) -> Option<String> {
    row.policy.as_ref().map(|policy| identity(&policy.name, &row.handler))
}

fn parameters(pattern: &str) -> usize {
    pattern.matches('{').count()
}

fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len()
        && pattern.iter().zip(&path).all(|(own, given)| own.starts_with('{') && !given.is_empty() || own == given)
}

fn is_under(prefix: &str, path: &str) -> bool {
    let (prefix, path): (Vec<&str>, Vec<&str>) =
        (prefix.trim_end_matches('/').split('/').collect(), path.split('/').collect());
    prefix.len() <= path.len() && matches(&prefix.join("/"), &path[..prefix.len()].join("/"))
}

/// Whether a policy, as its row shows it, allows an origin by a method.
pub(crate) fn allows(row: &InventoryRow, method: &str, origin: &str) -> bool {
    let Some(policy) = &row.policy else { return false };
    speaks_of(row, policy, method) && lists(policy, origin)
}

fn speaks_of(row: &InventoryRow, policy: &InventoryPolicy, method: &str) -> bool {
    let is_narrowed = row.method.is_none();
    let has = |method: &str| policy.methods.as_ref().is_none_or(|methods| methods.iter().any(|own| own == method));
    !is_narrowed || has(method) || method == "HEAD" && has("GET")
}

fn lists(policy: &InventoryPolicy, origin: &str) -> bool {
    let by_origins = match &policy.origins {
        InventoryOrigins::Any => true,
        InventoryOrigins::Listed(listed) => listed.iter().any(|listed| stands_for(listed, origin)),
        InventoryOrigins::Source(source) => source == "KNOWN" && origin == KNOWN_ORIGIN,
        _ => false,
    };
    by_origins || policy.dev_origins.iter().any(|listed| listed == origin)
}

fn stands_for(listed: &str, origin: &str) -> bool {
    listed == origin || listed == "https://*.partner.example" && origin == PARTNER
}

/// How the rows of a method are read, where several may speak for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    All,
    /// Those that name it.
    Named,
    /// The 405 to `HEAD` is answered by the policy of `GET`.
    ByGet,
}

/// Whether the row says that browsers keep a granted preflight of this origin. `claims` are those of the methods of its path.
pub(crate) fn is_cached<'c>(
    row: &InventoryRow,
    origin: &str,
    reading: Reading,
    claims: impl Fn(&str) -> &'c Claims<'c>,
) -> bool {
    let any_allows = |method: &String| {
        let Claims { rows, by_get, .. } = claims(method);
        let is_named = rows.iter().any(|(_, other)| other.method.is_some());
        let rows = if reading == Reading::ByGet && !by_get.is_empty() { by_get } else { rows };
        let read = rows.iter().filter(|(_, other)| reading != Reading::Named || !is_named || other.method.is_some());
        read.into_iter().any(|(_, other)| allows(other, method, origin))
    };
    row.not_cached.iter().all(|reason| match reason {
        NotCached::UnlessAllowedBy(methods) => methods.iter().all(any_allows),
        NotCached::IfAllowedBy(methods) => !methods.iter().any(any_allows),
        NotCached::Guards => true,
        _ => false,
    })
}

#[test]
fn paths_are_matched_by_segments() {
    assert!(matches("/a/{id}", "/a/x") && !matches("/a/{id}", "/a") && !matches("/a", "/a/x"));
    assert!(is_under("/", "/a") && is_under("/a", "/a") && is_under("/a", "/a/b") && !is_under("/a", "/ab"));
    assert!(is_under("/t/{tenant}", "/t/x/a") && stands_for(APP, APP));
}
