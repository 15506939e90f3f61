//! The types that carry a policy, and the compiler's messages about those that do not.

use crate::{CorsMethodRouter, WithPolicy};

/// What [`CorsRouter::route`](crate::CorsRouter::route) takes: handlers of one path, each with its policy. Made by
/// [`routes!`](crate::routes) and by [`with_policy`](crate::with_policy).
#[diagnostic::on_unimplemented(
    message = "these routes carry no CORS policy",
    label = "expected `routes![…]` or `with_policy(…)`",
    note = "write `routes![get(handler)]`, with `#[cors(…)]` on the handler",
    note = "for a closure or a service, name a policy: `with_policy(Frontend).get(…)`",
    note = "to serve it without CORS, write `route_without_cors` instead of `route`"
)]
pub trait CorsRoutes<S>: sealed::Sealed {
    #[doc(hidden)]
    fn into_cors_routes(self) -> CorsMethodRouter<S>;
}

impl<S> CorsRoutes<S> for CorsMethodRouter<S> {
    fn into_cors_routes(self) -> CorsMethodRouter<S> {
        self
    }
}

impl<S> CorsRoutes<S> for WithPolicy<S> {
    fn into_cors_routes(self) -> CorsMethodRouter<S> {
        self.routes
    }
}

mod sealed {
    #[expect(unnameable_types, reason = "sealed: nobody else makes routes")]
    pub trait Sealed {}

    impl<S> Sealed for crate::CorsMethodRouter<S> {}
    impl<S> Sealed for crate::WithPolicy<S> {}
}
