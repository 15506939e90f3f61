use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = "*")]
async fn list() {}

#[cors(origins = "*")]
async fn create() {}

fn main() {
    let _: CorsRouter = CorsRouter::new()
        .route("/1", routes![gte(list)])
        .route("/2", routes![GET(list)])
        .route("/3", routes![list])
        .route("/4", routes![get(list).post(create)])
        .route("/5", routes![axum::routing::get(list)])
        .route("/6", routes![get(list) post(create)])
        .route("/7", routes![get(list),, post(create)])
        .route("/8", routes![])
        .route("/9", routes![get(list, create)])
        .route("/10", routes![on(axum::routing::MethodFilter::GET)])
        .route("/11", routes![on(list)])
        .route("/12", routes![get(list).with_state(())])
        .route("/13", routes![get(list), get(create)])
        .route("/14", routes![any(list), any(create)])
        .route("/15", routes![get(list).layer()])
        .route("/16", routes![get])
        .route("/17", routes![get(list).])
        .route("/18", routes!["/", get(list)])
        .route("/19", routes![on(axum::routing::MethodFilter::GET,)])
        .route("/20", routes![get(list).layer])
        .route("/21", routes![post()]);
}
