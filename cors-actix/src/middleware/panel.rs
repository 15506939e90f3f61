//! The panels of an application, in front of everything else that it serves.

use std::{cell::OnceCell, fmt};

use actix_web::{
    HttpResponse,
    dev::ServiceRequest,
    http::{
        Method, StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
};
use cors_core::{__private::Decided, Decision, Inventory, Mounted, PathPolicies, Verdicts};
use cors_panel::{POLICY, Panel, PanelRequest};

use super::http::{self, Headers, Prepared, RequestView, Value};
use crate::observe::event::report;

/// The panels of an application: one content at each path.
#[derive(Default)]
pub(crate) struct Panels {
    pub(crate) paths: Vec<String>,
    mounted: OnceCell<Mount>,
}

struct Mount {
    panel: Panel,
    prepared: Prepared,
}

impl Panels {
    /// Makes the panels of a finished application.
    pub(crate) fn mount(&self, inventory: Inventory) {
        self.mounted.get_or_init(|| {
            let mut policies = PathPolicies::new();
            policies.mount(Mounted::Methods(&["GET"]), &POLICY);
            Mount { panel: Panel::new(inventory), prepared: Prepared::new(policies) }
        });
    }

    /// Answers a request if it is for one of the panels. Their policy is enforced as that of any handler.
    pub(crate) fn answer(&self, request: &ServiceRequest) -> Option<HttpResponse> {
        let below = |path: &&String| {
            let rest = request.path().strip_prefix(path.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let path = self.paths.iter().find(below)?;
        let Mount { panel, prepared } = self.mounted.get()?;
        let view = RequestView::of(request);
        let (policies, verdicts) = (prepared.policies(), Verdicts::NONE);
        let serving = policies.serving(request.method().as_str());
        let decision = policies.decide(&view, serving, verdicts);
        let decided = Decided { request: &view, policies, serving, verdicts, decision: &decision, doubt: None };
        report(&decided, path);
        let sent = view.origin_lines().first();
        Some(match &decision {
            Decision::Preflight(answer) => http::preflight(prepared, answer, sent, || decided.reason()),
            Decision::Refuse(read) => http::refusal(*read, || decided.reason()),
            Decision::Leave => respond(panel, request),
            Decision::Forward(forward) => {
                let mut response = respond(panel, request);
                let sent = sent.cloned().map(Value);
                prepared.decoration(forward, sent.as_ref()).write(&mut Headers(response.headers_mut()));
                response
            }
        })
    }
}

fn respond(panel: &Panel, request: &ServiceRequest) -> HttpResponse {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allow = (header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return HttpResponse::MethodNotAllowed().insert_header(allow).finish();
    }
    let query = request.uri().query();
    let answer = panel.answer(&PanelRequest { path: request.path(), query });
    let mut response =
        HttpResponse::new(StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    for (name, value) in answer.headers {
        response.headers_mut().append(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response.set_body(answer.body).map_into_boxed_body()
}

impl fmt::Debug for Panels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Panels").field("paths", &self.paths).finish_non_exhaustive()
    }
}
