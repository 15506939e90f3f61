//! A team's applications, and requests of origins that nearly are the team's: the same every time.

use crate::{
    ask::{Ask, Mode, REBOUND, origin_of},
    near::near,
    properties::Framework,
    random::Scenario,
    world::{Added, Answer, Enforce, HOST, Origins, Place, World, Written},
};

const APP: &str = "https://app.example.com";
const ADMIN: &str = "https://admin.example.com";
const EVIL: &str = "https://evil.test";
const FRONTEND: [&str; 4] =
    [APP, "https://*.partner.example", "http://legacy.example.com:8080", "https://*.preview.example.com:*"];

fn world() -> World {
    let frontend = Written {
        origins: Origins::Listed(FRONTEND.to_vec()),
        credentials: true,
        allow_headers: vec!["content-type", "authorization"],
        expose_headers: vec!["x-handler"],
        max_age: Some(600),
        ..Written::default()
    };
    let admin = Written {
        origins: Origins::Listed(vec![ADMIN]),
        credentials: true,
        allow_headers: vec!["content-type"],
        enforce: Enforce::Refuse,
        ..Written::default()
    };
    let health = Written { origins: Origins::Any, ..Written::default() };
    let anonymous = Written { origins: Origins::Listed(vec![APP]), ..Written::default() };
    let [of_frontend, of_admin, of_health, of_nobody, of_anonymous] = [0, 1, 2, 3, 4];
    let place = |on: &[(&'static str, usize)], any: Option<usize>, status, vary| Place {
        on: on.iter().map(|&(method, policy)| (method, Some(policy))).collect(),
        any: any.map(Some),
        added: Added::Beside,
        answer: Answer { status, vary, careless: status == 500 },
        is_foreign: false,
        hosts: Vec::new(),
    };
    World {
        // In the order of the numbers above.
        policies: vec![frontend, admin, health, Written::default(), anonymous],
        places: vec![
            place(
                &[("GET", of_frontend), ("POST", of_frontend), ("PUT", of_admin), ("DELETE", of_admin)],
                None,
                200,
                None,
            ),
            place(&[("GET", of_health), ("POST", of_frontend), ("HEAD", of_admin)], None, 401, Some("accept-encoding")),
            place(&[("GET", of_anonymous), ("PUT", of_nobody)], None, 500, None),
            place(&[], Some(of_health), 200, None),
            // Handlers without a policy, beside others.
            Place {
                on: vec![("GET", Some(of_frontend)), ("POST", None), ("PUT", Some(of_frontend)), ("DELETE", None)],
                ..place(&[], None, 200, None)
            },
        ],
        fallback: None,
        hosts: Vec::new(),
        framework: Framework::Axum,
    }
}

pub(crate) fn corpus() -> Scenario {
    let world = world();
    let ask = |place: usize, method: &'static str, origin: &str| Ask::new(place, method, origin);
    let mut asks = Vec::new();
    for listed in FRONTEND {
        asks.extend(near(listed).iter().map(|origin| ask(0, "GET", origin)));
    }
    asks.extend(near(ADMIN).iter().map(|origin| ask(0, "PUT", origin)));
    let known = [APP, ADMIN, EVIL, "null", "https://a.partner.example"];
    for place in 0..=world.places.len() {
        asks.push(ask(place, "GET", EVIL).by(Mode::Image));
        for method in ["GET", "HEAD", "POST", "PUT", "DELETE", "*"] {
            for origin in known {
                let plain = ask(place, method, origin);
                asks.push(Ask { credentials: true, ..plain.clone() });
                asks.push(plain);
            }
            let json = ("content-type", "application/json");
            asks.push(Ask { headers: vec![json], credentials: true, ..ask(place, method, APP) });
            asks.push(Ask { headers: vec![json, ("x-a", "1")], ..ask(place, method, APP) });
        }
        // A denied preflight makes browsers forget, so these two follow each other.
        for method in ["GET", "POST"] {
            asks.push(Ask { headers: vec![("content-type", "application/json")], ..ask(place, method, APP) });
        }
    }
    Scenario { world, asks }
}

/// An application whose policies have `enforce` and `hosts`, and what pages, browsers and proxies send to it.
pub(crate) fn guarded() -> Scenario {
    let anonymous = Written { origins: Origins::Listed(vec![APP]), ..Written::default() };
    let guarded = Written { enforce: Enforce::Refuse, ..anonymous.clone() };
    let reported = Written { enforce: Enforce::Report, ..anonymous.clone() };
    let local = Written { credentials: true, max_age: Some(600), hosts: vec![HOST, "localhost:*"], ..anonymous };
    let place = |policy| Place {
        on: ["GET", "POST", "PUT"].map(|method| (method, Some(policy))).to_vec(),
        any: None,
        added: Added::Beside,
        answer: Answer { status: 200, vary: None, careless: false },
        is_foreign: false,
        hosts: Vec::new(),
    };
    let world = World {
        policies: vec![guarded, reported, local],
        places: vec![place(0), place(1), place(2)],
        fallback: None,
        hosts: Vec::new(),
        framework: Framework::Axum,
    };
    Scenario { world, asks: (0..3).flat_map(by_every_mode).collect() }
}

/// Scripts, images, links, forms and frames of the server's own pages, of a listed origin, of the same site and of any other.
fn by_every_mode(place: usize) -> Vec<Ask> {
    let mut asks = Vec::new();
    for origin in [&*origin_of(HOST), APP, "https://www.example.com", EVIL, "null"] {
        for mode in [Mode::Image, Mode::Frame, Mode::Link, Mode::Typed, Mode::Form, Mode::FormWithoutReferrer] {
            let by = Ask::new(place, "GET", origin).by(mode);
            asks.push(Ask { metadata: false, ..by.clone() });
            asks.push(Ask { credentials: true, ..by.clone() });
            asks.push(by);
        }
        for method in ["GET", "POST", "PUT"] {
            let script = Ask::new(place, method, origin);
            let proxy = Some(("x-forwarded-proto", "wss"));
            asks.push(Ask { metadata: false, proxy, ..script.clone() });
            asks.push(Ask { credentials: true, ..script.clone() });
            asks.push(script);
        }
    }
    for origin in [&*origin_of(REBOUND), APP] {
        for method in ["GET", "POST", "PUT"] {
            asks.push(Ask { host: REBOUND, ..Ask::new(place, method, origin) });
            asks.push(Ask { host: REBOUND, listens: true, ..Ask::new(place, method, origin) });
        }
    }
    asks
}
