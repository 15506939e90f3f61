use cors_axum::cors;

#[cors(origins = [
    "https://app.example.com",
    "http://localhost:3000",
    "https://*.dev.localhost",
    "http://127.0.0.1:8080",
    "http://[::1]:8080",
    "http://*.localhost:5173",
    "http://[::ffff:7f00:1]:8080",
])]
async fn list() {}

fn main() {}
