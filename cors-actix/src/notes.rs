//! What is noted of the requests that are under way.
//!
//! A request that is routed may be an error by the time it comes out, and an error has lost its request; so what is noted of it
//! is kept by whoever waits for it. Whoever notes something finds the note by where the request's head is in memory: that is
//! nobody else's as long as the request lives. Nothing is added to the request, which would cost more than all the rest.

use std::{
    cell::{Cell, Ref, RefCell, RefMut},
    collections::BTreeMap,
    fmt,
    rc::Rc,
};

use actix_web::dev::RequestHead;
use cors_core::Verdicts;

use crate::{
    progress::Step,
    request::{Head, Kept},
};

/// What is noted of a request.
#[derive(Default)]
struct Noted {
    /// Where its head is; 0: the note is nobody's.
    head: Cell<usize>,
    step: Cell<Step>,
    kept: RefCell<Kept>,
}

/// The notes of a thread: a request stays on one.
#[derive(Default)]
struct Notes {
    /// That of the request that came in last, which most often is answered before the next one comes in.
    latest: RefCell<Rc<Noted>>,
    /// Those of the requests before it that are not answered yet, by where their heads are.
    others: RefCell<BTreeMap<usize, Rc<Noted>>>,
    /// Whether there are any.
    is_crowded: Cell<bool>,
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
    pub(crate) fn of(head: Head<'_>) -> Self {
        let noted = NOTES.try_with(|notes| notes.begin(address(head.request.head()))).unwrap_or_default();
        noted.kept.borrow_mut().keep(head);
        Progress(noted)
    }

    /// How far the request has come. Asked once.
    #[inline]
    pub(crate) fn step(&self) -> Step {
        self.0.step.take()
    }

    /// What is kept of the request.
    #[inline]
    pub(crate) fn kept(&self) -> Ref<'_, Kept> {
        self.0.kept.borrow()
    }

    #[inline]
    pub(crate) fn kept_mut(&self) -> RefMut<'_, Kept> {
        self.0.kept.borrow_mut()
    }
}

impl Drop for Progress {
    #[inline]
    fn drop(&mut self) {
        // A thread that ends has let go of its notes.
        let _ = NOTES.try_with(|notes| notes.end(&self.0));
    }
}

/// Notes how far a request has come, if somebody waits for it: whoever does may have gone away while it runs on elsewhere.
#[inline]
pub(crate) fn note(head: &RequestHead, step: &Step) {
    let _ = NOTES.try_with(|notes| notes.with(address(head), |noted| noted.step.set(step.clone())));
}

/// What was said of the request's origin before it came in. Where nobody waits for it, nothing was.
pub(crate) fn verdicts(head: &RequestHead) -> Verdicts {
    let said = |noted: &Noted| noted.kept.borrow().verdicts().clone();
    NOTES.try_with(|notes| notes.with(address(head), said)).ok().flatten().unwrap_or_default()
}

fn address(head: &RequestHead) -> usize {
    std::ptr::from_ref(head).addr()
}

impl Notes {
    /// As many as actix keeps of requests.
    const MOST: usize = 128;

    #[inline]
    fn begin(&self, head: usize) -> Rc<Noted> {
        let mut latest = self.latest.borrow_mut();
        if latest.head.get() != 0 || self.is_crowded.get() {
            self.make_room(&mut latest, head);
        }
        latest.head.set(head);
        latest.clone()
    }

    /// Begins a request while others are waited for.
    #[cold]
    fn make_room(&self, latest: &mut Rc<Noted>, head: usize) {
        let mut others = self.others.borrow_mut();
        if latest.head.get() != 0 {
            let unused = self.unused.borrow_mut().pop().unwrap_or_default();
            let waiting = std::mem::replace(latest, unused);
            others.insert(waiting.head.get(), waiting);
        }
        // Whoever had the same place in memory is gone: somebody waits for what came of it, and it notes nothing more.
        others.remove(&head);
        self.is_crowded.set(!others.is_empty());
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
        noted.kept.borrow_mut().clear();
        if !Rc::ptr_eq(&self.latest.borrow(), noted) {
            self.put_away(head, noted);
        }
    }

    /// Ends a request that was not the last.
    #[cold]
    fn put_away(&self, head: usize, noted: &Rc<Noted>) {
        let mut others = self.others.borrow_mut();
        if others.get(&head).is_some_and(|other| Rc::ptr_eq(other, noted)) {
            others.remove(&head);
            self.is_crowded.set(!others.is_empty());
        }
        let mut unused = self.unused.borrow_mut();
        if unused.len() < Self::MOST {
            unused.push(noted.clone());
        }
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Progress").field("kept", &self.0.kept).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::{Noted, Notes};
    use crate::progress::Step;

    fn is_routed(noted: &Noted) -> bool {
        matches!(noted.step.take(), Step::Routed)
    }

    fn route(notes: &Notes, head: usize) -> bool {
        notes.with(head, |noted| noted.step.set(Step::Routed)).is_some()
    }

    #[test]
    fn a_note_is_found_by_where_the_head_is() {
        let notes = Notes::default();
        let [first, second, third] = [16, 32, 48].map(|head| notes.begin(head));
        assert!(route(&notes, 16) && route(&notes, 48) && !route(&notes, 64));
        assert_eq!([&first, &second, &third].map(|noted| is_routed(noted)), [true, false, true]);
        notes.end(&second);
        assert!(!route(&notes, 32) && route(&notes, 16) && route(&notes, 48));
        notes.end(&third);
        notes.end(&first);
        assert!([16, 32, 48].iter().all(|head| !route(&notes, *head)));
        assert!(notes.others.borrow().is_empty());
    }

    /// A request is gone, and another one is where it was, while somebody still waits for what came of the first.
    #[test]
    fn a_place_in_memory_is_used_again() {
        let notes = Notes::default();
        let gone = notes.begin(16);
        assert!(route(&notes, 16));
        let here = notes.begin(16);
        assert!(!is_routed(&here));
        assert!(route(&notes, 16));
        let other = notes.begin(32);
        assert!(is_routed(&gone) && is_routed(&here));
        // Whoever is gone takes nobody's note away.
        notes.end(&gone);
        assert!(route(&notes, 16));
        assert!(is_routed(&here) && !is_routed(&other));
        // Nor is it found in the place of one that nobody waits for any more.
        let gone = notes.begin(48);
        let here_too = notes.begin(48);
        notes.end(&here_too);
        assert!(!route(&notes, 48) && !is_routed(&gone));
        for noted in [&here, &other, &gone] {
            notes.end(noted);
        }
        assert!(!route(&notes, 16) && notes.others.borrow().is_empty());
    }

    #[test]
    fn notes_are_used_again_and_are_not_hoarded() {
        let notes = Notes::default();
        let many: Vec<_> = (1..=3 * Notes::MOST).map(|head| notes.begin(head)).collect();
        many.iter().for_each(|noted| notes.end(noted));
        assert_eq!(notes.unused.borrow().len(), Notes::MOST);
        let again = notes.begin(16);
        assert!(many.iter().any(|noted| Rc::ptr_eq(noted, &again)));
        assert!(matches!(again.step.take(), Step::Outside) && again.kept.borrow().path().is_empty());
    }
}
