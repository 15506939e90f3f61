//! The policies of this library as a server of the model.

use cors_core::{
    Decision, Decoration, HeaderValue, HostList, Mounted, PathPolicies, Policy, PreparedPolicies, ReadHeaders, Reason,
    RequestHead, RequestOrigin, ResponseHeader, ResponseHeaders, Serving, Trusted, Verdicts,
};

use crate::{
    explanation::{
        message::{SentRequest, SentResponse},
        steps::Explanation,
    },
    fetching::fetch::fetch,
    grammar::header_list::lines,
    page::{
        modes::{CredentialsMode, RequestMode},
        page_request::PageRequest,
        script,
        url::Url,
    },
};

/// Explains a policy, or the policies of a path, by the model of the [Fetch standard](https://fetch.spec.whatwg.org).
///
/// An explanation shows the preflight, the server's answer with its reason, and whether the script can read the response. Its steps
/// name the sections of the standard.
///
/// * The handler of a [`Policy`] is mounted for the request's method in upper case, or for any method if the policy has `methods`.
///   It answers 200.
/// * The handlers of [`PathPolicies`] answer 200; for a method without a handler the router answers 405.
pub trait Explain: Sized {
    /// Explains a request.
    ///
    /// ```
    /// use cors_browser::{Explain, PageRequest};
    /// use cors_core::{PolicySpec, Reason};
    ///
    /// let spec = PolicySpec { origins: Some(vec!["https://app.example.com".to_owned()]), ..PolicySpec::default() };
    /// let policy = spec.validate().unwrap().leak("Frontend");
    ///
    /// let explanation = policy.explain(&PageRequest::new("https://app.example.com", "POST").with_credentials());
    /// assert!(!explanation.is_readable());
    /// assert_eq!(explanation.actual().unwrap().response.reason, Some(Reason::Allowed));
    /// assert_eq!(
    ///     explanation.to_string(),
    ///     "\
    /// POST from https://app.example.com to another origin (mode `cors`, credentials `include`)
    ///
    /// 1. It goes to another origin. The method `POST` and its headers need no preflight. [Main fetch]
    /// 2. The browser sends the request, with credentials. [HTTP fetch]
    ///        POST
    ///        Origin: https://app.example.com
    /// 3. The server answers 200: the policy allows it [allowed]. [HTTP responses]
    ///        Access-Control-Allow-Origin: https://app.example.com
    ///        Vary: Origin
    /// 4. This fails: there is no `Access-Control-Allow-Credentials: true`. [CORS check]
    ///
    /// Blocked by the response, after the server has had the request: \
    /// there is no `Access-Control-Allow-Credentials: true` [CORS check]."
    /// );
    /// ```
    #[must_use]
    fn explain(self, request: &PageRequest) -> Explanation;

    /// Explains a request to policies with sources (`origins = TENANTS`): each source allows the origins in `known`.
    #[must_use]
    fn explain_knowing(self, request: &PageRequest, known: &(impl Trusted + ?Sized)) -> Explanation;
}

impl Explain for &'static Policy {
    fn explain(self, request: &PageRequest) -> Explanation {
        mounted_for(self, request).explain(request)
    }

    fn explain_knowing(self, request: &PageRequest, known: &(impl Trusted + ?Sized)) -> Explanation {
        mounted_for(self, request).explain_knowing(request, known)
    }
}

impl Explain for &PathPolicies {
    fn explain(self, request: &PageRequest) -> Explanation {
        explain_with(&[], self, request, Verdicts::NONE)
    }

    fn explain_knowing(self, request: &PageRequest, known: &(impl Trusted + ?Sized)) -> Explanation {
        let mut verdicts = Verdicts::default();
        if let Some(origin) = RequestOrigin::read([request.page_origin.as_bytes()].into_iter()).requested() {
            self.all_sources().for_each(|source| verdicts.record(source, origin.find_in(known)));
        }
        explain_with(&[], self, request, &verdicts)
    }
}

fn mounted_for(policy: &'static Policy, request: &PageRequest) -> PathPolicies {
    let method = request.method.to_ascii_uppercase();
    let mut path = PathPolicies::new();
    match policy.methods() {
        Some(_) => path.mount(Mounted::Any, policy),
        None => path.mount(Mounted::Methods(&[&method]), policy),
    }
    path
}

/// Explains a request to the policies of a path, in a router with these hosts.
pub(crate) fn explain_under(hosts: &[HostList], policies: &PathPolicies, request: &PageRequest) -> Explanation {
    explain_with(hosts, policies, request, Verdicts::NONE)
}

fn explain_with(
    hosts: &[HostList],
    policies: &PathPolicies,
    request: &PageRequest,
    verdicts: &Verdicts,
) -> Explanation {
    let url = script::url(request).unwrap_or_default();
    let prepared = PreparedPolicies::new(policies.clone());
    fetch(request, |sent| {
        let received = Received { sent, page: request, url: &url };
        if hosts.iter().all(|hosts| hosts.allow(received.authority())) {
            answer(&prepared, &received, verdicts)
        } else {
            refusal_of_the_router()
        }
    })
}

/// The answer to a request that names a host which a router does not list.
fn refusal_of_the_router() -> SentResponse {
    let mut response = Written(SentResponse::new(403));
    Decoration::of_refusal(ReadHeaders::HOST).write(&mut response);
    response.0.reason = Some(Reason::HostNotListed);
    response.0
}

fn answer(prepared: &PreparedPolicies<Text>, received: &Received<'_>, verdicts: &Verdicts) -> SentResponse {
    let policies = prepared.policies();
    let serving = policies.serving(received.method());
    let decision = policies.decide(received, serving, verdicts);
    let origin = received.sent.get("origin").map(|origin| Text(origin.to_owned()));
    let status = match serving {
        Serving::Nothing => 405,
        // The handler opens the WebSocket.
        _ if received.page.mode == RequestMode::WebSocket => 101,
        _ => 200,
    };
    let mut response = Written(SentResponse::new(status));
    match &decision {
        Decision::Preflight(preflight) => {
            let granted = prepared.write_preflight(preflight, origin.as_ref(), &mut response);
            response.0.status = if granted { 204 } else { 403 };
        }
        Decision::Forward(forward) => prepared.decoration(forward, origin.as_ref()).write(&mut response),
        Decision::Refuse(read) => {
            Decoration::of_refusal(*read).write(&mut response);
            response.0.status = 403;
        }
        // A path without policies has no reason.
        Decision::Leave if policies.is_empty() => return response.0,
        Decision::Leave => {}
    }
    response.0.reason = Some(policies.reason(received, serving, verdicts, &decision));
    response.0
}

/// A header value of the model.
#[derive(Debug, Clone)]
struct Text(String);

impl HeaderValue for Text {
    fn from_static(text: &'static str) -> Self {
        Text(text.to_owned())
    }

    fn from_text(text: &str) -> Option<Self> {
        Some(Text(text.to_owned()))
    }

    fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// A response, as a policy writes its headers.
struct Written(SentResponse);

impl ResponseHeaders for Written {
    type Value = Text;

    fn names(&self) -> impl Iterator<Item = &str> {
        // The model's handlers set no headers.
        std::iter::empty()
    }

    fn remove(&mut self, name: &str) {
        self.0.headers.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
    }

    fn append(&mut self, header: ResponseHeader, Text(value): Text) {
        self.0.headers.push((header.name().to_owned(), value));
    }

    fn vary(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::empty()
    }
}

/// A request, as the server receives it.
struct Received<'r> {
    sent: &'r SentRequest,
    page: &'r PageRequest,
    url: &'r Url,
}

impl Received<'_> {
    fn lines(&self, name: &str) -> impl Iterator<Item = &[u8]> {
        lines(&self.sent.headers, name).map(str::as_bytes)
    }
}

impl RequestHead for Received<'_> {
    fn method(&self) -> &str {
        &self.sent.method
    }

    fn origin(&self) -> impl Iterator<Item = &[u8]> {
        self.lines("origin")
    }

    fn access_control_request_method(&self) -> impl Iterator<Item = &[u8]> {
        self.lines("access-control-request-method")
    }

    fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> {
        self.lines("access-control-request-headers")
    }

    fn header(&self, name: &'static str) -> impl Iterator<Item = &[u8]> {
        let line = match name {
            "host" => self.url.authority(),
            // A user who is signed in.
            "cookie"
                if self.page.credentials == CredentialsMode::Include || self.page.mode == RequestMode::WebSocket =>
            {
                Some("session")
            }
            // Fetch Metadata, section 2. Engines do not send it with the handshakes of WebSockets.
            _ if self.page.mode == RequestMode::WebSocket => None,
            "sec-fetch-site" if self.url.is_of(&self.page.page_origin) => Some("same-origin"),
            "sec-fetch-site" => Some("cross-site"),
            "sec-fetch-mode" if self.page.mode == RequestMode::NoCors => Some("no-cors"),
            "sec-fetch-mode" if self.page.mode == RequestMode::SameOrigin => Some("same-origin"),
            "sec-fetch-mode" => Some("cors"),
            "sec-fetch-dest" => Some("empty"),
            _ => None,
        };
        line.map(str::as_bytes).into_iter()
    }
}
