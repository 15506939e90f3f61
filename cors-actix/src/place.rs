//! What has been found out about a path, remembered for the next request.
//!
//! Routes are constants of an application, so who may serve a path depends on which patterns match and which guards pass, and
//! on nothing else of a request. What follows from it is worked out once for each of these outcomes, and each is remembered at
//! the end of the row of resources that led to it.

use std::{
    cell::{Cell, RefCell},
    fmt,
    rc::Rc,
};

use actix_web::dev::ResourceMap;
use cors_core::{Reason, Source};

use crate::{
    prepared::Prepared,
    resolve::{Candidate, Candidates},
    table::{Resource, Table},
};

/// How many rows are remembered: far more than the routes of any application make. Who sends paths cannot make others, and
/// patterns that overlap in very many ways are worked out anew.
const MOST: usize = 4096;

/// The resources that may serve a path, in actix's order.
#[derive(Default)]
pub(crate) struct Row {
    list: Vec<Candidate>,
    /// The rows that begin with this one and have one more.
    longer: RefCell<Vec<Rc<Row>>>,
    resolved: RefCell<Vec<(Asked, Rc<Resolved>)>>,
}

/// What the policies of a row depend on besides.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Asked {
    unknown: usize,
    passed: usize,
    head: bool,
}

/// The policies of a path.
#[derive(Debug, Default)]
pub(crate) struct Resolved {
    pub(crate) prepared: Rc<Prepared>,
    /// Whether a method may have none although handlers may serve it.
    doubtful: bool,
}

/// The rows that an application has.
#[derive(Default)]
pub(crate) struct Rows {
    first: Rc<Row>,
    number: Cell<usize>,
}

/// A path: who may serve it, as far as is known.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    row: Rc<Row>,
    /// How many services whose routes are not known are asked before whoever comes behind the row: at least what may have been
    /// added before `with_cors()`.
    unknown: usize,
    /// How many of these are known not to serve the path.
    passed: usize,
}

/// A path with its policies.
#[derive(Debug)]
pub(crate) struct Known {
    place: Place,
    /// For all methods but `HEAD`.
    resolved: Rc<Resolved>,
    open: bool,
}

impl Known {
    pub(crate) fn of(place: Place, open: bool) -> Self {
        Known { resolved: place.resolved(open, false), place, open }
    }

    /// The policies of the path. `asked` is the method that matters.
    pub(crate) fn resolved(&self, asked: &[u8]) -> Rc<Resolved> {
        if asked == b"HEAD" { self.place.resolved(self.open, true) } else { self.resolved.clone() }
    }

    /// Why the asked method has no policy although handlers may serve it.
    pub(crate) fn doubt(&self, resolved: &Resolved, asked: &str) -> Option<Reason> {
        if resolved.doubtful { self.place.candidates(self.open).doubt(asked) } else { None }
    }
}

impl Rows {
    /// Before anything is found.
    pub(crate) fn start(&self) -> Place {
        Place { row: self.first.clone(), unknown: 1, passed: 0 }
    }

    fn longer(&self, row: &Row, candidate: Candidate) -> Rc<Row> {
        let mut longer = row.longer.borrow_mut();
        if let Some(known) = longer.iter().find(|row| row.list.last().is_some_and(|last| last.is(&candidate))) {
            return known.clone();
        }
        let list = row.list.iter().cloned().chain([candidate]).collect();
        let new = Rc::new(Row { list, ..Row::default() });
        if self.number.get() < MOST {
            self.number.set(self.number.get() + 1);
            longer.push(new.clone());
        }
        new
    }
}

impl Place {
    /// A service whose routes are not known is asked next.
    pub(crate) fn unknown(&mut self) {
        self.unknown += 1;
    }

    /// A resource is asked next.
    pub(crate) fn push(&mut self, rows: &Rows, resource: &Rc<Resource>, certain: bool) {
        let candidate = Candidate { resource: resource.clone(), certain, unknown_before: self.unknown };
        self.row = rows.longer(&self.row, candidate);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.row.list.is_empty()
    }

    /// Asks actix's resource map about the services whose routes are not known, and may be asked before the first of these.
    pub(crate) fn pass_unknown(&mut self, table: &Table, map: &ResourceMap, path: &str) {
        if let Some(first) = self.row.list.first().filter(|first| table.is_first(&first.resource, map, path)) {
            self.passed = first.unknown_before;
        }
    }

    /// For a request that no handler has served: it does not matter who would have.
    pub(crate) fn pass_all_unknown(&mut self) {
        self.passed = self.unknown;
    }

    /// The policies of the path. `head`: `HEAD` is the method that matters.
    pub(crate) fn resolved(&self, open: bool, head: bool) -> Rc<Resolved> {
        let key = Asked { unknown: self.unknown, passed: self.passed, head };
        let mut resolved = self.row.resolved.borrow_mut();
        if let Some((_, known)) = resolved.iter().find(|(known, _)| *known == key) {
            return known.clone();
        }
        let (policies, doubtful) = self.candidates(open).policies(key.head);
        let new = Rc::new(Resolved { prepared: Prepared::new(policies), doubtful });
        resolved.push((key, new.clone()));
        new
    }

    /// The sources of whoever may serve the method.
    pub(crate) fn sources(&self, open: bool, method: Option<&str>) -> Vec<Source> {
        self.candidates(open).sources(method)
    }

    fn candidates(&self, open: bool) -> Candidates<'_> {
        Candidates { list: &self.row.list, unknown: self.unknown, passed: self.passed, open }
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.list.iter().map(|candidate| &candidate.resource)).finish()
    }
}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").field("number", &self.number).finish_non_exhaustive()
    }
}
