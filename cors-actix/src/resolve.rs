//! Which policy speaks for a method of a path, where several resources may serve it.
//!
//! The policy enforced is that of the handler that runs, or nobody is let in: where guards that cannot be asked, or services
//! whose routes are not known, leave it open whether a handler with another policy runs, there is no policy.

use std::rc::Rc;

use cors_core::{Mounted, Origins, PathPolicies, Policy, Reason, Source};

use crate::table::{Methods, Resource, Route};

/// Speaks for methods whose handler cannot be foreseen.
static AMBIGUOUS: Policy = Policy::NOBODY.named("ambiguous");

/// The resources that may serve a path, in actix's order.
#[derive(Clone, Copy)]
pub(crate) struct Candidates<'r> {
    pub(crate) list: &'r [Candidate],
    /// How many services whose routes are not known are asked before whoever comes behind these.
    pub(crate) unknown: usize,
    /// How many of these are known not to serve the path.
    pub(crate) passed: usize,
    /// Others may serve the path behind all of these.
    pub(crate) open: bool,
}

#[derive(Clone)]
pub(crate) struct Candidate {
    pub(crate) resource: Rc<Resource>,
    /// Whether actix takes it, if it comes to it: it has no guards, nor has a scope around it, that cannot be asked.
    pub(crate) certain: bool,
    pub(crate) unknown_before: usize,
}

impl Candidate {
    pub(crate) fn is(&self, other: &Candidate) -> bool {
        Rc::ptr_eq(&self.resource, &other.resource)
            && self.certain == other.certain
            && self.unknown_before == other.unknown_before
    }
}

/// Who serves a method.
#[derive(Clone, Copy)]
enum Served {
    /// No handler.
    Nobody,
    /// A handler that has no policy.
    WithoutPolicy,
    By(&'static Policy),
    /// It cannot be foreseen which one of several with different policies.
    Ambiguous,
}

impl<'r> Candidates<'r> {
    /// The policies of the path, method by method, and whether a method may have none although handlers may serve it. `head`:
    /// `HEAD` is the method that matters.
    pub(crate) fn policies(&self, head: bool) -> (PathPolicies, bool) {
        let mut policies = PathPolicies::new();
        let mut doubtful = false;
        let mut mount = |mounted: Mounted<'_>, served| match served {
            Served::Nobody | Served::WithoutPolicy => {}
            Served::By(policy) => policies.mount(mounted, policy),
            Served::Ambiguous => {
                doubtful = true;
                policies.mount(mounted, &AMBIGUOUS);
            }
        };
        // What serves the methods that nobody names.
        let rest = self.served(None);
        let named = self.served_methods();
        for method in &named {
            mount(Mounted::Methods(&[method]), self.served(Some(method)));
        }
        if head && self.is_head_unforeseen(&named, rest) {
            mount(Mounted::Methods(&["HEAD"]), Served::Ambiguous);
        }
        let any = match rest {
            Served::By(policy) if policy.methods().is_some() => Served::By(policy.outside_methods()),
            rest => rest,
        };
        mount(Mounted::Any, any);
        if self.is_shared() {
            policies.share();
        }
        (policies, doubtful)
    }

    /// Whom nobody names may be served by somebody without a policy.
    fn is_head_unforeseen(&self, named: &[&str], rest: Served) -> bool {
        !named.contains(&"HEAD")
            && !matches!(rest, Served::By(_))
            && !self.list.is_empty()
            && (self.is_shared() || self.may_be_unknown())
    }

    /// Why the asked method has no policy although handlers may serve it.
    pub(crate) fn doubt(&self, asked: &str) -> Option<Reason> {
        let (named, rest) = (self.served_methods(), self.served(None));
        let of_asked = if named.contains(&asked) { self.served(Some(asked)) } else { rest };
        let unforeseen = asked == "HEAD" && self.is_head_unforeseen(&named, rest);
        if !unforeseen && !matches!(of_asked, Served::Ambiguous) {
            return None;
        }
        let is_behind = |candidate: &Candidate| candidate.unknown_before > self.passed;
        let unknown = self.list.iter().any(is_behind);
        Some(if unknown { Reason::UnknownService } else { Reason::AmbiguousRoute })
    }

    /// The sources of whoever may serve the method; of all, where it is not known which method matters, or where nobody serves
    /// it and whoever may use another one can read that.
    pub(crate) fn sources(&self, method: Option<&str>) -> Vec<Source> {
        let routes = || self.list.iter().flat_map(|candidate| &candidate.resource.routes);
        let method = method.filter(|_| routes().any(|route| route.methods.may_be(method)));
        let mut sources = Vec::new();
        let asked = routes().filter(|route| method.is_none() || route.methods.may_be(method));
        for policy in asked.filter_map(|route| route.policy) {
            if let Origins::Source(source) = policy.origins()
                && !sources.contains(&source)
            {
                sources.push(source);
            }
        }
        sources
    }

    /// The methods that guards, routes and policies name, in their order, and those that have to be named besides.
    fn served_methods(&self) -> Vec<&'r str> {
        let mut named = self.named_methods();
        let names = |method| named.contains(&method);
        // actix does not hand HEAD to handlers for GET, as axum does: one for any method may take it.
        let rest = || matches!(self.served(None), Served::By(_) | Served::Ambiguous);
        if names("GET") && !names("HEAD") && rest() {
            named.push("HEAD");
        }
        named
    }

    /// The methods that guards, routes and policies name, in their order.
    fn named_methods(&self) -> Vec<&'r str> {
        let mut named: Vec<&str> = Vec::new();
        let mut name = |method: &'r str| {
            if !named.contains(&method) {
                named.push(method);
            }
        };
        for Candidate { resource, .. } in self.list {
            resource.methods.iter().flatten().for_each(|method| name(method));
            for route in &resource.routes {
                if let Methods::Only(methods) = &route.methods {
                    methods.iter().for_each(|method| name(method));
                }
                route.policy.and_then(Policy::methods).into_iter().flatten().for_each(|method| name(method));
            }
        }
        named
    }

    /// Who serves a method; `None`: one that nobody names.
    fn served(&self, method: Option<&str>) -> Served {
        let mut served = Served::Nobody;
        // Where all that was found may refuse, somebody of whom nothing is known may serve it.
        let or_unknown =
            |served, asked_before| if asked_before > self.passed { Served::or_unknown(served) } else { served };
        for Candidate { resource, certain, unknown_before } in self.list {
            let (certain, unknown_before) = (*certain, *unknown_before);
            let guarded = resource.methods.as_ref();
            if !guarded.is_none_or(|methods| method.is_some_and(|method| methods.iter().any(|own| own == method))) {
                continue;
            }
            for route in resource.routes.iter().filter(|route| route.methods.may_be(method)) {
                let this = if unknown_before > self.passed { Served::Ambiguous } else { route.served(method) };
                served = served.or(this);
                if route.is_certain() {
                    break;
                }
            }
            // actix does not come back from a resource either: other methods are answered 405.
            if certain {
                return or_unknown(served, unknown_before);
            }
        }
        or_unknown(served, self.unknown)
    }

    /// The resource at which actix stops, whatever the method: it answers 405 itself.
    fn end(&self) -> Option<usize> {
        self.list.iter().position(|candidate| candidate.certain && candidate.resource.methods.is_none())
    }

    /// Whether a service whose routes are not known is asked before actix stops.
    fn may_be_unknown(&self) -> bool {
        let end = self.end().and_then(|end| self.list.get(end));
        end.map_or(self.unknown, |end| end.unknown_before) > self.passed
    }

    /// Whether a handler without a policy may serve methods that nobody else does.
    fn is_shared(&self) -> bool {
        let without = |route: &Route| route.policy.is_none();
        let end = self.end();
        let reached = self.list.iter().take(end.map_or(self.list.len(), |end| end + 1));
        reached.clone().any(|candidate| candidate.resource.routes.iter().any(without)) || (self.open && end.is_none())
    }
}

impl Served {
    /// Perhaps somebody of whom nothing is known.
    fn or_unknown(self) -> Served {
        match self {
            Served::Nobody => Served::Nobody,
            _ => Served::Ambiguous,
        }
    }

    /// One of the two.
    fn or(self, other: Served) -> Served {
        match (self, other) {
            (Served::Nobody, served) | (served, Served::Nobody) => served,
            (Served::WithoutPolicy, Served::WithoutPolicy) => Served::WithoutPolicy,
            (Served::By(policy), Served::By(other)) if policy.answers_like(other) => self,
            _ => Served::Ambiguous,
        }
    }
}

impl Route {
    fn served(&self, method: Option<&str>) -> Served {
        let Some(policy) = self.policy else { return Served::WithoutPolicy };
        let narrowed = policy.methods().filter(|_| matches!(self.methods, Methods::Any));
        match (narrowed, method) {
            (Some(methods), Some(method)) if !serves(methods, method) => Served::By(policy.outside_methods()),
            _ => Served::By(policy),
        }
    }

    fn is_certain(&self) -> bool {
        self.guards.is_empty() && !matches!(self.methods, Methods::Unknown)
    }
}

impl Methods {
    fn may_be(&self, method: Option<&str>) -> bool {
        match self {
            Methods::Any | Methods::Unknown => true,
            Methods::Only(methods) => method.is_some_and(|method| methods.iter().any(|own| own == method)),
        }
    }
}

/// HEAD has the policy of GET, unless something else is said of it.
fn serves(methods: &[&str], method: &str) -> bool {
    methods.contains(&method) || (method == "HEAD" && methods.contains(&"GET"))
}
