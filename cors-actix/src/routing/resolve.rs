//! Resolves which policy serves a method of a path that several resources may serve.
//!
//! Guards that cannot be checked and services with unknown routes may leave it open which of several handlers runs. If these have
//! different policies, or one has none, the method gets a policy that allows no origin.

use std::rc::Rc;

use cors_core::{__private::outside_methods, Mounted, PathPolicies, Policy, Reason, Source, Verdicts};

use super::tree::{DefaultNode, Methods, Resource, Route};

/// The policy of methods whose handler cannot be predicted.
static AMBIGUOUS: Policy = Policy::SAME_ORIGIN.named("ambiguous");

/// The resources that may serve a path, in actix's order.
pub(super) struct Candidates {
    list: Vec<Candidate>,
    /// The number of unknown services pushed so far.
    unknown: usize,
    /// How many of these, from the front, are known not to serve the path.
    excluded: usize,
    /// A default service without a policy answers requests that no resource serves.
    has_default: bool,
    /// The last of the list is a default service, which is tried for every path.
    ends_with_default: bool,
}

struct Candidate {
    resource: Rc<Resource>,
    /// actix takes it if it tries it: neither it nor a scope around it has guards that cannot be checked.
    is_certain: bool,
    unknown_before: usize,
}

/// The handler of a method.
#[derive(Clone, Copy)]
#[expect(clippy::large_enum_variant, reason = "made when a path is resolved, and not for each request")]
enum Served {
    Nothing,
    WithoutPolicy,
    By(Policy),
    /// One of several handlers, which cannot be predicted.
    Ambiguous,
}

impl Candidates {
    pub(super) fn new(unknown: usize) -> Self {
        Candidates { list: Vec::new(), unknown, excluded: 0, has_default: false, ends_with_default: false }
    }

    /// Adds a default service, which actix tries last. `is_certain`: as in [`Candidates::push`].
    pub(super) fn push_default(&mut self, default: Option<&DefaultNode>, is_certain: bool) {
        match default {
            None => {}
            Some(DefaultNode::WithoutPolicy) => self.has_default = true,
            Some(DefaultNode::WithPolicy(resource)) => {
                self.push(resource, is_certain);
                self.ends_with_default = true;
            }
        }
    }

    /// Adds the resource that actix tries next.
    pub(super) fn push(&mut self, resource: &Rc<Resource>, is_certain: bool) {
        let unknown_before = self.unknown;
        self.list.push(Candidate { resource: resource.clone(), is_certain, unknown_before });
    }

    /// Adds a service with unknown routes, which actix tries next.
    pub(super) fn push_unknown(&mut self) {
        self.unknown += 1;
    }

    pub(super) fn first(&self) -> Option<&Rc<Resource>> {
        self.list.first().map(|first| &first.resource)
    }

    /// Returns whether a default service alone may serve the path.
    pub(super) fn is_default_alone(&self) -> bool {
        self.ends_with_default && self.list.len() == 1
    }

    /// Records that no unknown service in front of the first resource serves the path.
    pub(super) fn exclude_unknown_before_first(&mut self) {
        self.excluded = self.list.first().map_or(0, |first| first.unknown_before);
    }

    /// Records that no unknown service serves the path.
    pub(super) fn exclude_all_unknown(&mut self) {
        self.excluded = self.unknown;
    }

    /// A key of everything that the policies depend on. Resources live as long as the table.
    pub(super) fn key(&self, is_head: bool) -> Vec<usize> {
        let mut key = vec![self.unknown, self.excluded, usize::from(self.has_default), usize::from(is_head)];
        for Candidate { resource, is_certain, unknown_before } in &self.list {
            key.extend([Rc::as_ptr(resource).addr(), usize::from(*is_certain), *unknown_before]);
        }
        key
    }

    /// Returns the policies of the path, and whether any method is ambiguous. `is_head`: the request is for `HEAD`.
    pub(super) fn policies(&self, is_head: bool) -> (PathPolicies, bool) {
        let mut policies = PathPolicies::new().without_automatic_head();
        if !self.routes().any(|route| route.policy.is_some()) {
            return (policies, false);
        }
        let mut is_ambiguous = false;
        let mut mount = |mounted: Mounted<'_>, served| match served {
            Served::Nothing => {}
            Served::WithoutPolicy => policies.mount_without_policy(mounted),
            Served::By(policy) => policies.mount(mounted, &policy),
            Served::Ambiguous => {
                is_ambiguous = true;
                policies.mount(mounted, &AMBIGUOUS);
            }
        };
        let rest = self.served(None);
        let named = self.named_methods();
        for method in &named {
            mount(Mounted::Methods(&[method]), self.served(Some(method)));
        }
        if is_head && let Some(served) = self.unlisted_head(&named, rest) {
            mount(Mounted::Methods(&["HEAD"]), served);
        }
        let any = match rest {
            Served::By(policy) if policy.methods().is_some() => Served::By(outside_methods(&policy)),
            rest => rest,
        };
        mount(Mounted::Any, any);
        (policies, is_ambiguous)
    }

    /// Returns the handler of `HEAD` beside one of `GET`, if it has no policy or is ambiguous.
    ///
    /// It is mounted only for `HEAD` requests, so that preflights for `GET` can still be cached.
    fn unlisted_head(&self, named: &[&str], rest: Served) -> Option<Served> {
        match rest {
            _ if named.contains(&"HEAD") => None,
            Served::WithoutPolicy | Served::Ambiguous => Some(rest),
            Served::Nothing if self.reaches_default() => Some(Served::Ambiguous),
            Served::Nothing | Served::By(_) => None,
        }
    }

    /// Returns why the handler of a method is ambiguous, if it is.
    pub(super) fn ambiguity(&self, method: &str) -> Option<Reason> {
        let named = self.named_methods();
        let served = self.served(Some(method).filter(|method| named.contains(method)));
        let head = self.unlisted_head(&named, self.served(None)).filter(|_| method == "HEAD");
        if !matches!(head.unwrap_or(served), Served::Ambiguous) {
            return None;
        }
        let is_unknown = self.unknown > self.excluded || self.list.iter().any(|one| one.unknown_before > self.excluded);
        Some(if is_unknown { Reason::UnknownService } else { Reason::AmbiguousRoute })
    }

    /// Returns the sources of all handlers that may serve the method, or of all handlers of the path if none serves it, without the
    /// sources that have been queried.
    pub(super) fn sources(&self, method: &str, verdicts: &Verdicts) -> Vec<Source> {
        let method = Some(method).filter(|method| self.routes().any(|route| route.methods.may_include(Some(method))));
        let mut sources = Vec::new();
        let routes = self.routes().filter(|route| method.is_none() || route.methods.may_include(method));
        for source in routes.filter_map(|route| route.policy?.source()) {
            if !verdicts.has(source) && !sources.contains(&source) {
                sources.push(source);
            }
        }
        sources
    }

    fn routes(&self) -> impl Iterator<Item = &Route> {
        self.list.iter().flat_map(|candidate| &candidate.resource.routes)
    }

    /// Returns the methods that have to be mounted by name: those named by guards, routes and policies, in this order, and `HEAD`.
    fn named_methods(&self) -> Vec<&str> {
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
        // actix does not route `HEAD` to handlers of `GET`, so the handler of all other methods may serve it.
        let serves_head = match self.served(None) {
            Served::Nothing => false,
            Served::By(_) => true,
            // Without `POST`, that handler serves `POST` too, which already keeps browsers from caching preflights for `GET`.
            Served::WithoutPolicy | Served::Ambiguous => named.contains(&"POST"),
        };
        if serves_head && named.contains(&"GET") && !named.contains(&"HEAD") {
            named.push("HEAD");
        }
        named
    }

    /// Returns the handler of a method. `None`: a method that no guard, route or policy names.
    fn served(&self, method: Option<&str>) -> Served {
        let mut served = Served::Nothing;
        for Candidate { resource, is_certain, unknown_before } in &self.list {
            if *unknown_before > self.excluded {
                served = Served::Ambiguous;
            }
            let guarded = resource.methods.as_ref();
            if !guarded.is_none_or(|methods| method.is_some_and(|method| methods.iter().any(|own| own == method))) {
                continue;
            }
            for route in resource.routes.iter().filter(|route| route.methods.may_include(method)) {
                served = served.or(route.served(method));
                if !matches!(route.methods, Methods::Unknown) {
                    break;
                }
            }
            // actix does not try another resource: this one answers 405 to other methods.
            if *is_certain {
                return served;
            }
        }
        match served {
            _ if self.unknown > self.excluded => Served::Ambiguous,
            // The default service serves requests that a guard refuses.
            Served::By(_) if self.has_default => Served::Ambiguous,
            served => served,
        }
    }

    /// Returns whether methods without a handler reach the default service, because no resource answers 405.
    pub(super) fn reaches_default(&self) -> bool {
        let answers_405 = |candidate: &Candidate| candidate.is_certain && candidate.resource.methods.is_none();
        self.has_default && !self.list.iter().any(answers_405)
    }
}

impl Served {
    /// Either of the two handlers.
    fn or(self, other: Served) -> Served {
        match (self, other) {
            (Served::Nothing, served) | (served, Served::Nothing) => served,
            (Served::WithoutPolicy, Served::WithoutPolicy) => Served::WithoutPolicy,
            (Served::By(policy), Served::By(other)) if policy.answers_like(&other) => self,
            _ => Served::Ambiguous,
        }
    }
}

impl Resource {
    /// The policies of this resource alone, for responses of its own middleware and for its 405.
    pub(crate) fn policies(self: &Rc<Self>) -> PathPolicies {
        let mut candidates = Candidates::new(0);
        candidates.push(self, true);
        candidates.policies(true).0
    }
}

impl Route {
    fn served(&self, method: Option<&str>) -> Served {
        let Some(policy) = self.policy else { return Served::WithoutPolicy };
        let narrowed = policy.methods().filter(|_| matches!(self.methods, Methods::Any));
        match (narrowed, method) {
            (Some(methods), Some(method)) if !allows(methods, method) => Served::By(outside_methods(policy)),
            _ => Served::By(*policy),
        }
    }
}

impl Methods {
    fn may_include(&self, method: Option<&str>) -> bool {
        match self {
            Methods::Any | Methods::Unknown => true,
            Methods::Only(methods) => method.is_some_and(|method| methods.iter().any(|own| own == method)),
        }
    }
}

/// Returns whether `methods = […]` includes a method. `HEAD` is included with `GET`.
fn allows(methods: &[&str], method: &str) -> bool {
    methods.contains(&method) || (method == "HEAD" && methods.contains(&"GET"))
}
