//! The questions about `small`: each one of both frameworks.

use crate::names::{METHODS, OPTIONS, RULES};
use crate::question::{
    Ask::{Completes, IsDefined, IsHighlighted, IsUsed, IsWrong, Offers, Outlines, Shows},
    Question,
};

const ENTRIES: &[&str] = &["any", "delete", "get", "head", "options", "patch", "post", "put"];

/// What both frameworks have.
pub(crate) fn of_both(file: &'static str) -> Vec<Question> {
    let at = |at, ask| Question::at(file, at, ask);
    let typed = |instead_of, at, ask| Question::typed(file, instead_of, at, ask);
    let (first, last) = ("#[cors(policy = Frontend)]\n", "max_age = \"2h\"");
    vec![
        // Options: none, half typed, after others, before others.
        typed(first, "#[cors(|)]\n", Completes(OPTIONS)),
        typed(first, "#[cors(cred|)]\n", Completes(OPTIONS)),
        typed(first, "#[cors(policy = Frontend, |)]\n", Completes(OPTIONS)),
        typed(first, "#[cors(policy = Frontend, max|)]\n", Completes(OPTIONS)),
        typed(first, "#[cors(cred|, policy = Frontend)]\n", Completes(OPTIONS)),
        typed("credentials)]\npub struct", "cred|)]\npub struct", Completes(OPTIONS)),
        // Rules.
        typed(last, "allow(|)", Completes(RULES)),
        typed(last, "allow(inse|)", Completes(RULES)),
        typed(last, "allow(forgeable, rea|)", Completes(RULES)),
        typed(
            "origin_set![\"https://shop.example\"]",
            "origin_set![\"https://shop.example\", allow(|)]",
            Completes(RULES),
        ),
        // Methods, policies and sources.
        typed("methods = [POST, PUT]", "methods = [|]", Completes(METHODS)),
        typed("methods = [POST, PUT]", "methods = [POST, P|]", Completes(METHODS)),
        typed(first, "#[cors(policy = Fr|)]\n", Offers(&["Frontend"])),
        typed("origins = TENANTS", "origins = TEN|", Offers(&["TENANTS"])),
        // Entries.
        typed("routes![get(report)", "routes![|", Offers(ENTRIES)),
        typed("routes![get(report)", "routes![ge|", Offers(ENTRIES)),
        typed("routes![get(report)", "routes![get(report), p|", Offers(ENTRIES)),
        typed("routes![get(report)", "routes![get(report), |", Offers(ENTRIES)),
        typed("routes![get(report)", "routes![get(|)", Offers(&["create", "list", "report"])),
        typed("routes![get(report)", "routes![get(re|)", Offers(&["create", "list", "report"])),
        typed("routes![get(report)", "routes![policy = Fr|; get(report)", Offers(&["Frontend"])),
        // Documentation.
        at(
            "cre|dentials",
            Shows(&[
                "\n```rust\ncors_core::policy::options::editor\n```",
                "`Access-Control-Allow-Credentials: true`",
                "https://docs.rs/",
            ]),
        ),
        at(
            "max_|age",
            Shows(&[
                "\n```rust\ncors_core::policy::options::editor\n```",
                "at most 24 hours",
                "Value: `\"2h\"`",
                "https://docs.rs/",
            ]),
        ),
        at(
            "allow(insecure|_origin",
            Shows(&["\n```rust\ncors_core::editor::rules\n```", "An attacker on the network", "https://docs.rs/"]),
        ),
        at("rea|son =", Shows(&["\n```rust\ncors_core::editor::rules\n```", "Why the risk is accepted"])),
        at("[POST, PU|T]", Shows(&["\n```rust\ncors_core::editor::methods\n```", "Needs a preflight"])),
        at(
            "policy = Front|end, max_age",
            Shows(&["\n```rust\ncors_tests_editor_small::", "pub struct Frontend", "The front end."]),
        ),
        at(
            "origins = TEN|ANTS",
            Shows(&["\n```rust\ncors_tests_editor_small::", "pub static TENANTS", "The origins of the tenants."]),
        ),
        at("async fn re|port", Shows(&["\n```rust\ncors_tests_editor_small::", "async fn report()", "Reports."])),
        at("routes![get(re|port)", Shows(&["\n```rust\ncors_tests_editor_small::", "async fn report()", "Reports."])),
        // Definitions: one, the right one.
        at("#[cors(policy = Front|end)]", IsDefined("pub struct Frontend;")),
        at("policy = Front|end, max_age", IsDefined("pub struct Frontend;")),
        at("origins = TEN|ANTS", IsDefined("pub static TENANTS: OriginSet = origin_set![\"https://shop.example\"];")),
        at("routes![get(re|port)", IsDefined("async fn report() -> &'static str {")),
        at("routes![any(cre|ate)]", IsDefined("async fn create() -> &'static str {")),
        // References and renaming.
        at(
            "pub struct Front|end",
            IsUsed(&["pub struct Frontend;", "#[cors(policy = Frontend)]", "policy = Frontend, max_age = \"2h\","]),
        ),
        at(
            "policy = Front|end, max_age",
            IsUsed(&["pub struct Frontend;", "#[cors(policy = Frontend)]", "policy = Frontend, max_age = \"2h\","]),
        ),
        at(
            "pub static TEN|ANTS",
            IsUsed(&[
                "pub static TENANTS: OriginSet = origin_set![\"https://shop.example\"];",
                "#[cors(origins = TENANTS, allow_headers = [\"content-type\"], methods = [POST, PUT])]",
            ]),
        ),
        // Errors while typing.
        typed(
            "\"https://app.example.com\"",
            "|\"https://app.example.com/\"",
            IsWrong("\"https://app.example.com/\"", "an origin does not end with `/` [malformed_origin]"),
        ),
        typed("origins = [\"https://app.example.com\"]", "origins = |\"*\"", IsWrong("\"*\"", "")),
        typed(
            "credentials)]\npub struct",
            "|credentails)]\npub struct",
            IsWrong("credentails", "unknown option `credentails` [unknown_option]"),
        ),
        typed("allow(insecure_origin", "allow(|insecure_orgin", IsWrong("insecure_orgin", "")),
        typed("routes![get(report)", "routes![|gett(report)", IsWrong("gett", "unknown method `gett`")),
        typed(
            "\"https://shop.example\"",
            "|\"https://shop.example/\"",
            IsWrong("\"https://shop.example/\"", "an origin does not end with `/` [malformed_origin]"),
        ),
        // Highlighting.
        at("|credentials", IsHighlighted("const")),
        at("|policy = Frontend, max_age", IsHighlighted("const")),
        at("|allow(insecure", IsHighlighted("const")),
        at("allow(|insecure", IsHighlighted("const")),
        at("policy = |Frontend, max_age", IsHighlighted("struct")),
        at("routes![get(|report)", IsHighlighted("function")),
    ]
}

pub(crate) fn on_axum() -> Vec<Question> {
    let file = "on_axum.rs";
    let mut questions = of_both(file);
    questions.extend([
        Question::at(file, "|", Outlines(&["Frontend", "TENANTS", "list", "create", "report", "app"])),
        Question::at(file, "delete(li|st)", IsDefined("async fn list() -> &'static str {")),
        Question::typed(file, "delete(list)", "delete(li|)", Offers(&["create", "list", "report"])),
        Question::at(
            file,
            "async fn li|st",
            IsUsed(&[
                "async fn list() -> &'static str {",
                ".route(\"/users\", routes![get(list)])",
                ".route(\"/report\", routes![get(report), delete(list)])",
            ]),
        ),
    ]);
    questions
}

pub(crate) fn on_actix() -> Vec<Question> {
    let file = "on_actix.rs";
    let mut questions = of_both(file);
    questions.extend([
        Question::at(
            file,
            "|",
            Outlines(&["Frontend", "TENANTS", "list", "create", "report", "services", "created", "reports"]),
        ),
        Question::typed(file, "routes![list]", "routes![|]", Offers(&["create", "list", "get"])),
        Question::typed(file, "routes![list]", "routes![li|]", Offers(&["create", "list", "get"])),
        Question::typed(file, "routes![list]", "routes![list, cre|]", Offers(&["create", "list", "get"])),
        Question::at(file, "routes![li|st]", IsDefined("async fn list() -> &'static str {")),
        Question::at(
            file,
            "async fn li|st",
            IsUsed(&["async fn list() -> &'static str {", "config.service(routes![list]).service(created());"]),
        ),
    ]);
    questions
}
