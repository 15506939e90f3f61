//! Questions about an application: modules, re-exports, renamed adapters, generics.

use crate::names::{METHODS, OPTIONS, RULES};
use crate::question::{
    Ask::{Completes, IsDefined, IsHighlighted, IsUsed, IsWrong, Offers, Shows},
    Question,
};

const COUNT: &str = "(policy = ShopFrontend, crate = for_axum)]\nasync fn count";
const FORGET: &str = "policy = ShopFrontend, expose_headers = [\"x-left\"]";

pub(crate) const QUESTIONS: &[Question] = &[
    // Options, with an adapter that is renamed or handed on.
    Question::typed("items.rs", COUNT, "(|, crate = for_axum)]\nasync fn count", Completes(OPTIONS)),
    Question::typed(
        "items.rs",
        COUNT,
        "(policy = ShopFrontend, exp|, crate = for_axum)]\nasync fn count",
        Completes(OPTIONS),
    ),
    Question::typed(
        "items.rs",
        COUNT,
        "(policy = ShopFrontend, crate = for_axum, |)]\nasync fn count",
        Completes(OPTIONS),
    ),
    Question::typed("reports.rs", "(origins = TENANTS, crate", "(origins = TENANTS, al|, crate", Completes(OPTIONS)),
    Question::typed("reports.rs", "(origins = \"*\", crate", "(max|, crate", Completes(OPTIONS)),
    Question::typed(
        "services/invoices.rs",
        "(origins = crate::policies::TENANTS, crate",
        "(origins = crate::policies::TENANTS, dev|, crate",
        Completes(OPTIONS),
    ),
    Question::at("items.rs", "expose|_headers", Shows(&["", "scripts may read", "PolicyOption::ExposeHeaders"])),
    Question::at("services/invoices.rs", "expose|_headers", Shows(&["", "scripts may read"])),
    Question::at("policies.rs", "cre|dentials", IsHighlighted("const")),
    Question::at("services/invoices.rs", "allow|_headers", IsHighlighted("const")),
    Question::at("reports.rs", "ori|gins = TENANTS", IsHighlighted("const")),
    Question::typed("users/mod.rs", "[GET, QUERY]", "[GET, Q|]", Completes(METHODS)),
    Question::at("users/mod.rs", "GET, QUE|RY", Shows(&["", "with a body"])),
    // Rules, in a list of origins.
    Question::typed("policies.rs", "allow(insecure_origin,", "allow(inse|,", Completes(RULES)),
    Question::at("policies.rs", "allow(insecure|_origin", Shows(&["", "Rule::InsecureOrigin"])),
    // Policies and origins, through modules and re-exports.
    Question::typed(
        "items.rs",
        COUNT,
        "(policy = Sho|, crate = for_axum)]\nasync fn count",
        Offers(&["ShopFrontend", "crate::"]),
    ),
    Question::typed(
        "users/mod.rs",
        "policy = crate::Partners",
        "policy = crate::Pa|",
        Offers(&["Frontend", "Partners"]),
    ),
    Question::typed(
        "users/admin.rs",
        "origins = crate::policies::TENANTS",
        "origins = crate::policies::TE|",
        Completes(&["Frontend", "Partners", "TENANTS"]),
    ),
    Question::typed(
        "reports.rs",
        "policy = crate::Frontend;",
        "policy = crate::Fr|;",
        Offers(&["Frontend", "Partners"]),
    ),
    Question::typed(
        "reports.rs",
        "answering!(crate::Partners",
        "answering!(crate::Par|",
        Offers(&["Frontend", "Partners"]),
    ),
    Question::typed(
        "users/mod.rs",
        "policy = crate::policies::Frontend",
        "policy = crate::policies::|",
        Completes(&["Frontend", "Partners", "TENANTS"]),
    ),
    Question::typed("reports.rs", "policy = crate::Frontend;", "policy = crate::|;", Offers(&["Frontend", "Partners"])),
    Question::at("users/mod.rs", "policy = crate::policies::Front|end", Shows(&["", "The front end, with cookies."])),
    Question::at("users/admin.rs", "policy = Front|end", IsDefined("policies.rs: pub struct Frontend;")),
    Question::at("users/mod.rs", "crate::Part|ners", IsDefined("policies.rs: pub struct Partners;")),
    Question::typed(
        "items.rs",
        FORGET,
        "policy = Shop|Frontend, max_age = 1",
        IsDefined("policies.rs: pub struct Frontend;"),
    ),
    Question::at("reports.rs", "policy = crate::Front|end", IsDefined("policies.rs: pub struct Frontend;")),
    Question::at("reports.rs", "crate::Part|ners: monthly", IsDefined("policies.rs: pub struct Partners;")),
    Question::at(
        "reports.rs",
        "origins = TEN|ANTS",
        IsDefined("policies.rs: pub(crate) static TENANTS: OriginSet = origin_set!["),
    ),
    Question::at(
        "services/invoices.rs",
        "origins = crate::policies::TEN|ANTS",
        IsDefined("policies.rs: pub(crate) static TENANTS: OriginSet = origin_set!["),
    ),
    Question::at(
        "reports.rs",
        "crate = crate::framework::w|eb)]\nasync fn yearly",
        IsDefined("framework.rs: pub(crate) mod web {"),
    ),
    Question::at(
        "policies.rs",
        "static TEN|ANTS",
        IsUsed(&[
            "policies.rs: #[cors(origins = TENANTS, max_age = \"10m\", crate = for_axum)]",
            "policies.rs: pub(crate) static TENANTS: OriginSet = origin_set![",
            "reports.rs: #[cors(origins = TENANTS, crate = crate::framework::web)]",
            "reports.rs: policies::TENANTS,",
            "services/invoices.rs: #[server::cors(origins = crate::policies::TENANTS, crate = crate::framework::server)]",
            "users/admin.rs: #[cors(origins = crate::policies::TENANTS, allow_headers = [\"x-role\"], crate = for_axum)]",
        ]),
    ),
    Question::at(
        "policies.rs",
        "struct Part|ners",
        IsUsed(&[
            "lib.rs: pub use policies::{Frontend, Partners};",
            "policies.rs: pub struct Partners;",
            "reports.rs: answering!(crate::Partners: monthly);",
            "services/invoices.rs: #[cors(policy = crate::policies::Partners, allow_headers = [\"content-type\"], crate = for_actix)]",
            "users/mod.rs: #[cors(policy = crate::Partners, companion = Searching, crate = for_axum)]",
        ]),
    ),
    // Handlers and methods.
    Question::typed(
        "app.rs",
        "get(users::list)",
        "get(users::li|)",
        Completes(&["Searching", "admin::", "create", "delete_user", "list", "search", "type"]),
    ),
    Question::typed(
        "app.rs",
        "delete(users::delete_user)",
        "delete(users::admin::re|)",
        Completes(&["remove", "roles", "router"]),
    ),
    Question::typed(
        "app.rs",
        "post(users::create)]",
        "post(users::create), pu|]",
        Offers(&["any", "get", "on", "post", "put", "users::"]),
    ),
    Question::typed("app.rs", "get(users::list)", "get(users::|)", Offers(&["create", "list", "type"])),
    Question::typed(
        "services/mod.rs",
        "routes![invoices::list, invoices::create]",
        "routes![invoices::list, invoices::|]",
        Completes(&["create", "draft", "list", "paid", "send"]),
    ),
    Question::typed("app.rs", "as users::Searching", "as users::Sea|", Offers(&["Searching"])),
    Question::typed("app.rs", "get(crate::users::list)", "get(crate::users::li|)", Offers(&["create", "list"])),
    Question::typed(
        "app.rs",
        "get(crate::users::list), put(admin::remove)",
        "ge|",
        Offers(&["any", "get", "on", "put"]),
    ),
    Question::typed("items.rs", "get(count::<Memory>)", "get(cou|)", Offers(&["count", "forget"])),
    Question::typed("items.rs", "get(count::<Memory>)", "get(count::<Me|>)", Offers(&["Memory", "Store"])),
    Question::typed(
        "services/mod.rs",
        "routes![invoices::list",
        "routes![invoices::li|",
        Completes(&["create", "draft", "list", "paid", "send"]),
    ),
    Question::typed(
        "services/mod.rs",
        "post(invoices::send)",
        "post(invoices::se|)",
        Completes(&["create", "draft", "list", "paid", "send"]),
    ),
    Question::typed("services/mod.rs", "post(invoices::send)", "qu|", Offers(&["query", "get"])),
    Question::at("app.rs", "get(users::li|st)", Shows(&["", "Lists the users."])),
    Question::at(
        "app.rs",
        "get(users::li|st)",
        IsDefined("users/mod.rs: pub(crate) async fn list() -> &'static str {"),
    ),
    Question::at(
        "app.rs",
        "get(crate::users::li|st)",
        IsDefined("users/mod.rs: pub(crate) async fn list() -> &'static str {"),
    ),
    Question::at(
        "app.rs",
        "users::delete|_user",
        IsDefined("users/admin.rs: pub(crate) async fn remove() -> &'static str {"),
    ),
    Question::at(
        "app.rs",
        "any(users::r#ty|pe)",
        IsDefined("users/mod.rs: pub(crate) async fn r#type() -> &'static str {"),
    ),
    Question::at("app.rs", "get(sea|rch as", IsDefined("users/mod.rs: pub(crate) async fn search() -> &'static str {")),
    Question::at(
        "items.rs",
        "get(cou|nt::<Memory>)",
        IsDefined("items.rs: async fn count<S: Store>(State(store): State<S>) -> String {"),
    ),
    Question::at("reports.rs", "post(month|ly)", IsDefined("reports.rs: answering!(crate::Partners: monthly);")),
    Question::at("reports.rs", "get(hea|lth)", IsDefined("reports.rs: async fn health() -> &'static str {")),
    Question::at(
        "services/mod.rs",
        "invoices::cre|ate",
        IsDefined("services/invoices.rs: pub(crate) async fn create() -> &'static str {"),
    ),
    Question::at(
        "services/mod.rs",
        "routes![sett|led]",
        IsDefined("services/invoices.rs: pub(crate) async fn paid() -> &'static str {"),
    ),
    Question::at(
        "services/mod.rs",
        "invoices::dra|ft",
        IsDefined("services/invoices.rs: pub(crate) async fn draft() -> &'static str {"),
    ),
    Question::at("reports.rs", "get(dra|ft)", IsDefined("reports.rs: async fn draft() -> &'static str {")),
    Question::at(
        "users/mod.rs",
        "fn li|st",
        IsUsed(&[
            "app.rs: .merge(mount!(\"/list\": get(crate::users::list), put(admin::remove)))",
            "app.rs: .route(\"/users\", routes![get(users::list), post(users::create)])",
            "users/admin.rs: CorsRouter::new().route(\"/roles\", routes![get(roles)]).route(\"/all\", routes![get(super::list)])",
            "users/mod.rs: pub(crate) async fn list() -> &'static str {",
        ]),
    ),
    Question::at(
        "items.rs",
        "fn cou|nt",
        IsUsed(&[
            "items.rs: CorsRouter::new().route(\"/items\", routes![get(count::<S>), delete(forget::<S>)])",
            "items.rs: CorsRouter::new().route(\"/memory\", routes![get(count::<Memory>)]).merge(generic::<Memory>()).with_state(Memory(1))",
            "items.rs: async fn count<S: Store>(State(store): State<S>) -> String {",
        ]),
    ),
    Question::at(
        "users/mod.rs",
        "companion = Sea|rching",
        IsUsed(&[
            "app.rs: .route(\"/search\", routes![get(search as users::Searching)])",
            "users/mod.rs: #[cors(policy = crate::Partners, companion = Searching, crate = for_axum)]",
        ]),
    ),
    Question::at(
        "services/invoices.rs",
        "fn pa|id",
        IsUsed(&[
            "services/invoices.rs: pub(crate) async fn paid() -> &'static str {",
            "services/mod.rs: pub(crate) use invoices::paid as settled;",
        ]),
    ),
    // Errors.
    Question::typed(
        "items.rs",
        FORGET,
        "policy = ShopFrontend, max_age = |\"2x\"",
        IsWrong("\"2x\"", "expected `max_age = \"2h\"`"),
    ),
    Question::typed("users/admin.rs", "max_age = \"30s\"", "|age = 30", IsWrong("age", "unknown option `age`")),
    Question::typed(
        "reports.rs",
        "(origins = TENANTS,",
        "(origins = [|\"https://shop.example/\"],",
        IsWrong("\"https://shop.example/\"", "an origin does not end with `/`"),
    ),
    Question::typed(
        "services/invoices.rs",
        "allow_headers = [\"content-type\"]",
        "allow_headers = [|\"cookie\"]",
        IsWrong("\"cookie\"", "no browser lets scripts set `cookie`"),
    ),
    Question::typed("app.rs", "[get(users::list)", "[|gett(users::list)", IsWrong("gett", "unknown method `gett`")),
    Question::typed("app.rs", "(\"/list\": get(", "(\"/list\": |gett(", IsWrong("gett", "unknown method `gett`")),
];
