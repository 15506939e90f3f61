//! Which policy serves a method of a path, where several resources may serve it.
//!
//! Where guards that cannot be asked, or services whose routes are not known, leave it open whether a handler with another policy
//! runs, or one without a policy, the method has a policy that allows no origin.

use std::rc::Rc;

use cors_core::{__private::outside_methods, Mounted, PathPolicies, Policy, Reason, Source, Verdicts};

use super::tree::{Methods, Resource, Route};

/// The policy of methods whose handler cannot be foreseen.
static AMBIGUOUS: Policy = Policy::SAME_ORIGIN.named("ambiguous");

/// The resources that may serve a path, in actix's order.
pub(super) struct Candidates {
    list: Vec<Candidate>,
    /// How many services whose routes are not known are asked so far, or after all of these.
    unknown: usize,
    /// How many of these are known not to serve the path.
    passed: usize,
    /// A default service without a policy answers what no resource serves.
    pub(super) has_default: bool,
}

struct Candidate {
    resource: Rc<Resource>,
    /// Whether actix takes it once it is asked: it has no guards, nor has a scope around it, that cannot be asked.
    certain: bool,
    unknown_before: usize,
}

/// The handler that serves a method.
#[derive(Clone, Copy)]
enum Served {
    Nothing,
    WithoutPolicy,
    By(&'static Policy),
    /// It cannot be foreseen which one of several.
    Ambiguous,
}

impl Candidates {
    pub(super) fn new(unknown: usize, has_default: bool) -> Self {
        Candidates { list: Vec::new(), unknown, passed: 0, has_default }
    }

    /// A resource that is asked next.
    pub(super) fn push(&mut self, resource: &Rc<Resource>, certain: bool) {
        let unknown_before = self.unknown;
        self.list.push(Candidate { resource: resource.clone(), certain, unknown_before });
    }

    /// A service whose routes are not known is asked next.
    pub(super) fn push_unknown(&mut self) {
        self.unknown += 1;
    }

    /// The resource that is asked first.
    pub(super) fn first(&self) -> Option<&Rc<Resource>> {
        self.list.first().map(|first| &first.resource)
    }

    /// No service whose routes are not known, and that is asked before the first resource, serves the path.
    pub(super) fn pass_unknown_before_first(&mut self) {
        self.passed = self.list.first().map_or(0, |first| first.unknown_before);
    }

    /// No service has served the request, so none that is not known has.
    pub(super) fn pass_all_unknown(&mut self) {
        self.passed = self.unknown;
    }

    /// Everything that the policies depend on. Resources live as long as the table.
    pub(super) fn key(&self, head: bool) -> Vec<usize> {
        let mut key = vec![self.unknown, self.passed, usize::from(self.has_default), usize::from(head)];
        for Candidate { resource, certain, unknown_before } in &self.list {
            key.extend([Rc::as_ptr(resource).addr(), usize::from(*certain), *unknown_before]);
        }
        key
    }

    /// The policies of the path, method by method, and whether some method has a handler that cannot be foreseen. `head`: `HEAD` is
    /// the method that matters.
    pub(super) fn policies(&self, head: bool) -> (PathPolicies, bool) {
        let mut policies = PathPolicies::new();
        let mut is_doubtful = false;
        let mut mount = |mounted: Mounted<'_>, served| match served {
            Served::Nothing => {}
            Served::WithoutPolicy => policies.mount_without_policy(mounted),
            Served::By(policy) => policies.mount(mounted, policy),
            Served::Ambiguous => {
                is_doubtful = true;
                policies.mount(mounted, &AMBIGUOUS);
            }
        };
        if !self.routes().any(|route| route.policy.is_some()) {
            return (PathPolicies::new(), false);
        }
        let rest = self.served(None);
        let named = self.served_methods();
        for method in &named {
            mount(Mounted::Methods(&[method]), self.served(Some(method)));
        }
        if head && let Some(served) = self.unlisted_head(&named, rest) {
            mount(Mounted::Methods(&["HEAD"]), served);
        }
        let any = match rest {
            Served::By(policy) if policy.methods().is_some() => Served::By(outside_methods(policy)),
            rest => rest,
        };
        mount(Mounted::Any, any);
        (policies, is_doubtful)
    }

    /// The handler of `HEAD` beside one for `GET`, where it is one without a policy, or may be. It is not mounted unless `HEAD` matters:
    /// preflights for `GET` list it, which opens nothing, as browsers let `HEAD` pass whatever is listed.
    fn unlisted_head(&self, named: &[&str], rest: Served) -> Option<Served> {
        match rest {
            _ if named.contains(&"HEAD") => None,
            Served::WithoutPolicy | Served::Ambiguous => Some(rest),
            Served::Nothing if self.reaches_default() => Some(Served::Ambiguous),
            Served::Nothing | Served::By(_) => None,
        }
    }

    /// Why the asked method has no policy although handlers may serve it.
    pub(super) fn doubt(&self, asked: &str) -> Option<Reason> {
        let named = self.served_methods();
        let served = self.served(Some(asked).filter(|asked| named.contains(asked)));
        let head = self.unlisted_head(&named, self.served(None)).filter(|_| asked == "HEAD");
        if !matches!(head.unwrap_or(served), Served::Ambiguous) {
            return None;
        }
        let is_unknown = self.unknown > self.passed || self.list.iter().any(|one| one.unknown_before > self.passed);
        Some(if is_unknown { Reason::UnknownService } else { Reason::AmbiguousRoute })
    }

    /// The sources of all handlers that may serve the method, or of all of the path, where none serves it; without those that have
    /// been asked.
    pub(super) fn sources(&self, method: &str, verdicts: &Verdicts) -> Vec<Source> {
        let method = Some(method).filter(|method| self.routes().any(|route| route.methods.may_be(Some(method))));
        let mut sources = Vec::new();
        let asked = self.routes().filter(|route| method.is_none() || route.methods.may_be(method));
        for source in asked.filter_map(|route| route.policy?.source()) {
            if !verdicts.has(source) && !sources.contains(&source) {
                sources.push(source);
            }
        }
        sources
    }

    fn routes(&self) -> impl Iterator<Item = &Route> {
        self.list.iter().flat_map(|candidate| &candidate.resource.routes)
    }

    /// The methods that have to be mounted by name: those that guards, routes and policies name, in their order, and `HEAD`.
    fn served_methods(&self) -> Vec<&str> {
        let mut named: Vec<&str> = Vec::new();
        for Candidate { resource, .. } in &self.list {
            let guarded = resource.methods.iter().flatten();
            let routes = resource.routes.iter().flat_map(|route| {
                let methods = if let Methods::Only(methods) = &route.methods { methods.as_slice() } else { &[] };
                let narrowed = route.policy.and_then(Policy::methods).into_iter().flatten();
                methods.iter().map(String::as_str).chain(narrowed.copied())
            });
            for method in guarded.map(String::as_str).chain(routes) {
                if !named.contains(&method) {
                    named.push(method);
                }
            }
        }
        // actix does not hand `HEAD` to handlers for `GET`: the one that serves all other methods may take it.
        let is_taken = match self.served(None) {
            Served::Nothing => false,
            Served::By(_) => true,
            // Otherwise that one takes `POST` too, and browsers must not cache what a preflight for `GET` allows anyway.
            Served::WithoutPolicy | Served::Ambiguous => named.contains(&"POST"),
        };
        if is_taken && named.contains(&"GET") && !named.contains(&"HEAD") {
            named.push("HEAD");
        }
        named
    }

    /// The handler of a method; `None`: of a method that no guard, route or policy names.
    fn served(&self, method: Option<&str>) -> Served {
        let mut served = Served::Nothing;
        for Candidate { resource, certain, unknown_before } in &self.list {
            let is_unknown = *unknown_before > self.passed;
            if is_unknown {
                served = Served::Ambiguous;
            }
            let guarded = resource.methods.as_ref();
            if !guarded.is_none_or(|methods| method.is_some_and(|method| methods.iter().any(|own| own == method))) {
                continue;
            }
            for route in resource.routes.iter().filter(|route| route.methods.may_be(method)) {
                served = served.or(route.served(method));
                if route.is_certain() {
                    break;
                }
            }
            // actix does not come back from a resource either: other methods are answered 405.
            if *certain {
                return served;
            }
        }
        match served {
            _ if self.unknown > self.passed => Served::Ambiguous,
            // The default service may take what a guard refuses.
            Served::By(_) if self.has_default => Served::Ambiguous,
            served => served,
        }
    }

    /// Whether a default service without a policy answers methods that no handler serves: no resource stops actix by its own 405.
    pub(super) fn reaches_default(&self) -> bool {
        let is_end = |candidate: &Candidate| candidate.certain && candidate.resource.methods.is_none();
        self.has_default && !self.list.iter().any(is_end)
    }
}

impl Served {
    /// One of the two.
    fn or(self, other: Served) -> Served {
        match (self, other) {
            (Served::Nothing, served) | (served, Served::Nothing) => served,
            (Served::WithoutPolicy, Served::WithoutPolicy) => Served::WithoutPolicy,
            (Served::By(policy), Served::By(other)) if policy.answers_like(other) => self,
            _ => Served::Ambiguous,
        }
    }
}

impl Resource {
    /// The policies of this resource alone: of what its own middleware answers, and of its 405.
    pub(crate) fn policies(self: &Rc<Self>) -> PathPolicies {
        let mut candidates = Candidates::new(0, false);
        candidates.push(self, true);
        candidates.policies(true).0
    }
}

impl Route {
    fn served(&self, method: Option<&str>) -> Served {
        let Some(policy) = self.policy else { return Served::WithoutPolicy };
        let narrowed = policy.methods().filter(|_| matches!(self.methods, Methods::Any));
        match (narrowed, method) {
            (Some(methods), Some(method)) if !serves(methods, method) => Served::By(outside_methods(policy)),
            _ => Served::By(policy),
        }
    }

    fn is_certain(&self) -> bool {
        !matches!(self.methods, Methods::Unknown)
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
