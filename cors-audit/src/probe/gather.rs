//! The findings of all paths, each fault once.

use std::collections::HashSet;

use cors_browser::{CredentialsMode, DeclaredPath};

use super::{
    exchange::{Exchange, Part},
    path::{Found, PathResult},
    plan::Plan,
};
use crate::{
    findings::{fault::Fault, finding::Finding},
    report::model::{RouteReport, Verdict},
    wire::hop::likely_hop,
};

/// Collects findings and the results of routes.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) findings: Vec<Finding>,
    pub(crate) routes: Vec<RouteReport>,
    /// The routes of which only the preflights were judged.
    pub(crate) unauthorised: usize,
}

impl Gathered {
    /// Adds the result of a path, or the reason why it was not asked.
    pub(crate) fn add(&mut self, path: &DeclaredPath, plan: &Plan, result: Option<&PathResult>) {
        if result.is_some_and(|result| result.unauthorised.is_some()) {
            self.unauthorised += path.rows().len();
        }
        for row in path.rows() {
            let method = row.method.as_deref().unwrap_or("any other");
            let route = format!("{method} {}", path.pattern());
            let (asked, verdict, reason) = match (plan, result) {
                (Plan::Skip(reason), _) => (None, Verdict::NotAsked, Some(reason.clone())),
                (Plan::Ask(asked), Some(result)) if !result.found.is_empty() => {
                    (Some(asked.clone()), Verdict::Differs, None)
                }
                (Plan::Ask(_), Some(PathResult { is_given_up: true, .. })) => {
                    (None, Verdict::NotAsked, Some("the requests before had no answer".to_owned()))
                }
                (Plan::Ask(asked), Some(PathResult { unauthorised: Some(status), .. })) => {
                    let reason = format!(
                        "requests are answered {status} in front of the program: pass `--header \"authorization: …\"`"
                    );
                    (Some(asked.clone()), Verdict::AsDeclared, Some(reason))
                }
                (Plan::Ask(asked), _) => (Some(asked.clone()), Verdict::AsDeclared, None),
            };
            self.routes.push(RouteReport { route, path: asked, verdict, reason });
        }
        let mut counted = HashSet::new();
        for found in result.into_iter().flat_map(|result| &result.found) {
            let hop = found.exchange.answer.as_ref().ok().and_then(likely_hop);
            let route = route_of(path, found);
            if counted.insert((found.named.fault, hop.clone(), route.clone())) {
                self.add_found(found, hop, route);
            }
        }
    }

    fn add_found(&mut self, found: &Found, hop: Option<String>, route: String) {
        let same = |finding: &&mut Finding| finding.fault == found.named.fault && finding.hop == hop;
        match self.findings.iter_mut().find(same) {
            Some(finding) => finding.add_route(route),
            None => {
                let mut finding =
                    Finding::new(found.named.fault, vec![route], found.named.detail.as_str(), seen(found));
                finding.hop = hop;
                finding.exchange = Some(found.exchange.shown());
                self.findings.push(finding);
            }
        }
    }

    /// Leaves out what follows from a fault of another path, and puts the worst first.
    pub(crate) fn finish(&mut self) {
        // Without `Origin`, a preflight is not a preflight; but only some paths tell that it is `Origin` that is missing.
        if self.findings.iter().any(|finding| finding.fault == Fault::OriginRemoved) {
            self.findings.retain(|finding| finding.fault != Fault::PreflightNotPassedOn);
        }
        self.findings.sort_by_key(|finding| (finding.fault.weight(), finding.fault));
    }
}

fn route_of(path: &DeclaredPath, found: &Found) -> String {
    let request = &found.exchange.request;
    let requested = request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("access-control-request-method"));
    let method = match (found.exchange.part, requested) {
        (Part::Preflight, Some((_, method))) => method.as_str(),
        _ => request.method.as_str(),
    };
    format!("{method} {}", path.pattern())
}

/// The result for a page, in the words of the model browser.
fn seen(found: &Found) -> String {
    match (found.named.fault, &found.exchange.answer) {
        (_, Err(_)) => "The script gets a network error.".to_owned(),
        // A page that wants to read asks without credentials, if they are what blocks it.
        (Fault::StrangerAllowed, Ok(_)) if !found.exchange.judged().is_readable() => {
            let page = found.exchange.page.clone().credentials(CredentialsMode::Omit);
            Exchange { page, ..found.exchange.clone() }.judged().outcome().to_string()
        }
        (Fault::HostChanged, _) => "The server's own page gets 403.".to_owned(),
        (_, Ok(_)) => found.exchange.judged().outcome().to_string(),
    }
}
