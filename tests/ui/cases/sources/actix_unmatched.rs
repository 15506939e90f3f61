use cors_actix::{AllowedOrigin, OriginSource, RequestedOrigin, SourceRequest, SourceResult, cors};

struct Tenants;
static TENANTS: Tenants = Tenants;

impl OriginSource for Tenants {
    async fn check<'r>(&self, origin: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
        // Whoever asks.
        Ok(Some(origin))
    }
}

struct Mirror;
static MIRROR: Mirror = Mirror;

impl OriginSource for Mirror {
    async fn check<'r>(&self, origin: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
        Ok(Some(AllowedOrigin(origin.as_str())))
    }
}

struct Itself;
static ITSELF: Itself = Itself;

impl OriginSource for Itself {
    async fn check<'r>(&self, origin: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
        // It is no list.
        Ok(origin.find_in(&origin))
    }
}

#[cors(origins = TENANTS)]
async fn list() {}

#[cors(origins = MIRROR)]
async fn mirror() {}

#[cors(origins = ITSELF)]
async fn itself() {}

fn main() {}
