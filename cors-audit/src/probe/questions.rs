//! The requests of pages that a path is asked with.

use cors_browser::{DeclaredPath, PageRequest, RequestMode};
use cors_core::{InventoryRow, Policy};

use super::{
    exchange::Sent,
    sample::{STRANGER, allowed, instance, look_alikes},
};

/// A request of a page to a path, without its URL.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) origin: String,
    pub(crate) page: PageRequest,
    pub(crate) sent: Sent,
}

/// The methods that a path is asked for.
pub(crate) fn methods(rows: &[InventoryRow]) -> Vec<String> {
    let mut methods: Vec<String> = Vec::new();
    for row in rows {
        let narrowed = row.policy.as_ref().and_then(|policy| policy.methods.clone());
        let own = match (&row.method, narrowed) {
            (Some(method), _) => vec![method.clone()],
            (None, Some(narrowed)) => narrowed,
            (None, None) => ["GET", "DELETE"].map(str::to_owned).to_vec(),
        };
        methods.extend(own);
    }
    methods.retain(|method| method != "OPTIONS" && method != "CONNECT" && method != "TRACE");
    methods.sort_unstable();
    methods.dedup();
    methods
}

/// Returns whether a request with this method changes nothing: RFC 9110, section 9.2.1.
pub(crate) fn is_safe(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "QUERY")
}

/// The requests for one path.
pub(crate) fn questions(path: &DeclaredPath, known: &[String], unsafe_methods: bool) -> Vec<Question> {
    let allowed = allowed(path, known);
    let methods = methods(path.rows());
    let page = |origin: &str, method: &str| page(path, origin, method);
    let sent = |method: &str| if is_safe(method) || unsafe_methods { Sent::All } else { Sent::PreflightOnly };
    let mut questions = Vec::new();
    let mut ask = |origin: &str, page: PageRequest, sent| {
        questions.push(Question { origin: origin.to_owned(), page, sent });
    };
    for method in &methods {
        let headers = allowed_headers(path, method);
        for origin in &allowed {
            // A listener makes the browser send a preflight for every method.
            let page = headers
                .iter()
                .fold(page(origin, method).with_upload_listener(), |page, (name, value)| page.header(*name, *value));
            ask(origin, page, sent(method));
        }
        ask(STRANGER, page(STRANGER, method).with_upload_listener(), Sent::PreflightOnly);
    }
    let Some(first) = methods.iter().find(|method| !is_safe(method)).or(methods.first()) else { return questions };
    let reads = methods.iter().any(|method| method == "GET");
    if let Some(origin) = allowed.first() {
        ask(origin, page(origin, first).header("x-cors-audit", "1").with_upload_listener(), Sent::PreflightOnly);
    }
    let strangers = allowed.first().map(|origin| look_alikes(origin)).unwrap_or_default();
    for origin in strangers.into_iter().chain(dev_origin(path)).chain(["null".to_owned()]) {
        let origin = origin.as_str();
        ask(origin, page(origin, first).with_upload_listener(), Sent::PreflightOnly);
        if reads {
            ask(origin, page(origin, "GET"), Sent::All);
        }
    }
    if reads {
        ask(STRANGER, page(STRANGER, "GET"), Sent::All);
        // Without `Origin`, as an image.
        ask(STRANGER, PageRequest::new(STRANGER, "GET").mode(RequestMode::NoCors), Sent::All);
        if let Some(origin) = allowed.first()
            && !methods.iter().any(|method| method == "HEAD")
        {
            ask(origin, page(origin, "HEAD"), Sent::All);
        }
    }
    questions
}

/// An origin that only a debug build allows, if there is one.
pub(crate) fn dev_origin(path: &DeclaredPath) -> Option<String> {
    let policies = path.rows().iter().filter_map(|row| row.policy.as_ref());
    policies.filter_map(|policy| policy.dev_origins.first()).map(|origin| instance(origin)).next()
}

/// A request of a page, with credentials where the policy allows them: `enforce` refuses cookies where it does not.
pub(crate) fn page(path: &DeclaredPath, origin: &str, method: &str) -> PageRequest {
    let page = PageRequest::new(origin, method);
    let policy = path.policies().policy_of(method);
    if policy.is_some_and(Policy::allows_credentials) { page.with_credentials() } else { page }
}

/// The headers that the policy of a method allows, with values that suit them.
fn allowed_headers(path: &DeclaredPath, method: &str) -> Vec<(&'static str, &'static str)> {
    let headers = path.policies().policy_of(method).map(Policy::allow_headers).unwrap_or_default();
    let value = |name: &'static str| match name {
        "*" => ("x-cors-audit-any", "1"),
        "content-type" => (name, "application/json"),
        _ => (name, "1"),
    };
    headers.iter().take(8).map(|name| value(name)).collect()
}
