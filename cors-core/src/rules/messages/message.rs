//! The parts of a message.

use std::fmt;

use crate::rules::rule::Rule;

/// The parts of a message, in the order in which they are shown.
pub(super) struct Message {
    /// One line: what is wrong.
    pub(super) headline: String,
    /// What stands under the carets: what to do with that part.
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

    pub(super) fn note(mut self, text: impl fmt::Display) -> Self {
        self.advice.push(format!("note: {text}"));
        self
    }

    /// Only with the first `count` lines of advice.
    pub(super) fn advised(mut self, count: usize) -> Self {
        self.advice.truncate(count);
        self
    }
}

pub(super) fn twice(text: &str) -> Message {
    Message::new(format!("`{text}` is listed already")).help("remove it")
}

pub(super) fn acknowledge(rule: Rule) -> String {
    format!("or accept the risk on the record: allow({rule}, reason = \"…\")")
}
