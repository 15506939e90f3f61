//! The options of a policy, by their names.

use std::fmt;

macro_rules! options {
    ($( $(#[doc = $doc:expr])+ $variant:ident = $name:literal, $form:literal, )+) => {
        /// An option of `#[cors(…)]`, which is also a field of a [`crate::PolicySpec`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum PolicyOption {
            $( $(#[doc = $doc])+ $variant, )+
        }

        impl PolicyOption {
            /// Every option, in the order of the documentation.
            pub const ALL: &'static [PolicyOption] = &[$(PolicyOption::$variant),+];

            /// The name in the attribute.
            pub const fn name(self) -> &'static str {
                match self {
                    $(PolicyOption::$variant => $name,)+
                }
            }

            /// An example of the whole option.
            pub const fn form(self) -> &'static str {
                match self {
                    $(PolicyOption::$variant => $form,)+
                }
            }
        }
    };
}

options! {
    /// The allowed origins.
    Origins = "origins", r#"origins = ["https://app.example.com"]"#,
    /// The origins that are allowed as well while `debug_assertions` is on.
    DevOrigins = "dev_origins", r#"dev_origins = ["http://localhost:5173"]"#,
    /// Cookies, client certificates and HTTP authentication.
    Credentials = "credentials", "credentials",
    /// Request headers beyond the safelist.
    AllowHeaders = "allow_headers", r#"allow_headers = ["content-type"]"#,
    /// Response headers that scripts may read.
    ExposeHeaders = "expose_headers", r#"expose_headers = ["x-total-count"]"#,
    /// Preflight cache time.
    MaxAge = "max_age", r#"max_age = "2h""#,
    /// The only methods of a handler that is mounted for any method.
    Methods = "methods", "methods = [GET, POST]",
    /// A named policy to start from.
    Policy = "policy", "policy = Frontend",
    /// No cross-origin access.
    SameOrigin = "same_origin", "same_origin",
    /// Requests that the policy does not trust are refused.
    Enforce = "enforce", "enforce",
    /// The hosts under which the handler may be asked.
    Hosts = "hosts", r#"hosts = ["api.example.com"]"#,
    /// Risks accepted on the record.
    Allow = "allow", r#"allow(insecure_origin, reason = "…")"#,
    /// Another name for a handler's companion, if the handler's own name is taken.
    Companion = "companion", "companion = ListUsers",
    /// The path of the adapter, if it is re-exported.
    Crate = "crate", "crate = ::my::reexport",
}

impl PolicyOption {
    /// The option of that name, or `None`.
    pub fn from_name(name: &str) -> Option<PolicyOption> {
        PolicyOption::ALL.iter().copied().find(|option| option.name() == name)
    }

    /// The option that was probably meant by `name`.
    pub fn nearest(name: &str) -> Option<PolicyOption> {
        // The names in other libraries and frameworks.
        let synonym = match name {
            "origin" | "allow_origin" | "allow_origins" | "allowed_origins" => Some(PolicyOption::Origins),
            "headers" | "allowed_headers" | "allow_header" | "request_headers" => Some(PolicyOption::AllowHeaders),
            "expose" | "exposed_headers" | "expose_header" => Some(PolicyOption::ExposeHeaders),
            "allow_credentials" | "supports_credentials" | "with_credentials" => Some(PolicyOption::Credentials),
            "method" | "allow_method" | "allow_methods" | "allowed_methods" => Some(PolicyOption::Methods),
            "maxage" | "max_age_secs" => Some(PolicyOption::MaxAge),
            "enforced" | "block" | "block_on_origin_mismatch" => Some(PolicyOption::Enforce),
            "host" | "allowed_hosts" | "allow_hosts" => Some(PolicyOption::Hosts),
            "disabled" | "none" | "deny" => Some(PolicyOption::SameOrigin),
            _ => None,
        };
        let near = || nearest_of(PolicyOption::ALL.iter().map(|option| option.name()), name);
        synonym.or_else(|| near().and_then(PolicyOption::from_name)).or_else(|| PolicyOption::completing(name))
    }

    /// The only option whose name begins with `prefix`.
    fn completing(prefix: &str) -> Option<PolicyOption> {
        let mut options = PolicyOption::ALL.iter().filter(|option| option.name().starts_with(prefix));
        options.next().copied().filter(|_| prefix.len() > 1 && options.next().is_none())
    }
}

impl fmt::Display for PolicyOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The one of `names` that was probably meant by `name`.
pub(crate) fn nearest_of(names: impl IntoIterator<Item = &'static str>, name: &str) -> Option<&'static str> {
    names
        .into_iter()
        .map(|candidate| (distance(candidate, name), candidate))
        .filter(|&(distance, candidate)| distance <= candidate.len() / 3)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// The number of characters that have to be inserted, removed or replaced (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (to, &above) in b.iter().zip(row.iter().skip(1)) {
            left = (diagonal + usize::from(from != *to)).min(above + 1).min(left + 1);
            diagonal = above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
#[path = "../../tests/unit/options.rs"]
mod tests;
