//! The decoration of responses and errors, by the mark of the handler that ran.

use std::rc::Rc;

use actix_web::{Error, HttpRequest, dev::ServiceResponse, http::header::HeaderMap};
use cors_core::{__private::Decided, Decision, Decoration, Reason, Serving};

use super::{
    http::{Headers, Prepared, Value},
    seen::Seen,
    tracking::{Mark, Slot},
};
use crate::{
    observe::event::report,
    routing::{
        cache::Foreseen,
        table::{Pattern, Table},
    },
};

/// An actual request that runs: what comes out is decorated.
pub(crate) struct Pending {
    slot: Rc<Slot>,
    table: Rc<Table>,
}

/// What is done with a response.
#[derive(Clone)]
enum Outcome {
    Leave,
    Decorate(Decoration<Value>),
    /// No other origin may read it.
    Close,
}

impl Outcome {
    #[inline]
    fn write(self, headers: &mut HeaderMap) {
        match self {
            Outcome::Leave => {}
            Outcome::Decorate(decoration) => decoration.write(&mut Headers(headers)),
            Outcome::Close => Decoration::of_refusal().write(&mut Headers(headers)),
        }
    }
}

impl Pending {
    #[inline]
    pub(crate) fn new(slot: Rc<Slot>, table: Rc<Table>) -> Self {
        Pending { slot, table }
    }

    /// Decorates a response to this request.
    #[inline]
    pub(crate) fn decorate<B>(self, response: &mut ServiceResponse<B>) {
        let outcome = self.outcome(Some(response.request()));
        outcome.write(response.headers_mut());
    }

    /// Decorates an error: whatever renders it makes the response.
    #[cold]
    pub(crate) fn decorate_error(self, error: &mut Error) {
        let outcome = self.outcome(None);
        error.add_response_mapper(move |mut response| {
            outcome.clone().write(response.headers_mut());
            response
        });
    }

    /// `request`: `None` if an error has come out, which no longer carries it.
    #[inline]
    fn outcome(&self, request: Option<&HttpRequest>) -> Outcome {
        match self.slot.take_mark() {
            Mark::Of(prepared, serving) => self.decided(request, &prepared, serving, None),
            Mark::Foreign => Outcome::Leave,
            Mark::Refused => Outcome::Close,
            Mark::Outside => self.outside(request),
            Mark::Unserved => {
                let resolved = self.foresee().unserved();
                let serving = self.slot.unserved(resolved.prepared.policies());
                self.decided(request, &resolved.prepared, serving, None)
            }
        }
    }

    fn foresee(&self) -> Foreseen<'_> {
        self.table.foresee(self.slot.path(), self.slot.full_path(), self.slot.hosts)
    }

    /// A middleware has answered: the policies are those of the handler to which the request would have gone.
    #[inline(never)]
    fn outside(&self, request: Option<&HttpRequest>) -> Outcome {
        // Where a middleware has removed the slot, the marks of what ran are lost.
        if request.is_some_and(|request| !self.slot.tracks(request)) {
            return Outcome::Leave;
        }
        let foreseen = self.foresee();
        let method = self.slot.method.as_str();
        let resolved = foreseen.resolved(method.as_bytes());
        let serving = foreseen.serving(&resolved, method);
        self.decided(request, &resolved.prepared, serving, foreseen.doubt(&resolved, method))
    }

    #[inline]
    fn decided(
        &self,
        request: Option<&HttpRequest>,
        prepared: &Prepared,
        serving: Serving,
        doubt: Option<Reason>,
    ) -> Outcome {
        let slot = &*self.slot;
        let (seen, policies, verdicts) = (Seen { slot, request }, prepared.policies(), &slot.verdicts);
        let decision = policies.decide(&seen, serving, verdicts);
        if decision == Decision::Leave {
            return Outcome::Leave;
        }
        let decided = Decided { request: &seen, policies, serving, verdicts, decision: &decision, doubt };
        report(&decided, Pattern(&self.table, slot.path()));
        match &decision {
            Decision::Forward(forward) => Outcome::Decorate(prepared.decoration(forward, slot.sent_origin())),
            _ => Outcome::Close,
        }
    }
}
