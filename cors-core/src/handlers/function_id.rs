//! The identity of an annotated function, to recognise it where a handler is mounted.
//!
//! `routes!` looks up a handler and its companion by one name in two namespaces. With a glob import of which one name is replaced, or
//! with a local function, the two may come from different places.

use std::{
    any::{TypeId, type_name},
    marker::PhantomData,
    panic::Location,
};

/// The path, the place and the identity of an annotated function. For generated code.
#[derive(Debug, Clone, Copy)]
pub struct FunctionId {
    path: &'static str,
    location: Option<&'static Location<'static>>,
    identity: Identity,
}

#[derive(Debug, Clone, Copy)]
enum Identity {
    /// The function's own type. A call, because `TypeId::of` is const only since Rust 1.91.
    Type(fn() -> TypeId),
    /// The name of a type beside it: a generic function has a type for each of its instances.
    Beside(fn() -> &'static str),
    Unknown,
}

impl FunctionId {
    /// The identity of no function.
    pub const UNKNOWN: FunctionId = FunctionId { path: "", location: None, identity: Identity::Unknown };

    /// A function that is not generic. It is passed by value, because a reference is another constant to compile. Generated code calls
    /// this with the span of the function's name, which is therefore the caller's location.
    #[track_caller]
    pub const fn of<F: Copy + 'static>(path: &'static str, _: F) -> Self {
        FunctionId { path, location: Some(Location::caller()), identity: Identity::Type(TypeId::of::<F>) }
    }

    /// A generic function, defined beside the type `T`. Called as [`FunctionId::of`].
    #[track_caller]
    pub const fn beside<T>(path: &'static str, _: PhantomData<T>) -> Self {
        FunctionId { path, location: Some(Location::caller()), identity: Identity::Beside(type_name::<T>) }
    }

    /// The path of the function.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The place of the function's name in the source.
    pub const fn location(&self) -> Option<&'static Location<'static>> {
        self.location
    }

    /// Checks that `F` is the annotated function.
    ///
    /// # Panics
    ///
    /// If it is another one: a policy is enforced for its own function only.
    #[track_caller]
    pub fn check<F: 'static>(self) {
        let (handler, annotated) = (type_name::<F>(), self.path);
        assert!(
            self.is::<F>(),
            "`{handler}` is not the function that `#[cors(…)]` annotates: its name finds the policy of `{annotated}`, which is \
             another function. A policy is enforced for its own function only\n\n\
             help: put `#[cors(…)]` on `{handler}` too, or write the path of the annotated function in `routes!`"
        );
    }

    fn is<F: 'static>(self) -> bool {
        match self.identity {
            Identity::Type(id) => id() == TypeId::of::<F>(),
            Identity::Beside(beside) => is_beside(type_name::<F>(), self.path, beside()).unwrap_or(false),
            Identity::Unknown => false,
        }
    }
}

/// Returns whether `handler` has the last name of `path` and is in the module or function of `beside`; it may be an instance.
fn is_beside(handler: &str, path: &str, beside: &str) -> Option<bool> {
    let ((parent, _), (_, name)) = (beside.rsplit_once("::")?, path.rsplit_once("::")?);
    let arguments = handler.strip_prefix(parent)?.strip_prefix("::")?.strip_prefix(name)?;
    Some(arguments.is_empty() || arguments.starts_with('<'))
}

#[cfg(test)]
#[path = "../../tests/unit/function_id.rs"]
mod tests;
