//! What is measured.

use cors_core::Enforcement;

use crate::{policy::Kind, request::Asked};

/// Where an application runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framework {
    /// axum, finished by `with_state`, as every server that axum starts has it.
    Axum,
    /// axum, not finished, as a test has it that calls the router as it was put together: axum then makes every handler a
    /// service, and every layer of it, for each request anew.
    AxumUnfinished,
    /// actix-web.
    Actix,
    /// None: decisions alone.
    Core,
}

/// How an application does CORS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Not at all.
    Bare,
    /// Not at all, behind a layer or a middleware that does nothing: what any costs.
    Empty,
    /// By a layer or a middleware written by hand for this one application: the origin is a literal in it, and so are all
    /// headers.
    Floor,
    /// By the crate that people use today: `tower_http::cors::CorsLayer`, `actix_cors::Cors`.
    Peer,
    /// By `cors-axum`, `cors-actix` or, without a framework, `cors-core`.
    Ours,
    /// The same among 1,000 annotated routes, which are mounted behind those of the others.
    OursOfMany,
    /// [`Subject::Ours`] with `enforce`.
    OursEnforced,
    /// [`Subject::Ours`] with `enforce = "report"`, without a subscriber.
    OursReporting,
}

impl Subject {
    /// The `enforce` of its policy.
    pub(crate) fn enforcement(self) -> Option<Enforcement> {
        match self {
            Subject::OursEnforced => Some(Enforcement::Refuse),
            Subject::OursReporting => Some(Enforcement::Report),
            _ => None,
        }
    }
}

/// How many routes that are.
pub(crate) const MANY: usize = 1_000;

/// An application and a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Workload {
    /// Where it runs.
    pub framework: Framework,
    /// How it does CORS.
    pub subject: Subject,
    /// Who asks for what.
    pub asked: Asked,
    /// What the list of origins consists of.
    pub kind: Kind,
    /// How many origins are on the list.
    pub origins: usize,
}

/// How long lists are.
pub(crate) const COUNTS: [usize; 5] = [1, 10, 100, 1_000, 10_000];

impl Framework {
    /// All of them.
    pub const ALL: [Framework; 4] = [Framework::Axum, Framework::AxumUnfinished, Framework::Actix, Framework::Core];

    /// As people call it.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Framework::Axum => "axum",
            Framework::AxumUnfinished => "axum, unfinished",
            Framework::Actix => "actix-web",
            Framework::Core => "decisions alone",
        }
    }

    /// What is measured there: of the unfinished one what is needed to compare it with the finished one.
    fn measures(self, workload: &Workload) -> bool {
        let Workload { subject, asked, kind, origins, .. } = *workload;
        match self {
            Framework::Axum | Framework::Actix => true,
            _ if subject == Subject::OursOfMany || subject.enforcement().is_some() => false,
            Framework::AxumUnfinished => {
                Asked::COMPARED.contains(&asked) && kind == Kind::Exact && [1, 100, 1_000].contains(&origins)
            }
            Framework::Core => subject == Subject::Ours,
        }
    }
}

impl Workload {
    /// All that are measured on a framework, in an order that does not change.
    #[must_use]
    pub fn all(framework: Framework) -> Vec<Workload> {
        let mut all = Vec::new();
        for asked in Asked::ALL {
            // There is no list in these.
            for subject in [Subject::Bare, Subject::Empty, Subject::Floor] {
                all.push(Workload { framework, subject, asked, kind: Kind::Exact, origins: 1 });
            }
            if Asked::COMPARED.contains(&asked) {
                all.push(Workload { framework, subject: Subject::OursOfMany, asked, kind: Kind::Exact, origins: 1 });
            }
            for subject in [Subject::Ours, Subject::Peer] {
                for kind in [Kind::Exact, Kind::Patterns] {
                    for origins in COUNTS {
                        all.push(Workload { framework, subject, asked, kind, origins });
                    }
                }
            }
        }
        for asked in Asked::ENFORCED {
            for subject in [Subject::Ours, Subject::OursEnforced, Subject::OursReporting] {
                let workload = Workload { framework, subject, asked, kind: Kind::Exact, origins: 1 };
                if !all.contains(&workload) {
                    all.push(workload);
                }
            }
        }
        all.retain(|workload| framework.measures(workload));
        all
    }
}

impl Workload {
    /// The request and the list, as people call them.
    #[must_use]
    pub fn in_words(&self) -> String {
        let kind = match self.kind {
            Kind::Exact => "origins",
            Kind::Patterns => "patterns",
        };
        format!("{}, {} {kind}", self.asked.in_words(), self.origins)
    }
}
