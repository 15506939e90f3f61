//! What our own policies make of a browser's requests. The model knows nothing of how they decide.

use cors_core::{
    Decision, HeaderValue, Mounted, PathPolicies, Policy, PreparedPolicies, RequestHead, RequestOrigin, ResponseHeader,
    ResponseHeaders, Serving, Trusted, Verdicts,
};

use crate::{
    explanation::{
        message::{SentRequest, SentResponse},
        story::Explanation,
    },
    fetching::fetch::fetch,
    page::{modes::RequestMode, page_request::PageRequest, script, url::Url},
};

/// Explains a policy, or the policies of a path, by the model of the [Fetch standard](https://fetch.spec.whatwg.org).
///
/// An explanation says which preflight a browser sends, what the server answers and why, and whether the script can read the
/// response. Its steps name the sections of the standard.
///
/// * Of a [`Policy`], the handler is mounted for the request's method, in upper case as routers have them (or for any method, where
///   the policy has `methods`), and answers 200.
/// * Of [`PathPolicies`], handlers answer 200; where no annotated handler serves the method, the router answers 405.
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
    ///
    /// ```
    /// use cors_browser::{Explain, PageRequest};
    /// use cors_core::{Mounted, PathPolicies, PolicySpec};
    ///
    /// let allow = |origin: &str| {
    ///     let spec = PolicySpec { origins: Some(vec![origin.to_owned()]), ..PolicySpec::default() };
    ///     spec.validate().unwrap().leak("Frontend")
    /// };
    /// let mut path = PathPolicies::new();
    /// path.mount(Mounted::Methods(&["GET"]), allow("https://app.example.com"));
    /// path.mount(Mounted::Methods(&["DELETE"]), allow("https://admin.example.com"));
    ///
    /// let explanation = path.explain(&PageRequest::new("https://app.example.com", "DELETE"));
    /// assert_eq!(
    ///     explanation.outcome().to_string(),
    ///     "Blocked by the answer to the preflight: \
    ///      `Access-Control-Allow-Methods` does not have `DELETE` [CORS-preflight fetch]."
    /// );
    /// ```
    #[must_use]
    fn explain(self, request: &PageRequest) -> Explanation;

    /// Explains a request where origins are known only to sources (`origins = TENANTS`): each of them allows what is found in `known`.
    ///
    /// ```
    /// use cors_browser::{Explain, PageRequest};
    /// use cors_core::OriginSet;
    /// # use cors_core::{Origins, Policy, Source, __private::PolicyParts};
    /// # struct Never;
    /// # impl cors_core::__private::Askable for Never {
    /// #     fn identity(&self) -> (usize, std::any::TypeId) { (0, std::any::TypeId::of::<Never>()) }
    /// # }
    /// # static TENANTS: Policy = PolicyParts {
    /// #     name: "Tenants",
    /// #     origins: Origins::Source(Source::new("TENANTS", || &Never)),
    /// #     ..PolicyParts::SAME_ORIGIN
    /// # }
    /// # .policy();
    ///
    /// let known = OriginSet::from_text("https://shop.example")?;
    /// assert!(TENANTS.explain_knowing(&PageRequest::new("https://shop.example", "PUT"), &known).is_readable());
    /// assert!(!TENANTS.explain_knowing(&PageRequest::new("https://evil.test", "PUT"), &known).is_readable());
    /// # Ok::<(), cors_core::OriginSetError>(())
    /// ```
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
        explain_with(self, request, Verdicts::NONE)
    }

    fn explain_knowing(self, request: &PageRequest, known: &(impl Trusted + ?Sized)) -> Explanation {
        let mut verdicts = Verdicts::default();
        if let Some(origin) = RequestOrigin::read([request.page_origin.as_bytes()].into_iter()).requested() {
            self.all_sources().for_each(|source| verdicts.record(source, origin.find_in(known)));
        }
        explain_with(self, request, &verdicts)
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

fn explain_with(policies: &PathPolicies, request: &PageRequest, verdicts: &Verdicts) -> Explanation {
    let url = script::url(request).unwrap_or_default();
    let prepared = PreparedPolicies::new(policies.clone());
    fetch(request, |sent| answer(&prepared, &Received { sent, page: request, url: &url }, verdicts))
}

fn answer(prepared: &PreparedPolicies<Text>, received: &Received<'_>, verdicts: &Verdicts) -> SentResponse {
    let policies = prepared.policies();
    let serving = policies.serving(received.method());
    let decision = policies.decide(received, serving, verdicts);
    let origin = lines(received.sent, "origin").next().and_then(|line| str::from_utf8(line).ok());
    let sent = origin.map(|origin| Text(origin.to_owned()));
    let status = match serving {
        Serving::Nothing => 405,
        // The handler opens the WebSocket.
        _ if received.page.mode == RequestMode::WebSocket => 101,
        _ => 200,
    };
    let mut response = Written(SentResponse::new(status));
    match &decision {
        Decision::Preflight(preflight) => {
            let granted = prepared.write_preflight(preflight, sent.as_ref(), &mut response);
            response.0.status = if granted { 204 } else { 403 };
        }
        Decision::Forward(forward) => prepared.decoration(forward, sent.as_ref()).write(&mut response),
        Decision::Refuse => {
            prepared.write_refusal(&mut response);
            response.0.status = 403;
        }
        // Of a path without policies, nothing is known.
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

/// A response that is being written.
struct Written(SentResponse);

impl ResponseHeaders for Written {
    type Value = Text;

    fn names(&self) -> impl Iterator<Item = &str> {
        // A response of the model has no header before this writes.
        std::iter::empty()
    }

    fn remove(&mut self, name: &str) {
        self.0.headers.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
    }

    fn append(&mut self, header: ResponseHeader, Text(value): Text) {
        let name = match header {
            ResponseHeader::AllowCredentials => "Access-Control-Allow-Credentials",
            ResponseHeader::AllowHeaders => "Access-Control-Allow-Headers",
            ResponseHeader::AllowMethods => "Access-Control-Allow-Methods",
            ResponseHeader::AllowOrigin => "Access-Control-Allow-Origin",
            ResponseHeader::ExposeHeaders => "Access-Control-Expose-Headers",
            ResponseHeader::MaxAge => "Access-Control-Max-Age",
            ResponseHeader::CacheControl => "Cache-Control",
            ResponseHeader::Vary => "Vary",
        };
        self.0.headers.push((name.to_owned(), value));
    }

    fn vary(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::empty()
    }
}

/// A request as the server sees it.
struct Received<'r> {
    sent: &'r SentRequest,
    page: &'r PageRequest,
    url: &'r Url,
}

impl RequestHead for Received<'_> {
    fn method(&self) -> &str {
        &self.sent.method
    }

    fn origin(&self) -> impl Iterator<Item = &[u8]> {
        lines(self.sent, "origin")
    }

    fn access_control_request_method(&self) -> impl Iterator<Item = &[u8]> {
        lines(self.sent, "access-control-request-method")
    }

    fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> {
        lines(self.sent, "access-control-request-headers")
    }

    fn header(&self, name: &'static str) -> impl Iterator<Item = &[u8]> {
        let line = match name {
            "host" => self.url.authority(),
            // Fetch Metadata, section 2. Engines do not say it in the handshakes of WebSockets.
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

fn lines<'r>(request: &'r SentRequest, name: &str) -> impl Iterator<Item = &'r [u8]> {
    let named = request.headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
    named.map(|(_, value)| value.as_bytes())
}
