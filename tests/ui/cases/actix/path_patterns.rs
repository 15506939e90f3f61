//! Paths that actix would panic at.

use actix_web::{App, get};
use cors_actix::{WithCors, cors, routes};

#[cors(origins = "*")]
#[get("/{")]
async fn unclosed() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/users/{id:\\d{6}")]
async fn unclosed_behind_a_regex() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/users/{}")]
async fn nameless() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/users/{user-id}")]
async fn no_name() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/users/{id}/friends/{id}")]
async fn twice() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/files/{path:.+}*")]
async fn tail_with_a_regex() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/{a}{b}{c}{d}{e}{f}{g}{h}{i}{j}{k}{l}{m}{n}{o}{p}{q}")]
async fn seventeen() -> &'static str {
    ""
}

fn main() {
    let _ = App::new()
        .with_cors()
        .service(routes![unclosed, unclosed_behind_a_regex, nameless, no_name, twice, tail_with_a_regex, seventeen]);
}
