//! Who asks: actix-session and actix-web-httpauth, inside CORS.

use actix_session::{Session, SessionMiddleware, storage::CookieSessionStore};
use actix_web::{
    App, Error, HttpResponse, Responder,
    cookie::{Key, SameSite},
    dev::ServiceRequest,
    error::ErrorUnauthorized,
    get, post,
};
use actix_web_httpauth::{
    extractors::{
        AuthenticationError,
        bearer::{BearerAuth, Config},
    },
    middleware::HttpAuthentication,
};
use cors_actix::{WithCors, cors, routes, scope};
use cors_tests::{
    driver::serve_actix,
    exchange::{APP, EVIL, from},
};

use crate::ask::{ask, get as ask_for, post_json, statuses};

#[cors(origins = ["https://app.example.com"], credentials, allow_headers = ["authorization", "content-type"])]
struct Frontend;

#[cors(policy = Frontend, enforce)]
#[post("/session")]
async fn sign_in(session: Session) -> Result<impl Responder, Error> {
    session.insert("name", "Ada")?;
    Ok(HttpResponse::NoContent())
}

#[cors(policy = Frontend)]
#[get("/session")]
async fn who(session: Session) -> Result<String, Error> {
    session.get::<String>("name")?.ok_or_else(|| ErrorUnauthorized("Sign in first."))
}

/// Its `BearerAuth` makes `allow_headers` a matter of compiling.
#[cors(policy = Frontend)]
#[get("/token")]
async fn token(token: BearerAuth) -> String {
    token.token().to_owned()
}

#[cors(policy = Frontend, allow(forgeable, reason = "the middleware around it needs a bearer token, which no form can send"))]
#[post("/orders")]
async fn order() -> &'static str {
    "ordered"
}

async fn check_token(request: ServiceRequest, token: BearerAuth) -> Result<ServiceRequest, (Error, ServiceRequest)> {
    if token.token() == "secret" {
        return Ok(request);
    }
    let config = Config::default();
    Err((AuthenticationError::from(config).into(), request))
}

#[tokio::test]
async fn sessions() {
    let key = Key::generate();
    let app = serve_actix(move || {
        let sessions = SessionMiddleware::builder(CookieSessionStore::default(), key.clone());
        // Between sites, a cookie has to say so.
        let sessions = sessions.cookie_same_site(SameSite::None).build();
        App::new().with_cors().service(routes![sign_in, who]).wrap(sessions).finish()
    });
    let anonymous = ask(&app, ask_for(APP).with_credentials(), "/session").await;
    assert_eq!((anonymous.is_readable(), statuses(&anonymous).1), (true, Some(401)), "{anonymous}");
    assert!(!ask(&app, ask_for(EVIL).with_credentials(), "/session").await.is_readable());

    let signed_in = ask(&app, post_json(APP), "/session").await;
    assert_eq!((signed_in.is_readable(), statuses(&signed_in)), (true, (Some(204), Some(204))), "{signed_in}");
    let preflight = &signed_in.preflight().expect("JSON needs one").response;
    assert!(preflight.headers.iter().all(|(name, _)| name != "set-cookie"), "no session begins with a preflight");

    let signed_in = from("POST /session", APP).send(&app).await;
    let cookie = signed_in.headers["set-cookie"].to_str().expect("text");
    let cookie = cookie.split(';').next().expect("a cookie").to_owned();
    let known = from("GET /session", APP).header("cookie", &cookie).send(&app).await;
    assert_eq!((known.status, known.allowed_origin(), known.body.as_str()), (200, Some(APP), "Ada"));
}

#[tokio::test]
async fn tokens() {
    let app = serve_actix(|| {
        App::new()
            .with_cors()
            .service(routes![token])
            .service(scope("/shop").service(routes![order]).wrap(HttpAuthentication::bearer(check_token)))
            .finish()
    });
    let with = |token: &str| ("authorization", format!("Bearer {token}"));
    for (path, asked, status) in [
        ("/token", Some("any"), 200),
        ("/token", None, 401),
        ("/shop/orders", Some("secret"), 200),
        ("/shop/orders", Some("wrong"), 401),
        ("/shop/orders", None, 401),
    ] {
        for (page, readable) in [(APP, true), (EVIL, false)] {
            let mut request = if path == "/token" { ask_for(page) } else { post_json(page) };
            if let Some(token) = asked {
                let (name, value) = with(token);
                request = request.header(name, value);
            }
            let seen = ask(&app, request, path).await;
            assert_eq!(seen.is_readable(), readable, "{path} {asked:?} {page}\n{seen}");
            if readable {
                assert_eq!(statuses(&seen).1, Some(status), "{path} {asked:?}\n{seen}");
            }
        }
    }
}
