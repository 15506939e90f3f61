use cors_axum::cors;

#[cors(origins = ["*", "https://app.example.com"])]
struct Origins;

#[cors(origins = ["https://app.example.com"], dev_origins = ["http://localhost:5173", "*"])]
struct DevOrigins;

#[cors(origins = "*", allow_headers = ["*", "authorization", "content-type"])]
struct AllowHeaders;

#[cors(origins = "*", expose_headers = ["x-total-count", "*"])]
struct ExposeHeaders;

fn main() {}
