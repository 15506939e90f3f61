use cors_axum::cors;

#[cors(
    same_origin,
    hosts = [
        "https://api.example.com",
        "API.example.com",
        "api.example.com:443",
        "api.example.com/v1",
        "*.example.com",
        "*",
        "::1",
        "localhost:30*",
        "",
        "localhost",
        "localhost",
    ],
)]
async fn run() {}

#[cors(same_origin, hosts = [])]
async fn none() {}

#[cors(same_origin, hosts = "localhost:3000")]
async fn one() {}

fn main() {}
