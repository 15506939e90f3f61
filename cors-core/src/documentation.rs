//! The addresses of the documentation's pages: messages of the compiler, start-up errors, the panel and `cors-audit` name them.

/// The address at which the documentation is published, with a slash at its end, such as `https://cors.example/`. `None`: it is not
/// published, and messages name its files in the repository.
///
/// To set before the crates are published: see "Releasing" in `CONTRIBUTING.md`.
pub const DOCUMENTATION: Option<&str> = None;

const _: () = if let Some(site) = DOCUMENTATION {
    let is_folder = matches!(site.as_bytes(), [b'h', b't', b't', b'p', b's', b':', b'/', b'/', .., b'/']);
    assert!(is_folder, "`DOCUMENTATION` does not begin with `https://` and end with `/`");
};

/// Returns the address of a page of the documentation, which is given by its path below `docs/`.
///
/// Below [`DOCUMENTATION`], the pages have the names that mdBook gives them.
///
/// ```
/// let address = cors_core::documentation_address("proxies.md#caches");
/// match cors_core::DOCUMENTATION {
///     None => assert_eq!(address, "docs/proxies.md#caches"),
///     Some(site) => assert_eq!(address, format!("{site}proxies.html#caches")),
/// }
/// ```
#[must_use]
pub fn documentation_address(page: &str) -> String {
    address(DOCUMENTATION, page)
}

fn address(site: Option<&str>, page: &str) -> String {
    let Some(site) = site else { return format!("docs/{page}") };
    let (file, section) = page.split_at(page.find('#').unwrap_or(page.len()));
    let (folder, name) = file.split_at(file.rfind('/').map_or(0, |slash| slash + 1));
    let name = if name == "README.md" { "index" } else { name.trim_end_matches(".md") };
    format!("{site}{folder}{name}.html{section}")
}

#[cfg(test)]
#[path = "../tests/unit/documentation.rs"]
mod tests;
