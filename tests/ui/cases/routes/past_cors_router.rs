//! What carries a policy cannot be mounted where the policy would be lost.

use axum::Router;
use cors_axum::{cors, routes, with_policy};

#[cors(origins = "*")]
async fn list() {}

#[cors(origins = "*")]
struct Public;

fn main() {
    let _: Router = Router::new().route("/users", routes![get(list)]);
    let _: Router = Router::new().route("/health", with_policy(Public).get(|| async {}));
}
