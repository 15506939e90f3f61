//! Right applications with a mistake planted in front of them, for judges to find.
//!
//! A [`Mutant`] rewrites what it is asked and what is answered, as a server with the mistake would have answered. The mistakes
//! are those that servers have been seen to make, and none of them is anywhere near what is published.

mod confusion;
mod refusing;
mod rewriting;
#[cfg(test)]
mod tests;

use http::{HeaderValue, Method, Request, Response, header};

use crate::{driver::Driver, frameworks::Framework};

/// The header in which a handler says which policy it has, so that a judge need not know how requests are routed.
pub const HANDLER: &str = "x-handler";
/// The value of [`HANDLER`] that a handler without a policy sends.
pub const WITHOUT_POLICY: &str = "none";

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// `evilexample.com` ends as `example.com` does.
    Suffix,
    /// `https://app.example.com.evil.test` begins as `https://app.example.com` does.
    Prefix,
    /// The dots of the list are those of a regular expression.
    DotIsAnything,
    PortIgnored,
    SchemeIgnored,
    CaseIgnored,
    TrailingDotStripped,
    /// The origin `null` of sandboxed frames is allowed.
    NullAllowed,
    /// Every origin is reflected.
    Reflected,
    /// Every origin is reflected in answers to preflights only.
    PreflightReflected,
    /// An origin that may use GET may use every method of the path.
    PreflightOfGet,
    /// Every header that is asked for is allowed.
    HeadersReflected,
    /// `Access-Control-Allow-Credentials: true` stands beside every origin, and beside `*`.
    CredentialsAlways,
    /// `Access-Control-Allow-Credentials: true` stands beside `*`, where browsers ignore it.
    CredentialsWithWildcard,
    /// A public policy reflects the origin, with credentials.
    PublicByName,
    VaryMissing,
    /// `Vary: Origin` is missing from answers to origins that are not allowed.
    VaryOnlyWhenAllowed,
    /// `Vary: Origin` is missing from answers to requests without `Origin`.
    VaryOnlyWithOrigin,
    /// A preflight's answer has only `Vary: Origin`, without the method and the headers that it depends on as well.
    VaryOfPreflightByOriginOnly,
    /// Errors have no headers, as if the layer did not see them.
    BareErrors,
    /// A proxy adds the header once more.
    SecondAllowOrigin,
    /// Every granted preflight may be cached, also where another method of the path grants less.
    AlwaysCached,
    /// A preflight for the method `*` is answered with `Access-Control-Allow-Methods: *`.
    MethodWildcard,
    /// The response of a handler without a policy has the headers of another handler of the path.
    DecoratedByAnother,
    /// An address that the user types is refused: `Sec-Fetch-Site: none` is not `same-origin`.
    TypedRefused,
    /// A form of the server's own page under `Referrer-Policy: no-referrer` is refused, because its origin is `null`.
    OwnNullRefused,
    /// A page of the server itself is refused where a proxy names the scheme `wss`.
    OwnBehindProxyRefused,
    /// A link from another page is refused.
    LinkRefused,
    /// Requests that say nothing are refused: programs, and old browsers.
    UnknownRefused,
    /// Every origin passes, as if `Origin` were not read.
    OtherOriginPasses,
    /// The origin `null` passes.
    NullPasses,
    /// A listed origin passes with a cookie, where the policy does not say `credentials`.
    CookiePasses,
    /// A form that is sent from another page passes, because it loads a whole page as a link does.
    NavigatingPostPasses,
    /// A frame in another page passes, because it navigates.
    FramePasses,
    /// An image in a page of another site passes.
    ImagePasses,
    /// An image in a page of the same site passes.
    SameSiteImagePasses,
    VaryWithoutSite,
    VaryWithoutDestination,
    VaryWithoutCookie,
    VaryWithoutHost,
    /// Refusals may be stored.
    RefusalStorable,
    /// Refusals can be read by the page that is refused.
    RefusalReadable,
    /// `enforce = "report"` refuses.
    ReportRefuses,
    /// Requests for other hosts reach their handlers.
    ReboundPasses,
    /// Preflights for other hosts are granted.
    ReboundPreflightGranted,
}

impl Mistake {
    /// Mistakes about what pages may read and send.
    pub const ALL: [Mistake; 24] = [
        Mistake::Suffix,
        Mistake::Prefix,
        Mistake::DotIsAnything,
        Mistake::PortIgnored,
        Mistake::SchemeIgnored,
        Mistake::CaseIgnored,
        Mistake::TrailingDotStripped,
        Mistake::NullAllowed,
        Mistake::Reflected,
        Mistake::PreflightReflected,
        Mistake::PreflightOfGet,
        Mistake::HeadersReflected,
        Mistake::CredentialsAlways,
        Mistake::CredentialsWithWildcard,
        Mistake::PublicByName,
        Mistake::VaryMissing,
        Mistake::VaryOnlyWhenAllowed,
        Mistake::VaryOnlyWithOrigin,
        Mistake::VaryOfPreflightByOriginOnly,
        Mistake::BareErrors,
        Mistake::SecondAllowOrigin,
        Mistake::AlwaysCached,
        Mistake::MethodWildcard,
        Mistake::DecoratedByAnother,
    ];

    /// Mistakes about requests that are refused before a handler runs: by `enforce` or `hosts`.
    pub const OF_REFUSALS: [Mistake; 21] = [
        Mistake::TypedRefused,
        Mistake::OwnNullRefused,
        Mistake::OwnBehindProxyRefused,
        Mistake::LinkRefused,
        Mistake::UnknownRefused,
        Mistake::OtherOriginPasses,
        Mistake::NullPasses,
        Mistake::CookiePasses,
        Mistake::NavigatingPostPasses,
        Mistake::FramePasses,
        Mistake::ImagePasses,
        Mistake::SameSiteImagePasses,
        Mistake::VaryWithoutSite,
        Mistake::VaryWithoutDestination,
        Mistake::VaryWithoutCookie,
        Mistake::VaryWithoutHost,
        Mistake::RefusalStorable,
        Mistake::RefusalReadable,
        Mistake::ReportRefuses,
        Mistake::ReboundPasses,
        Mistake::ReboundPreflightGranted,
    ];
}

/// An application with a mistake, or with none.
#[derive(Debug)]
pub struct Mutant<'a, D> {
    app: &'a D,
    mistake: Option<Mistake>,
    /// All origins and patterns on the lists of the application.
    listed: Vec<String>,
    /// The values of [`HANDLER`] of the handlers whose policy says `enforce = "report"`.
    reporting: Vec<String>,
}

impl<'a, D> Mutant<'a, D> {
    pub fn new(app: &'a D, mistake: Option<Mistake>, listed: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let listed = listed.into_iter().map(Into::into).collect();
        Mutant { app, mistake, listed, reporting: Vec::new() }
    }

    /// Names the handlers whose policy says `enforce = "report"`, by their value of [`HANDLER`].
    #[must_use]
    pub fn reporting(self, handlers: impl IntoIterator<Item = String>) -> Self {
        Mutant { reporting: handlers.into_iter().collect(), ..self }
    }
}

impl<D: Driver> Driver for Mutant<'_, D> {
    async fn send(&self, request: Request<&'static str>) -> Response<Vec<u8>> {
        let Some(mistake) = self.mistake else { return self.app.send(request).await };
        let asked = request.clone();
        let answer = match mistake {
            Mistake::PreflightOfGet => self.app.send(rewriting::asks_for_get(request)).await,
            Mistake::MethodWildcard if rewriting::asks_for_any(&request) => {
                self.app.send(rewriting::asks_for_get(request)).await
            }
            Mistake::DecoratedByAnother => self.send_with_the_headers_of_another(request).await,
            _ if Mistake::OF_REFUSALS.contains(&mistake) => self.send_with_another_verdict(mistake, request).await,
            _ => self.send_as_another_origin(mistake, request).await,
        };
        rewriting::rewritten(mistake, &asked, answer)
    }

    fn framework(&self) -> Framework {
        self.app.framework()
    }
}

impl<D: Driver> Mutant<'_, D> {
    /// The first other method whose response lets the page read it lends its headers.
    async fn send_with_the_headers_of_another(&self, request: Request<&'static str>) -> Response<Vec<u8>> {
        let mut answer = self.app.send(request.clone()).await;
        if answer.headers().get(HANDLER).is_some_and(|name| name == WITHOUT_POLICY) {
            for method in [Method::GET, Method::POST, Method::PUT, Method::DELETE] {
                let mut other = request.clone();
                *other.method_mut() = method;
                let other = self.app.send(other).await;
                if other.headers().contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
                    rewriting::lend(other.headers(), answer.headers_mut());
                    break;
                }
            }
        }
        answer
    }

    /// An origin that is confused with listed ones is answered as the first of them that is allowed, under its own name.
    async fn send_as_another_origin(&self, mistake: Mistake, request: Request<&'static str>) -> Response<Vec<u8>> {
        let mut best = self.app.send(request.clone()).await;
        let Some(origin) = confusion::single_origin(&request) else { return best };
        for listed in self.listed.iter().filter(|listed| confusion::takes(mistake, origin, listed)) {
            if rewriting::grants(&request, &best) {
                break;
            }
            let other = HeaderValue::from_str(&confusion::member(listed)).expect("an origin");
            let mut as_other = request.clone();
            as_other.headers_mut().insert(header::ORIGIN, other.clone());
            let mut answer = self.app.send(as_other).await;
            if let Some(named) = answer.headers_mut().get_mut(header::ACCESS_CONTROL_ALLOW_ORIGIN)
                && *named == other
            {
                *named = HeaderValue::from_str(origin).expect("an origin");
                best = answer;
            }
        }
        best
    }
}
