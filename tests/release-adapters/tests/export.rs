//! The export of an inventory is for debug builds of the adapters. Here they are compiled without `debug_assertions`: neither the name of
//! the variable nor the code is in the program. That this search finds them elsewhere is a test of `cors-tests`: `examples`.

use std::{env, fs, process::Command};

use actix_web::App;
use cors_actix::WithCors;
use cors_axum::CorsRouter;

mod on_axum {
    #[cors_axum::cors(origins = ["https://app.example.com"])]
    pub(super) async fn list() {}
}

mod on_actix {
    #[cors_actix::cors(origins = ["https://app.example.com"])]
    #[actix_web::get("/users")]
    pub(super) async fn list() -> &'static str {
        ""
    }
}

/// The name of the variable, which this program must not have as a text of its own.
fn variable() -> String {
    ["CORS", "INVENTORY"].join("_")
}

#[test]
fn an_application_is_exported_by_nothing() {
    let app: CorsRouter = CorsRouter::new().route("/users", cors_axum::routes![get(on_axum::list)]).export_inventory();
    assert_eq!(app.inventory().rows().len(), 1);
    let app = App::new().with_cors().service(cors_actix::routes![on_actix::list]).export_inventory();
    assert_eq!(app.inventory().rows().len(), 1);
}

#[test]
fn the_variable_does_not_end_a_program() {
    let program = env::current_exe().expect("this program");
    let test = ["--exact", "an_application_is_exported_by_nothing"];
    let output = Command::new(program).args(test).env(variable(), "-").output().expect("it can be run");
    let printed = String::from_utf8(output.stdout).expect("text");
    assert!(output.status.success() && printed.contains("1 passed") && !printed.contains("version"), "{printed}");
}

#[test]
fn neither_the_variable_nor_the_code_is_in_the_binary() {
    let binary = fs::read(env::current_exe().expect("this program")).expect("it can be read");
    let contains = |text: &str| binary.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(contains("https://app.example.com"), "the search finds what is there");
    assert!(!contains(&variable()));
    assert!(!contains(&["inventory", "export"].join("6")));
}
