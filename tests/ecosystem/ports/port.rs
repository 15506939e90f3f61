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
    /// With a policy for each route.
    pub(super) typed: Option<Application>,
    /// With one policy for all routes.
    pub(super) whole: Option<Application>,
    pub(super) asks: Vec<Ask>,
}

impl Port {
    pub(super) fn all_typed(&self) -> impl Iterator<Item = &Application> {
        self.typed.iter().chain(&self.whole)
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
    pub(super) bare: &'static str,
    pub(super) plain: &'static str,
    pub(super) typed: Option<&'static str>,
    pub(super) whole: Option<&'static str>,
}

macro_rules! sources {
    ($($file:ident)*) => {{
        let mut sources = $crate::ports::port::Sources {
            bare: include_str!("bare.rs"),
            plain: include_str!("plain.rs"),
            typed: None,
            whole: None,
        };
        $(sources.$file = Some(include_str!(concat!(stringify!($file), ".rs")));)*
        sources
    }};
}

pub(super) use sources;
