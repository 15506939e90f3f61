use cors_axum::{AllowedOrigin, RequestedOrigin};

fn computed(origin: RequestedOrigin<'_>) -> bool {
    origin.find_in(&|host: &str| host.ends_with(".example.com")).is_some()
}

fn list<'r>(origin: RequestedOrigin<'r>, rows: Vec<String>) -> Option<AllowedOrigin<'r>> {
    origin.find_in(&rows)
}

fn reflected(origin: RequestedOrigin<'_>) -> AllowedOrigin<'_> {
    AllowedOrigin(origin.as_str())
}

fn main() {}
