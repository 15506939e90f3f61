//! The origins that a probe asks for: some that a path allows, and strangers that look like them.

use cors_browser::DeclaredPath;
use cors_core::{InventoryOrigins, Origin};

/// Origins of each kind that are asked for one path.
const MOST: usize = 2;
/// No program allows it, except for all origins.
pub(crate) const STRANGER: &str = "https://stranger.example";

/// Origins that the policies of a path allow: the first exact ones, and one for each of the first patterns.
pub(crate) fn allowed(path: &DeclaredPath, known: &[String]) -> Vec<String> {
    let mut exact = Vec::new();
    let mut instances = Vec::new();
    for policy in path.rows().iter().filter_map(|row| row.policy.as_ref()) {
        let listed = match &policy.origins {
            InventoryOrigins::Listed(listed) => listed.as_slice(),
            InventoryOrigins::Source(_) => known,
            InventoryOrigins::Any => &["https://*.any.example".to_owned()],
            _ => &[],
        };
        for origin in listed {
            let (kind, origin) =
                if origin.contains('*') { (&mut instances, instance(origin)) } else { (&mut exact, origin.clone()) };
            if kind.len() < MOST && !kind.contains(&origin) {
                kind.push(origin);
            }
        }
    }
    exact.into_iter().chain(instances).collect()
}

/// An origin that a pattern matches; an origin itself.
pub(crate) fn instance(pattern: &str) -> String {
    let pattern = pattern.replace("://*.", "://cors-audit.").replace("://*", "://cors-audit");
    match pattern.strip_suffix(":*") {
        Some(without_port) => format!("{without_port}:8443"),
        None => pattern,
    }
}

/// Origins which look like one that is allowed, and which sloppy comparisons take for it: the classes of the security scanners.
///
/// None of them need be a stranger: whether a policy allows one, [`DeclaredPath::explain`] says.
pub(crate) fn look_alikes(origin: &str) -> Vec<String> {
    let Ok(parsed) = Origin::parse(origin) else { return Vec::new() };
    let (scheme, host) = (parsed.scheme(), parsed.host());
    let port = parsed.port().map(|port| format!(":{port}")).unwrap_or_default();
    let mut alike = vec![
        // The allowed host as a prefix, as a suffix, and with a label in front.
        format!("{scheme}://{host}.stranger.example{port}"),
        format!("{scheme}://stranger{host}{port}"),
        format!("{scheme}://stranger.{host}{port}"),
        // Another port.
        format!("{scheme}://{host}:{}", if parsed.port() == Some(8444) { 8445 } else { 8444 }),
    ];
    // A dot of a regular expression that is not escaped.
    if let Some((before, after)) = host.split_once('.')
        && !host.starts_with('[')
        && host.parse::<std::net::Ipv4Addr>().is_err()
    {
        alike.push(format!("{scheme}://{before}x{after}{port}"));
    }
    match scheme {
        "https" => alike.push(format!("http://{host}{port}")),
        "http" => alike.push(format!("https://{host}{port}")),
        _ => {}
    }
    alike.retain(|other| other != origin);
    alike
}
