//! What `explain` says a browser makes of a request is what the model browser makes of the served answer: of random applications,
//! each request is explained by the policies of its path, and sent. Outcome, messages and reasons are the same.

use cors_browser::{Browser, Exchange, Explain, Explanation, PageRequest, RequestMode, SentRequest, SentResponse};
use cors_core::{Mounted, PathPolicies};
use cors_tests::driver::Driver;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};

use crate::{
    ask::{Ask, origin_of, raw},
    fetch,
    meaning::as_sent,
    on_actix, on_axum,
    properties::{Framework, cases, runtime},
    random::{Scenario, scenario},
    world::{Added, Answer, Carried, Place, World},
};

/// The same application, as far as `PathPolicies` can say it: handlers answer 200, no fallback answers, and routers have no hosts.
fn plain(world: &World, framework: Framework) -> World {
    let answer = Answer { status: 200, vary: None, careless: false };
    let is_narrowed = |carried: Carried| carried.is_some_and(|policy| world.policies[policy].methods.is_some());
    let places = world.places.iter().map(|place| {
        // On actix-web, the methods of handlers without a policy are not known, and one for `GET` does not serve `HEAD`.
        let place = match framework {
            Framework::Axum => place.clone(),
            Framework::Actix => {
                let own = place.annotated();
                Place { any: own.any.filter(|carried| own.has("HEAD") || !is_narrowed(*carried)), ..own }
            }
        };
        Place { added: Added::Beside, answer: answer.clone(), hosts: Vec::new(), ..place }
    });
    World { places: places.collect(), fallback: None, hosts: Vec::new(), framework, policies: world.policies.clone() }
}

fn policies(world: &World, place: usize) -> PathPolicies {
    let mut path = match world.framework {
        Framework::Axum => PathPolicies::new(),
        Framework::Actix => PathPolicies::new().without_automatic_head(),
    };
    let Some(place) = world.places.get(place) else { return path };
    let policies = world.policies();
    let mut mount = |mounted: Mounted<'_>, carried: Option<usize>| match carried {
        Some(policy) => path.mount(mounted, policies[policy]),
        None => path.mount_without_policy(mounted),
    };
    for (method, carried) in &place.on {
        mount(Mounted::Methods(&[method]), *carried);
    }
    if let Some(carried) = place.any {
        mount(Mounted::Any, carried);
        // axum hands `HEAD` to a handler for `GET`; actix-web hands it to one for any method.
        if world.framework == Framework::Actix && place.has("GET") && !place.has("HEAD") {
            mount(Mounted::Methods(&["HEAD"]), carried);
        }
    }
    path
}

/// What a browser sends besides: cookies of a user who is signed in, and Fetch Metadata (section 2), which today's engines do not send in
/// WebSocket handshakes.
fn metadata(ask: &Ask, request: &PageRequestOf) -> Vec<(&'static str, &'static str)> {
    let site = if ask.is_own() { "same-origin" } else { "cross-site" };
    let cookie = ("cookie", "session=1");
    let mode = match request.mode {
        RequestMode::WebSocket => return vec![cookie],
        RequestMode::NoCors => "no-cors",
        _ => "cors",
    };
    let metadata = [("sec-fetch-site", site), ("sec-fetch-mode", mode), ("sec-fetch-dest", "empty")];
    metadata.into_iter().chain(ask.credentials.then_some(cookie)).collect()
}

/// A request with its mode, which cannot be read back.
struct PageRequestOf {
    page: PageRequest,
    mode: RequestMode,
}

/// The request itself, and a WebSocket of the same page.
fn requests(ask: &Ask) -> [PageRequestOf; 2] {
    let mode = if ask.mode.is_cors() { RequestMode::Cors } else { RequestMode::NoCors };
    let url = format!("{}{}", origin_of(ask.host).replacen("https", "wss", 1), ask.path());
    let socket = PageRequest::new(&ask.origin, "GET").to(url).mode(RequestMode::WebSocket);
    [PageRequestOf { page: ask.page_request(), mode }, PageRequestOf { page: socket, mode: RequestMode::WebSocket }]
}

async fn judge(app: &impl Driver, Scenario { world, asks }: &Scenario) -> Result<(), String> {
    for ask in asks {
        let policies = policies(world, ask.place);
        // A path without a policy is the application's own: nothing can be explained.
        if policies.is_empty() {
            continue;
        }
        for request in requests(ask) {
            let explained = policies.explain(&request.page);
            let served = served(app, ask, &request).await;
            let same = compare(world, ask, &request, &explained, &served);
            same.map_err(|why| format!("{why}\nexplained: {explained}\n\nserved: {served}\n\n{ask:?}"))?;
        }
    }
    Ok(())
}

async fn served(app: &impl Driver, ask: &Ask, request: &PageRequestOf) -> Explanation {
    fetch::fetch(&mut Browser::new(), &request.page, async |sent: &SentRequest| {
        let own = sent.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let headers: Vec<_> = own.chain(metadata(ask, request)).collect();
        let answer = raw(app, &sent.method, ask, &headers).await;
        let body = String::from_utf8_lossy(answer.body()).into_owned();
        let mut answer = fetch::answer(&answer);
        // Where it is refused, the body of a debug build says why.
        let code = body.rsplit_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(code, _)| code);
        answer.reason = cors_core::Reason::ALL.iter().copied().find(|reason| Some(reason.code()) == code);
        // The handlers of these applications do not open WebSockets.
        if request.mode == RequestMode::WebSocket && answer.status == 200 {
            answer.status = 101;
        }
        answer
    })
    .await
}

fn compare(
    world: &World,
    ask: &Ask,
    request: &PageRequestOf,
    explained: &Explanation,
    served: &Explanation,
) -> Result<(), String> {
    let ensure = |holds: bool, what: &str| if holds { Ok(()) } else { Err(format!("{what} differs")) };
    ensure(explained.outcome() == served.outcome(), "the outcome")?;
    let both = |of: fn(&Explanation) -> Option<&Exchange>| (of(explained), of(served));
    let exchanges = [both(Explanation::preflight), both(Explanation::actual)];
    for (number, exchange) in exchanges.into_iter().enumerate() {
        let (explained, served) = match exchange {
            (None, None) => continue,
            (Some(explained), Some(served)) => (explained, served),
            _ => return Err("one of them sends something else".to_owned()),
        };
        ensure(explained.request == served.request, "the request")?;
        let method = if request.mode == RequestMode::WebSocket { "GET" } else { as_sent(ask.method) };
        // On actix-web, the policy of `GET` speaks for the 405 of `HEAD`.
        let is_405 = number == 1 && world.served_by(ask.place, method).is_none();
        ensure(explained.response.status == served.response.status || is_405, "the status")?;
        ensure(headers(&explained.response) == headers(&served.response), "a header")?;
        if served.response.reason.is_some() {
            ensure(explained.response.reason == served.response.reason, "the reason")?;
        }
    }
    Ok(())
}

/// The headers that policies speak of.
fn headers(response: &SentResponse) -> Vec<(String, String)> {
    let lower = response.headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.clone()));
    let mut headers: Vec<_> = lower.filter(|(name, _)| name == "vary" || name.starts_with("access-control-")).collect();
    headers.sort();
    headers
}

fn holds(framework: Framework) {
    let config = Config {
        cases: cases(),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        max_shrink_time: 30_000,
        ..Config::default()
    };
    let runtime = runtime();
    let judged = |Scenario { world, asks }: Scenario| {
        let scenario = Scenario { world: plain(&world, framework), asks };
        let judged = async {
            match framework {
                Framework::Axum => judge(&on_axum::serve(&scenario.world), &scenario).await,
                Framework::Actix => judge(&on_actix::serve(&scenario.world).await, &scenario).await,
            }
        };
        runtime.block_on(judged).map_err(TestCaseError::fail)
    };
    match TestRunner::new(config).run(&scenario(), judged) {
        Ok(()) => {}
        Err(TestError::Fail(why, Scenario { world, .. })) => panic!("{framework:?}: {why}\n{world:?}"),
        Err(error @ TestError::Abort(_)) => panic!("{error}"),
    }
}

#[test]
fn what_is_explained_is_what_is_served_on_axum() {
    holds(Framework::Axum);
}

#[test]
fn what_is_explained_is_what_is_served_on_actix() {
    holds(Framework::Actix);
}
