//! What a release says of itself: manifests and documents are compared, so that neither goes on alone.

mod house;

use std::{
    collections::BTreeMap,
    env,
    path::{Path, PathBuf},
    process::Command,
};

use serde::Deserialize;

const README: &str = include_str!("../../README.md");
/// Packages, in alphabetical order, and the folder of each.
const CRATES: [(&str, &str); 8] = [
    ("cors-actix", "cors-actix"),
    ("cors-audit", "cors-audit"),
    ("cors-axum", "cors-axum"),
    ("cors-browser", "cors-browser"),
    ("cors-macros", "cors-macros"),
    ("cors-panel", "cors-panel"),
    ("cors-public-suffixes", "cors-public-suffixes"),
    // `cors-core` is taken in the public registry.
    ("typed-cors-core", "cors-core"),
];

/// A manifest, as far as it is for others to read.
#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    rust_version: Option<String>,
    description: Option<String>,
    license: Option<String>,
    keywords: Vec<String>,
    categories: Vec<String>,
    publish: Option<Vec<String>>,
    features: BTreeMap<String, Vec<String>>,
    metadata: serde_json::Value,
}

/// What cargo says, run where the workspace is.
fn cargo(arguments: &[&str]) -> String {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo).args(arguments).current_dir(workspace()).output().expect("cargo can be run");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The crates that are published.
fn packages() -> Vec<Package> {
    #[derive(Deserialize)]
    struct Metadata {
        packages: Vec<Package>,
    }

    let metadata = cargo(&["metadata", "--no-deps", "--format-version", "1", "--offline"]);
    let Metadata { mut packages } = serde_json::from_str(&metadata).expect("JSON");
    packages.retain(|package| package.publish.as_ref().is_none_or(|registries| !registries.is_empty()));
    packages.sort_by(|a, b| a.name.cmp(&b.name));
    packages
}

/// The features: each with whether it is on by default.
fn features(package: &Package) -> BTreeMap<&str, bool> {
    let on = package.features.get("default").cloned().unwrap_or_default();
    let names = package.features.keys().filter(|name| *name != "default");
    names.map(|name| (name.as_str(), on.contains(name))).collect()
}

/// The names in backquotes with which items of a list or rows of a table begin.
fn named<'t>(text: &'t str, begin: &'t str) -> impl Iterator<Item = &'t str> {
    text.lines()
        .filter_map(move |line| line.strip_prefix(begin)?.strip_prefix('`')?.split_once('`'))
        .map(|(name, _)| name)
}

#[test]
fn these_crates_are_published() {
    let packages = packages();
    assert!(packages.iter().map(|package| package.name.as_str()).eq(CRATES.map(|(name, _)| name)));
    for package in packages {
        let name = &package.name;
        assert!(package.description.as_ref().is_some_and(|text| text.ends_with('.') && text.len() < 200), "{name}");
        let license = match name.as_str() {
            // The Public Suffix List.
            "cors-public-suffixes" => "(MIT OR Apache-2.0) AND MPL-2.0",
            _ => "MIT OR Apache-2.0",
        };
        assert_eq!(package.license.as_deref(), Some(license), "{name}");
        // As crates.io asks for them.
        assert!((1..=5).contains(&package.keywords.len()) && (1..=5).contains(&package.categories.len()), "{name}");
        for keyword in &package.keywords {
            let is_plain = keyword.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            assert!(is_plain && keyword.len() <= 20, "{name}: {keyword}");
        }
        assert_eq!(package.metadata["docs"]["rs"]["all-features"], true, "{name}");
    }
}

#[test]
fn the_readme_names_the_oldest_compiler() {
    for package in packages() {
        let oldest = package.rust_version.expect("a version");
        assert!(README.contains(&format!("\nRust {oldest} or later.")), "{}: {oldest}", package.name);
    }
}

#[test]
fn the_changelog_has_the_version() {
    let changelog = include_str!("../../CHANGELOG.md");
    for package in packages() {
        let version = package.version;
        let is_released = changelog.contains(&format!("\n## [{version}]"));
        let is_next = changelog.contains(&format!("\n## [Unreleased]\n\nWhat will be {version}.\n"));
        assert!(is_released || is_next, "{version}");
    }
}

#[test]
fn the_readme_lists_every_feature_of_the_adapters() {
    let table = README.split("\n| feature | ").nth(1).expect("the table of features");
    let table = table.split("\n\n").next().unwrap_or(table);
    let is_on = |name| !table.lines().any(|row| row.starts_with(&format!("| `{name}`, off by default |")));
    let listed: BTreeMap<_, _> = named(table, "| ").map(|name| (name, is_on(name))).collect();
    for package in packages().iter().filter(|package| matches!(package.name.as_str(), "cors-axum" | "cors-actix")) {
        assert_eq!(features(package), listed, "{}", package.name);
    }
}

#[test]
fn every_crate_lists_its_features() {
    for package in packages() {
        let (documentation, bullet) = match package.name.as_str() {
            "cors-axum" => (include_str!("../../cors-axum/docs/crate.md"), "- "),
            "cors-actix" => (include_str!("../../cors-actix/docs/crate.md"), "- "),
            "typed-cors-core" => (include_str!("../../cors-core/src/lib.rs"), "//! * "),
            // It is documented by the adapters.
            _ => continue,
        };
        let section = documentation.split("# Features").nth(1).expect("a section");
        let section = section.split("\nmod ").next().unwrap_or(section);
        let (on, off) = section.split_once("Off by default").unwrap_or(("", section));
        let listed: BTreeMap<_, _> =
            named(on, bullet).map(|name| (name, true)).chain(named(off, bullet).map(|name| (name, false))).collect();
        assert_eq!(features(&package), listed, "{}", package.name);
    }
}

/// What it names is there: files, folders, and tests.
#[test]
fn what_contributors_are_told_is_there() {
    let text = include_str!("../../CONTRIBUTING.md");
    let tests = include_str!("../Cargo.toml");
    let code: Vec<_> = text.split('`').skip(1).step_by(2).collect();
    let is_path =
        |code: &&&str| code.contains('/') && !code.contains([' ', '\n', '[', ':', '|']) && !code.ends_with("http");
    for file in code.iter().filter(is_path) {
        assert!(workspace().join(file).exists(), "{file}");
    }
    for test in code
        .iter()
        .filter(|code| code.contains("cors-tests"))
        .filter_map(|code| code.split("--test ").nth(1)?.split(' ').next())
    {
        assert!(tests.contains(&format!("name = \"{test}\"")), "{test}");
    }
    let picture = text.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("the picture");
    let mut crates: Vec<&str> = Vec::new();
    for line in picture.lines() {
        match line.strip_prefix("  ") {
            None => crates = line.split([' ', ',']).filter(|word| word.starts_with("cors-")).collect(),
            Some(room) => {
                let room = room.split('/').next().expect("a room");
                for folder in &crates {
                    assert!(workspace().join(folder).join(room).is_dir(), "{folder}/{room}");
                }
            }
        }
    }
}

/// What a crate includes is in its package, with the licences and something to read.
#[test]
fn packages_are_whole() {
    for (name, folder) in CRATES {
        let listed = cargo(&["package", "--list", "--allow-dirty", "--offline", "--package", name]);
        let listed: Vec<_> = listed.lines().collect();
        for file in ["LICENSE-APACHE", "LICENSE-MIT", "README.md"] {
            assert!(listed.contains(&file), "{name} lacks {file}");
        }
        let folder = workspace().join(folder);
        for file in listed.iter().filter(|file| file.ends_with(".rs")) {
            let source = std::fs::read_to_string(folder.join(file)).expect("a source file");
            for included in included(&source) {
                let path = normal(&Path::new(file).parent().expect("a folder").join(included));
                assert!(listed.contains(&path.as_str()), "{name}: {file} includes {path}, which is not in the package");
            }
        }
    }
}

/// The paths that a source file names in `include_str!("…")`, `include_bytes!("…")` and `#[path = "…"]`.
fn included(source: &str) -> impl Iterator<Item = &str> {
    let begins = ["include_str!(\"", "include_bytes!(\"", "include!(\"", "#[path = \""];
    begins.into_iter().flat_map(move |begin| source.split(begin).skip(1)).filter_map(|rest| rest.split('"').next())
}

fn normal(path: &Path) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.iter().map(|part| part.to_str().expect("text")) {
        match part {
            // A way out of the crate stays one, and is found nowhere.
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
