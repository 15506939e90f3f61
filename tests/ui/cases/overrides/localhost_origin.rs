use cors_axum::cors;

#[cors(
    origins = ["http://localhost:3000"],
    allow(localhost_origin, reason = "a program on the same machine"),
)]
struct Tool;

// The reason was given for other origins.
#[cors(policy = Tool, origins = ["http://localhost:4000"])]
async fn list() {}

fn main() {}
