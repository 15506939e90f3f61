//! What is noted of the requests that are under way.
//!
//! A request that is routed may be an error by the time it comes out, and an error has lost its request; so what is noted of it
//! is kept by whoever waits for it. Whoever notes something finds the note by where the request's head is in memory: that is
//! nobody else's as long as the request lives. Nothing is added to the request, which would cost more than all the rest.

use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::BTreeMap,
    fmt,
    rc::Rc,
};

use actix_web::dev::{RequestHead, ServiceRequest};
use cors_core::Verdicts;

use crate::progress::Step;

/// What is noted of a request.
#[derive(Default)]
struct Noted {
    /// Where its head is; 0: the note is nobody's.
    head: Cell<usize>,
    step: Cell<Step>,
    /// The path with which it came in.
    path: RefCell<String>,
    /// What was said of its origin before it came in.
    verdicts: OnceCell<Verdicts>,
}

/// The notes of a thread: a request stays on one.
#[derive(Default)]
struct Notes {
    /// That of the request that came in last, which most often is answered before the next one comes in.
    latest: RefCell<Rc<Noted>>,
    /// Those of the requests before it that are not answered yet, by where their heads are.
    others: RefCell<BTreeMap<usize, Rc<Noted>>>,
    unused: RefCell<Vec<Rc<Noted>>>,
}

thread_local! {
    static NOTES: Notes = Notes::default();
}

/// A request that is waited for.
pub(crate) struct Progress(Rc<Noted>);

impl Progress {
    /// Begins to wait for a request.
    #[inline]
    pub(crate) fn of(request: &ServiceRequest, verdicts: Verdicts) -> Self {
        let noted = NOTES.try_with(|notes| notes.begin(address(request.head()))).unwrap_or_default();
        if verdicts != *Verdicts::NONE {
            // There are none yet: what has had some is not used again.
            let _ = noted.verdicts.set(verdicts);
        }
        let mut path = noted.path.borrow_mut();
        path.clear();
        path.push_str(request.match_info().get_ref().path());
        drop(path);
        Progress(noted)
    }

    /// How far the request has come. Asked once.
    #[inline]
    pub(crate) fn step(&self) -> Step {
        self.0.step.take()
    }

    /// Gives the path with which the request came in to `see`.
    pub(crate) fn with_path<T>(&self, see: impl FnOnce(&str) -> T) -> T {
        see(&self.0.path.borrow())
    }

    pub(crate) fn verdicts(&self) -> &Verdicts {
        self.0.verdicts.get().unwrap_or(Verdicts::NONE)
    }
}

impl Drop for Progress {
    #[inline]
    fn drop(&mut self) {
        // A thread that ends has let go of its notes.
        let _ = NOTES.try_with(|notes| notes.end(&self.0));
    }
}

/// Notes how far a request has come. Where nobody waits for it, the application was not finished with `finish`; there is no policy
/// to enforce then.
#[inline]
pub(crate) fn note(head: &RequestHead, step: &Step) {
    let _ = NOTES.try_with(|notes| notes.with(address(head), |noted| noted.step.set(step.clone())));
}

/// What was said of the request's origin before it came in.
pub(crate) fn with_verdicts<T>(head: &RequestHead, see: impl FnOnce(&Verdicts) -> T) -> Option<T> {
    let see = |noted: &Noted| see(noted.verdicts.get().unwrap_or(Verdicts::NONE));
    NOTES.try_with(|notes| notes.with(address(head), see)).ok().flatten()
}

fn address(head: &RequestHead) -> usize {
    std::ptr::from_ref(head).addr()
}

impl Notes {
    /// As many as actix keeps of requests.
    const MOST: usize = 128;
    /// Who sends a longer path pays for its copy.
    const LONGEST_PATH: usize = 1024;

    #[inline]
    fn begin(&self, head: usize) -> Rc<Noted> {
        let mut latest = self.latest.borrow_mut();
        // One that somebody still waits for, or that is not to be used again.
        if latest.head.get() != 0 || Rc::strong_count(&latest) != 1 {
            self.make_room(&mut latest);
        }
        latest.head.set(head);
        latest.clone()
    }

    #[cold]
    fn make_room(&self, latest: &mut Rc<Noted>) {
        let unused = self.unused.borrow_mut().pop().unwrap_or_default();
        let waiting = std::mem::replace(latest, unused);
        if waiting.head.get() != 0 {
            // Whoever had the same place in memory is gone: somebody waits for what came of it, and notes nothing more.
            self.others.borrow_mut().insert(waiting.head.get(), waiting);
        }
    }

    #[inline]
    fn with<T>(&self, head: usize, see: impl FnOnce(&Noted) -> T) -> Option<T> {
        let latest = self.latest.borrow();
        if latest.head.get() == head {
            return Some(see(&latest));
        }
        self.others.borrow().get(&head).map(|noted| see(noted))
    }

    #[inline]
    fn end(&self, noted: &Rc<Noted>) {
        let head = noted.head.replace(0);
        noted.step.set(Step::default());
        let is_small = noted.path.borrow().capacity() <= Self::LONGEST_PATH && noted.verdicts.get().is_none();
        if !(Rc::ptr_eq(&self.latest.borrow(), noted) && is_small) {
            self.put_away(head, noted, is_small);
        }
    }

    #[cold]
    fn put_away(&self, head: usize, noted: &Rc<Noted>, is_small: bool) {
        let mut latest = self.latest.borrow_mut();
        if Rc::ptr_eq(&latest, noted) {
            *latest = Rc::default();
            return;
        }
        let mut others = self.others.borrow_mut();
        if others.get(&head).is_some_and(|other| Rc::ptr_eq(other, noted)) {
            others.remove(&head);
        }
        let mut unused = self.unused.borrow_mut();
        if unused.len() < Self::MOST && is_small {
            unused.push(noted.clone());
        }
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Progress").field("path", &self.0.path).finish_non_exhaustive()
    }
}
