//! Answers to preflights.

use super::{
    access::{access, allows},
    decision::{Access, Grant, OtherMethods, Preflight},
    mounted::Serving,
    path_policies::PathPolicies,
    reason::Reason,
    request::{OriginAndHost, RequestHead, method_in},
    requested_headers,
};
use crate::{origins::source::Verdicts, syntax::method};

impl PathPolicies {
    /// The answer to a preflight that requests the method in `method`.
    pub(super) fn preflight<'r, R: RequestHead>(
        &'r self,
        request: &'r R,
        asked: OriginAndHost<'r>,
        method: &'r [u8],
        verdicts: &Verdicts,
    ) -> Preflight<'r> {
        let Some((method, serving)) = self.requested_handler(method) else { return Preflight::Denied };
        let group = match serving {
            Serving::Policy(group) => group,
            Serving::WithoutPolicy | Serving::Nothing => return self.other_methods(asked, verdicts, None),
        };
        let Some(policy) = self.policy(group) else { return Preflight::Denied };
        let access = match access(policy, asked, verdicts) {
            Access::Denied => return self.other_methods(asked, verdicts, Some(group)),
            // `*` stands for every origin that a browser can send, and for nothing else.
            Access::Any if !asked.origin.may_be_sent() => return Preflight::Denied,
            access => access,
        };
        match requested_headers::check(policy, request.access_control_request_headers()) {
            Err(Reason::MalformedRequestHeaders) => Preflight::Denied,
            // The browser compares the list with its request, and names in its console what is missing.
            Ok(()) | Err(_) => {
                let is_unlisted = |method: &&str| !self.announces(group, method) && self.has_handler(group, method);
                let unlisted = Some(method).filter(is_unlisted);
                let may_be_cached = self.may_be_cached(group, |policy| allows(policy, asked, verdicts));
                Preflight::Granted(Grant { access, group, unlisted, may_be_cached })
            }
        }
    }

    /// The methods that an origin may use, where it may not use the requested one.
    ///
    /// They come without headers, and browsers must not cache the answer: they let `GET`, `HEAD` and `POST` pass whatever methods are
    /// listed, so a cached header would hold for methods with other policies.
    #[inline(never)]
    fn other_methods<'r>(
        &'r self,
        asked: OriginAndHost<'r>,
        verdicts: &Verdicts,
        denied: Option<usize>,
    ) -> Preflight<'r> {
        let mut others: Option<OtherMethods<'r>> = None;
        let is_transient = self.policies().any(|policy| allows(policy, asked, verdicts).is_none());
        for (group, policy) in self.policies().enumerate() {
            let methods = self.allow_methods(group);
            let access = access(policy, asked, verdicts);
            if Some(group) == denied || methods.is_empty() || !access.is_allowed() {
                continue;
            }
            let others = others.get_or_insert_with(|| OtherMethods {
                access,
                credentials: false,
                methods: String::new(),
                is_transient,
            });
            // An origin by name satisfies a browser that sends credentials as well; `*` would not.
            if others.access == Access::Any {
                others.access = access;
            }
            others.credentials |= policy.allows_credentials();
            if !others.methods.is_empty() {
                others.methods.push_str(", ");
            }
            others.methods.push_str(methods);
        }
        match others {
            Some(others) if asked.origin.may_be_sent() => Preflight::OtherMethods(Box::new(others)),
            Some(_) | None => Preflight::Denied,
        }
    }

    /// The requested method and the handler that serves it; `None`: the line is not a method that a policy could allow.
    pub(super) fn requested_handler<'r>(&'r self, line: &'r [u8]) -> Option<(&'r str, Serving)> {
        let named = self.served().find(|(served, _)| served.as_bytes() == line);
        let (method, serving) = match named {
            Some(named) => named,
            None => (method_in(line)?, self.rest()),
        };
        is_allowable(method).then_some((method, serving))
    }
}

/// Returns whether a policy can allow a method. Scripts cannot send a forbidden one, and a browser would take `*` in the answer for
/// every method of the path.
pub(super) fn is_allowable(method: &str) -> bool {
    method != "*" && !method::is_forbidden(method)
}
