//! The data of the API.

use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize)]
pub(crate) struct User {
    pub(crate) id: u32,
    pub(crate) name: String,
}

#[derive(Deserialize)]
pub(crate) struct NewUser {
    pub(crate) name: String,
}

/// The users, shared by all workers.
#[derive(Clone)]
pub(crate) struct Users(Arc<Mutex<Vec<User>>>);

impl Users {
    pub(crate) fn all(&self) -> Vec<User> {
        self.with(|users| users.clone())
    }

    pub(crate) fn add(&self, new: NewUser) -> User {
        self.with(|users| {
            let user = User { id: users.last().map_or(1, |last| last.id + 1), name: new.name };
            users.push(user.clone());
            user
        })
    }

    /// Adds a user. Returns a text that says so.
    pub(crate) fn welcome(&self, new: NewUser) -> String {
        let User { id, name } = self.add(new);
        format!("Welcome, {name}. You are user {id}.")
    }

    pub(crate) fn remove(&self, id: u32) -> bool {
        self.with(|users| {
            let before = users.len();
            users.retain(|user| user.id != id);
            users.len() < before
        })
    }

    fn with<T>(&self, work: impl FnOnce(&mut Vec<User>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Default for Users {
    fn default() -> Self {
        let names = ["Ada", "Alan"].into_iter().zip(1..);
        Users(Arc::new(Mutex::new(names.map(|(name, id)| User { id, name: name.to_owned() }).collect())))
    }
}
