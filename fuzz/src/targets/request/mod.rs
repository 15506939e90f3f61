//! Whole requests to both applications, judged by what the policies say and by the model of a browser.

mod apps;
mod asked;

use std::collections::BTreeMap;

use arbitrary::Unstructured;
use cors_browser::{PageRequest, SentRequest, SentResponse, fetch};
use http::Response;

use self::{
    apps::{APPS, METHODS, Route},
    asked::Asked,
};

/// `true`: the request came from somebody who is let in.
pub(super) fn run(data: &[u8]) -> bool {
    let Ok(asked) = Asked::new(&mut Unstructured::new(data)) else { return false };
    let Some(request) = asked.request() else { return false };
    APPS.with(|apps| {
        let [axum, actix] = [&apps.axum, &apps.actix].map(|app| app(request.clone()));
        for answer in [&axum, &actix] {
            check_answer(&asked, answer);
        }
        // Where HEAD is served is the framework's to say: axum serves it with GET.
        if !asked.is_about("HEAD") {
            assert_eq!(without_head(&axum), without_head(&actix), "axum, actix: {asked:?}");
            assert_eq!(axum.status(), actix.status(), "axum, actix: {asked:?}");
        }
        for app in [&apps.axum, &apps.actix] {
            check_page(&asked, &|sent| app(asked::sent(asked.path, sent)));
        }
        asked.sole_origin().is_some_and(|origin| asked.route().is_some_and(|route| route.lets_in(origin)))
    })
}

/// `Access-Control-*`, by name. Two lines of one name are never right.
fn of_cors(answer: &Response<Vec<u8>>) -> BTreeMap<&str, &str> {
    let mut found = BTreeMap::new();
    for (name, value) in answer.headers() {
        let is_vary = name == "vary";
        if name.as_str().starts_with("access-control-") || is_vary {
            let value = value.to_str().expect("what we send is text");
            assert!(found.insert(name.as_str(), value).is_none() || is_vary, "two lines of {name}");
        }
    }
    found
}

/// As [`of_cors`], without `HEAD` in the list of methods.
fn without_head(answer: &Response<Vec<u8>>) -> BTreeMap<&str, String> {
    let lines = of_cors(answer).into_iter();
    lines.map(|(name, value)| (name, value.replace("HEAD, ", "").replace(", HEAD", ""))).collect()
}

fn check_answer(asked: &Asked, answer: &Response<Vec<u8>>) {
    let (status, headers) = (answer.status().as_u16(), of_cors(answer));
    assert!(status < 500, "{asked:?} is answered {status}");
    // No handler of the applications answers 403.
    let is_kept = status == 403 && answer.headers().get("cache-control").is_none_or(|value| value != "no-store");
    assert!(!is_kept, "{asked:?}: a cache may keep this refusal");
    let any = headers.keys().any(|name| name.starts_with("access-control-"));
    let Some(route) = asked.route() else {
        assert!(!any, "{asked:?}: a path without a policy, and {headers:?}");
        return;
    };
    let lets_in = asked.sole_origin().is_some_and(|origin| route.lets_in(origin));
    assert!(!any || lets_in || route.is_public(), "{asked:?} is not let in, and is answered {headers:?}");
    let credentials = headers.contains_key("access-control-allow-credentials");
    match headers.get("access-control-allow-origin") {
        Some(&"*") => assert!(route.is_public() && !credentials, "{asked:?}: {headers:?}"),
        Some(origin) => assert_eq!(Some(*origin), asked.sole_origin(), "{asked:?}: {headers:?}"),
        None => assert!(!any, "{asked:?}: {headers:?}"),
    }
    let varies = headers.get("vary").is_some_and(|vary| vary.to_ascii_lowercase().contains("origin"));
    assert!(varies || !route.tells_origins_apart(), "{asked:?}: a cache would serve this to others: {headers:?}");
    let is_handled = METHODS.contains(&asked.method.as_str());
    if route.is_enforced() && is_handled && !asked.origin.is_empty() && !lets_in {
        assert_eq!(status, 403, "{asked:?} is refused");
    }
}

/// A page reads what the policy of its method says, and nothing else.
fn check_page(asked: &Asked, app: &dyn Fn(&SentRequest) -> Response<Vec<u8>>) {
    let Some(origin) = asked.sole_origin() else { return };
    let page = PageRequest::new(origin, asked.page_method());
    let page = if asked.credentials { page.with_credentials() } else { page };
    let page = asked.page_headers().fold(page, |page, name| page.header(name, "1"));
    let explanation = fetch(&page, |sent| {
        let answer = app(sent);
        let response = SentResponse::new(answer.status().as_u16());
        answer.headers().iter().fold(response, |response, (name, value)| {
            response.header(name.as_str(), value.as_bytes().iter().copied().map(char::from).collect::<String>())
        })
    });
    let may = asked.route().is_some_and(|route: &Route| route.may_read(origin, asked.credentials));
    assert!(may || !explanation.is_readable(), "{asked:?}\n{explanation}");
}
