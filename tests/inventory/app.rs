//! The application of these tests, for both frameworks.

use cors_core::Inventory;

use crate::{on_actix, on_axum};

/// The handlers and their policies. `cors` is the attribute of the framework at hand, `Json` and
/// `BearerAuth` its extractors.
// Each run of rustfmt would move what is in here further to the right.
#[rustfmt::skip]
macro_rules! handlers {
    () => {
        /// The policy of most handlers.
        #[cors(
            origins = ["https://app.example.com", "https://*.partner.example"],
            dev_origins = ["http://localhost:*"],
            credentials,
            allow_headers = ["content-type", "authorization"],
            expose_headers = ["x-total-count"],
            max_age = "2h",
        )]
        struct Frontend;

        /// The policy of handlers that every origin may read.
        #[cors(origins = "*", allow_headers = ["*", "authorization"], max_age = 0)]
        struct Public;

        /// A policy with a risk on the record.
        #[cors(
            origins = ["http://intranet.example"],
            credentials,
            allow(insecure_origin, reason = "until the intranet has certificates (OPS-12)"),
        )]
        struct Intranet;

        /// A source of origins.
        struct NoTenants;
        static TENANTS: NoTenants = NoTenants;

        impl OriginSource for NoTenants {
            async fn check<'r>(&self, _: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
                Ok(None)
            }
        }

        #[cors(policy = Frontend)]
        async fn list_users() -> &'static str { "users" }

        #[cors(policy = Frontend, max_age = "10m")]
        async fn create_user(_name: Json<String>) -> &'static str { "created" }

        #[cors(origins = ["https://admin.example.com"], credentials, enforce)]
        async fn remove_users() -> &'static str { "removed" }

        #[cors(policy = Public)]
        async fn health() -> &'static str { "ok" }

        #[cors(same_origin)]
        async fn internal() -> &'static str { "internal" }

        #[cors(policy = Frontend, allow(forgeable, reason = "it changes nothing"))]
        async fn anything() -> &'static str { "anything" }

        #[cors(policy = Public, methods = [GET, PUT])]
        async fn narrowed() -> &'static str { "narrowed" }

        #[cors(policy = Intranet)]
        async fn report() -> &'static str { "report" }

        #[cors(origins = TENANTS, credentials)]
        async fn tenants() -> &'static str { "tenants" }

        /// What the overrides start from: it has something of everything that a handler can replace.
        #[cors(
            origins = ["https://app.example.com"],
            dev_origins = ["http://localhost:5173"],
            allow_headers = ["authorization"],
            expose_headers = ["etag"],
            max_age = 60,
        )]
        struct Base;

        #[cors(policy = Base)]
        async fn base() -> &'static str { "" }

        #[cors(policy = Base, origins = ["https://other.example.com"])]
        async fn origins() -> &'static str { "" }

        #[cors(policy = Base, origins = TENANTS)]
        async fn source() -> &'static str { "" }

        #[cors(policy = Base, dev_origins = ["http://localhost:3000"])]
        async fn dev_origins() -> &'static str { "" }

        #[cors(policy = Base, credentials)]
        async fn credentials(_token: BearerAuth) -> &'static str { "" }

        #[cors(policy = Base, allow_headers = ["x-one"])]
        async fn allow_headers() -> &'static str { "" }

        #[cors(policy = Base, expose_headers = ["x-two"])]
        async fn expose_headers() -> &'static str { "" }

        #[cors(policy = Base, max_age = 0)]
        async fn max_age() -> &'static str { "" }

        #[cors(policy = Base, methods = [GET])]
        async fn methods() -> &'static str { "" }

        #[cors(policy = Base, enforce)]
        async fn enforce() -> &'static str { "" }

        #[cors(policy = Base, enforce = "report")]
        async fn only_report() -> &'static str { "" }

        #[cors(policy = Base, hosts = ["api.example.com", "localhost:*"])]
        async fn hosts() -> &'static str { "" }

        #[cors(policy = Base, same_origin)]
        async fn same_origin() -> &'static str { "" }

        #[cors(policy = Base, allow(json_without_content_type, reason = "sent as text"))]
        async fn allow(_body: Json<String>) -> &'static str { "" }

        #[cors(policy = Intranet, max_age = 60)]
        async fn risk_kept() -> &'static str { "" }

        #[cors(policy = Intranet, origins = ["https://app.example.com"])]
        async fn risk_gone() -> &'static str { "" }

        // A reason that would write a row of its own, and hide it.
        #[cors(
            origins = ["http://intranet.example"],
            credentials,
            allow(insecure_origin, reason = "it's\n/admin  GET  yes\r\x1b[2K \u{202e}fine\\n"),
        )]
        async fn forged() -> &'static str { "" }
    };
}

type Make = fn() -> Inventory;

/// The module of the handlers, the application, and the handlers that override something, by each framework.
const FRAMEWORKS: [(&str, Make, Make); 2] = [
    ("inventory::on_axum::", on_axum::app, on_axum::overrides),
    ("inventory::on_actix::", on_actix::app, on_actix::overrides),
];

/// The application's inventory by either framework, with the handlers where both would have them.
pub(crate) fn apps() -> impl Iterator<Item = Inventory> {
    FRAMEWORKS.into_iter().map(|(module, app, _)| moved(&app(), module, "app::"))
}

/// The inventory of handlers that override something.
pub(crate) fn overrides() -> impl Iterator<Item = Inventory> {
    FRAMEWORKS.into_iter().map(|(module, _, overrides)| moved(&overrides(), module, "app::"))
}

/// The inventory with the handlers in another module. Their places, which differ between the frameworks, are left out: see `location`.
pub(crate) fn moved(inventory: &Inventory, from: &str, to: &str) -> Inventory {
    let moved = inventory.rows().iter().cloned().map(|mut row| {
        row.handler = row.handler.replace(from, to);
        row.location = None;
        if let Some(policy) = &mut row.policy {
            policy.name = policy.name.replace(from, to);
        }
        row
    });
    moved.collect()
}
