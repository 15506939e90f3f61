use cors_axum::cors;

#[cors(origins = ["https://app.example.com"], credentials, origins = "*")]
async fn origins() {}

#[cors(origins = ["https://app.example.com"], credentials, credentials)]
async fn flag() {}

#[cors(origins = ["https://app.example.com"])]
#[cors(origins = "*")]
async fn attribute() {}

#[cors(origins = ["https://app.example.com"])]
#[cors(origins = "*")]
struct NamedPolicy;

#[cors(
    origins = ["http://app.example.com"],
    credentials,
    allow(insecure_origin, reason = "an intranet", reason = "an intranet"),
)]
async fn reason() {}

fn main() {}
