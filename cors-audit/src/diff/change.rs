//! A change of a route.

use std::collections::BTreeSet;

use cors_core::RowKind;

/// The direction of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    /// More requests are allowed.
    Widened,
    /// Some more are allowed, and some are not any more.
    Both,
    /// Fewer requests are allowed.
    Narrowed,
    /// Something else.
    Other,
}

impl Direction {
    /// The direction of a change from which both can be told.
    pub(super) fn of(is_widened: bool, is_narrowed: bool) -> Self {
        match (is_widened, is_narrowed) {
            (true, true) => Direction::Both,
            (true, false) => Direction::Widened,
            (false, true) => Direction::Narrowed,
            (false, false) => Direction::Other,
        }
    }

    /// Returns whether more requests are allowed.
    pub(super) fn is_widened(self) -> bool {
        matches!(self, Direction::Widened | Direction::Both)
    }

    /// Returns whether fewer requests are allowed.
    pub(super) fn is_narrowed(self) -> bool {
        matches!(self, Direction::Narrowed | Direction::Both)
    }

    /// The word for reports.
    pub(super) fn word(self) -> &'static str {
        match self {
            Direction::Widened => "widened",
            Direction::Both => "widened and narrowed",
            Direction::Narrowed => "narrowed",
            Direction::Other => "other",
        }
    }
}

/// The parts of a route that are compared. The order is that of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    Route,
    Origins,
    Credentials,
    Enforce,
    Hosts,
    AllowHeaders,
    ExposeHeaders,
    AcceptedRisk,
    DevOrigins,
    MaxAge,
    Policy,
    PolicyFrom,
    Handler,
    Guards,
    Behind,
}

impl Subject {
    /// The name for reports.
    pub(super) fn word(self) -> &'static str {
        match self {
            Subject::Route => "route",
            Subject::Origins => "origins",
            Subject::Credentials => "credentials",
            Subject::Enforce => "enforce",
            Subject::Hosts => "hosts",
            Subject::AllowHeaders => "allow_headers",
            Subject::ExposeHeaders => "expose_headers",
            Subject::AcceptedRisk => "accepted risk",
            Subject::DevOrigins => "dev_origins (debug builds only)",
            Subject::MaxAge => "max_age",
            Subject::Policy => "policy",
            Subject::PolicyFrom => "policy from",
            Subject::Handler => "handler",
            Subject::Guards => "guards",
            Subject::Behind => "behind",
        }
    }

    /// The weight of a widening, for the order of routes.
    fn weight(self) -> u32 {
        match self {
            Subject::Credentials => 8,
            Subject::Origins | Subject::Enforce => 4,
            Subject::Hosts => 3,
            Subject::AllowHeaders | Subject::ExposeHeaders => 2,
            _ => 1,
        }
    }
}

/// A value before or after a change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    /// Words of this program.
    Words(&'static str),
    /// Text of an inventory.
    Text(Vec<String>),
}

/// The change of one part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fact {
    pub(super) subject: Subject,
    pub(super) direction: Direction,
    pub(super) before: Value,
    pub(super) after: Value,
}

/// The change of a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) kind: RowKind,
    pub(super) pattern: String,
    /// `None`: every method that no row names.
    pub(super) method: Option<String>,
    pub(super) facts: BTreeSet<Fact>,
}

impl Change {
    /// The direction of all facts together.
    pub(super) fn direction(&self) -> Direction {
        let is_widened = self.facts.iter().any(|fact| fact.direction.is_widened());
        let is_narrowed = self.facts.iter().any(|fact| fact.direction.is_narrowed());
        Direction::of(is_widened, is_narrowed)
    }

    /// The weight of what is widened.
    pub(super) fn weight(&self) -> u32 {
        let is_public = |fact: &Fact| matches!(&fact.after, Value::Text(after) if after.iter().any(|text| text == "*"));
        let widened = self.facts.iter().filter(|fact| fact.direction.is_widened());
        widened.map(|fact| fact.subject.weight() + u32::from(is_public(fact))).sum()
    }

    /// `GET /users`; a prefix ends with `/…`.
    pub(super) fn route(&self) -> String {
        let method = self.method.as_deref().unwrap_or("any other");
        match self.kind {
            RowKind::Route => format!("{method} {}", self.pattern),
            _ => format!("{method} {}/…", self.pattern.trim_end_matches('/')),
        }
    }
}
