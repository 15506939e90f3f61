//! The generated code is compared with `snapshots/`.
//!
//! After an intended change: `UPDATE_EXPECT=1 cargo test -p cors-macros`.
#![allow(clippy::unwrap_used)]

use expect_test::{ExpectFile, expect_file};
use proc_macro2::TokenStream;
use quote::quote;

use crate::adapter::Adapter;

fn attribute(arguments: TokenStream, item: TokenStream) -> String {
    pretty(super::cors(arguments, item, Adapter::Axum))
}

/// Returns the expansion of `routes!` in a function, because it is an expression.
fn routes(input: TokenStream) -> String {
    let routes = crate::routes::routes(input, Adapter::Axum, &Adapter::Axum.path());
    pretty(quote!(fn main() { #routes }))
}

fn pretty(tokens: TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(tokens).unwrap())
}

fn check(actual: &str, expected: ExpectFile) {
    expected.assert_eq(actual);
}

#[test]
fn a_handler_with_a_policy_of_its_own() {
    let expansion = attribute(
        quote! {
            origins = ["https://app.example.com", "https://*.partner.example"],
            dev_origins = ["http://localhost:5173"],
            credentials,
            allow_headers = ["Content-Type", "authorization"],
            expose_headers = ["x-total-count"],
            max_age = "2h"
        },
        quote! {
            /// Lists users.
            #[deprecated]
            pub(crate) async fn list_users<S: Store>(State(store): State<S>) -> Json<Vec<User>> {
                store.users().await
            }
        },
    );
    check(&expansion, expect_file!["../../snapshots/inline_policy.rs"]);
}

#[test]
fn a_handler_that_overrides_a_named_policy() {
    let expansion = attribute(
        quote!(policy = policies::Frontend, max_age = 600, allow(json_without_content_type, reason = "text/plain")),
        quote!(
            async fn create_user(user: Json<NewUser>) {}
        ),
    );
    check(&expansion, expect_file!["../../snapshots/override_of_a_named_policy.rs"]);
}

#[test]
fn a_policy_for_development_only() {
    let expansion = attribute(
        quote!(same_origin, dev_origins = ["http://localhost:5173"], credentials),
        quote!(
            pub struct Frontend;
        ),
    );
    check(&expansion, expect_file!["../../snapshots/same_origin_with_dev_origins.rs"]);
}

#[test]
fn a_named_policy() {
    let expansion = attribute(
        quote!(origins = "*", allow_headers = ["*", "authorization"], methods = [GET], crate = ::my::reexport),
        quote!(
            pub struct Public;
        ),
    );
    check(&expansion, expect_file!["../../snapshots/named_policy.rs"]);
}

#[test]
fn a_wrong_policy_becomes_a_stub() {
    let expansion = attribute(
        quote!(origins = ["https://app.example.com/"], credentails),
        quote!(
            async fn list_users() {}
        ),
    );
    check(&expansion, expect_file!["../../snapshots/stub_of_a_wrong_policy.rs"]);
}

#[test]
fn an_unsupported_item_is_an_error() {
    let expansion = attribute(
        quote!(origins = "*"),
        quote!(
            enum Policies {}
        ),
    );
    check(&expansion, expect_file!["../../snapshots/unsupported_item.rs"]);
}

#[test]
fn the_routes_of_a_path_in_axum() {
    let expansion = routes(quote! {
        get(users::list::<Postgres>).layer(limit(10)),
        post(create),
        on(MethodFilter::PUT.or(MethodFilter::PATCH), replace),
        any(fallback)
    });
    check(&expansion, expect_file!["../../snapshots/routes_of_a_path.rs"]);
}

#[test]
fn an_actix_handler_with_a_route_attribute() {
    let expansion = super::cors(
        quote!(policy = Frontend),
        quote! {
            /// Lists users.
            #[route("/users", method = "GET", method = "HEAD", name = "users", guard = "guards::v2", wrap = "stamp()")]
            pub async fn list_users() -> Json<Vec<User>> {}
        },
        Adapter::Actix,
    );
    check(&pretty(expansion), expect_file!["../../snapshots/actix_handler.rs"]);
}

/// The type of the named policy tells whether any page could post to the handler.
#[test]
fn an_actix_handler_that_takes_what_forms_can_send() {
    let expansion = super::cors(
        quote!(policy = Frontend),
        quote! {
            #[post("/users")]
            async fn create_user(name: String) -> String {}
        },
        Adapter::Actix,
    );
    check(&pretty(expansion), expect_file!["../../snapshots/actix_form.rs"]);
}

#[test]
fn actix_routes_with_and_without_route_attributes() {
    let routes = |input| {
        let routes = crate::routes::routes(input, Adapter::Actix, &Adapter::Actix.path());
        pretty(quote!(fn main() { #routes }))
    };
    check(&routes(quote!(list_users)), expect_file!["../../snapshots/actix_routes.rs"]);
    check(&routes(quote!(get(list_users).wrap(stamp()))), expect_file!["../../snapshots/actix_routes_by_hand.rs"]);
}

/// `use Self as …` is not valid Rust.
#[test]
fn a_group_and_documented_handlers() {
    let group = routes(quote!(policy = policies::Frontend; get(list_users)));
    check(&group, expect_file!["../../snapshots/group.rs"]);
    let expand = |adapter: Adapter| {
        let documented =
            crate::routes::documented(quote!(policy = Frontend; users::list_users), adapter, &adapter.path());
        pretty(quote!(fn main() { #documented }))
    };
    check(&expand(Adapter::Axum), expect_file!["../../snapshots/documented.rs"]);
    check(&expand(Adapter::Actix), expect_file!["../../snapshots/actix_documented.rs"]);
}

#[test]
fn a_handler_with_a_default_policy() {
    let handler = quote!(
        async fn create_user(user: Json<NewUser>) {}
    );
    check(&attribute(quote!(), handler), expect_file!["../../snapshots/default_policy.rs"]);
}

#[test]
fn a_path_that_no_import_can_name_is_not_a_handler() {
    for path in [quote!(Self), quote!(Self::list), quote!(users::Self), quote!(self), quote!(super), quote!(crate)] {
        for (input, adapter) in
            [(quote!(get(#path)), Adapter::Axum), (quote!(get(#path)), Adapter::Actix), (path.clone(), Adapter::Actix)]
        {
            let routes = crate::routes::routes(input, adapter, &adapter.path());
            assert!(syn::parse2::<syn::Expr>(routes.clone()).is_ok(), "{path}: {routes}");
            assert!(routes.to_string().contains("not the path of a function"), "{path}: {routes}");
        }
    }
}

#[test]
fn an_origin_set_and_a_wrong_one() {
    let set = |list| {
        let set = super::origin_set(list, Adapter::Axum, Adapter::Axum.path());
        pretty(quote!(static SET: OriginSet = #set;))
    };
    let expansion = set(quote!(
        "https://*.partner.example",
        "http://kiosk.example",
        allow(insecure_origin, reason = "the network is ours")
    ));
    check(&expansion, expect_file!["../../snapshots/origin_set.rs"]);
    let expansion = set(quote!("https://*.partner.example/", MORE));
    check(&expansion, expect_file!["../../snapshots/stub_of_a_wrong_origin_set.rs"]);
}

/// An option that is in the table alone would be refused, or read and forgotten.
#[test]
fn every_option_is_read_and_written() {
    for option in cors_core::PolicyOption::ALL.iter().copied() {
        let beside = match option.name() {
            "origins" | "same_origin" | "policy" => "",
            "allow" => r#"origins = ["http://a.example"], credentials,"#,
            _ => r#"origins = ["https://a.example"],"#,
        };
        let expand = |text: String| {
            attribute(
                text.parse().unwrap(),
                quote!(
                    async fn list_users() {}
                ),
            )
        };
        let (with, without) = (expand(format!("{beside} {}", option.form())), expand(beside.to_owned()));
        assert!(!with.contains("compile_error"), "{option}: {with}");
        assert_ne!(with, without, "{option} changes nothing");
    }
}
