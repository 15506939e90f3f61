//! Header names that one policy allows and another does not.

/// The lists of header names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// `allow_headers`.
    Requested,
    /// `expose_headers`.
    Exposed,
}

impl Names {
    /// Returns whether each of the other names is allowed by the list.
    pub(super) fn cover(self, list: &[String], others: &[String]) -> bool {
        others.iter().all(|other| list.iter().any(|own| own == other || own == "*" && self.is_in_wildcard(other)))
    }

    /// Fetch, "CORS-preflight fetch": `*` does not stand for `authorization` in a request.
    fn is_in_wildcard(self, name: &str) -> bool {
        self == Names::Exposed || !name.eq_ignore_ascii_case("authorization")
    }
}
