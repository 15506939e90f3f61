//! The types that carry a policy, and the compiler's messages about those that do not.

use std::marker::PhantomData;

use actix_web::dev::{AppService, HttpServiceFactory};

use crate::{
    CorsResource, CorsScope, Routes, WithPolicy,
    mounts::{Mounts, Services},
};

/// Routes, each with its policy, for [`CorsApp::service`](crate::CorsApp::service). It is not actix's
/// `HttpServiceFactory`, so that nothing with a policy can be mounted where the policy would be lost.
#[diagnostic::on_unimplemented(
    message = "this service carries no CORS policy",
    label = "expected `routes![…]`, `cors_actix::resource(…)` or `cors_actix::scope(…)`",
    note = "write `routes![handler]`, with `#[cors(…)]` above the handler's `#[get(\"/…\")]`",
    note = "to serve it without CORS, write `service_without_cors` instead of `service`"
)]
pub trait CorsService {
    #[doc(hidden)]
    fn mount(self, mounts: &mut Mounts);
}

/// A bound of the services of this crate in actix's own `App`, `Scope` and `ServiceConfig`. These are not, so that a policy is not
/// mounted where it would be lost; the impls below are there for the message.
#[expect(unnameable_types, reason = "no other crate has such services")]
#[diagnostic::on_unimplemented(
    message = "CORS policies would be lost here",
    label = "has policies, which are enforced inside `App::new().with_cors()` alone",
    note = "in an application, write `App::new().with_cors().service(…).finish()`, with `use cors_actix::WithCors`",
    note = "in a scope, write `cors_actix::scope(…)` instead of `web::scope(…)`",
    note = "in a function for `configure`, write `&mut cors_actix::ServiceConfig` instead of `&mut web::ServiceConfig`",
    note = "where a framework hands out a `web::ServiceConfig` alone, finish a scope: `cors_actix::scope(…).service(…).finish()`"
)]
pub trait EnforcesPolicies {}

/// With a lifetime: of a type without, rustc would say where the bound is written that it is never met.
#[expect(unnameable_types, reason = "as `EnforcesPolicies`")]
#[derive(Debug)]
pub struct PlainActix<'never>(PhantomData<&'never ()>);

#[doc(hidden)]
impl HttpServiceFactory for Services
where
    for<'never> PlainActix<'never>: EnforcesPolicies,
{
    fn register(self, _: &mut AppService) {}
}

#[doc(hidden)]
impl<T> HttpServiceFactory for CorsResource<T>
where
    for<'never> PlainActix<'never>: EnforcesPolicies,
{
    fn register(self, _: &mut AppService) {}
}

#[doc(hidden)]
impl<T> HttpServiceFactory for CorsScope<T>
where
    for<'never> PlainActix<'never>: EnforcesPolicies,
{
    fn register(self, _: &mut AppService) {}
}

/// Handlers of one path, each with its policy, for [`CorsResource::route`](crate::CorsResource::route). Made by
/// [`routes!`](crate::routes) and by [`with_policy`](crate::with_policy).
#[diagnostic::on_unimplemented(
    message = "these routes carry no CORS policy",
    label = "expected `routes![get(handler)]` or `with_policy(…)`",
    note = "write `routes![get(handler)]`, with `#[cors(…)]` on the handler",
    note = "for a closure, name a policy: `with_policy(Frontend).get(…)`",
    note = "to serve it without CORS, write `route_without_cors` instead of `route`"
)]
pub trait CorsRoutes: sealed::Sealed {
    #[doc(hidden)]
    fn into_cors_routes(self) -> Routes;
}

#[diagnostic::do_not_recommend]
impl CorsRoutes for Routes {
    fn into_cors_routes(self) -> Routes {
        self
    }
}

#[diagnostic::do_not_recommend]
impl CorsRoutes for WithPolicy {
    fn into_cors_routes(self) -> Routes {
        self.routes
    }
}

mod sealed {
    #[expect(unnameable_types, reason = "sealed: no other crate makes routes")]
    pub trait Sealed {}

    impl Sealed for crate::Routes {}
    impl Sealed for crate::WithPolicy {}
}
