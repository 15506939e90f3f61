//! Every option of the libraries that people come from is in the chapter about coming from there.

use std::{collections::BTreeSet, env, fs, path::PathBuf, process::Command};

use serde::Deserialize;

use crate::documents::{documents, root};

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
}

/// The source of a dependency, as cargo has it: of its newest version, if there are several.
pub(crate) fn source(package: &str) -> PathBuf {
    sources(package).pop().expect("the package")
}

/// The source of each version of a dependency, the oldest first.
pub(crate) fn sources(package: &str) -> Vec<PathBuf> {
    // Only the packages of this platform: cargo has downloaded no others. Those that this test was not built from are downloaded.
    let version = cargo(&["--version", "--verbose"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("cargo names the platform");
    let metadata = cargo(&["metadata", "--format-version=1", "--locked", "--filter-platform", host]);
    let metadata: Metadata = serde_json::from_str(&metadata).expect("cargo writes JSON");
    // cargo sorts them.
    let versions = metadata.packages.into_iter().filter(|found| found.name == package);
    versions.map(|package| package.manifest_path.with_file_name("src")).collect()
}

fn cargo(arguments: &[&str]) -> String {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let output = cargo.args(arguments).current_dir(root()).output().expect("cargo can be run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("cargo writes text")
}

/// The public functions of a file, up to `end`, each as a function of the type `of`.
pub(crate) fn functions_of(of: &str, text: &str, end: &str) -> BTreeSet<String> {
    functions(text, end).into_iter().map(|name| format!("{of}::{name}")).collect()
}

/// The names of the public functions of a file, up to `end`.
pub(crate) fn functions(text: &str, end: &str) -> BTreeSet<String> {
    let lines = text.split(end).next().unwrap_or_default().lines();
    let names = lines.filter_map(|line| line.strip_prefix("    pub fn ")?.split(['(', '<']).next());
    names.map(str::to_owned).collect()
}

fn chapter(path: &str) -> String {
    documents().into_iter().find(|document| document.path == path).expect("the chapter").text
}

#[test]
fn every_option_of_cors_layer() {
    let folder = source("tower-http").join("cors");
    let read = |file: &str| fs::read_to_string(folder.join(file)).expect("a file");
    let chapter = chapter("docs/guide/from-tower-http.md");
    let builder = functions(&read("mod.rs"), "\nimpl Default for CorsLayer");
    assert!(builder.len() > 10, "{builder:?}");
    for name in builder.iter().filter(|name| *name != "new") {
        assert!(
            chapter.contains(&format!("`{name}(")) || chapter.contains(&format!("::{name}()")),
            "CorsLayer: {name}"
        );
    }
    for (file, of) in [
        ("allow_credentials.rs", "AllowCredentials"),
        ("allow_headers.rs", "AllowHeaders"),
        ("allow_methods.rs", "AllowMethods"),
        ("allow_origin.rs", "AllowOrigin"),
        ("allow_private_network.rs", "AllowPrivateNetwork"),
        ("expose_headers.rs", "ExposeHeaders"),
        ("max_age.rs", "MaxAge"),
    ] {
        let ways = functions(&read(file), "\n#[cfg(test)]");
        assert!(!ways.is_empty(), "{file}");
        for way in ways {
            assert!(chapter.contains(&format!("`{of}::{way}`")), "{of}::{way}");
        }
    }
}

#[test]
fn every_option_of_actix_cors() {
    let builder = fs::read_to_string(source("actix-cors").join("builder.rs")).expect("a file");
    let chapter = chapter("docs/guide/from-actix-cors.md");
    let options = functions(&builder, "\nimpl Default for Cors");
    assert!(options.len() > 15, "{options:?}");
    for option in options {
        let is_there = [format!("`{option}("), format!("::{option}()`")].iter().any(|text| chapter.contains(text));
        assert!(is_there, "Cors::{option}");
    }
}
