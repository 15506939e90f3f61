use cors_axum::cors;

#[cors]
async fn nothing() {}

#[cors()]
async fn parentheses() {}

#[cors(credentials, max_age = "2h")]
async fn other_options() {}

#[cors(origins = [])]
async fn empty() {}

#[cors(origins = ["https://app.example.com"], dev_origins = [])]
async fn no_dev_origins() {}

#[cors(dev_origins = ["http://localhost:5173"], credentials)]
async fn in_development_only() {}

fn main() {}
