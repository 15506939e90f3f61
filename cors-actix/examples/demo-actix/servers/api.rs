//! The API. The annotations of the handlers are all that concerns CORS here.

use actix_web::{
    App, Error, HttpRequest, HttpResponse, Responder,
    body::MessageBody,
    delete,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    error::ErrorNotFound,
    get,
    http::header::SET_COOKIE,
    middleware::from_fn,
    post,
    web::{Data, Form, Json, Path},
};
use cors_actix::{WithCors, cors, routes, scope};

use super::{
    session::{cookie, require_session},
    wire,
};
use crate::common::{NewUser, Sessions, User, Users};

/// Our own pages: one policy, used by many handlers.
#[cors(
    origins = ["https://app.example.com"],
    // Not in a release build.
    dev_origins = ["http://localhost:*"],
    credentials,
    allow_headers = ["content-type"],
    expose_headers = ["x-total-count"],
    // So that every click shows its preflight. A real service lets browsers remember the answer: "2h".
    max_age = 0,
)]
struct Frontend;

#[cors(policy = Frontend)]
#[get("/users")]
async fn list_users(users: Data<Users>) -> impl Responder {
    let users = users.all();
    HttpResponse::Ok().insert_header(("x-total-count", users.len().to_string())).json(users)
}

#[cors(policy = Frontend)]
#[post("/users")]
async fn create_user(users: Data<Users>, new: Json<NewUser>) -> impl Responder {
    HttpResponse::Created().json(users.add(new.into_inner()))
}

#[cors(policy = Frontend)]
#[get("/users/{id}")]
async fn show_user(users: Data<Users>, id: Path<u32>) -> Result<Json<User>, Error> {
    users.all().into_iter().find(|user| user.id == *id).map(Json).ok_or_else(|| ErrorNotFound("No such user."))
}

#[cors(origins = ["https://admin.example.com"], credentials)]
#[delete("/users/{id}")]
async fn delete_user(users: Data<Users>, id: Path<u32>) -> impl Responder {
    if users.remove(*id) { HttpResponse::NoContent() } else { HttpResponse::NotFound() }
}

#[cors(policy = Frontend)]
#[post("/session")]
async fn sign_in(sessions: Data<Sessions>, who: Json<NewUser>) -> impl Responder {
    HttpResponse::Ok().insert_header((SET_COOKIE, sessions.open())).body(format!("Signed in as {}.", who.name))
}

#[cors(policy = Frontend)]
#[delete("/session")]
async fn sign_out(sessions: Data<Sessions>, request: HttpRequest) -> impl Responder {
    HttpResponse::Ok().insert_header((SET_COOKIE, sessions.close(cookie(request.headers())))).body("Signed out.")
}

/// Takes what a web form can send, and needs no session. Without `enforce` or the acknowledgement it would not compile.
#[cors(
    policy = Frontend,
    allow(forgeable, reason = "the demo shows that CORS does not stop a form of another origin"),
)]
#[post("/sign-up")]
async fn sign_up(users: Data<Users>, new: Form<NewUser>) -> impl Responder {
    HttpResponse::Created().body(users.welcome(new.into_inner()))
}

#[cors(policy = Frontend, enforce)]
#[post("/sign-up/enforced")]
async fn sign_up_enforced(users: Data<Users>, new: Form<NewUser>) -> impl Responder {
    HttpResponse::Created().body(users.welcome(new.into_inner()))
}

#[cors(origins = "*")]
#[get("/health")]
async fn health() -> &'static str {
    "Healthy."
}

/// The state that all workers share.
#[derive(Clone, Default)]
pub(crate) struct State {
    users: Users,
    sessions: Sessions,
}

pub(crate) fn app(
    state: &State,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody + use<>>,
        Error = Error,
        InitError = (),
    > + use<>,
> {
    App::new()
        .with_cors()
        .app_data(Data::new(state.users.clone()))
        .app_data(Data::new(state.sessions.clone()))
        .service(routes![sign_in, sign_out, sign_up, sign_up_enforced, health])
        .service(
            scope("")
                .service(routes![list_users, create_user, show_user, delete_user])
                // Inside CORS: preflights, which carry no cookies, are answered before it, and pages can read its 401s.
                .wrap(from_fn(require_session)),
        )
        .wrap(from_fn(wire::mark_reached))
        // `CORS_INVENTORY=inventory.json cargo run -p cors-actix --example demo-actix` writes the policies of all routes.
        .export_inventory()
        // In debug builds: the policies, explanations and decisions in the browser.
        .panel("/_cors")
        .finish()
}
