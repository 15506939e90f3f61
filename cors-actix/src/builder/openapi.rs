//! Routes with `#[utoipa::path]`: mounted and documented by one statement.

use cors_core::__private::Documentation;
use utoipa::{
    __dev::{SchemaReferences, Tags},
    Path,
    openapi::OpenApi,
};

use super::{app::CorsApp, route_attributes::Services};
use crate::routing::tree::Node;

/// Called by `documented!`.
#[doc(hidden)]
impl<D> Services<D> {
    /// Documents the services of one handler: `P` is the type that `#[utoipa::path]` generates.
    pub fn __documented<P: Path + SchemaReferences + Tags<'static>>(mut self) -> Self {
        let policy = self.0.list.iter().find_map(|mount| match &mount.node {
            Node::Resource(resource) => resource.routes.first()?.policy,
            Node::Scope(_) | Node::Unknown(_) => None,
        });
        if let Some(policy) = policy {
            self.0.documentation.merge(Documentation::of::<P>(policy));
        }
        self
    }
}

impl<T, D> CorsApp<T, D> {
    /// Returns the application, and the document with all documented routes of it and of its scopes.
    pub fn split_for_parts(mut self, document: OpenApi) -> (Self, OpenApi) {
        let documentation = std::mem::take(&mut self.documentation);
        (self, documentation.into_openapi(document))
    }
}

/// The path of a route of a scope in the document.
pub(super) fn nested(prefix: &str, path: &str) -> String {
    format!("{}{path}", prefix.trim_end_matches('/'))
}
