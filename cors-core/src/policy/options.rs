//! The options of a policy, by their names.

use std::fmt;

macro_rules! options {
    ($(
        $(#[doc = $doc:expr])+
        $variant:ident = $name:literal $( as $constant:ident )?, $form:literal, $value:literal, $meaning:literal,
    )+) => {
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

            /// The option's row of the table of options: what its value can be, and what it means. As Markdown.
            #[doc(hidden)]
            pub const fn row(self) -> (&'static str, &'static str) {
                match self {
                    $(PolicyOption::$variant => ($value, $meaning),)+
                }
            }
        }

        /// The options, for editors. `crate` is not among them: a keyword cannot be imported.
        #[allow(non_upper_case_globals)]
        pub mod editor {
            $($(
                #[doc = concat!("`", $name, "`: ", $meaning, ".")]
                ///
                #[doc = concat!("Value: ", $value, ".")]
                ///
                #[doc = concat!("See also [`PolicyOption::", stringify!($variant), "`](super::PolicyOption::", stringify!($variant), ").")]
                pub const $constant: &str = $form;
            )?)+
        }
    };
}

options! {
    /// The allowed origins.
    Origins = "origins" as origins, r#"origins = ["https://app.example.com"]"#,
        r#"`["https://app.example.com", …]`, `"*"`, or the path of a static"#,
        "the origins that may read. Required beside other options, without `policy` and `same_origin`",
    /// The origins that are allowed as well while `debug_assertions` is on.
    DevOrigins = "dev_origins" as dev_origins, r#"dev_origins = ["http://localhost:5173"]"#,
        "a list",
        "further origins, if the crate and the adapter are compiled with `debug_assertions`. Release binaries do not contain the list",
    /// Cookies, client certificates and HTTP authentication.
    Credentials = "credentials" as credentials, "credentials",
        "flag",
        "requests may carry cookies, client certificates and HTTP authentication: `Access-Control-Allow-Credentials: true`",
    /// Request headers beyond the safelist.
    AllowHeaders = "allow_headers" as allow_headers, r#"allow_headers = ["content-type"]"#,
        r#"a list or `"*"`"#,
        r#"request headers that scripts may set beyond the safelist. `["*", "authorization"]` is the only mix allowed"#,
    /// Response headers that scripts may read.
    ExposeHeaders = "expose_headers" as expose_headers, r#"expose_headers = ["x-total-count"]"#,
        r#"a list or `"*"`"#,
        "response headers that scripts may read beyond the safelist",
    /// Preflight cache time.
    MaxAge = "max_age" as max_age, r#"max_age = "2h""#,
        r#"`"2h"`, `"10m"`, `"30s"`, or a number of seconds"#,
        "how long a browser may cache a preflight's response; at most 24 hours. `0` forbids caching, and is sent if `GET`, `HEAD` or `POST` of the same path grants less. Without the option browsers cache it for 5 seconds",
    /// The only methods of a handler that is mounted for any method.
    Methods = "methods" as methods, "methods = [GET, POST]",
        "`[GET, POST]`",
        "narrows a handler that is mounted with `any(…)`. Elsewhere it is an error, because the routing states the method",
    /// A named policy to start from.
    Policy = "policy" as policy, "policy = Frontend",
        "a path",
        "the named policy to start from",
    /// No cross-origin access.
    SameOrigin = "same_origin" as same_origin, "same_origin",
        "flag",
        "allows same-origin requests only. It overrides `origins`, and all other options of the named policy but `enforce` and `hosts`. Beside `dev_origins`, the development server may read in debug builds",
    /// Requests that the policy does not trust are refused.
    Enforce = "enforce" as enforce, "enforce",
        r#"flag, or `"report"`"#,
        r#"requests that the policy does not trust are answered 403 and no handler runs, WebSocket handshakes included; `"report"`: an event tells which ones"#,
    /// The hosts under which the handler may be asked.
    Hosts = "hosts" as hosts, r#"hosts = ["api.example.com"]"#,
        r#"`["api.example.com", "localhost:*"]`"#,
        "requests for any other host are answered 403 (DNS rebinding)",
    /// Risks accepted on the record.
    Allow = "allow" as allow, r#"allow(insecure_origin, reason = "…")"#,
        "names of rules, and a reason",
        "accepts risks, and documents the reason",
    /// Another name for a handler's companion, if the handler's own name is taken.
    Companion = "companion" as companion, "companion = ListUsers",
        "a name",
        "the name of the type beside the handler, if the handler's own name is taken; see [below](#what-is-emitted)",
    /// The path of the adapter, if it is re-exported.
    Crate = "crate", "crate = ::my::reexport",
        "a path",
        "where the adapter is, for crates that re-export or rename it. `routes!` and `origin_set!` do not need it",
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
