//! Every tenant has front ends of its own, listed in a table: `cargo run -p cors-actix --example tenants-actix`.
//!
//! The table is in the application's data. An origin source looks up the tenant, which is the first segment of the path.
//!
//! ```console
//! $ curl -i http://localhost:3000/acme/orders -H 'Origin: https://example.com'
//! $ curl -i http://localhost:3000/acme/orders -H 'Origin: https://example.org'
//! $ curl -i http://localhost:3000/globex/orders -H 'Origin: https://example.org'
//! ```
//!
//! The second response has no `Access-Control-Allow-Origin`: that front end belongs to another tenant. In a browser, open
//! <https://example.com> and enter in the console (the browser may ask whether the page may reach this device):
//!
//! ```js
//! await (await fetch("http://localhost:3000/acme/orders", { credentials: "include" })).text()   // the orders
//! await (await fetch("http://localhost:3000/globex/orders", { credentials: "include" })).text() // Failed to fetch
//! ```

use std::{collections::HashMap, env, error::Error};

use actix_web::{
    App, HttpServer,
    error::ErrorNotFound,
    get,
    web::{Data, Path},
};
use cors_actix::{
    OriginSet, OriginSetError, OriginSource, RequestedOrigin, SourceRequest, SourceResult, WithCors, cors, routes,
};
use tokio::sync::RwLock;

/// The table; in a real service, a database with a cache in front of it.
struct Tenants(RwLock<HashMap<String, OriginSet>>);

impl Tenants {
    fn load() -> Result<Self, OriginSetError> {
        let rows = [("acme", "https://example.com"), ("globex", "https://example.org https://*.globex.example")];
        let read = |(tenant, origins): (&str, &str)| Ok((tenant.to_owned(), OriginSet::from_text(origins)?));
        Ok(Tenants(RwLock::new(rows.into_iter().map(read).collect::<Result<_, _>>()?)))
    }

    async fn front_ends(&self, tenant: &str) -> Option<OriginSet> {
        self.0.read().await.get(tenant).cloned()
    }
}

struct FrontEnds;
static FRONT_ENDS: FrontEnds = FrontEnds;

impl OriginSource for FrontEnds {
    async fn check<'r>(&self, origin: RequestedOrigin<'r>, request: SourceRequest<'_>) -> SourceResult<'r> {
        let tenants: &Tenants = request.state().ok_or("the application has no table of tenants")?;
        let tenant = request.head().uri.path().split('/').nth(1).unwrap_or_default();
        let Some(front_ends) = tenants.front_ends(tenant).await else { return Ok(None) };
        Ok(origin.find_in(&front_ends))
    }
}

#[cors(origins = FRONT_ENDS, credentials)]
#[get("/{tenant}/orders")]
async fn orders(tenants: Data<Tenants>, tenant: Path<String>) -> Result<String, actix_web::Error> {
    tenants.front_ends(&tenant).await.ok_or_else(|| ErrorNotFound("There is no such tenant.\n"))?;
    Ok(format!("The orders of {tenant}.\n"))
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let tenants = Data::new(Tenants::load()?);
    let app = move || App::new().with_cors().app_data(tenants.clone()).service(routes![orders]).finish();
    let port: u16 = env::var("PORT").map_or(Ok(3000), |port| port.parse())?;
    let server = HttpServer::new(app).bind(("127.0.0.1", port))?;
    println!("Listening on http://{}", server.addrs().first().ok_or("no address")?);
    server.run().await?;
    Ok(())
}
