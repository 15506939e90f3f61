//! One request, one decision.
//!
//! [`PathPolicies::decide`] is the only function that decides, for preflights and for actual requests, and everything that it
//! allows goes through [`AllowedOrigin`]. It computes no reasons: [`PathPolicies::reason`] does, for a log or for a debug body.

pub(crate) mod access;
pub(crate) mod actual;
pub(crate) mod decision;
pub(crate) mod path_policies;
pub(crate) mod preflight;
pub(crate) mod reason;
pub(crate) mod request;
pub(crate) mod requested_headers;
pub(crate) mod same_origin;
pub(crate) mod sources;
pub(crate) mod why;

use self::{
    decision::Decision,
    path_policies::{PathPolicies, Serving},
    request::{OriginLines, RequestHead, requested_method},
};
use crate::origins::source::Verdicts;

impl PathPolicies {
    /// Decides about a request for this path.
    ///
    /// `serving` is the handler that an actual request goes to: the one that the adapter has mounted, or [`PathPolicies::serving`]
    /// where the handler is not known yet. Preflights are answered by the policy of the method that they ask for. `verdicts` are
    /// the answers of [`PathPolicies::sources`], or [`Verdicts::NONE`].
    ///
    /// Work is bounded by the policies, whatever the request contains. Nothing is allocated, unless a preflight asks for a method
    /// that its origin may not use while it may use others.
    ///
    /// ```
    /// # use cors_core::{Access, Decision, Mounted, PathPolicies, PolicySpec, Preflight, RequestHead, Serving, Verdicts};
    /// # struct Request;
    /// # impl RequestHead for Request {
    /// #     fn method(&self) -> &str { "OPTIONS" }
    /// #     fn origin(&self) -> impl Iterator<Item = &[u8]> { std::iter::once(&b"https://app.example.com"[..]) }
    /// #     fn access_control_request_method(&self) -> impl Iterator<Item = &[u8]> { std::iter::once(&b"PUT"[..]) }
    /// #     fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> { std::iter::empty() }
    /// #     fn header(&self, _: &'static str) -> impl Iterator<Item = &[u8]> { std::iter::empty() }
    /// # }
    /// let spec = PolicySpec { origins: Some(vec!["https://app.example.com".to_owned()]), ..PolicySpec::default() };
    /// let mut path = PathPolicies::new();
    /// path.mount(Mounted::Methods(&["PUT", "DELETE"]), spec.validate().unwrap().leak("Frontend"));
    ///
    /// // An `OPTIONS` from `https://app.example.com` that asks for `PUT`:
    /// let decision = path.decide(&Request, Serving::Nothing, Verdicts::NONE);
    /// let Decision::Preflight(Preflight::Granted(_)) = decision else { panic!("a preflight is granted") };
    /// ```
    #[inline]
    pub fn decide<'r, R: RequestHead>(&'r self, request: &'r R, serving: Serving, verdicts: &Verdicts) -> Decision<'r> {
        let origin = OriginLines::of(request.origin());
        match requested_method(request, origin) {
            Some(method) => Decision::Preflight(self.preflight(request, origin, method, verdicts)),
            None => self.actual(request, origin, serving, verdicts),
        }
    }
}
