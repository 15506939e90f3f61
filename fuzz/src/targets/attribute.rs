//! The macros, on whatever tokens: no panic, and what they write is Rust.

use cors_tests_expansion::{Framework, cors, entries, origin_set, routes};
use proc_macro2::{TokenStream, TokenTree};

/// What a byte of the input stands for, where it is no text: tokens that the attribute knows, and some that it does not.
pub(super) const WORDS: &[&str] = &[
    "origins",
    "dev_origins",
    "credentials",
    "allow_headers",
    "expose_headers",
    "max_age",
    "methods",
    "policy",
    "same_origin",
    "enforce",
    "\"report\"",
    "hosts",
    "\"localhost:*\"",
    "allow",
    "reason",
    "crate",
    "=",
    ",",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "\"*\"",
    "\"https://app.example.com\"",
    "\"https://*.example.com:*\"",
    "\"http://localhost:*\"",
    "\"http://\u{e4}.example\"",
    "\"null\"",
    "\"\"",
    "\"content-type\"",
    "\"authorization\"",
    "\"set-cookie\"",
    "\"2h\"",
    "600",
    "-1",
    "0",
    "99999999999999999999999",
    "true",
    "GET",
    "get",
    "POST",
    "r#type",
    "self",
    "::",
    "path::Policy",
    "Frontend",
    "mirror",
    "|origin| true",
    "#",
    "!",
    "'a",
    "localhost_origin",
    "insecure_origin",
    "public_suffix_wildcard",
    "any_installation",
    "websocket_without_enforce",
    "forgeable",
    "<",
    ">",
    "any",
    "layer",
    "wrap",
    "on",
    ".",
    "?",
    "b\"https://app.example.com\"",
    "\"https://xn--a.example/\"",
    "1.5",
    "// comment\n",
    "&",
    "..",
];

const ITEMS: [&str; 12] = [
    "pub async fn handler() {}",
    "async fn handler<T: Clone>(Json(body): Json<T>, mut x: u8) -> impl IntoResponse where T: Send { body }",
    "#[get(\"/users/{id}\", wrap = \"a()\", guard = \"b\")] async fn handler(ws: WebSocketUpgrade) -> Response { ws.on_upgrade(chat) }",
    "/// A policy.\npub(crate) struct Frontend;",
    "struct Generic<T>(T);",
    "#[route(\"/\", method = \"GET\", method = \"get\", name = 1)] #[post] fn r#match() {}",
    "impl X { fn method(&self) {} }",
    "unsafe extern \"C\" fn handler(_: TypedHeader<Authorization<Bearer>>) {}",
    "const fn handler(self: u8) {}",
    "pub struct Unit {}",
    "enum Empty {}",
    "",
];

/// `true`: the attribute, and what it is on, were tokens.
pub(super) fn run(data: &[u8]) -> bool {
    let Some((mode, rest)) = data.split_first() else { return false };
    let (arguments, item) = match mode % 16 {
        // Text, as a person has it in an editor: the arguments, a line of dashes, the item.
        15 => {
            let Ok(text) = std::str::from_utf8(rest) else { return false };
            let (arguments, item) = text.split_once("\n---\n").unwrap_or((text, ITEMS[0]));
            (arguments.to_owned(), item.to_owned())
        }
        index => (words(rest), ITEMS[usize::from(index) % ITEMS.len()].to_owned()),
    };
    if data.len() > 4096 {
        return false;
    }
    // Lexing is the compiler's; so is how deep it lets things be nested.
    let tokens = |text: &str| text.parse::<TokenStream>().ok().filter(|tokens| depth(tokens.clone()) < 64);
    let (Some(arguments), Some(item)) = (tokens(&arguments), tokens(&item)) else { return false };
    for framework in [Framework::Axum, Framework::Actix] {
        check_attribute(&arguments, &item, framework);
        for expression in [routes(arguments.clone(), framework), origin_set(arguments.clone(), framework)] {
            let parsed = syn::parse2::<syn::Expr>(expression.clone());
            assert!(parsed.is_ok(), "no expression: {expression}");
        }
        // What only editors expand.
        let _ = (cors_tests_expansion::words(arguments.clone(), framework), entries(arguments.clone(), framework));
    }
    true
}

fn check_attribute(arguments: &TokenStream, item: &TokenStream, framework: Framework) {
    let expansion = cors(arguments.clone(), item.clone(), framework);
    let text = expansion.to_string();
    if framework == Framework::Axum {
        // A handler gets an attribute that is always true, for editors.
        let behind_attribute = text.strip_prefix("# [cfg (all ())] ").unwrap_or(&text);
        assert!(behind_attribute.starts_with(&item.to_string()), "the item is not untouched: {text}");
        assert!(text.len() > item.to_string().len(), "neither a policy nor an error: {text}");
    }
    // The compiler hands over nothing but items.
    if syn::parse2::<syn::Item>(item.clone()).is_ok() {
        assert!(syn::parse2::<syn::File>(expansion).is_ok(), "no items: {text}");
    }
}

/// The words that the bytes stand for. What is opened is closed.
fn words(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut open = Vec::new();
    for byte in bytes {
        let word = WORDS[usize::from(*byte) % WORDS.len()];
        match word {
            "[" => open.push("]"),
            "(" => open.push(")"),
            "{" => open.push("}"),
            "]" | ")" | "}" if open.last() == Some(&word) => drop(open.pop()),
            "]" | ")" | "}" => continue,
            _ => {}
        }
        text.push_str(word);
        text.push(' ');
    }
    text.extend(open.into_iter().rev());
    text
}

fn depth(tokens: TokenStream) -> usize {
    let mut rest = vec![(tokens.into_iter(), 0)];
    let mut deepest = 0;
    while let Some((tokens, depth)) = rest.last_mut() {
        deepest = deepest.max(*depth);
        match tokens.next() {
            Some(TokenTree::Group(group)) => {
                let depth = *depth + 1;
                rest.push((group.stream().into_iter(), depth));
            }
            Some(_) => {}
            None => drop(rest.pop()),
        }
    }
    deepest
}
