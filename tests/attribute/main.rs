//! The attribute leaves a handler as it is, and only adds to it.

mod names;

use std::fmt::Display;

use axum::{
    Json, Router,
    body::Body,
    extract::{Path, State},
    http::{Request, StatusCode},
    response::IntoResponse,
};
use cors_axum::{CorsRouter, NamedPolicy, Origins, cors, routes};
use cors_core::{__private::written, OriginList, OriginPattern};
use serde::{Deserialize, Serialize};
use tower::ServiceExt;

/// A user.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct User {
    /// Their name.
    pub name: String,
}

/// A named policy keeps its documentation.
#[cors(origins = ["https://app.example.com"], allow_headers = ["content-type"])]
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Frontend;

/// A handler keeps its documentation, its arguments' patterns and its visibility.
#[cors(policy = Frontend)]
pub async fn create_user(Json(user): Json<User>) -> (StatusCode, Json<User>) {
    (StatusCode::CREATED, Json(user))
}

#[cors(policy = Frontend)]
async fn with_impl_return(Path(id): Path<u32>) -> impl IntoResponse {
    format!("user {id}")
}

#[cors(policy = Frontend)]
async fn generic<T>(State(state): State<T>) -> String
where
    T: Display + Clone + Send + Sync + 'static,
{
    state.to_string()
}

#[cors(policy = Frontend)]
async fn with_const<const N: usize>() -> String {
    N.to_string()
}

#[cors(origins = "*")]
#[allow(clippy::manual_async_fn, reason = "the point")]
fn not_async_itself() -> impl Future<Output = &'static str> + Send {
    async { "future" }
}

/// axum cannot mount it, because nothing says what the argument is; `allow` speaks for the companion as well.
#[cors(origins = "*")]
#[allow(dead_code)]
#[must_use]
async fn with_impl_argument(name: impl Display + Send) -> String {
    name.to_string()
}

#[cors(origins = "*")]
#[tracing::instrument]
async fn instrumented_below() -> &'static str {
    "below"
}

#[tracing::instrument]
#[cors(origins = "*")]
async fn instrumented_above() -> &'static str {
    "above"
}

#[cors(policy = Frontend)]
#[axum::debug_handler]
async fn checked_below(Path(id): Path<u32>) -> String {
    id.to_string()
}

#[axum::debug_handler]
#[cors(policy = Frontend)]
async fn checked_above(Path(id): Path<u32>) -> String {
    id.to_string()
}

#[cors(origins = "*")]
#[cfg(not(miri))]
async fn configured() -> &'static str {
    "in"
}

#[cors(origins = "*")]
#[cfg(any())]
async fn configured_out() -> NoSuchType {}

#[cors(origins = "*")]
#[deprecated = "use another"]
async fn deprecated() -> &'static str {
    "still there"
}

mod deep {
    pub(crate) mod er {
        use super::super::*;

        #[cors(policy = super::super::Frontend, max_age = "10m")]
        pub(in crate::deep) async fn restricted() -> &'static str {
            "restricted"
        }

        #[cors(policy = Frontend)]
        pub(crate) async fn visible() -> &'static str {
            "visible"
        }
    }

    pub(crate) fn routes() -> super::CorsRouter {
        use er::restricted;
        super::CorsRouter::new().route("/deep", super::routes![get(restricted), put(er::visible)])
    }
}

macro_rules! policy_of_a_macro {
    ($origin:literal, $name:ident) => {
        #[cors(origins = [$origin])]
        async fn $name() -> &'static str {
            "from a macro"
        }
    };
}

policy_of_a_macro!("https://macro.example", from_a_macro);

async fn allow_origin(app: Router, path: &str) -> (StatusCode, Option<String>) {
    let request = Request::get(path).header("origin", "https://app.example.com").body(Body::empty());
    let response = app.oneshot(request.expect("a request")).await.expect("infallible");
    let origin = response.headers().get("access-control-allow-origin");
    (response.status(), origin.map(|origin| origin.to_str().expect("text").to_owned()))
}

#[tokio::test]
async fn handlers_can_be_called_as_the_functions_that_they_are() {
    let user = || User { name: "Ada".to_owned() };
    assert_eq!(create_user(Json(user())).await.1.0, user());
    assert_eq!(with_impl_return(Path(7)).await.into_response().status(), 200);
    assert_eq!(generic(State("state")).await, "state");
    assert_eq!(with_const::<3>().await, "3");
    assert_eq!(not_async_itself().await, "future");
    assert_eq!(with_impl_argument("name").await, "name");
    assert_eq!(instrumented_below().await, "below");
    assert_eq!(instrumented_above().await, "above");
    assert_eq!(checked_below(Path(1)).await, checked_above(Path(1)).await);
    assert_eq!(configured().await, "in");
    #[allow(deprecated)]
    let deprecated = deprecated().await;
    assert_eq!(deprecated, "still there");
}

#[tokio::test]
async fn handlers_of_every_kind_are_mounted_with_their_policies() {
    #[allow(deprecated)]
    let app = CorsRouter::new()
        .route("/users", routes![post(create_user), get(generic::<u32>), put(with_const::<3>)])
        .route("/users/{id}", routes![get(with_impl_return), put(checked_below), post(checked_above)])
        .route("/future", routes![get(not_async_itself), put(instrumented_below), post(self::instrumented_above)])
        .route("/others", routes![get(configured), put(deprecated), post(from_a_macro),])
        .with_state(7)
        .merge(deep::routes())
        .into_router();
    let app_page = Some("https://app.example.com".to_owned());
    let any = Some("*".to_owned());
    for (path, expected) in
        [("/users", &app_page), ("/users/7", &app_page), ("/future", &any), ("/others", &any), ("/deep", &app_page)]
    {
        assert_eq!(allow_origin(app.clone(), path).await, (StatusCode::OK, expected.clone()), "{path}");
    }
}

/// Handlers and policies that a function defines for itself, as tests and examples do.
#[tokio::test]
async fn items_of_a_function_body() {
    #[cors(origins = ["https://app.example.com"])]
    struct Local;

    #[cors(policy = Local)]
    async fn local() -> &'static str {
        "local"
    }

    let app = CorsRouter::new().route("/", routes![get(local)]).into_router();
    assert_eq!(allow_origin(app, "/").await.1.as_deref(), Some("https://app.example.com"));
}

#[test]
fn one_import_brings_a_handler_and_its_policy() {
    mod handlers {
        #[super::cors(origins = "*")]
        pub(crate) async fn list() {}
    }
    use handlers::list;
    let _: CorsRouter = CorsRouter::new().route("/", routes![get(list)]);
}

#[test]
fn an_override_replaces_one_field_and_keeps_the_rest() {
    #[cors(policy = Frontend, credentials, max_age = "10m", expose_headers = ["etag"])]
    struct Override;

    let (base, effective) = (Frontend::POLICY, Override::POLICY);
    assert_eq!(effective.name(), "Override");
    assert_eq!(effective.origins(), base.origins());
    assert_eq!(effective.allow_headers(), base.allow_headers());
    assert_eq!(effective.methods(), base.methods());
    assert_eq!((base.max_age_value(), effective.max_age_value()), (None, Some("600")));
    assert_eq!((base.allows_credentials(), effective.allows_credentials()), (false, true));
    assert_eq!((base.expose_headers(), effective.expose_headers()), (&[][..], &["etag"][..]));
}

#[test]
fn same_origin_wins_over_a_named_policy() {
    #[cors(policy = Frontend, same_origin)]
    struct Closed;
    assert_eq!(Closed::POLICY.origins(), Origins::SameOrigin);
    assert_eq!(Closed::POLICY.allow_headers(), [""; 0]);
}

#[test]
fn consent_to_one_list_of_origins_is_no_consent_to_the_next() {
    #[cors(
        origins = ["http://panel.example"],
        credentials,
        allow(insecure_origin, reason = "an appliance on an isolated network")
    )]
    struct Panel;
    #[cors(policy = Panel, max_age = "1h")]
    struct Same;
    #[cors(policy = Panel, origins = ["https://panel.example"])]
    struct Other;
    let reason = |policy: &cors_core::Policy| policy.acknowledged().reason(cors_core::Rule::InsecureOrigin);
    assert_eq!(reason(Panel::POLICY), Some("an appliance on an isolated network"));
    assert_eq!(reason(Same::POLICY), reason(Panel::POLICY));
    assert_eq!(reason(Other::POLICY), None);
}

/// What the macro writes as a literal is what a list that is made at run time computes.
#[test]
fn the_index_of_a_list_of_literals_is_that_of_its_elements() {
    #[cors(
        origins = [
            "https://app.example.com", "https://*.partner.example", "http://a.example:8080", "https://b.example:*",
            "https://*.c.example:*", "https://*.d.example:8443", "app://localhost", "https://*.github.io",
        ],
    )]
    struct Several;

    #[cors(origins = ["https://*.partner.example"], dev_origins = ["http://localhost:*", "http://localhost.example"])]
    struct Few;

    let mut lists = vec![Few::POLICY.dev_origins()];
    for policy in [Several::POLICY, Few::POLICY] {
        let Origins::Listed(list) = policy.origins() else { panic!("a list") };
        lists.push(list);
    }
    assert!(
        lists
            .iter()
            .map(|list| written(list).risks.contains(&cors_core::Rule::PublicSuffixWildcard))
            .eq([false, true, false])
    );
    for list in lists {
        let made: OriginList = list.iter().map(|text| OriginPattern::parse(text).expect("a pattern")).collect();
        assert_eq!(written(list), written(&made));
    }
}
