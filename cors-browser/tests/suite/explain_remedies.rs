//! The reasons and failures that explanations name are the true causes: with the remedy of each applied, for random policies and
//! requests, the script can read the response in the end. A wrong reason would not lead there.

use std::collections::BTreeSet;

use cors_browser::{Blocked, Exchange, Explain, Failure, Outcome, PageRequest, RequestMode, Stage};
use cors_core::{Acknowledgement, Enforcement, Mounted, PathPolicies, Policy, PolicySpec, Reason, Rule};
use proptest::{
    collection::vec,
    option,
    prelude::*,
    sample::{select, subsequence},
};

const APP: &str = "https://app.example.com";
const API: &str = "https://api.example.com";
const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"];

/// A policy as it is written.
#[derive(Debug, Clone, Default)]
struct Written {
    /// Empty: `same_origin`.
    origins: Vec<String>,
    credentials: bool,
    allow_headers: Vec<String>,
    methods: Option<Vec<String>>,
    enforce: bool,
}

/// The handlers of a path. `None`: one without a policy.
#[derive(Debug, Clone)]
struct Path {
    on: Vec<(&'static str, Option<Written>)>,
    any: Option<Option<Written>>,
}

#[derive(Debug, Clone)]
struct Request {
    origin: String,
    method: String,
    headers: Vec<&'static str>,
    credentials: bool,
    has_listener: bool,
    socket: bool,
}

impl Written {
    fn policy(&self) -> Option<&'static Policy> {
        let list = |list: &[String]| (!list.is_empty()).then(|| list.to_vec());
        let is_closed = self.origins.is_empty();
        let mut spec = PolicySpec {
            origins: list(&self.origins),
            same_origin: is_closed,
            credentials: self.credentials && !is_closed,
            allow_headers: list(&self.allow_headers).filter(|_| !is_closed),
            methods: self.methods.clone().filter(|_| !is_closed),
            enforce: self.enforce.then_some(Enforcement::Refuse),
            ..PolicySpec::default()
        };
        if let Err(issues) = spec.validate() {
            let rules: BTreeSet<Rule> = issues.into_iter().map(|issue| issue.kind.rule()).collect();
            let accepted = |rule: Rule| Acknowledgement { rule: rule.name().to_owned(), reason: "a test".to_owned() };
            spec.acknowledgements = rules.into_iter().filter(|rule| rule.is_acknowledgeable()).map(accepted).collect();
        }
        spec.validate().ok().map(|valid| valid.leak("Random"))
    }

    /// Adds an origin to the list. `*` is replaced by a list.
    fn list(&mut self, origin: &str) {
        self.origins.retain(|listed| listed != "*");
        self.origins.push(origin.to_owned());
    }
}

impl Path {
    fn policies(&self) -> Option<PathPolicies> {
        let mut path = PathPolicies::new();
        for (method, written) in &self.on {
            match written {
                Some(written) => path.mount(Mounted::Methods(&[method]), written.policy()?),
                None => path.mount_without_policy(Mounted::Methods(&[method])),
            }
        }
        match &self.any {
            Some(Some(written)) => path.mount(Mounted::Any, written.policy()?),
            Some(None) => path.mount_without_policy(Mounted::Any),
            None => {}
        }
        Some(path)
    }

    /// The handler that serves a method.
    fn handler(&mut self, method: &str) -> Option<&mut Option<Written>> {
        let named = self.on.iter().position(|(own, _)| *own == method);
        let by_get = || if method == "HEAD" { self.on.iter().position(|(own, _)| *own == "GET") } else { None };
        match named.or_else(by_get) {
            Some(index) => Some(&mut self.on[index].1),
            None => self.any.as_mut(),
        }
    }

    /// The policies that decide about a method: that of its handler, or all of the path if the router answers 405.
    fn deciding(&mut self, method: &str) -> Vec<&mut Written> {
        if self.handler(method).is_none() {
            return self.on.iter_mut().map(|(_, written)| written).chain(&mut self.any).flatten().collect();
        }
        vec![self.handler(method).expect("a handler").get_or_insert_default()]
    }

    /// One of the deciding policies.
    fn policy(&mut self, method: &str) -> &mut Written {
        self.deciding(method).into_iter().next().expect("a policy")
    }
}

impl Request {
    fn page_request(&self) -> PageRequest {
        let request = PageRequest::new(&self.origin, &self.method).to(format!("{API}/"));
        let request = self.headers.iter().fold(request, |request, name| request.header(*name, "application/json"));
        let request = if self.credentials { request.with_credentials() } else { request };
        if self.socket {
            return PageRequest::new(&self.origin, "GET").to("wss://api.example.com/").mode(RequestMode::WebSocket);
        }
        if self.has_listener { request.with_upload_listener() } else { request }
    }

    fn method(&self) -> String {
        if self.socket { "GET".to_owned() } else { self.method.clone() }
    }
}

/// Applies the remedy of a reason. An origin that no list can contain is replaced by another one.
fn follow_reason(reason: Reason, path: &mut Path, request: &mut Request) -> bool {
    let method = request.method();
    match reason {
        Reason::OriginNotAllowed | Reason::SameOriginOnly => {
            let policy = path.policy(&method);
            // Only a policy that allows no other origins has `same_origin`.
            if (reason == Reason::SameOriginOnly) != policy.origins.is_empty() {
                return false;
            }
            policy.list(&request.origin);
        }
        Reason::NullOrigin | Reason::MalformedOrigin => request.origin = APP.to_owned(),
        // Other methods of the path allow the origin: check that, and allow this method.
        Reason::MethodNotAllowed | Reason::MethodOutside => {
            let others = METHODS.iter().filter(|other| **other != method);
            let may_use_others = others.clone().any(|other| {
                let allows =
                    |policies: PathPolicies| policies.explain(&PageRequest::new(&request.origin, *other)).is_readable();
                path.policies().is_some_and(allows)
            });
            let is_narrowed = path.handler(&method).is_some_and(|handler| {
                handler.as_ref().is_some_and(|policy| policy.methods.as_ref().is_some_and(|own| !own.contains(&method)))
            });
            if reason == Reason::MethodOutside && !is_narrowed || reason == Reason::MethodNotAllowed && !may_use_others
            {
                return false;
            }
            if path.handler(&method).is_none() {
                let policy = path.policy(&method).clone();
                path.any = Some(Some(Written { methods: None, ..policy }));
            }
            let policy = path.policy(&method);
            if let Some(methods) = policy.methods.as_mut().filter(|_| is_narrowed) {
                methods.push(method);
            } else {
                policy.list(&request.origin);
            }
        }
        Reason::CookieWithoutCredentials => {
            path.deciding(&method).into_iter().for_each(|policy| policy.credentials = true);
        }
        Reason::MethodForbidden => request.method = "GET".to_owned(),
        Reason::WithoutPolicy => {
            let is_plain = path.handler(&method).is_some_and(|handler| handler.is_none());
            if !is_plain {
                return false;
            }
            path.policy(&method).list(&request.origin);
        }
        Reason::HeaderNotAllowed => {
            let policy = path.policy(&method);
            let allowed = |name: &str| policy.allow_headers.iter().any(|own| own == name);
            let missing: Vec<String> =
                request.headers.iter().filter(|name| !allowed(name)).map(ToString::to_string).collect();
            if missing.is_empty() {
                return false;
            }
            policy.allow_headers.retain(|name| name != "*");
            policy.allow_headers.extend(missing);
        }
        _ => return false,
    }
    true
}

/// Applies the remedy of a failure, if the policy itself allows the request.
fn follow_failure(failure: &Failure, path: &mut Path, request: &mut Request) -> bool {
    let method = request.method();
    match failure {
        Failure::AllowCredentials => path.deciding(&method).into_iter().for_each(|policy| policy.credentials = true),
        Failure::AllowOriginWildcard => {
            for policy in path.deciding(&method) {
                policy.list(&request.origin);
                policy.credentials = true;
            }
        }
        // With credentials, `*` is not a wildcard.
        Failure::HeaderNotAllowed(name) => {
            let policy = path.policy(&method);
            policy.allow_headers.retain(|own| own != "*");
            policy.allow_headers.push(name.clone());
        }
        // There is no handler for the handshake.
        Failure::NotSwitched(405) => {
            let policy = path.policy("GET").clone();
            path.on.push(("GET", Some(policy)));
        }
        _ => return false,
    }
    true
}

fn written() -> impl Strategy<Value = Written> {
    let origins = prop_oneof![
        1 => Just(vec![]),
        2 => Just(vec!["*"]),
        6 => subsequence(vec![APP, "https://b.example.com", "https://*.partner.example"], 1..=2),
    ];
    let methods = option::weighted(0.3, subsequence(METHODS.to_vec(), 1..=3));
    let headers = subsequence(vec!["*", "authorization", "content-type", "x-a"], 0..=3);
    (origins, any::<bool>(), headers, methods, prop::bool::weighted(0.3)).prop_map(
        |(origins, credentials, allow_headers, methods, enforce)| {
            let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
            Written {
                origins: owned(origins),
                credentials,
                allow_headers: owned(allow_headers),
                methods: methods.map(owned),
                enforce,
            }
        },
    )
}

fn path() -> impl Strategy<Value = Path> {
    let handler = || option::weighted(0.85, written());
    let on = subsequence(METHODS.to_vec(), 0..=4)
        .prop_flat_map(move |methods| (Just(methods.clone()), vec(handler(), methods.len())))
        .prop_map(|(methods, handlers)| methods.into_iter().zip(handlers).collect::<Vec<_>>());
    (on, option::weighted(0.5, handler())).prop_filter_map("a path with a policy", |(on, any)| {
        // `methods` narrows handlers for any method.
        let open = |written: Option<Written>| written.map(|written| Written { methods: None, ..written });
        let path = Path { on: on.into_iter().map(|(method, written)| (method, open(written))).collect(), any };
        path.policies().is_some_and(|policies| !policies.is_empty()).then_some(path)
    })
}

fn request() -> impl Strategy<Value = Request> {
    let origin = select(vec![
        APP,
        "https://b.example.com",
        "https://a.partner.example",
        "https://evil.test",
        "null",
        "https://A.example",
    ]);
    let method = select(vec!["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "*"]);
    let headers = subsequence(vec!["authorization", "content-type", "x-a", "x-b"], 0..=2);
    (origin, method, headers, any::<bool>(), prop::bool::weighted(0.1), prop::bool::weighted(0.1)).prop_map(
        |(origin, method, headers, credentials, has_listener, socket)| Request {
            origin: origin.to_owned(),
            method: method.to_owned(),
            headers,
            credentials,
            has_listener,
            socket,
        },
    )
}

/// The largest number of remedies for a request: for origin, method, each header, and credentials.
const REMEDIES: usize = 10;

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn remedies_make_a_request_readable(path in path(), request in request()) {
        let (mut path, mut request) = (path, request);
        let mut reported = Vec::new();
        for _ in 0..REMEDIES {
            // A remedy can make a policy break a rule, such as `*` with credentials. The compiler would report it.
            let Some(policies) = path.policies() else { return Ok(()) };
            let explanation = policies.explain(&request.page_request());
            let Outcome::Blocked(Blocked { stage, failure, .. }) = explanation.outcome() else { return Ok(()) };
            prop_assert_ne!(*stage, Stage::BeforeSending, "{}", explanation);
            let exchange = if *stage == Stage::Preflight { explanation.preflight() } else { explanation.actual() };
            let reason = exchange.and_then(|Exchange { response, .. }| response.reason);
            reported.push(format!("{reason:?}, {failure}"));
            let followed = match reason {
                Some(reason) if reason != Reason::Allowed => follow_reason(reason, &mut path, &mut request),
                _ => follow_failure(failure, &mut path, &mut request),
            };
            prop_assert!(followed, "{reason:?} is wrong for {path:?} and {request:?}\n{explanation}");
        }
        prop_assert!(false, "every remedy was followed, and it is still blocked: {reported:#?}\n{path:?}\n{request:?}");
    }
}
