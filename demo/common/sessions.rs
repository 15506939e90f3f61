//! Sessions of signed-in users.

use std::{
    collections::HashSet,
    hash::{BuildHasher, RandomState},
    sync::{Arc, Mutex, PoisonError},
};

/// The name of the cookie. Browsers keep cookies by host, not by port, so the name is one that other local servers do not use.
pub(super) const SESSION_COOKIE: &str = "cors_demo_session";

/// The open sessions.
#[derive(Clone, Default)]
pub(crate) struct Sessions(Arc<Mutex<HashSet<String>>>);

impl Sessions {
    /// Opens a session. Returns the value of `Set-Cookie`.
    pub(crate) fn open(&self) -> String {
        // Enough for a demo; a real service takes 128 bits from the operating system.
        let token = format!("{:016x}", RandomState::new().hash_one(SESSION_COOKIE));
        let cookie = format!("{SESSION_COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax");
        self.with(|open| open.insert(token));
        cookie
    }

    /// Closes the session of a request, by its `Cookie`. Returns the value of `Set-Cookie`.
    pub(crate) fn close(&self, cookie: &[u8]) -> String {
        if let Some(token) = token(cookie) {
            self.with(|open| open.remove(token));
        }
        format!("{SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
    }

    /// Returns whether a request is signed in, by its `Cookie`.
    pub(crate) fn include(&self, cookie: &[u8]) -> bool {
        token(cookie).is_some_and(|token| self.with(|open| open.contains(token)))
    }

    fn with<T>(&self, work: impl FnOnce(&mut HashSet<String>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The session's token, if `Cookie` has one.
pub(super) fn token(cookie: &[u8]) -> Option<&str> {
    let mut cookies = str::from_utf8(cookie).ok()?.split("; ").filter_map(|cookie| cookie.split_once('='));
    cookies.find(|(name, _)| *name == SESSION_COOKIE).map(|(_, token)| token)
}
