//! Annotated routes beside the CORS layer of another library on the rest, as the guide's chapters about moving here show: only one
//! of them answers each request.

use std::collections::BTreeMap;

use cors_tests::driver::Driver;
use http::{Request, Response};

/// The origin that the annotations allow.
pub(crate) const OURS: &str = "https://app.example.com";
/// The origin that the layer on the rest allows.
pub(crate) const THEIRS: &str = "https://old.example.com";

pub(crate) struct Asker<D>(pub(crate) D);

impl<D: Driver> Asker<D> {
    pub(crate) async fn get(&self, path: &'static str, origin: &str) -> Answer {
        self.ask(Request::get(path).header("origin", origin)).await
    }

    pub(crate) async fn preflight(&self, path: &'static str, origin: &str, method: &str) -> Answer {
        let request = Request::options(path).header("origin", origin).header("access-control-request-method", method);
        self.ask(request).await
    }

    pub(crate) async fn ask(&self, request: http::request::Builder) -> Answer {
        Answer::of(&self.0.send(request.body("").expect("a request")).await)
    }
}

/// What CORS says in a response.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

impl Answer {
    fn of(response: &Response<Vec<u8>>) -> Self {
        let mut headers = BTreeMap::new();
        for (name, value) in response.headers().iter().filter(|(name, _)| name.as_str().starts_with("access-control-"))
        {
            let value = value.to_str().expect("text").to_owned();
            assert_eq!(headers.insert(name.as_str().to_owned(), value), None, "{name} twice: {response:?}");
        }
        let body = String::from_utf8_lossy(response.body()).into_owned();
        Answer { status: response.status().as_u16(), headers, body }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(&format!("access-control-{name}")).map(String::as_str)
    }

    /// Who may read it.
    pub(crate) fn allowed(&self) -> Option<&str> {
        self.header("allow-origin")
    }

    pub(crate) fn says_nothing(&self) -> bool {
        self.headers.is_empty()
    }
}

/// `/users` is annotated for `GET` and `PUT`, `/orders` is not.
pub(crate) async fn each_route_has_one_authority(app: impl Driver) {
    let app = Asker(app);
    for (path, allowed, other, body) in [("/users", OURS, THEIRS, "users"), ("/orders", THEIRS, OURS, "orders")] {
        let answer = app.get(path, allowed).await;
        assert_eq!((answer.status, answer.allowed(), answer.body.as_str()), (200, Some(allowed), body), "{answer:?}");
        let stranger = app.get(path, other).await;
        assert_eq!((stranger.status, stranger.allowed()), (200, None), "{path}: {stranger:?}");
        let preflight = app.preflight(path, allowed, "PUT").await;
        assert_eq!(preflight.allowed(), Some(allowed), "{path}: {preflight:?}");
        assert!(preflight.header("allow-methods").is_some_and(|methods| methods.contains("PUT")), "{preflight:?}");
        assert!((200..300).contains(&preflight.status), "{preflight:?}");
        assert_eq!(app.preflight(path, other, "PUT").await.allowed(), None, "{path}");
    }
    // Ours answers 204, theirs 200.
    assert_eq!(app.preflight("/users", OURS, "PUT").await.status, 204);
    assert_eq!(app.preflight("/orders", THEIRS, "PUT").await.status, 200);
}

/// It is around what answers them as well.
pub(crate) async fn unknown_paths_stay_with_the_layer(app: impl Driver) {
    let app = Asker(app);
    for (origin, allowed) in [(OURS, None), (THEIRS, Some(THEIRS))] {
        let answer = app.get("/unknown", origin).await;
        assert_eq!((answer.status, answer.allowed()), (404, allowed), "{answer:?}");
    }
}

/// A layer around everything speaks for everything.
pub(crate) async fn outside_it_takes_over(app: impl Driver) {
    let app = Asker(app);
    let preflight = app.preflight("/users", THEIRS, "PUT").await;
    assert_eq!((preflight.status, preflight.allowed()), (200, Some(THEIRS)), "{preflight:?}");
    assert_eq!(app.preflight("/users", OURS, "PUT").await.allowed(), None);
    assert_eq!(app.get("/users", THEIRS).await.allowed(), Some(THEIRS));
}

/// A layer that was forgotten inside says nothing about annotated routes.
pub(crate) async fn inside_it_says_nothing(app: impl Driver) {
    let app = Asker(app);
    let preflight = app.preflight("/users", OURS, "PUT").await;
    assert_eq!((preflight.status, preflight.allowed()), (204, Some(OURS)), "{preflight:?}");
    assert_eq!(app.get("/users", OURS).await.allowed(), Some(OURS));
    assert!(app.preflight("/users", THEIRS, "PUT").await.says_nothing());
    assert!(app.get("/users", THEIRS).await.says_nothing());
}

/// `/users` is annotated for `GET` alone; `PUT` stays with the layer.
pub(crate) async fn half_a_path_has_no_preflights(app: impl Driver) {
    let app = Asker(app);
    for origin in [OURS, THEIRS] {
        let preflight = app.preflight("/users", origin, "PUT").await;
        let methods = preflight.header("allow-methods").unwrap_or_default();
        assert!(preflight.allowed().is_none() || !methods.contains("PUT"), "{origin}: {preflight:?}");
    }
    assert_eq!(app.get("/users", OURS).await.allowed(), Some(OURS));
}
