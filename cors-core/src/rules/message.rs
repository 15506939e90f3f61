//! A message, in parts.

use std::fmt;

/// The parts of a message, in the order in which they are shown.
pub(super) struct Message {
    /// One line: the fact and its consequence.
    pub(super) headline: String,
    /// The comment behind the carets.
    pub(super) caret: &'static str,
    /// Lines that begin with `help:` or `note:`.
    pub(super) advice: Vec<String>,
}

impl Message {
    pub(super) fn new(headline: impl Into<String>) -> Self {
        Message { headline: headline.into(), caret: "", advice: Vec::new() }
    }

    pub(super) fn caret(mut self, caret: &'static str) -> Self {
        self.caret = caret;
        self
    }

    pub(super) fn help(mut self, text: impl fmt::Display) -> Self {
        self.advice.push(format!("help: {text}"));
        self
    }

    pub(super) fn help_if(self, text: Option<impl fmt::Display>) -> Self {
        match text {
            Some(text) => self.help(text),
            None => self,
        }
    }

    pub(super) fn note(mut self, text: impl fmt::Display) -> Self {
        self.advice.push(format!("note: {text}"));
        self
    }
}

/// The message for an element that is listed twice.
pub(super) fn listed_twice(text: &str) -> Message {
    Message::new(format!("`{text}` is listed already")).help("remove it")
}
