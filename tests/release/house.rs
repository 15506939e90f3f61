//! The structure of the code: files that import each other, crowded folders and long files are found here.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use proc_macro2::{TokenStream, TokenTree};

use super::workspace;

/// The folders of the crates that are published, and of the site.
const FOLDERS: [&str; 9] = [
    "cors-actix",
    "cors-audit",
    "cors-axum",
    "cors-browser",
    "cors-core",
    "cors-macros",
    "cors-panel",
    "cors-public-suffixes",
    "site",
];

/// The longest file. A file about one subject that needs more lines is named here, with the reason.
const LONGEST: usize = 400;

/// The modules of a crate that are files: the path of each from the root of the crate, and its text.
struct Crate(BTreeMap<Vec<String>, String>);

impl Crate {
    fn read(folder: &str) -> Self {
        let mut files = BTreeMap::new();
        read_folder(&workspace().join(folder).join("src"), &[], &mut files);
        Crate(files)
    }

    /// The modules that a module names, by paths that begin with `crate`, `self` or `super`.
    fn imports(&self, module: &[String]) -> BTreeSet<Vec<String>> {
        let mut paths = Vec::new();
        collect_paths(self.0[module].parse().expect("tokens"), module, &mut paths);
        let resolved = paths.into_iter().filter_map(|path| self.resolve(path, 0));
        resolved.filter(|other| other != module).collect()
    }

    /// The file that defines what a path names; `None`: another crate does.
    fn resolve(&self, path: Vec<String>, depth: usize) -> Option<Vec<String>> {
        let known = (0..=path.len()).rev().find(|&length| self.0.contains_key(&path[..length]))?;
        let (module, rest) = path.split_at(known);
        let Some(name) = rest.first() else { return Some(module.to_vec()) };
        let exported = exports(&self.0[module], module).into_iter().find(|(exported, _)| exported == name);
        match exported {
            Some((_, None)) => None,
            Some((_, Some(target))) if depth < 8 => self.resolve(target, depth + 1),
            _ => Some(module.to_vec()),
        }
    }
}

fn read_folder(folder: &Path, module: &[String], files: &mut BTreeMap<Vec<String>, String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let inside = [module, std::slice::from_ref(&name)].concat();
        if path.is_dir() {
            read_folder(&path, &inside, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let module = if matches!(name.as_str(), "mod" | "lib") { module.to_vec() } else { inside };
            files.insert(module, fs::read_to_string(&path).expect("text"));
        }
    }
}

/// The names that a module exports with `pub use`, each with the path of what it is; `None`: it is another crate's.
fn exports(source: &str, module: &[String]) -> Vec<(String, Option<Vec<String>>)> {
    let file: syn::File = syn::parse_str(source).expect("Rust");
    let mut exports = Vec::new();
    for item in file.items {
        if let syn::Item::Use(item) = item
            && !matches!(item.vis, syn::Visibility::Inherited)
        {
            collect_exports(&item.tree, &[], module, &mut exports);
        }
    }
    exports
}

fn collect_exports(
    tree: &syn::UseTree,
    before: &[String],
    module: &[String],
    exports: &mut Vec<(String, Option<Vec<String>>)>,
) {
    let mut export = |name: &syn::Ident, exported: &syn::Ident| {
        let path = [before, &[name.to_string()]].concat();
        exports.push((exported.to_string(), absolute(&path, module)));
    };
    match tree {
        syn::UseTree::Path(path) => {
            collect_exports(&path.tree, &[before, &[path.ident.to_string()]].concat(), module, exports);
        }
        syn::UseTree::Group(group) => {
            group.items.iter().for_each(|tree| collect_exports(tree, before, module, exports));
        }
        syn::UseTree::Name(name) => export(&name.ident, &name.ident),
        syn::UseTree::Rename(rename) => export(&rename.ident, &rename.rename),
        _ => {}
    }
}

/// A path from the root of the crate; `None`: it is one of another crate.
fn absolute(path: &[String], module: &[String]) -> Option<Vec<String>> {
    let (first, rest) = path.split_first()?;
    match first.as_str() {
        "crate" => Some(rest.to_vec()),
        "self" => Some([module, rest].concat()),
        "super" => {
            let ups = path.iter().take_while(|part| *part == "super").count();
            Some([&module[..module.len().saturating_sub(ups)], &path[ups..]].concat())
        }
        _ => None,
    }
}

fn collect_paths(tokens: TokenStream, module: &[String], paths: &mut Vec<Vec<String>>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at..] {
            [TokenTree::Punct(dollar), TokenTree::Ident(_), ..] if dollar.as_char() == '$' => at += 2,
            [TokenTree::Ident(word), TokenTree::Ident(name), TokenTree::Group(body), ..] if word == "mod" => {
                collect_paths(body.stream(), &[module, &[name.to_string()]].concat(), paths);
                at += 3;
            }
            [TokenTree::Ident(root), TokenTree::Punct(colon), ..]
                if (root == "crate" || root == "self" || root == "super") && colon.as_char() == ':' =>
            {
                at += collect_tree(&tokens[at..], &[], module, paths);
            }
            [TokenTree::Group(group), ..] => {
                collect_paths(group.stream(), module, paths);
                at += 1;
            }
            _ => at += 1,
        }
    }
}

/// Reads a path, or a tree of paths; returns the number of its tokens.
fn collect_tree(tokens: &[TokenTree], before: &[String], module: &[String], paths: &mut Vec<Vec<String>>) -> usize {
    let mut path = before.to_vec();
    let mut at = 0;
    while let Some(TokenTree::Ident(part)) = tokens.get(at) {
        path.push(part.to_string());
        at += 1;
        match &tokens[at.min(tokens.len())..] {
            [TokenTree::Punct(_), TokenTree::Punct(_), TokenTree::Group(group), ..] => {
                let inside: Vec<TokenTree> = group.stream().into_iter().collect();
                for tree in inside.split(|token| matches!(token, TokenTree::Punct(comma) if comma.as_char() == ',')) {
                    collect_tree(tree, &path, module, paths);
                }
                return at + 3;
            }
            [TokenTree::Punct(one), TokenTree::Punct(two), TokenTree::Ident(_), ..]
                if one.as_char() == ':' && two.as_char() == ':' =>
            {
                at += 2;
            }
            _ => break,
        }
    }
    // Behind the last comma of a group stands nothing.
    paths.extend(absolute(&path, module).filter(|_| at > 0));
    at
}

/// The modules on a way from `module` back to it; `None`: there is none.
fn circle(module: &Vec<String>, imports: &BTreeMap<Vec<String>, BTreeSet<Vec<String>>>) -> Option<Vec<Vec<String>>> {
    let mut ways = vec![vec![module.clone()]];
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop() {
        for next in &imports[way.last().expect("a module")] {
            if next == module {
                return Some(way);
            }
            if seen.insert(next.clone()) {
                ways.push([way.as_slice(), std::slice::from_ref(next)].concat());
            }
        }
    }
    None
}

#[test]
fn no_files_import_each_other() {
    let mut circles = Vec::new();
    let mut arrows = 0;
    for folder in FOLDERS {
        let files = Crate::read(folder);
        let imports: BTreeMap<_, _> = files.0.keys().map(|module| (module.clone(), files.imports(module))).collect();
        arrows += imports.values().map(BTreeSet::len).sum::<usize>();
        let names = |way: Vec<Vec<String>>| way.iter().map(|module| module.join("::")).collect::<Vec<_>>().join(" -> ");
        let found = imports.keys().filter_map(|module| circle(module, &imports));
        circles.extend(found.map(|way| format!("{folder}: {}", names(way))));
    }
    assert!(arrows > 300, "{arrows} imports were found");
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn roots_are_tables_of_contents() {
    for folder in FOLDERS {
        let files = fs::read_dir(workspace().join(folder).join("src")).expect("a folder");
        let files: Vec<_> = files.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file()).collect();
        assert!(files.len() <= 4, "{folder}: {files:?}");
    }
}

#[test]
fn no_file_is_too_long() {
    for folder in FOLDERS {
        for (module, source) in Crate::read(folder).0 {
            let lines = source.lines().count();
            assert!(lines <= LONGEST, "{folder}: {} has {lines} lines", module.join("::"));
        }
    }
}

/// Comments and documentation speak of requests, origins and attackers, and begin with the field's terms.
#[test]
fn prose_is_plain() {
    const PEOPLE: [&str; 5] = ["nobody", "whoever", "somebody", "whom", "anybody"];
    const BEGINNINGS: [&str; 5] = ["What ", "Who ", "Where ", "Whether ", "The same"];
    let (mut people, mut beginnings) = (Vec::new(), Vec::new());
    for folder in FOLDERS {
        for line in Crate::read(folder).0.values().flat_map(|source| source.lines()) {
            let mut words = line.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_ascii_lowercase);
            if words.any(|word| PEOPLE.contains(&word.as_str())) {
                people.push(line.to_owned());
            }
            let documentation = line.trim_start().strip_prefix("/// ").or(line.trim_start().strip_prefix("//! "));
            if documentation.is_some_and(|text| BEGINNINGS.iter().any(|begin| text.starts_with(begin))) {
                beginnings.push(line.to_owned());
            }
        }
    }
    assert!(people.len() <= 10, "{}", people.join("\n"));
    assert!(beginnings.len() <= 40, "{}", beginnings.join("\n"));
}
