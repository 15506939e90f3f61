use cors_axum::{CorsRouter, routes};

async fn list() {}

mod users {
    pub async fn show() {}
}

async fn generic<T: Default + Send + 'static>() {}

fn main() {
    let _: CorsRouter = CorsRouter::new()
        .route("/", routes![get(list)])
        .route("/show", routes![post(users::show)])
        .route("/any", routes![any(list)])
        .route("/generic", routes![get(generic::<u8>)]);
}
