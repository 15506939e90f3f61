//! Builds the site from the documents of this repository, and prints the path of its first page.

use std::{env, path::Path};

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the package is in a repository")?;
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository.join("target"), Into::into);
    println!("{}", cors_site::build(repository, &target.join("site"))?.display());
    Ok(())
}
