//! The function that an attribute stands on, known again where a handler is mounted.
//!
//! `routes!` looks up a handler and its companion by one name, each in its own namespace. A glob import with one of the two
//! replaced, or a local function, makes them come from two places.

use std::any::{TypeId, type_name};

/// The annotated function: its path, and how it is known again. For generated code.
#[derive(Debug, Clone, Copy)]
pub struct FunctionId {
    path: &'static str,
    known: Known,
}

#[derive(Debug, Clone, Copy)]
enum Known {
    /// The function's own type.
    Type(TypeId),
    /// The name of a type beside it: a generic function has a type for each of its instances.
    Beside(fn() -> &'static str),
    Nothing,
}

impl FunctionId {
    /// The identity of no function.
    pub const UNKNOWN: FunctionId = FunctionId { path: "", known: Known::Nothing };

    /// A function that is not generic. By value: a reference would be one more constant for a compiler.
    #[must_use]
    pub const fn of<F: Copy + 'static>(path: &'static str, _: F) -> Self {
        FunctionId { path, known: Known::Type(TypeId::of::<F>()) }
    }

    /// A generic function, defined beside the type `T`.
    #[must_use]
    pub const fn beside<T>(path: &'static str) -> Self {
        FunctionId { path, known: Known::Beside(type_name::<T>) }
    }

    /// The path of the function.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// Panics if `F` is another function than the annotated one.
    ///
    /// # Panics
    ///
    /// As it says: a policy is enforced for its own function only.
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
        match self.known {
            Known::Type(id) => id == TypeId::of::<F>(),
            Known::Beside(beside) => is_beside(type_name::<F>(), self.path, beside()).unwrap_or(false),
            Known::Nothing => false,
        }
    }
}

/// Whether `handler` is a function with the last name of `path`, or an instance of one, in the module or the function of `beside`.
fn is_beside(handler: &str, path: &str, beside: &str) -> Option<bool> {
    let ((parent, _), (_, name)) = (beside.rsplit_once("::")?, path.rsplit_once("::")?);
    let arguments = handler.strip_prefix(parent)?.strip_prefix("::")?.strip_prefix(name)?;
    Some(arguments.is_empty() || arguments.starts_with('<'))
}

#[cfg(test)]
#[path = "../../tests/unit/function_id.rs"]
mod tests;
