//! A path pattern.

use std::{error::Error, fmt};

use regex::Regex;

use super::{
    encode,
    pieces::{Form, Piece, pieces},
};
use crate::escaping::printable::Printable;

/// A path pattern, in the syntax of axum (`/users/{id}`, `/{*rest}`, `{{` for a brace) or of actix-web (`/users/{id}`, `/{id:\d+}`,
/// `/{tail}*`).
///
/// ```
/// use cors_audit::PathPattern;
///
/// let pattern = PathPattern::parse("/users/{id}")?;
/// assert!(pattern.matches("/users/1"));
/// assert!(!pattern.matches("/users/1/photos"));
/// assert_eq!(pattern.fill(&[("id".to_owned(), "a/b".to_owned())]).unwrap(), "/users/a%2Fb");
/// # Ok::<(), cors_audit::PathPatternError>(())
/// ```
#[derive(Debug, Clone)]
pub struct PathPattern {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    /// Compiled where it is needed: compiled ones take more memory than everything else of a route.
    regex: String,
}

/// The reason why a text is not a [`PathPattern`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathPatternError {
    pattern: String,
    why: String,
}

impl PathPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// If a brace is not closed, or if a regular expression is malformed.
    pub fn parse(text: &str) -> Result<Self, PathPatternError> {
        let invalid = |why: String| PathPatternError { pattern: text.to_owned(), why };
        let pieces = pieces(text).map_err(|rest| invalid(format!("`{}` is not closed", Printable(rest))))?;
        let regex: String = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Literal(literal) => regex::escape(literal),
                Piece::Param { form, .. } => form.regex(),
            })
            .collect();
        let is_written = |piece: &Piece| matches!(piece, Piece::Param { form: Form::Regex(_), .. });
        if pieces.iter().any(is_written) && Regex::new(&regex).is_err() {
            return Err(invalid("its regular expression is malformed".to_owned()));
        }
        Ok(PathPattern { text: text.to_owned(), pieces, regex })
    }

    /// The pattern as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns whether a route of the pattern serves a path.
    ///
    /// A percent-encoded path matches as it is (axum) or decoded (actix-web).
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        self.is_match(path, |regex| format!(r"(?s-m)\A{regex}\z"))
    }

    /// Returns whether a path is the pattern or below it.
    #[must_use]
    pub fn is_prefix_of(&self, path: &str) -> bool {
        // A prefix ends where a segment ends.
        let below = |regex: &str| format!(r"(?s-m)\A{}(?:/|\z)", regex.strip_suffix('/').unwrap_or(regex));
        self.is_match(path, below)
    }

    fn is_match(&self, path: &str, anchored: impl Fn(&str) -> String) -> bool {
        let beginning = match self.pieces.first() {
            Some(Piece::Literal(literal)) => literal.strip_suffix('/').unwrap_or(literal),
            _ => "",
        };
        let decoded = encode::decoded(path).filter(|decoded| decoded != path);
        let mut paths = std::iter::once(path).chain(decoded.as_deref()).filter(|path| path.starts_with(beginning));
        let Some(first) = paths.next() else { return false };
        let Ok(regex) = Regex::new(&anchored(&self.regex)) else { return false };
        regex.is_match(first) || paths.any(|path| regex.is_match(path))
    }

    /// The specificity of each segment. Of two patterns that match a path, the lesser one is the more specific: text before a
    /// parameter, a parameter before the rest of the path.
    #[must_use]
    pub fn specificity(&self) -> impl Ord + use<> {
        let mut segments = vec![(0_u8, 0_usize)];
        for piece in &self.pieces {
            match piece {
                Piece::Literal(literal) => {
                    for (at, part) in literal.split('/').enumerate() {
                        if at > 0 {
                            segments.push((0, 0));
                        }
                        add(&mut segments, 0, part.len());
                    }
                }
                Piece::Param { form, .. } => {
                    let rank = match form {
                        // Every path matches these.
                        Form::Rest | Form::Tail => 3,
                        Form::Regex(regex) if regex == ".*" || regex == ".+" => 3,
                        Form::Segment => 2,
                        Form::Regex(_) => 1,
                    };
                    add(&mut segments, rank, 0);
                }
            }
        }
        // More text in a segment is more specific.
        let segments: Vec<_> = segments.into_iter().map(|(rank, text)| (rank, std::cmp::Reverse(text))).collect();
        segments
    }
}

/// Adds a part to the last segment.
fn add(segments: &mut [(u8, usize)], rank: u8, text: usize) {
    if let Some(last) = segments.last_mut() {
        *last = (last.0.max(rank), last.1 + text);
    }
}

impl fmt::Display for PathPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for PathPatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a path pattern: {}", Printable(&self.pattern), self.why)
    }
}

impl Error for PathPatternError {}
