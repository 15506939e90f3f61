//! An `OriginSet` as part of a configuration.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

use super::{making::OriginSetBuilder, origin_set::OriginSet};
use crate::origins::list::OriginList;

/// From a sequence of strings, like [`OriginSet::from_origins`], or from one string, like [`OriginSet::from_text`]. The error lists
/// every mistake.
///
/// Risks cannot be accepted here: for that, read a `Vec<String>` and call [`OriginSet::acknowledging`].
impl<'de> Deserialize<'de> for OriginSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Origins(OriginSetBuilder::STRICT))
    }
}

impl OriginSet {
    /// Deserializes a set that may be empty, by the rules of [`OriginSet::possibly_empty`], for `#[serde(deserialize_with = "…")]`.
    ///
    /// ```
    /// use cors_core::OriginSet;
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Configuration {
    ///     #[serde(deserialize_with = "OriginSet::deserialize_possibly_empty", default = "OriginSet::empty")]
    ///     partners: OriginSet,
    /// }
    ///
    /// for text in ["{}", r#"{ "partners": [] }"#, r#"{ "partners": "" }"#] {
    ///     let read: Configuration = serde_json::from_str(text)?;
    ///     assert_eq!(read.partners, OriginSet::empty());
    /// }
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn deserialize_possibly_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Origins(OriginSet::possibly_empty()))
    }
}

struct Origins(OriginSetBuilder);

impl<'de> Visitor<'de> for Origins {
    type Value = OriginSet;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(r#"a list of origins, such as ["https://app.example.com"], or a string of them"#)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<OriginSet, E> {
        self.0.from_text(text).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<OriginSet, A::Error> {
        let mut origins: Vec<String> = Vec::new();
        while let Some(origin) = elements.next_element()? {
            // One more than the limit is enough for the error.
            if origins.len() <= OriginList::MOST {
                origins.push(origin);
            }
        }
        self.0.from_origins(origins).map_err(A::Error::custom)
    }
}
