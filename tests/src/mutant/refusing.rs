//! Mistakes about the requests that `enforce` and `hosts` refuse.

use http::{
    HeaderMap, HeaderValue, Method, Request, Response, StatusCode,
    header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, COOKIE, HOST, ORIGIN, VARY},
};

use super::{HANDLER, Mistake, Mutant, rewriting::is_preflight};
use crate::driver::Driver;

/// The host of the server, which every list of hosts has.
const OWN_HOST: &str = "api.example.com";
const SITE: &str = "sec-fetch-site";

/// The parts of a request by which these mistakes tell requests apart.
struct Sent<'r> {
    is_safe: bool,
    origin: Option<&'r str>,
    site: Option<&'r str>,
    mode: Option<&'r str>,
    destination: Option<&'r str>,
    is_wss: bool,
    is_rebound: bool,
}

impl<'r> Sent<'r> {
    fn new<B>(request: &'r Request<B>) -> Self {
        let line = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
        Sent {
            is_safe: [Method::GET, Method::HEAD].contains(request.method()),
            origin: line("origin"),
            site: line(SITE),
            mode: line("sec-fetch-mode"),
            destination: line("sec-fetch-dest"),
            is_wss: line("x-forwarded-proto") == Some("wss"),
            is_rebound: line("host") != Some(OWN_HOST),
        }
    }

    fn is_whole_page(&self) -> bool {
        self.mode == Some("navigate") && self.destination == Some("document")
    }

    fn is_from_elsewhere(&self) -> bool {
        matches!(self.site, Some("cross-site" | "same-site"))
    }
}

fn refuses_too_much(mistake: Mistake, sent: &Sent<'_>) -> bool {
    match mistake {
        Mistake::TypedRefused => sent.site == Some("none"),
        Mistake::OwnNullRefused => sent.origin == Some("null") && sent.site == Some("same-origin"),
        Mistake::OwnBehindProxyRefused => sent.is_wss && sent.site.is_none() && sent.origin.is_some(),
        Mistake::LinkRefused => {
            sent.origin.is_none() && sent.is_from_elsewhere() && sent.is_whole_page() && sent.is_safe
        }
        Mistake::UnknownRefused => sent.origin.is_none() && sent.site.is_none(),
        _ => false,
    }
}

fn passes_too_much(mistake: Mistake, sent: &Sent<'_>) -> bool {
    match mistake {
        Mistake::OtherOriginPasses => sent.origin.is_some(),
        Mistake::NullPasses => sent.origin == Some("null"),
        Mistake::NavigatingPostPasses => sent.is_whole_page() && !sent.is_safe,
        Mistake::FramePasses => sent.origin.is_none() && sent.destination == Some("iframe"),
        Mistake::ImagePasses => sent.site == Some("cross-site") && sent.destination == Some("image"),
        Mistake::SameSiteImagePasses => sent.site == Some("same-site") && sent.destination == Some("image"),
        Mistake::ReboundPasses => sent.is_rebound,
        _ => false,
    }
}

/// A request of another page.
fn as_foreign<B>(mut request: Request<B>) -> Request<B> {
    request.headers_mut().insert(ORIGIN, HeaderValue::from_static("https://evil.test"));
    request.headers_mut().insert(SITE, HeaderValue::from_static("cross-site"));
    request
}

/// A request of a page of the server itself.
fn as_own<B>(mut request: Request<B>) -> Request<B> {
    request.headers_mut().remove(ORIGIN);
    request.headers_mut().insert(SITE, HeaderValue::from_static("same-origin"));
    request
}

fn to_own_host<B>(mut request: Request<B>) -> Request<B> {
    request.headers_mut().insert(HOST, HeaderValue::from_static(OWN_HOST));
    request
}

fn refusal() -> Response<Vec<u8>> {
    let response = Response::builder().status(StatusCode::FORBIDDEN).header(CACHE_CONTROL, "no-store");
    let vary = "Origin, Host, Cookie, Sec-Fetch-Site, Sec-Fetch-Mode, Sec-Fetch-Dest";
    response.header(VARY, vary).body(Vec::new()).expect("a response")
}

/// Removes names from `Vary`.
fn vary_without(headers: &mut HeaderMap, removed: &[&str]) {
    let lines: Vec<String> =
        headers.get_all(VARY).iter().filter_map(|line| line.to_str().ok()).map(str::to_ascii_lowercase).collect();
    headers.remove(VARY);
    let names = lines.iter().flat_map(|line| line.split(',').map(str::trim)).filter(|name| !removed.contains(name));
    for name in names {
        headers.append(VARY, HeaderValue::from_str(name).expect("a name"));
    }
}

impl<D: Driver> Mutant<'_, D> {
    pub(super) async fn send_with_another_verdict(
        &self,
        mistake: Mistake,
        request: Request<&'static str>,
    ) -> Response<Vec<u8>> {
        let answer = self.app.send(request.clone()).await;
        let is_refused = answer.status() == StatusCode::FORBIDDEN;
        let sent = Sent::new(&request);
        if is_preflight(&request) {
            let is_granted = mistake == Mistake::ReboundPreflightGranted && sent.is_rebound;
            return if is_granted { self.app.send(to_own_host(request)).await } else { answer };
        }
        if is_refused {
            let other = match mistake {
                Mistake::ReboundPasses if sent.is_rebound => Some(to_own_host(as_own(request.clone()))),
                Mistake::CookiePasses => Some(without_cookie(request.clone())),
                _ if passes_too_much(mistake, &sent) => Some(as_own(request.clone())),
                _ => None,
            };
            if let Some(other) = other {
                return self.app.send(other).await;
            }
        } else if refuses_too_much(mistake, &sent) {
            let other = self.app.send(as_foreign(request.clone())).await;
            return if other.status() == StatusCode::FORBIDDEN { other } else { answer };
        } else if mistake == Mistake::ReportRefuses {
            let is_of_image = sent.origin.is_none() && sent.is_from_elsewhere() && !sent.is_whole_page();
            let is_foreign = is_of_image || matches!(sent.origin, Some("null" | "https://evil.test"));
            let handler = answer.headers().get(HANDLER).and_then(|value| value.to_str().ok());
            let reports = handler.is_some_and(|handler| self.reporting.iter().any(|reporting| reporting == handler));
            return if is_foreign && reports { refusal() } else { answer };
        }
        written(mistake, &request, answer)
    }
}

fn without_cookie<B>(mut request: Request<B>) -> Request<B> {
    request.headers_mut().remove(COOKIE);
    request
}

/// Changes the headers of the answer.
fn written<A, B>(mistake: Mistake, asked: &Request<A>, mut answer: Response<B>) -> Response<B> {
    let is_refused = answer.status() == StatusCode::FORBIDDEN;
    let headers = answer.headers_mut();
    match mistake {
        Mistake::VaryWithoutSite => vary_without(headers, &[SITE]),
        Mistake::VaryWithoutDestination => vary_without(headers, &["sec-fetch-mode", "sec-fetch-dest"]),
        Mistake::VaryWithoutCookie => vary_without(headers, &["cookie"]),
        Mistake::VaryWithoutHost => vary_without(headers, &["host"]),
        Mistake::RefusalStorable if is_refused => drop(headers.remove(CACHE_CONTROL)),
        Mistake::RefusalReadable if is_refused => {
            if let Some(origin) = asked.headers().get(ORIGIN) {
                headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            }
        }
        _ => {}
    }
    answer
}
