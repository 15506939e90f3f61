//! `#[utoipa::path]` on handlers.

use quote::quote;

use super::*;
use crate::{attribute::parse::route, report::errors::Errors};

fn completed(item: TokenStream) -> Option<String> {
    let mut errors = Errors::new();
    let (item, routes) = route::take(item, &mut errors);
    assert!(errors.finish().is_empty());
    routes.map(|routes| complete(item, &routes).to_string())
}

#[test]
fn missing_arguments_are_added_and_given_ones_remain() {
    for (written, expected) in [
        (quote!(#[utoipa::path] #[get("/a")]), quote!(#[utoipa::path(method(get), path = "/a",)])),
        (
            quote!(#[get("/a/{id:[0-9]{4}}/{rest:.*}")] #[utoipa::path(responses((status = 200, path = "no")))]),
            quote!(#[utoipa::path(method(get), path = "/a/{id}/{rest}", responses((status = 200, path = "no")))]),
        ),
        (
            quote!(#[utoipa::path(tag = "get")] #[route("/a", method = "GET", method = "PURGE", method = "PUT")]),
            quote!(#[utoipa::path(method(get, put), path = "/a", tag = "get")]),
        ),
        (quote!(#[utoipa::path(post, path = "/b")] #[get("/a")]), quote!(#[utoipa::path(post, path = "/b")])),
        (
            quote!(#[utoipa::path(method(head), tag = "t")] #[get("/a")]),
            quote!(#[utoipa::path(path = "/a", method(head), tag = "t")]),
        ),
        (quote!(#[other::path] #[doc = "x"] #[get("/a")]), quote!(#[other::path] #[doc = "x"])),
    ] {
        let function = quote!(
            async fn a() {}
        );
        let expected = quote!(#expected #function).to_string();
        assert_eq!(completed(quote!(#written #function)), Some(expected));
    }
}
