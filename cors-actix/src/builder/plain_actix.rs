//! The compiler's message about services with policies in actix's own `App`, `Scope` or `ServiceConfig`.

use std::marker::PhantomData;

use actix_web::dev::{AppService, HttpServiceFactory};

use super::{resource::CorsResource, route_attributes::Services, scope::CorsScope};

/// Never implemented: the bound of the impls below, which exist only for this message. Without it, the policies of a service would be
/// lost in actix's own `App`, `Scope` and `ServiceConfig`.
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

/// The lifetime keeps rustc from reporting the unsatisfied bound at the impls themselves.
#[expect(unnameable_types, reason = "as `EnforcesPolicies`")]
#[derive(Debug)]
pub struct PlainActix<'never>(PhantomData<&'never ()>);

#[doc(hidden)]
impl<D> HttpServiceFactory for Services<D>
where
    for<'never> PlainActix<'never>: EnforcesPolicies,
{
    fn register(self, _: &mut AppService) {}
}

#[doc(hidden)]
impl<T, D> HttpServiceFactory for CorsResource<T, D>
where
    for<'never> PlainActix<'never>: EnforcesPolicies,
{
    fn register(self, _: &mut AppService) {}
}

#[doc(hidden)]
impl<T, D> HttpServiceFactory for CorsScope<T, D>
where
    for<'never> PlainActix<'never>: EnforcesPolicies,
{
    fn register(self, _: &mut AppService) {}
}
