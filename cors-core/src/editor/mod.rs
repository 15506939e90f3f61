//! The names that rust-analyzer completes and explains in `#[cors(…)]`, `origin_set![…]` and `routes![…]`: generated code looks there
//! for the words that the user typed, under `cfg(rust_analyzer)`.
//!
//! The value of each constant is shown beside its documentation.
#![allow(non_upper_case_globals)]

pub use crate::policy::options::editor as options;
pub mod entries;
pub mod methods;
pub mod rules;

/// Looks up the words of `#[cors(…)]`, each among the names of its kind.
#[doc(hidden)]
#[macro_export]
macro_rules! __words {
    (($($option:ident)*) ($($rule:ident)*) ($($method:ident)*) ($($source:path)?)) => {
        const WORDS: () = {
            mod options {
                use $crate::__private::editor::options::*;
                // Not `use super::options::{…}`: there, `self` would be proposed, too.
                use self::{$($option as _),*};
            }
            mod rules {
                use $crate::__private::editor::rules::*;
                use self::{$($rule as _),*};
            }
            mod methods {
                use $crate::__private::editor::methods::*;
                use self::{$($method as _),*};
            }
            fn source() {
                let _ = ($(&$source)?);
            }
        };
    };
}

/// Looks up the handlers of `routes![…]`, and single words, which may be the beginning of an entry, also among the names of entries.
#[doc(hidden)]
#[macro_export]
macro_rules! __entries {
    ($framework:ident ($($policy:path)?) ($($handler:path,)*) ($($word:ident)*)) => {
        let _ = ($($policy,)? $($handler,)*);
        {
            use $crate::__private::editor::entries::$framework::*;
            let _ = ($($word,)*);
        }
    };
}
