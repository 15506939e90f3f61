use cors_axum::cors;

#[cors(origins = ["https://app.example.com", "https://www.example.com", "https://app.example.com"])]
struct Twice;

#[cors(origins = ["https://app.example.com"], dev_origins = ["https://app.example.com"])]
struct InBothLists;

#[cors(origins = ["*", "*"])]
struct Wildcards;

#[cors(origins = ["http://app.example.com", "http://app.example.com"], credentials)]
struct OtherwiseWrongToo;

fn main() {}
