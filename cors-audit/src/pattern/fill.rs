//! Paths made of a pattern and the values of its parameters.

use std::{error::Error, fmt};

use url::Url;

use super::{
    encode,
    path_pattern::PathPattern,
    pieces::{Form, Piece},
};
use crate::escaping::printable::Printable;

/// The reason why a pattern cannot be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FillError {
    /// These parameters have no value.
    Missing(Vec<String>),
    /// The path with these values does not match the pattern, or browsers change it.
    Unfit(String),
}

impl PathPattern {
    /// Replaces the parameters with values, which are percent-encoded.
    ///
    /// # Errors
    ///
    /// If a value is missing, or does not fit the pattern.
    pub fn fill(&self, params: &[(String, String)]) -> Result<String, FillError> {
        let mut path = String::new();
        let mut missing = Vec::new();
        for piece in &self.pieces {
            match piece {
                Piece::Literal(literal) => path.push_str(&encode::path(literal)),
                Piece::Param { name, form } => match params.iter().find(|(other, _)| other == name) {
                    Some((_, value)) => path.push_str(&match form {
                        Form::Segment => encode::segment(value),
                        Form::Rest | Form::Tail => encode::rest(value),
                        Form::Regex(_) => encode::path(value),
                    }),
                    None if missing.contains(name) => {}
                    None => missing.push(name.clone()),
                },
            }
        }
        if !missing.is_empty() {
            return Err(FillError::Missing(missing));
        }
        if self.matches(&path) && is_kept(&path) { Ok(path) } else { Err(FillError::Unfit(path)) }
    }
}

/// Returns whether a URL has the path as it is: browsers resolve `..`.
fn is_kept(path: &str) -> bool {
    Url::parse(&format!("https://api.example{path}")).is_ok_and(|url| url.path() == path)
}

impl fmt::Display for FillError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FillError::Missing(names) => {
                let options: Vec<_> = names.iter().map(|name| format!("`--param {}=…`", Printable(name))).collect();
                write!(f, "{} {} missing", options.join(", "), if names.len() == 1 { "is" } else { "are" })
            }
            FillError::Unfit(path) => {
                write!(
                    f,
                    "the values of `--param` do not fit the pattern: `{}` is not one of its paths",
                    Printable(path)
                )
            }
        }
    }
}

impl Error for FillError {}
