//! The decoration of responses and errors with CORS headers, by the policies of the handler that ran.

use std::rc::Rc;

use actix_web::{Error, HttpRequest, dev::ServiceResponse};
use cors_core::{__private::Decided, Decision, Decoration, ReadHeaders, Reason, Serving};

use super::{
    http::{Headers, Prepared, Value},
    routed_view::RoutedView,
    tracking::{Progress, RequestState},
};
use crate::{
    observe::event::report,
    routing::{
        policy_table::{Pattern, PolicyTable},
        prediction::Prediction,
    },
};

/// A request in progress, whose response is to be decorated.
pub(crate) struct Pending {
    pub(crate) state: Rc<RequestState>,
    pub(crate) table: Rc<PolicyTable>,
}

impl Pending {
    #[inline]
    pub(crate) fn decorate<B>(self, response: &mut ServiceResponse<B>) {
        if let Some(decoration) = self.decoration(Some(response.request())) {
            decoration.write(&mut Headers(response.headers_mut()));
        }
        self.table.vary_by_host(response.headers_mut());
    }

    /// Decorates the response that the error will be rendered as.
    #[cold]
    pub(crate) fn decorate_error(self, error: &mut Error) {
        let decoration = self.decoration(None);
        error.add_response_mapper(move |mut response| {
            if let Some(decoration) = decoration.clone() {
                decoration.write(&mut Headers(response.headers_mut()));
            }
            self.table.vary_by_host(response.headers_mut());
            response
        });
    }

    /// `request`: `None` for an error, which no longer carries it.
    #[inline]
    fn decoration(&self, request: Option<&HttpRequest>) -> Option<Decoration<Value>> {
        match self.state.take_progress() {
            Progress::Policies(prepared, serving) => self.decide(request, &prepared, serving, None),
            Progress::WithoutPolicy => None,
            Progress::Refused(read) => Some(Decoration::of_refusal(read)),
            Progress::Middleware => self.predicted(request),
            Progress::NotFound => {
                let resolved = self.predict().unserved();
                let serving = self.state.unserved(resolved.prepared.policies());
                self.decide(request, &resolved.prepared, serving, None)
            }
        }
    }

    fn predict(&self) -> Prediction<'_> {
        self.table.predict(self.state.path(), self.state.full_path(), self.state.hosts)
    }

    /// Decorates the response of a middleware, by the policies of the handler that the request would have reached.
    #[inline(never)]
    fn predicted(&self, request: Option<&HttpRequest>) -> Option<Decoration<Value>> {
        // If a middleware has removed the state, the progress behind it was not recorded.
        if request.is_some_and(|request| !self.state.tracks(request)) {
            return None;
        }
        let prediction = self.predict();
        let method = self.state.method.as_str();
        let resolved = prediction.resolved(method.as_bytes());
        let serving = prediction.serving(&resolved, method);
        self.decide(request, &resolved.prepared, serving, prediction.ambiguity(&resolved, method))
    }

    #[inline]
    fn decide(
        &self,
        request: Option<&HttpRequest>,
        prepared: &Prepared,
        serving: Serving,
        doubt: Option<Reason>,
    ) -> Option<Decoration<Value>> {
        let state = &*self.state;
        let (view, policies, verdicts) = (RoutedView { state, request }, prepared.policies(), &state.verdicts);
        let decision = policies.decide(&view, serving, verdicts);
        let decided = Decided { request: &view, policies, serving, verdicts, decision: &decision, doubt };
        let decoration = match &decision {
            Decision::Forward(forward) => prepared.decoration(forward, state.sent_origin()),
            Decision::Refuse(read) => Decoration::of_refusal(*read),
            // Never: the view has no `Access-Control-Request-Method`.
            Decision::Preflight(_) => Decoration::of_refusal(ReadHeaders::ORIGIN),
            Decision::Leave => return None,
        };
        report(&decided, Pattern(&self.table, state.path()));
        Some(decoration)
    }
}
