//! Services of actix-web.

mod invoices;

use for_actix::{CorsResource, ServiceConfig, resource, routes};

pub(crate) use invoices::paid as settled;

/// All services.
pub fn services(config: &mut ServiceConfig) {
    config.service(routes![invoices::list, invoices::create]).service(routes![settled]).service(drafts());
}

fn drafts() -> CorsResource {
    resource("/drafts").route(routes![get(invoices::draft), post(invoices::send)])
}
