//! Policies for closures, which carry no attribute.

use actix_web::{FromRequest, Handler, Responder, Route, http::Method};
use cors_core::{__private::assert_not_narrowed, Policy, PolicyFrom};

use super::routes::{CorsRoutes, Routes, sealed::Sealed};
use crate::{NamedPolicy, routing::tree::Methods};

/// Gives a named policy to handlers that carry no attribute.
///
/// # Panics
///
/// The methods for a single HTTP method panic if the policy says `methods = […]`, which is for handlers of any method.
///
/// ```
/// use actix_web::App;
/// use cors_actix::{WithCors, cors, with_policy};
///
/// #[cors(origins = ["https://app.example.com"])]
/// struct Frontend;
///
/// let app = App::new()
///     .with_cors()
///     .service(
///         cors_actix::resource("/clock")
///             .route(with_policy(Frontend).get(|| async { "twelve" }).delete(|| async { "stopped" })),
///     )
///     .finish();
/// # let _ = app;
/// ```
pub fn with_policy<P: NamedPolicy>(policy: P) -> WithPolicy {
    WithPolicy { policy: policy.policy(), routes: Routes::default() }
}

/// Handlers of one path under one named policy: see [`with_policy`].
#[must_use = "it does nothing until it is given to `CorsResource::route`"]
#[derive(Debug)]
pub struct WithPolicy {
    policy: &'static Policy,
    routes: Routes,
}

macro_rules! methods {
    ($( $method:ident $name:ident )+) => {
        $(
            #[doc = concat!("Adds a handler for `", stringify!($name), "`.")]
            #[track_caller]
            pub fn $method<H, A>(self, handler: H) -> Self
            where
                H: Handler<A>,
                A: FromRequest + 'static,
                H::Output: Responder + 'static,
            {
                self.method(Method::$name, handler)
            }
        )+
    };
}

impl WithPolicy {
    methods! { connect CONNECT delete DELETE get GET head HEAD options OPTIONS patch PATCH post POST put PUT trace TRACE }

    /// Adds a handler for `QUERY`.
    #[track_caller]
    pub fn query<H, A>(self, handler: H) -> Self
    where
        H: Handler<A>,
        A: FromRequest + 'static,
        H::Output: Responder + 'static,
    {
        assert_not_narrowed(self.policy);
        self.on("QUERY", handler)
    }

    /// Adds a handler for a method.
    #[track_caller]
    pub fn method<H, A>(self, method: Method, handler: H) -> Self
    where
        H: Handler<A>,
        A: FromRequest + 'static,
        H::Output: Responder + 'static,
    {
        assert_not_narrowed(self.policy);
        self.on(method.as_str(), handler)
    }

    #[track_caller]
    fn on<H, A>(mut self, method: &str, handler: H) -> Self
    where
        H: Handler<A>,
        A: FromRequest + 'static,
        H::Output: Responder + 'static,
    {
        let methods = Methods::Only(vec![method.to_owned()]);
        self.routes.push(methods, (self.policy, PolicyFrom::Routes), ("", None), Route::new().to(handler));
        self
    }

    /// Adds a handler for any method that no handler in front of it serves.
    #[track_caller]
    pub fn any<H, A>(mut self, handler: H) -> Self
    where
        H: Handler<A>,
        A: FromRequest + 'static,
        H::Output: Responder + 'static,
    {
        self.routes.push(Methods::Any, (self.policy, PolicyFrom::Routes), ("", None), Route::new().to(handler));
        self
    }
}

impl Sealed for WithPolicy {}

#[diagnostic::do_not_recommend]
impl<D> CorsRoutes<D> for WithPolicy {
    fn into_cors_routes(self) -> Routes {
        self.routes
    }
}
