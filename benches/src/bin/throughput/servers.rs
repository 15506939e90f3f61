//! The servers.

use std::{error::Error, io::Write as _};

use actix_web::{App, HttpServer};
use axum::Router;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Framework {
    Axum,
    Actix,
}

/// How an application does CORS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Subject {
    Bare,
    Peer,
    Ours,
}

impl Framework {
    pub(crate) const ALL: [Framework; 2] = [Framework::Axum, Framework::Actix];

    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Framework::Axum => "axum",
            Framework::Actix => "actix-web",
        }
    }
}

impl Subject {
    pub(crate) const ALL: [Subject; 3] = [Subject::Bare, Subject::Peer, Subject::Ours];

    pub(crate) fn in_words(self, framework: Framework) -> &'static str {
        match (self, framework) {
            (Subject::Bare, _) => "nobody",
            (Subject::Peer, Framework::Axum) => "tower-http",
            (Subject::Peer, Framework::Actix) => "actix-cors",
            (Subject::Ours, Framework::Axum) => "cors-axum",
            (Subject::Ours, Framework::Actix) => "cors-actix",
        }
    }
}

/// The origin that is let in.
pub(crate) const ORIGIN: &str = "https://app.example.com";

/// Serves until it is killed, and says where.
pub(crate) fn serve(framework: &str, subject: &str) -> Result<(), Box<dyn Error>> {
    let subject = Subject::ALL.into_iter().find(|known| format!("{known:?}") == subject).ok_or("no such subject")?;
    match Framework::ALL.into_iter().find(|known| format!("{known:?}") == framework) {
        Some(Framework::Axum) => axum(subject),
        Some(Framework::Actix) => actix(subject),
        None => Err("no such framework".into()),
    }
}

fn say(address: std::net::SocketAddr) -> std::io::Result<()> {
    println!("{address}");
    std::io::stdout().flush()
}

mod for_axum {
    use cors_axum::cors;

    pub(super) async fn bare() -> &'static str {
        "users"
    }

    #[cors(
        origins = ["https://app.example.com"],
        credentials,
        allow_headers = ["content-type", "authorization"],
        expose_headers = ["x-total-count"],
        max_age = "2h",
    )]
    pub(super) async fn ours() -> &'static str {
        "users"
    }
}

fn axum(subject: Subject) -> Result<(), Box<dyn Error>> {
    use axum::{
        http::{HeaderName, HeaderValue, Method, header},
        routing::get,
    };
    use cors_axum::{CorsRouter, routes};
    use for_axum::{bare, ours};

    let app = match subject {
        Subject::Bare => Router::new().route("/users", get(bare)),
        Subject::Peer => {
            let cors = tower_http::cors::CorsLayer::new()
                .allow_origin([HeaderValue::from_static(ORIGIN)])
                .allow_credentials(true)
                .allow_methods([Method::GET])
                .allow_headers([header::CONTENT_TYPE, header::AUTHORIZATION])
                .expose_headers([HeaderName::from_static("x-total-count")])
                .max_age(std::time::Duration::from_secs(7200));
            Router::new().route("/users", get(bare)).layer(cors)
        }
        Subject::Ours => CorsRouter::new().route("/users", routes![get(ours)]).into_router(),
    };
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        say(listener.local_addr()?)?;
        Ok(axum::serve(listener, app).await?)
    })
}

mod for_actix {
    use actix_web::get;
    use cors_actix::cors;

    #[get("/users")]
    pub(super) async fn bare() -> &'static str {
        "users"
    }

    #[cors(
        origins = ["https://app.example.com"],
        credentials,
        allow_headers = ["content-type", "authorization"],
        expose_headers = ["x-total-count"],
        max_age = "2h",
    )]
    #[get("/users")]
    pub(super) async fn ours() -> &'static str {
        "users"
    }
}

fn actix(subject: Subject) -> Result<(), Box<dyn Error>> {
    use cors_actix::{WithCors, routes};
    use for_actix::{bare, ours};

    macro_rules! serve {
        ($app:expr) => {
            actix_web::rt::System::new().block_on(async {
                let server = HttpServer::new(|| $app).workers(1).disable_signals().bind(("127.0.0.1", 0))?;
                server.addrs().into_iter().try_for_each(say)?;
                Ok(server.run().await?)
            })
        };
    }
    match subject {
        Subject::Bare => serve!(App::new().service(bare)),
        Subject::Peer => serve!(
            App::new().service(bare).wrap(
                actix_cors::Cors::default()
                    .allowed_origin(ORIGIN)
                    .supports_credentials()
                    .allowed_methods(["GET"])
                    .allowed_headers(["content-type", "authorization"])
                    .expose_headers(["x-total-count"])
                    .max_age(7200)
            )
        ),
        Subject::Ours => serve!(App::new().with_cors().service(routes![ours]).finish()),
    }
}
