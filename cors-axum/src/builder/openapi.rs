//! Routes with `#[utoipa::path]`: mounted and documented by one statement.

use std::marker::PhantomData;

use axum::{
    handler::Handler,
    routing::{MethodFilter, MethodRouter},
};
use cors_core::__private::{Carries, Documentation, ForOneMethod, NamedPolicy, NoDefault, refuse_forgeable_handler};
use utoipa::{
    __dev::{SchemaReferences, Tags},
    Path,
    openapi::{HttpMethod, OpenApi},
};

use super::{companion::Annotated, method_router::CorsMethodRouter, router::CorsRouter};

/// Documented handlers, each with its path, for [`CorsRouter::openapi`]. Made by [`documented!`](crate::documented).
#[must_use]
#[derive(Debug)]
pub struct Documented<S = (), D = NoDefault> {
    routes: Vec<(String, CorsMethodRouter<S>)>,
    documentation: Documentation,
    default: PhantomData<fn() -> D>,
}

impl<S, D> Documented<S, D>
where
    S: Clone + Send + Sync + 'static,
{
    /// Gives the handlers of a group that have no policy of their own the policy of the group. Called by `documented!`.
    #[doc(hidden)]
    pub fn __group<P: NamedPolicy>(_: P, documented: Documented<S, P>) -> Self {
        documented.group()
    }

    /// A handler: `P` is the type that `#[utoipa::path]` generates.
    #[track_caller]
    pub(crate) fn of<P, C, H, T>(companion: C, handler: H) -> Self
    where
        P: Path + SchemaReferences + Tags<'static>,
        C: Annotated<D, Carried: Carries<Methods: ForOneMethod>>,
        H: Handler<T, S>,
        T: 'static,
    {
        let () = <C::Carried as Carries>::FOR_ONE_METHOD;
        let methods = P::methods();
        let filter = methods.iter().map(filter).reduce(MethodFilter::or);
        if methods.iter().any(|method| matches!(method, HttpMethod::Post)) {
            refuse_forgeable_handler::<C::Carried, H>();
        }
        let carried = companion.carried();
        let documentation = Documentation::of::<P>(carried.policy());
        let routes = match filter {
            Some(filter) => CorsMethodRouter::<S>::new().mount::<_, H>(
                Some(filter),
                &carried,
                MethodRouter::new().on(filter, handler),
            ),
            None => CorsMethodRouter::new(),
        };
        let path = if P::path().is_empty() { "/".to_owned() } else { P::path() };
        Documented { routes: vec![(path, routes)], documentation, default: PhantomData }
    }

    #[track_caller]
    pub(crate) fn all<const N: usize>(all: [Self; N]) -> Self {
        let mut joined =
            Documented { routes: Vec::new(), documentation: Documentation::default(), default: PhantomData };
        for Documented { routes, documentation, default: _ } in all {
            joined.documentation.merge(documentation);
            for (path, routes) in routes {
                match joined.routes.iter_mut().find(|(known, _)| *known == path) {
                    Some((_, known)) => *known = std::mem::take(known).merge(routes),
                    None => joined.routes.push((path, routes)),
                }
            }
        }
        joined
    }

    pub(crate) fn group<D2>(self) -> Documented<S, D2>
    where
        D: NamedPolicy,
    {
        let routes = self.routes.into_iter().map(|(path, routes)| (path, routes.group())).collect();
        Documented { routes, documentation: self.documentation, default: PhantomData }
    }
}

fn filter(method: &HttpMethod) -> MethodFilter {
    match method {
        HttpMethod::Get => MethodFilter::GET,
        HttpMethod::Post => MethodFilter::POST,
        HttpMethod::Put => MethodFilter::PUT,
        HttpMethod::Delete => MethodFilter::DELETE,
        HttpMethod::Options => MethodFilter::OPTIONS,
        HttpMethod::Head => MethodFilter::HEAD,
        HttpMethod::Patch => MethodFilter::PATCH,
        HttpMethod::Trace => MethodFilter::TRACE,
    }
}

impl<S, D> CorsRouter<S, D>
where
    S: Clone + Send + Sync + 'static,
{
    /// Adds handlers at the paths and for the methods that their `#[utoipa::path]` says, and documents them. For the document:
    /// [`CorsRouter::split_for_parts`].
    ///
    /// # Panics
    ///
    /// As [`CorsRouter::route`]; and if a policy breaks the rule `forgeable` for a handler that is mounted for `POST`.
    #[track_caller]
    pub fn openapi(mut self, documented: Documented<S, D>) -> Self {
        for (path, routes) in documented.routes {
            self = self.route_resolved(&path, routes);
        }
        self.documentation.merge(documented.documentation);
        self
    }

    /// Returns the router, and the document with all documented routes of it, of nested and of merged routers.
    pub fn split_for_parts(mut self, document: OpenApi) -> (Self, OpenApi) {
        let documentation = std::mem::take(&mut self.documentation);
        (self, documentation.into_openapi(document))
    }
}
