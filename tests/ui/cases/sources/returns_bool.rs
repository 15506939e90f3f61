use cors_axum::{OriginSource, RequestedOrigin, SourceRequest, cors};

struct Tenants;
static TENANTS: Tenants = Tenants;

impl OriginSource for Tenants {
    async fn check<'r>(&self, origin: RequestedOrigin<'r>, _: SourceRequest<'_>) -> bool {
        origin.as_str().ends_with("example.com")
    }
}

#[cors(origins = TENANTS, credentials)]
async fn list() {}

fn main() {}
