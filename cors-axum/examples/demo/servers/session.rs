//! Who is signed in.

use std::{
    collections::HashSet,
    hash::{BuildHasher, RandomState},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header::COOKIE},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// The name of the cookie. A browser keeps cookies by host and not by port, so it is a name that no neighbour uses.
pub(super) const SESSION_COOKIE: &str = "cors_demo_session";

/// The sessions that are open.
#[derive(Clone, Default)]
pub(super) struct Sessions(Arc<Mutex<HashSet<String>>>);

/// Lets through who is signed in, and who only reads.
pub(super) async fn require_session(State(sessions): State<Sessions>, request: Request, next: Next) -> Response {
    if request.method().is_safe() || sessions.include(request.headers()) {
        return next.run(request).await;
    }
    (StatusCode::UNAUTHORIZED, "Sign in first.").into_response()
}

impl Sessions {
    /// Opens a session: the value of `Set-Cookie`.
    pub(super) fn open(&self) -> String {
        // Enough for a demo; a real service takes 128 bits from the operating system.
        let token = format!("{:016x}", RandomState::new().hash_one(SESSION_COOKIE));
        let cookie = format!("{SESSION_COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax");
        self.with(|open| open.insert(token));
        cookie
    }

    /// Closes the session of a request: the value of `Set-Cookie`.
    pub(super) fn close(&self, headers: &HeaderMap) -> String {
        if let Some(token) = session_cookie(headers) {
            self.with(|open| open.remove(token));
        }
        format!("{SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
    }

    fn include(&self, headers: &HeaderMap) -> bool {
        session_cookie(headers).is_some_and(|token| self.with(|open| open.contains(token)))
    }

    fn with<T>(&self, work: impl FnOnce(&mut HashSet<String>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The session's token, if the request carries one.
pub(super) fn session_cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut cookies = lines.flat_map(|line| line.split("; ")).filter_map(|cookie| cookie.split_once('='));
    cookies.find(|(name, _)| *name == SESSION_COOKIE).map(|(_, token)| token)
}
