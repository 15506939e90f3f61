//! A stranger's text: escaped, so that it cannot write lines of its own into a log or commands to a terminal, and cut, so that it
//! cannot fill one.

use std::fmt::{self, Write as _};

use crate::request::RequestHead;

/// How many bytes of a stranger's text are shown.
const SHOWN: usize = 128;

/// The method that matters: the one that a preflight asks for.
pub(super) struct Method<'r, R> {
    pub(super) request: &'r R,
    pub(super) is_preflight: bool,
}

impl<R: RequestHead> fmt::Display for Method<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_preflight {
            true => lines(self.request.access_control_request_method(), f),
            false => escaped(self.request.method().as_bytes(), f),
        }
    }
}

/// The lines of `Origin`.
pub(super) struct Origin<'r, R>(pub(super) &'r R);

impl<R: RequestHead> fmt::Display for Origin<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        lines(self.0.origin(), f)
    }
}

/// The text of somebody else's error.
#[cfg(feature = "runtime")]
pub(super) struct Text<'e>(pub(super) &'e crate::source::SourceError);

#[cfg(feature = "runtime")]
impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        escaped(self.0.to_string().as_bytes(), f)
    }
}

fn lines<'l>(mut lines: impl Iterator<Item = &'l [u8]>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Some(first) = lines.next() else { return Ok(()) };
    escaped(first, f)?;
    match lines.count() {
        0 => Ok(()),
        more => write!(f, " (and {more} more)"),
    }
}

/// Printable ASCII as it is, everything else as `\x1b`.
fn escaped(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for &byte in bytes.iter().take(SHOWN) {
        match byte {
            b' '..=b'~' if byte != b'\\' => f.write_char(char::from(byte))?,
            _ => write!(f, "{}", byte.escape_ascii())?,
        }
    }
    if bytes.len() > SHOWN { write!(f, "… ({} bytes)", bytes.len()) } else { Ok(()) }
}
