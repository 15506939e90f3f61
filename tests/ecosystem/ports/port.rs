//! One port: the same application three times or four, and the requests that it is sent.

use cors_tests::driver::Served;

use super::asked::Ask;

pub(super) struct Port {
    pub(super) title: &'static str,
    /// For the report, in Markdown.
    pub(super) about: &'static str,
    /// The library of the second file.
    pub(super) peer: &'static str,
    pub(super) sources: Sources,
    /// With the peer.
    pub(super) plain: Served,
    pub(super) typed: Application,
    /// With a policy for each route, where `typed` has one for all of them.
    pub(super) routed: Option<Application>,
    pub(super) asks: Vec<Ask>,
}

impl Port {
    pub(super) fn all_typed(&self) -> impl Iterator<Item = &Application> {
        std::iter::once(&self.typed).chain(&self.routed)
    }
}

/// An application with policies.
pub(super) struct Application {
    /// The means, in Markdown.
    pub(super) form: &'static str,
    pub(super) served: Served,
}

impl Application {
    pub(super) fn of(form: &'static str, served: Served) -> Self {
        Application { form, served }
    }
}

/// The files of a port.
pub(super) struct Sources {
    pub(super) folder: &'static str,
    pub(super) bare: &'static str,
    pub(super) plain: &'static str,
    pub(super) typed: &'static str,
    pub(super) routed: Option<&'static str>,
}

macro_rules! sources {
    ($folder:literal, bare, plain, typed $(, $routed:ident)?) => {
        $crate::ports::port::Sources {
            folder: $folder,
            bare: include_str!("bare.rs"),
            plain: include_str!("plain.rs"),
            typed: include_str!("typed.rs"),
            routed: [$(include_str!(concat!(stringify!($routed), ".rs")))?].first().copied(),
        }
    };
}

pub(super) use sources;
