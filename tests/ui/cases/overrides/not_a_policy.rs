use cors_axum::{CorsRouter, cors, routes, with_policy};

struct NotAPolicy;

#[cors(policy = NotAPolicy, credentials)]
async fn list() {}

#[cors(policy = list)]
async fn show() {}

#[cors(policy = Misspelt)]
async fn create() {}

fn main() {
    let _: CorsRouter = CorsRouter::new()
        .route("/", routes![get(list), put(show), post(create)])
        .route("/closure", with_policy(NotAPolicy).get(|| async {}));
}
