//! The page and its files.

use std::{fs, path::Path};

use cors_core::Inventory;
use cors_panel::{Panel, PanelRequest, PanelResponse};

fn get(path: &str) -> PanelResponse {
    Panel::new(Inventory::default()).answer(&PanelRequest { path, query: None })
}

fn content_type(response: &PanelResponse) -> &'static str {
    response.headers.iter().find(|(name, _)| *name == "content-type").expect("a type").1
}

/// The files of the page in the source, each with its text.
fn sources() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/page");
    let paths = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let read = |path: std::path::PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, fs::read_to_string(path).expect("text"))
    };
    paths.map(read).collect()
}

#[test]
fn every_file_is_served() {
    let sources = sources();
    assert!(sources.len() >= 8, "{sources:?}");
    for (name, text) in sources {
        if name == "index.html" {
            continue;
        }
        let response = get(&format!("/_cors/{name}"));
        assert_eq!(response.body, text, "{name}");
        let expected = match name.rsplit_once('.').expect("an extension").1 {
            "css" => "text/css; charset=utf-8",
            "svg" => "image/svg+xml",
            _ => "text/javascript; charset=utf-8",
        };
        assert_eq!(content_type(&response), expected, "{name}");
    }
}

#[test]
fn addresses_fit_the_page_with_and_without_a_slash() {
    for (path, folder) in [("/_cors", "_cors/"), ("/_cors/", ""), ("/api/v1/_cors", "_cors/"), ("/_cors/unknown/", "")]
    {
        let page = get(path);
        assert_eq!(content_type(&page), "text/html; charset=utf-8");
        for file in [format!(r#"src="{folder}panel.js""#), format!(r#"href="{folder}panel.css""#)] {
            assert!(page.body.contains(&file), "{path}: {file}");
        }
        assert!(!page.body.contains("{folder}"));
    }
}

/// Texts of requests are shown, so nothing may read them as HTML or as a program.
#[test]
fn no_text_becomes_html_or_a_program() {
    for (name, text) in sources() {
        for dangerous in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "srcdoc",
            "onclick=",
        ] {
            assert!(!text.contains(dangerous), "{name}: {dangerous}");
        }
        // The policy of the page refuses these.
        for inline in ["<style", "style=\"", "<script>"] {
            assert!(!text.contains(inline), "{name}: {inline}");
        }
    }
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    for (name, text) in sources() {
        assert!(!text.contains("//cdn") && !text.contains("url(") && !text.contains("@import"), "{name}");
        let loads = text.match_indices("src=\"").chain(text.match_indices("import \"")).count();
        assert_eq!(loads, usize::from(name == "index.html"), "{name}");
    }
}
