//! External text in plain text.

use std::fmt::{self, Write};

/// Displays external text on one line, with control characters and invisible characters escaped.
///
/// A server can send escape sequences in its headers. Unescaped, they could move the cursor, forge a line or reverse the text around
/// them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Printable<'a>(pub(crate) &'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                // Harmless, and frequent in patterns and header values.
                '\'' | '"' | '\\' => f.write_char(c)?,
                c => write!(f, "{}", c.escape_debug())?,
            }
        }
        Ok(())
    }
}

/// Shortens text to a number of characters. A server can send headers of any length.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}… ({} bytes)", text.get(..end).unwrap_or_default(), text.len()),
    }
}
