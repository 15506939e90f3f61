use cors_axum::cors;

#[cors(origins = ["https://app.example.com", "https://*.example.com"])]
struct SubDomain;

#[cors(origins = ["https://*.example.com", "https://*.eu.example.com"])]
struct Pattern;

#[cors(origins = ["https://app.example.com:*"], dev_origins = ["https://app.example.com:8443"])]
struct Port;

fn main() {}
