use cors_axum::cors;

#[cors(same_origin)]
struct Closed;

#[cors(policy = Closed, origins = ["https://app.example.com"])]
async fn origins() {}

#[cors(policy = Closed, credentials)]
async fn credentials() {}

#[cors(policy = Closed, max_age = "2h")]
async fn max_age() {}

#[cors(policy = Closed, methods = [GET])]
async fn methods() {}

#[cors(same_origin, dev_origins = ["http://localhost:5173"], credentials)]
struct Developed;

#[cors(policy = Developed, origins = ["https://app.example.com"])]
async fn origins_in_production() {}

#[cors(origins = "*")]
struct Public;

#[cors(policy = Public, dev_origins = ["http://localhost:5173"])]
async fn dev_origins() {}

#[cors(origins = ["https://app.example.com"], dev_origins = ["http://localhost:5173"])]
struct Frontend;

#[cors(policy = Frontend, origins = "*")]
async fn everybody() {}

#[cors(policy = Frontend, same_origin, credentials)]
async fn nobody() {}

#[cors(policy = Own, max_age = "2h")]
struct Own;

fn main() {}
