//! Every tenant has front ends of its own, listed in a table: `cargo run -p cors-axum --example tenants`.
//!
//! The table is in the application's state. An origin source looks up the tenant, which is the first segment of the path as sent.
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

use std::{collections::HashMap, env, error::Error, sync::Arc};

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use cors_axum::{
    CorsRouter, OriginSet, OriginSetError, OriginSource, RequestedOrigin, SourceRequest, SourceResult, cors, routes,
};
use tokio::{net::TcpListener, sync::RwLock};

/// The table; in a real service, a database with a cache in front of it.
#[derive(Clone)]
struct Tenants(Arc<RwLock<HashMap<String, OriginSet>>>);

impl Tenants {
    fn load() -> Result<Self, OriginSetError> {
        let rows = [("acme", "https://example.com"), ("globex", "https://example.org https://*.globex.example")];
        let read = |(tenant, origins): (&str, &str)| Ok((tenant.to_owned(), OriginSet::from_text(origins)?));
        Ok(Tenants(Arc::new(RwLock::new(rows.into_iter().map(read).collect::<Result<_, _>>()?))))
    }

    async fn front_ends(&self, tenant: &str) -> Option<OriginSet> {
        self.0.read().await.get(tenant).cloned()
    }
}

struct FrontEnds;
static FRONT_ENDS: FrontEnds = FrontEnds;

impl OriginSource for FrontEnds {
    async fn check<'r>(&self, origin: RequestedOrigin<'r>, request: SourceRequest<'_>) -> SourceResult<'r> {
        let tenants: &Tenants = request.state().ok_or("the router has no table of tenants")?;
        let tenant = request.parts().uri.path().split('/').nth(1).unwrap_or_default();
        let Some(front_ends) = tenants.front_ends(tenant).await else { return Ok(None) };
        Ok(origin.find_in(&front_ends))
    }
}

#[cors(origins = FRONT_ENDS, credentials)]
async fn orders(State(tenants): State<Tenants>, Path(tenant): Path<String>) -> Result<String, StatusCode> {
    tenants.front_ends(&tenant).await.ok_or(StatusCode::NOT_FOUND)?;
    Ok(format!("The orders of {tenant}.\n"))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let app = CorsRouter::new().route("/{tenant}/orders", routes![get(orders)]).with_state(Tenants::load()?);
    let port: u16 = env::var("PORT").map_or(Ok(3000), |port| port.parse())?;
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    println!("Listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app.into_make_service()).await?;
    Ok(())
}
