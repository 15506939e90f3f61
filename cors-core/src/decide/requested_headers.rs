//! The headers that a preflight requests, read with bounded work.

use super::reason::Reason;
use crate::{policy::policy::Policy, syntax::token::is_token};

/// The longest element that is read, far longer than any header's name.
const MAX_ELEMENT: usize = 256;
/// The most elements that are read, far more than any script sets.
const MAX_ELEMENTS: usize = 1024;
/// The empty elements that are tolerated: RFC 9110, section 5.6.1.2, asks for "a reasonable number".
const MAX_EMPTY: usize = 16;
/// The longest line that is read to its end.
const MAX_LINE: usize = (MAX_ELEMENTS + MAX_EMPTY) * (MAX_ELEMENT + 1);
/// The names that are read of a longer line: more than most policies have.
const FIRST_NAMES: usize = 8;

/// Checks that the policy allows every header in the lines of `Access-Control-Request-Headers`.
///
/// Names may stand in any order and more than once: Firefox repeats names. The scan stops at the first name that is not allowed, at
/// the first element that is too long, and at the limits above. Nothing is allocated.
///
/// # Errors
///
/// [`Reason::HeaderNotAllowed`] or [`Reason::MalformedRequestHeaders`].
pub(crate) fn check<'r>(policy: &Policy, lines: impl Iterator<Item = &'r [u8]>) -> Result<(), Reason> {
    let mut count = Count::default();
    for line in lines {
        // The usual case: names of the list with commas between them, as browsers write them.
        let mut elements = Elements::of(line);
        while elements.skip_one_of(policy.allow_headers()) {
            count.name_of(line)?;
        }
        for element in elements {
            let name = element.ok_or(Reason::MalformedRequestHeaders)?;
            if name.is_empty() {
                count.empty()?;
                continue;
            }
            count.name_of(line)?;
            if !is_token(name) {
                return Err(Reason::MalformedRequestHeaders);
            }
            if !is_allowed(policy, name) {
                return Err(Reason::HeaderNotAllowed);
            }
        }
    }
    Ok(())
}

/// The elements that have been read.
#[derive(Default)]
struct Count {
    names: usize,
    empty: usize,
}

impl Count {
    fn name_of(&mut self, line: &[u8]) -> Result<(), Reason> {
        self.names += 1;
        let most = if line.len() > MAX_LINE { FIRST_NAMES } else { MAX_ELEMENTS };
        if self.names > most { Err(Reason::MalformedRequestHeaders) } else { Ok(()) }
    }

    fn empty(&mut self) -> Result<(), Reason> {
        self.empty += 1;
        if self.empty > MAX_EMPTY { Err(Reason::MalformedRequestHeaders) } else { Ok(()) }
    }
}

/// Fetch, "CORS-preflight fetch", steps on `Access-Control-Allow-Headers`: `*` does not stand for `authorization`.
fn is_allowed(policy: &Policy, name: &[u8]) -> bool {
    policy.allow_headers().iter().any(|allowed| match *allowed {
        "*" => !name.eq_ignore_ascii_case(b"authorization"),
        allowed => name.eq_ignore_ascii_case(allowed.as_bytes()),
    })
}

/// The elements of a line, without the white space around them; `None` for one that is too long.
struct Elements<'r> {
    rest: Option<&'r [u8]>,
}

impl<'r> Elements<'r> {
    fn of(line: &'r [u8]) -> Self {
        Elements { rest: Some(line) }
    }

    /// Skips the next name if it is one of these, byte for byte.
    fn skip_one_of(&mut self, names: &[&str]) -> bool {
        let Some(rest) = self.rest else { return false };
        let after = |name: &&str| match rest.strip_prefix(name.as_bytes())? {
            [] => Some(None),
            [b',', rest @ ..] => Some(Some(rest)),
            _ => None,
        };
        let skipped = names.iter().filter(|name| **name != "*" && name.len() <= MAX_ELEMENT).find_map(after);
        if let Some(rest) = skipped {
            self.rest = rest;
        }
        skipped.is_some()
    }
}

impl<'r> Iterator for Elements<'r> {
    type Item = Option<&'r [u8]>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.take()?;
        let end = rest.iter().take(MAX_ELEMENT + 1).position(|&byte| byte == b',');
        match end {
            Some(end) => {
                self.rest = rest.get(end + 1..);
                Some(rest.get(..end).map(<[u8]>::trim_ascii))
            }
            None if rest.len() <= MAX_ELEMENT => Some(Some(rest.trim_ascii())),
            None => Some(None),
        }
    }
}
