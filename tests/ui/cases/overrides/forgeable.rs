use cors_axum::{CorsRouter, cors, routes};

mod policies {
    use cors_axum::cors;

    #[cors(origins = ["https://app.example.com"])]
    pub struct Anonymous;

    #[cors(policy = Anonymous, credentials)]
    pub struct Session;

    #[cors(policy = Session, enforce, allow(forgeable, reason = "other pages are refused"))]
    pub struct Strict;
}

mod handlers {
    use axum::extract::Path;
    use cors_axum::cors;

    use super::policies::{Anonymous, Session};

    #[cors(policy = Session, companion = Created)]
    pub async fn create() {}

    #[cors(policy = Session)]
    pub async fn generic<T: Send + 'static>(_: Path<T>) {}

    #[cors(policy = Anonymous, credentials, max_age = "2h")]
    pub async fn login(_: String) {}
}

#[cors(policy = policies::Anonymous, allow(forgeable, reason = "there is no session"))]
async fn anonymous() {}

fn main() {
    let _: CorsRouter = CorsRouter::new()
        .route("/1", routes![get(handlers::create as handlers::Created), post(handlers::create as handlers::Created)])
        .route("/2", routes![post(handlers::generic::<u8>)])
        .route("/3", routes![#[cfg(any())] any(handlers::create as handlers::Created), #[cfg(not(any()))] any(handlers::login)]);
}
