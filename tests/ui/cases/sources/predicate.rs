use cors_axum::cors;

fn is_ours(origin: &str) -> bool {
    origin.ends_with("example.com")
}

static LIST: [&str; 1] = ["https://app.example.com"];

#[cors(origins = is_ours, credentials)]
async fn by_a_function() {}

#[cors(origins = LIST)]
async fn by_a_list_that_nobody_has_checked() {}

#[cors(origins = ["https://app.example.com"])]
struct Frontend;

#[cors(origins = Frontend)]
async fn by_a_policy() {}

#[cors(origins = |origin| true)]
async fn by_a_closure() {}

fn main() {}
