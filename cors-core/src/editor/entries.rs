//! The entries of `routes![…]`, for each framework.

macro_rules! entries {
    ($( $(#[doc = $doc:literal])+ $entry:ident; )+) => {$(
        $(#[doc = $doc])+
        pub fn $entry<H>(_handler: H) {}
    )+};
}

mod common {
    entries! {
        /// Mounts a handler for `GET`, and for `HEAD`.
        get;
        /// Mounts a handler for `POST`.
        post;
        /// Mounts a handler for `PUT`.
        put;
        /// Mounts a handler for `PATCH`.
        patch;
        /// Mounts a handler for `DELETE`.
        delete;
        /// Mounts a handler for `HEAD`.
        head;
        /// Mounts a handler for `OPTIONS`. Preflights do not reach it.
        options;
        /// Mounts a handler for `CONNECT`.
        connect;
        /// Mounts a handler for `TRACE`.
        trace;
        /// Mounts a handler for all methods that have no handler of their own.
        any;
    }
}

/// Those of axum.
pub mod axum {
    pub use super::common::*;

    /// Mounts a handler for the methods of a filter: `on(MethodFilter::GET.or(MethodFilter::POST), handler)`.
    pub fn on<F, H>(_filter: F, _handler: H) {}
}

/// Those of actix-web.
pub mod actix {
    pub use super::common::*;

    entries! {
        /// Mounts a handler for `QUERY`.
        query;
    }
}
