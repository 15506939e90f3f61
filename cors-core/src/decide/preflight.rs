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
            Serving::WithoutPolicy => return self.other_methods(asked, verdicts, Others::ServedWithoutPolicy),
            Serving::Nothing => return self.other_methods(asked, verdicts, Others::NotServed),
        };
        let Some(policy) = self.policy(group) else { return Preflight::Denied };
        let access = match access(policy, asked, verdicts) {
            Access::Denied => return self.other_methods(asked, verdicts, Others::DeniedBy(group)),
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
    /// Browsers must not cache the answer: they let `GET`, `HEAD` and `POST` pass whatever methods are listed, so a cached header would hold
    /// for methods with other policies.
    ///
    /// Where a handler serves the requested method, the answer allows no header. Where none does, it allows those that the other
    /// methods allow this origin. Otherwise, the console would name an allowed header for a `POST`, whose method browsers do not
    /// compare; now the page reads the router's 405. Headers that no policy of the path allows are never listed, although no handler
    /// would see them: a layer may act on them, by changing the method (`X-HTTP-Method-Override`) or by answering itself.
    #[inline(never)]
    fn other_methods<'r>(&'r self, asked: OriginAndHost<'r>, verdicts: &Verdicts, because: Others) -> Preflight<'r> {
        let mut others: Option<OtherMethods<'r>> = None;
        let is_transient = self.policies().any(|policy| allows(policy, asked, verdicts).is_none());
        for (group, policy) in self.policies().enumerate() {
            let methods = self.allow_methods(group);
            let access = access(policy, asked, verdicts);
            if because == Others::DeniedBy(group) || methods.is_empty() || !access.is_allowed() {
                continue;
            }
            let others = others.get_or_insert_with(|| OtherMethods {
                access,
                credentials: false,
                methods: String::new(),
                headers: Vec::new(),
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
            if because == Others::NotServed {
                let new = policy.allow_headers().iter().filter(|name| !others.headers.contains(name));
                let new: Vec<_> = new.copied().collect();
                others.headers.extend(new);
            }
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

/// The reason why an answer lists the methods that the origin may use, and not the requested one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Others {
    /// The policy of the method's handler denies the origin.
    DeniedBy(usize),
    /// The method's handler has no policy.
    ServedWithoutPolicy,
    /// No handler serves the method.
    NotServed,
}

/// Returns whether a policy can allow a method. Scripts cannot send a forbidden one, and a browser would take `*` in the answer for
/// every method of the path.
pub(super) fn is_allowable(method: &str) -> bool {
    method != "*" && !method::is_forbidden(method)
}
