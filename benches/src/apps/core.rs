//! Decisions alone: no framework, no header map, no response.

use std::hint::black_box;

use axum::body::Bytes;
use cors_core::{Decision, Mounted, PathPolicies, RequestHead, Verdicts};

use super::{Answer, App, parts};
use crate::{policy::policy, workload::Workload};

struct Core {
    policies: PathPolicies,
    head: Head,
    count: usize,
}

struct Head {
    method: &'static str,
    lines: Vec<(&'static str, Bytes)>,
}

pub(super) fn app(workload: Workload) -> Box<dyn App> {
    let mut policies = PathPolicies::new();
    policies.mount(
        Mounted::Methods(&["GET", "POST"]),
        policy(workload.kind, workload.origins, workload.subject.enforcement()),
    );
    let (method, lines) = parts(workload);
    Box::new(Core { policies, head: Head { method, lines }, count: 0 })
}

impl Core {
    fn decide(&self) -> Decision<'_> {
        let head = black_box(&self.head);
        self.policies.decide(head, self.policies.serving(head.method), Verdicts::NONE)
    }
}

impl App for Core {
    fn prepare(&mut self, count: usize) {
        self.count = count;
    }

    fn run(&mut self) {
        for _ in 0..std::mem::take(&mut self.count) {
            black_box(self.decide());
        }
    }

    fn answer(&mut self) -> Answer {
        let status = match self.decide() {
            Decision::Preflight(preflight) if preflight.access().is_allowed() => 204,
            Decision::Preflight(_) | Decision::Refuse(_) => 403,
            Decision::Forward(_) | Decision::Leave => 200,
        };
        Answer::new(status, std::iter::empty())
    }
}

impl RequestHead for Head {
    fn method(&self) -> &str {
        self.method
    }

    fn origin(&self) -> impl Iterator<Item = &[u8]> {
        self.header("origin")
    }

    fn access_control_request_method(&self) -> impl Iterator<Item = &[u8]> {
        self.header("access-control-request-method")
    }

    fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> {
        self.header("access-control-request-headers")
    }

    fn header(&self, name: &'static str) -> impl Iterator<Item = &[u8]> {
        self.lines.iter().filter(move |(own, _)| *own == name).map(|(_, value)| &value[..])
    }
}
