//! One request, one decision.
//!
//! [`PathPolicies::decide`] is the only function that decides, for preflights and for actual requests, and every origin that it
//! allows is an [`AllowedOrigin`](crate::AllowedOrigin).

pub(crate) mod access;
pub(crate) mod actual;
pub(crate) mod caching;
pub(crate) mod decision;
pub(crate) mod enforcement;
pub(crate) mod find_reason;
pub(crate) mod mounted;
pub(crate) mod page;
pub(crate) mod path_policies;
pub(crate) mod preflight;
pub(crate) mod reason;
pub(crate) mod request;
pub(crate) mod requested_headers;
pub(crate) mod sender;
pub(crate) mod sources;

use self::{
    decision::Decision,
    mounted::Serving,
    path_policies::PathPolicies,
    request::{RequestHead, requested_method},
};
use crate::origins::source::Verdicts;

impl PathPolicies {
    #[doc = include_str!("../../docs/decide.md")]
    #[inline]
    pub fn decide<'r, R: RequestHead>(&'r self, request: &'r R, serving: Serving, verdicts: &Verdicts) -> Decision<'r> {
        let asked = self.asked(request);
        match requested_method(request, asked.origin) {
            Some(method) => Decision::Preflight(self.preflight(request, asked, method, verdicts)),
            None => self.actual(request, asked, serving, verdicts),
        }
    }
}
