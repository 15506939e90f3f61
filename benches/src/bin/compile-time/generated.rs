//! The crates that are compiled.

use std::fmt::Write as _;

/// A framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framework {
    Axum,
    Actix,
}

/// What stands above each handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variant {
    /// Nothing.
    Bare,
    /// The framework's own attribute.
    Own,
    /// `#[cors(policy = Frontend)]`, on what is otherwise bare.
    Named,
    /// A whole policy, on what is otherwise bare.
    Inline,
    /// `#[cors(policy = Frontend)]` above the framework's own attribute.
    NamedAndOwn,
}

impl Framework {
    pub(crate) const ALL: [Framework; 2] = [Framework::Axum, Framework::Actix];

    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Framework::Axum => "axum",
            Framework::Actix => "actix-web",
        }
    }

    /// Lines of `[dependencies]` for a package with that variant.
    pub(crate) fn dependencies(self, variant: Variant, root: &str) -> String {
        // The framework with the same features everywhere, so that it is the same crate.
        let framework = match self {
            Framework::Axum => {
                "axum = { version = \"0.8\", default-features = false, features = [\"macros\", \"tokio\"] }\n"
            }
            Framework::Actix => "actix-web = { version = \"4\", default-features = false, features = [\"macros\"] }\n",
        };
        let ours = match self {
            _ if matches!(variant, Variant::Bare | Variant::Own) => String::new(),
            Framework::Axum => format!("cors-axum = {{ path = \"{root}/cors-axum\" }}\n"),
            Framework::Actix => format!("cors-actix = {{ path = \"{root}/cors-actix\" }}\n"),
        };
        format!("{framework}{ours}")
    }

    /// A crate with so many handlers, each mounted.
    pub(crate) fn handlers(self, variant: Variant, count: usize) -> String {
        let mut text = String::from("//! Generated.\n#![allow(dead_code, unused_imports)]\n");
        text += match (self, variant) {
            (Framework::Axum, Variant::Bare | Variant::Own) => "use axum::{Router, routing::get};\n",
            (Framework::Axum, _) => "use cors_axum::{CorsRouter, cors, routes};\n",
            (Framework::Actix, Variant::Bare | Variant::Own) => "use actix_web::{get, web};\n",
            (Framework::Actix, _) => "use actix_web::get;\nuse cors_actix::{cors, resource, routes};\n",
        };
        if matches!(variant, Variant::Named | Variant::NamedAndOwn) {
            let _ = writeln!(text, "#[cors({POLICY})]\npub struct Frontend;");
        }
        for number in 0..count {
            let own = match self {
                Framework::Axum => "#[axum::debug_handler]\n".to_owned(),
                Framework::Actix => format!("#[get(\"/r{number}\")]\n"),
            };
            text += &match variant {
                Variant::Bare => String::new(),
                Variant::Own => own,
                Variant::Named => "#[cors(policy = Frontend)]\n".to_owned(),
                Variant::Inline => format!("#[cors({POLICY})]\n"),
                Variant::NamedAndOwn => format!("#[cors(policy = Frontend)]\n{own}"),
            };
            let _ = writeln!(text, "async fn h{number}() -> &'static str {{ \"{number}\" }}");
        }
        // In parts, as people mount them: a function with a thousand statements would be measured, and not what it mounts.
        let parts = (0..count).collect::<Vec<_>>();
        for (number, part) in parts.chunks(PART).enumerate() {
            text += &self.part(variant, number, part);
        }
        text + &self.whole(variant, count.div_ceil(PART))
    }

    /// A function that mounts some handlers.
    fn part(self, variant: Variant, number: usize, handlers: &[usize]) -> String {
        let is_plain = matches!(variant, Variant::Bare | Variant::Own);
        let (begin, end) = match (self, is_plain) {
            (Framework::Axum, true) => (format!("fn part{number}() -> Router {{\nRouter::new()\n"), "}\n"),
            (Framework::Axum, false) => (format!("fn part{number}() -> CorsRouter {{\nCorsRouter::new()\n"), "}\n"),
            (Framework::Actix, true) => (format!("fn part{number}(app: &mut web::ServiceConfig) {{\napp\n"), ";\n}\n"),
            (Framework::Actix, false) => {
                (format!("fn part{number}(app: &mut cors_actix::ServiceConfig) {{\napp\n"), ";\n}\n")
            }
        };
        let mut text = begin;
        // All at once, as people mount handlers that know their routes.
        if let (Framework::Actix, Variant::NamedAndOwn) = (self, variant) {
            let names: Vec<_> = handlers.iter().map(|n| format!("h{n}")).collect();
            return text + &format!(".service(routes![{}])\n", names.join(", ")) + end;
        }
        for n in handlers {
            let _ = match (self, variant) {
                (Framework::Axum, Variant::Bare | Variant::Own) => writeln!(text, ".route(\"/r{n}\", get(h{n}))"),
                (Framework::Axum, _) => writeln!(text, ".route(\"/r{n}\", routes![get(h{n})])"),
                (Framework::Actix, Variant::Bare) => {
                    writeln!(text, ".service(web::resource(\"/r{n}\").route(web::get().to(h{n})))")
                }
                (Framework::Actix, Variant::Own) => writeln!(text, ".service(h{n})"),
                (Framework::Actix, _) => writeln!(text, ".service(resource(\"/r{n}\").route(routes![get(h{n})]))"),
            };
        }
        text + end
    }

    /// The function that puts the parts together.
    fn whole(self, variant: Variant, parts: usize) -> String {
        let parts = |write: fn(usize) -> String| (0..parts).map(write).collect::<String>();
        match (self, matches!(variant, Variant::Bare | Variant::Own)) {
            (Framework::Axum, true) => {
                format!("pub fn app() -> Router {{\nRouter::new(){}\n}}\n", parts(|n| format!(".merge(part{n}())")))
            }
            (Framework::Axum, false) => format!(
                "pub fn app() -> axum::Router {{\nCorsRouter::new(){}.into_router()\n}}\n",
                parts(|n| format!(".merge(part{n}())"))
            ),
            (Framework::Actix, true) => format!(
                "pub fn app(app: &mut web::ServiceConfig) {{\napp{};\n}}\n",
                parts(|n| format!(".configure(part{n})"))
            ),
            (Framework::Actix, false) => format!(
                "pub fn app(app: &mut cors_actix::ServiceConfig) {{\napp{};\n}}\n",
                parts(|n| format!(".configure(part{n})"))
            ),
        }
    }
}

/// How many handlers a function mounts.
const PART: usize = 25;

const POLICY: &str = r#"
    origins = ["https://app.example.com", "https://*.partner.example"],
    credentials,
    allow_headers = ["content-type", "authorization"],
    expose_headers = ["x-total-count"],
    max_age = "2h",
"#;
