#![doc = include_str!("../docs/crate.md")]

mod builder;
// For rustdoc only. Its examples are tested in `cors-tests`, which depends on both frameworks.
#[cfg(all(doc, not(doctest)))]
#[path = "../docs/shared/guide/chapters.rs"]
pub mod guide;
mod middleware;
mod observe;
mod origin_source;
mod routing;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

#[cfg(feature = "utoipa")]
pub use self::builder::openapi::Documented;
pub use self::{
    builder::{
        method_router::{CorsMethodRouter, CorsRoutes},
        router::{CorsRouter, IntoCorsRouter},
        with_policy::{WithPolicy, with_policy},
    },
    origin_source::{OriginSource, SourceRequest},
};
#[cfg(feature = "explain")]
#[doc(inline)]
pub use cors_browser as browser;
/// A named policy. `#[cors(…)]` implements it for a unit struct.
///
/// ```
/// use cors_axum::{NamedPolicy, cors};
///
/// #[cors(origins = ["https://app.example.com"], max_age = "2h")]
/// pub struct Frontend;
///
/// assert_eq!(Frontend::POLICY.max_age_value(), Some("7200"));
/// ```
#[doc(inline)]
pub use cors_core::__private::NamedPolicy;
/// The default policy of a builder that has none: every handler needs `#[cors(…)]`.
#[doc(inline)]
pub use cors_core::__private::NoDefault;
pub use cors_core::{
    Acknowledged, AllowedOrigin, Behind, HandlerLocation, Inventory, InventoryOrigins, InventoryPolicy, InventoryRow,
    NotCached, OriginPattern, OriginSet, OriginSetBuilder, OriginSetError, OriginSetInput, OriginSetProblem, Origins,
    Policy, PolicyFrom, Reason, ReloadableOrigins, RequestedOrigin, RowKind, Rule, SourceError, SourceResult, Trusted,
};
#[doc = include_str!("../docs/attribute.md")]
pub use cors_macros::cors_axum as cors;
#[doc(hidden)]
pub use cors_macros::{
    documented_axum as __documented, entries_axum as __entries, origin_set_axum as __origin_set,
    routes_axum as __routes, words_axum as __words,
};

#[doc = include_str!("../docs/origin_set.md")]
#[macro_export]
macro_rules! origin_set {
    ($($list:tt)*) => {
        $crate::__origin_set!($crate; $($list)*)
    };
}

#[doc = include_str!("../docs/routes.md")]
#[macro_export]
macro_rules! routes {
    ($($entries:tt)*) => {
        $crate::__routes!($crate; $($entries)*)
    };
}

#[doc = include_str!("../docs/documented.md")]
#[cfg(feature = "utoipa")]
#[macro_export]
macro_rules! documented {
    ($($handlers:tt)*) => {
        $crate::__documented!($crate; $($handlers)*)
    };
}
