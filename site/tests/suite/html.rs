//! A page, read as a browser reads it.

use std::{cell::RefCell, collections::BTreeSet};

use html5ever::{
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states::RawKind,
    },
};

/// The address in an attribute of an element.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) element: String,
    pub(crate) attribute: String,
    pub(crate) target: String,
}

/// The parts of a page that the tests ask for.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) links: Vec<Link>,
    pub(crate) ids: BTreeSet<String>,
    pub(crate) classes: BTreeSet<String>,
    pub(crate) title: String,
    /// The text of the document alone, without the navigation.
    pub(crate) text: String,
    /// The blocks of Rust code.
    pub(crate) rust: Vec<String>,
}

impl Page {
    pub(crate) fn parse(html: &str) -> Self {
        let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from(html));
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        tokenizer.sink.0.into_inner().page
    }
}

#[derive(Default)]
struct Reader {
    page: Page,
    is_title: bool,
    is_document: bool,
    is_rust: bool,
}

#[derive(Default)]
struct Sink(RefCell<Reader>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut reader = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                reader.start(&tag);
                match &*tag.name {
                    "script" => return TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" => return TokenSinkResult::RawData(RawKind::Rawtext),
                    _ => {}
                }
            }
            Token::TagToken(tag) => reader.end(&tag.name),
            Token::CharacterTokens(text) => reader.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Reader {
    fn start(&mut self, tag: &Tag) {
        for attribute in &tag.attrs {
            let (name, value) = (&*attribute.name.local, attribute.value.to_string());
            match name {
                "id" => assert!(self.page.ids.insert(value.clone()), "the id {value} twice"),
                "class" => self.page.classes.extend(value.split(' ').map(str::to_owned)),
                "href" | "src" | "srcset" | "data" | "poster" | "action" => {
                    let (element, attribute) = (tag.name.to_string(), name.to_owned());
                    self.page.links.push(Link { element, attribute, target: value.clone() });
                }
                _ => {}
            }
            if &*tag.name == "code" && name == "class" && value.split(' ').any(|class| class == "language-rust") {
                self.is_rust = true;
                self.page.rust.push(String::new());
            }
        }
        self.is_title |= &*tag.name == "title";
        self.is_document |= &*tag.name == "main";
    }

    fn end(&mut self, name: &str) {
        match name {
            "title" => self.is_title = false,
            "main" => self.is_document = false,
            "code" => self.is_rust = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.is_title {
            self.page.title.push_str(text);
        }
        if self.is_document {
            self.page.text.push_str(text);
        }
        if let Some(code) = self.page.rust.last_mut().filter(|_| self.is_rust) {
            code.push_str(text);
        }
    }
}
