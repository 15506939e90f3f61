//! HTML, built from literals of the program and escaped text.

use std::fmt::Display;

use super::printable::Printable;

/// An HTML document or a part of one.
///
/// Only literals are markup: every other text is escaped.
#[derive(Debug, Default)]
pub(crate) struct Html(String);

impl Html {
    /// Appends markup.
    pub(crate) fn markup(&mut self, literal: &'static str) -> &mut Self {
        self.0.push_str(literal);
        self
    }

    /// Appends text, for an element or for an attribute's value in double quotes.
    pub(crate) fn text(&mut self, text: impl Display) -> &mut Self {
        for c in Printable(&text.to_string()).to_string().chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                c => self.0.push(c),
            }
        }
        self
    }

    /// Appends prose, in which text between backquotes is code.
    pub(crate) fn prose(&mut self, text: &str) -> &mut Self {
        let pieces: Vec<&str> = text.split('`').collect();
        // An even number of pieces is an odd number of backquotes: then they are no pairs.
        if pieces.len().is_multiple_of(2) {
            return self.text(text);
        }
        for (at, piece) in pieces.into_iter().enumerate() {
            if at.is_multiple_of(2) {
                self.text(piece);
            } else {
                self.markup("<code>").text(piece).markup("</code>");
            }
        }
        self
    }

    /// The document.
    pub(crate) fn into_string(self) -> String {
        self.0
    }
}
