//! The function that an attribute stands on, known again where a handler is mounted.
//!
//! `routes!` looks up a handler and its companion by one name, each in its own namespace. A glob import with one of the two
//! replaced, or a local function, makes them come from two places.

use std::any::{TypeId, type_name};

/// Says whether a handler is the function that an attribute stands on. For generated code.
#[derive(Debug, Clone, Copy)]
pub struct FunctionId(Known);

#[derive(Debug, Clone, Copy)]
enum Known {
    /// The function's own type.
    Type(TypeId),
    /// Its name, and the name of a type beside it: a generic function has a type for each of its instances.
    Beside {
        name: &'static str,
        type_name: fn() -> &'static str,
    },
    Nothing,
}

impl FunctionId {
    /// The identity of no function.
    pub const UNKNOWN: FunctionId = FunctionId(Known::Nothing);

    /// A function that is not generic. By value: a reference would be one more constant for a compiler.
    #[must_use]
    pub const fn of<F: Copy + 'static>(_: F) -> Self {
        FunctionId(Known::Type(TypeId::of::<F>()))
    }

    /// A generic function with this name, defined beside the type `T`.
    #[must_use]
    pub const fn beside<T>(name: &'static str) -> Self {
        FunctionId(Known::Beside { name, type_name: type_name::<T> })
    }

    /// Panics if `F` is another function than the annotated one, which is known by the path `annotated`.
    ///
    /// # Panics
    ///
    /// As it says: a policy is enforced for its own function only.
    #[track_caller]
    pub fn check<F: 'static>(self, annotated: &str) {
        let handler = type_name::<F>();
        assert!(
            self.is::<F>(),
            "`{handler}` is not the function that `#[cors(…)]` annotates: its name finds the policy of `{annotated}`, which is \
             another function. A policy is enforced for its own function only\n\n\
             help: put `#[cors(…)]` on `{handler}` too, or write the path of the annotated function in `routes!`"
        );
    }

    fn is<F: 'static>(self) -> bool {
        match self.0 {
            Known::Type(id) => id == TypeId::of::<F>(),
            Known::Beside { name, type_name: beside } => is_beside(type_name::<F>(), name, beside()).unwrap_or(false),
            Known::Nothing => false,
        }
    }
}

/// Whether `handler` is a function with this name, or an instance of one, in the module or the function of `beside`.
fn is_beside(handler: &str, name: &str, beside: &str) -> Option<bool> {
    let (parent, _) = beside.rsplit_once("::")?;
    let arguments = handler.strip_prefix(parent)?.strip_prefix("::")?.strip_prefix(name)?;
    Some(arguments.is_empty() || arguments.starts_with('<'))
}

#[cfg(test)]
#[path = "../tests/unit/function_id.rs"]
mod tests;
