//! Addresses, before and after the documentation is published.

use super::address;

#[test]
fn pages_are_files_of_the_repository_until_they_are_published() {
    for (page, expected) in [
        ("rules/malformed_origin.md", "docs/rules/malformed_origin.md"),
        ("proxies.md#caches", "docs/proxies.md#caches"),
        ("guide/README.md", "docs/guide/README.md"),
    ] {
        assert_eq!(address(None, page), expected);
    }
}

#[test]
fn published_pages_have_the_names_that_mdbook_gives_them() {
    for (page, expected) in [
        ("rules/malformed_origin.md", "https://cors.example/rules/malformed_origin.html"),
        ("proxies.md#caches", "https://cors.example/proxies.html#caches"),
        ("guide/README.md", "https://cors.example/guide/index.html"),
        ("README.md#rules", "https://cors.example/index.html#rules"),
        ("guide/cors.md#what-about-a.md", "https://cors.example/guide/cors.html#what-about-a.md"),
    ] {
        assert_eq!(address(Some("https://cors.example/"), page), expected);
    }
    let below_a_path = address(Some("https://example.com/cors/"), "inventory.md");
    assert_eq!(below_a_path, "https://example.com/cors/inventory.html");
}
