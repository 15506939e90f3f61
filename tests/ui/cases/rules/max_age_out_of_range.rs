use cors_axum::cors;

#[cors(origins = "*", max_age = "25h")]
async fn too_long() {}

#[cors(origins = "*", max_age = 86401)]
async fn too_many_seconds() {}

#[cors(origins = "*", max_age = 99999999999999999999999)]
async fn more_than_can_be_counted() {}

#[cors(origins = "*", max_age = -1)]
async fn negative() {}

#[cors(origins = "*", max_age = "-1s")]
async fn negative_text() {}

fn main() {}
