use cors_axum::cors;

#[cors(origins = "*")]
struct Public;

#[cors(policy = Public, credentials)]
async fn list() {}

#[cors(policy = Public, credentials)]
struct PublicWithCookies;

// Not reported a second time: the policy that it uses has been.
#[cors(policy = PublicWithCookies)]
async fn show() {}

fn main() {}
