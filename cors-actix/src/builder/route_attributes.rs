//! Handlers with route attributes, as `routes!` lists them.

use std::{fmt, marker::PhantomData};

use cors_core::{
    __private::{NamedPolicy, NoDefault},
    Policy, PolicyFrom,
};

use super::{
    companion::Routed,
    services::{CorsService, Mounts},
};

/// Handlers with route attributes. Made by [`routes!`](crate::routes).
///
/// `D` is the default policy of the application or scope for which the handlers are meant: see
/// [`CorsApp::with_default`](crate::CorsApp::with_default).
#[must_use = "it does nothing until it is given to `CorsApp::service`"]
pub struct Services<D = NoDefault>(pub(crate) Mounts, pub(crate) PhantomData<fn() -> D>);

impl<D> fmt::Debug for Services<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[diagnostic::do_not_recommend]
impl<D> CorsService<D> for Services<D> {
    fn mount(self, mounts: &mut Mounts) {
        mounts.extend(self.0);
    }
}

impl<D> Services<D> {
    /// Returns the services of a group, whose default policy stands where they are mounted.
    pub(crate) fn group<D2>(self) -> Services<D2> {
        Services(self.0.with_policy_from(PolicyFrom::Default, PolicyFrom::Routes), PhantomData)
    }
}

/// Called by `routes!`.
#[doc(hidden)]
impl<D> Services<D> {
    /// Gives the handlers of a group that have no policy of their own the policy of the group.
    pub fn __group<P: NamedPolicy>(_: P, services: Services<P>) -> Self {
        services.group()
    }

    /// The services of a handler. Its companion mounts it, if the handler is the companion's function.
    #[track_caller]
    pub fn of<C: Routed<D>, F: 'static>(mount: fn(&'static Policy) -> Mounts, companion: C, _: F) -> Self {
        let function = companion.function();
        function.check::<F>();
        let mounts = match companion.default_policy() {
            None => mount(&Policy::SAME_ORIGIN),
            Some(policy) => mount(policy).with_policy_from(PolicyFrom::Attribute, PolicyFrom::Default),
        };
        Services(mounts.located_at(function.location()), PhantomData)
    }
}
