//! Documented routes: what `#[utoipa::path]` says of a handler, with its policy.

use serde_json::{Value, json};
use utoipa::{
    __dev::{SchemaReferences, Tags},
    Path,
    openapi::{
        Components, OpenApi, RefOr, Response,
        extensions::Extensions,
        path::{HttpMethod, Operation, Paths},
        schema::Schema,
    },
};

use crate::policy::policy::{Origins, Policy};

/// The documentation of routes, to be added to an OpenAPI document.
#[derive(Clone, Default)]
pub struct Documentation {
    operations: Vec<(String, Vec<HttpMethod>, Operation)>,
    schemas: Vec<(String, RefOr<Schema>)>,
}

impl Documentation {
    /// The documentation of a handler: `P` is the type that `#[utoipa::path]` generates.
    ///
    /// The operation says its policy as `x-cors`, and `enforce` adds the response 403.
    #[must_use]
    pub fn of<P: Path + SchemaReferences + Tags<'static>>(policy: &Policy) -> Self {
        let mut operation = P::operation();
        let tags = P::tags();
        if !tags.is_empty() {
            operation.tags.get_or_insert_default().extend(tags.into_iter().map(str::to_owned));
        }
        let cors = Extensions::from_iter([("x-cors", described(policy))]);
        operation.extensions.get_or_insert_default().merge(cors);
        if policy.is_enforced() || !policy.hosts().is_empty() {
            let refusal = || Response::new("The CORS policy does not trust the page that sent the request.").into();
            operation.responses.responses.entry("403".to_owned()).or_insert_with(refusal);
        }
        let mut schemas = Vec::new();
        P::schemas(&mut schemas);
        Documentation { operations: vec![(P::path(), P::methods(), operation)], schemas }
    }

    /// Adds other routes.
    pub fn merge(&mut self, other: Documentation) {
        self.operations.extend(other.operations);
        self.schemas.extend(other.schemas);
    }

    /// Changes the paths, for routes under a prefix.
    pub fn nest(&mut self, nested: impl Fn(&str) -> String) {
        for (path, ..) in &mut self.operations {
            *path = nested(path);
        }
    }

    /// Adds the routes to a document.
    #[must_use]
    pub fn into_openapi(self, mut document: OpenApi) -> OpenApi {
        let mut paths = Paths::new();
        for (path, methods, operation) in self.operations {
            paths.add_path_operation(if path.is_empty() { "/" } else { &path }, methods, operation);
        }
        document.paths.merge(paths);
        if !self.schemas.is_empty() {
            document.components.get_or_insert_with(Components::new).schemas.extend(self.schemas);
        }
        document
    }
}

impl std::fmt::Debug for Documentation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.operations.iter().map(|(path, ..)| path)).finish()
    }
}

/// The value of `x-cors`. Development origins are left out, so that a document does not depend on the build.
fn described(policy: &Policy) -> Value {
    let origins = match policy.origins() {
        Origins::SameOrigin => json!("same-origin"),
        Origins::Any => json!("*"),
        Origins::Listed(list) => list.iter().collect(),
        Origins::Source(_) => json!("known at run time"),
    };
    json!({
        "origins": origins,
        "credentials": policy.allows_credentials(),
        "allowHeaders": policy.allow_headers(),
        "exposeHeaders": policy.expose_headers(),
        "enforce": policy.is_enforced(),
    })
}
