//! The list of things to do of both frameworks, and the requests that both answer.

use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::asked::Ask;

#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub(super) struct Todo {
    pub(super) id: u32,
    pub(super) text: String,
    #[serde(default)]
    pub(super) done: bool,
}

#[derive(Clone, Default)]
pub(super) struct Todos(Arc<Mutex<Vec<Todo>>>);

impl Todos {
    pub(super) fn matching(&self, text: &str) -> Vec<Todo> {
        let todos = self.0.lock().expect("no thread panicked");
        todos.iter().filter(|todo| todo.text.contains(text)).cloned().collect()
    }

    /// Adds an entry, unless there is one with its number.
    pub(super) fn add(&self, todo: Todo) -> bool {
        let mut todos = self.0.lock().expect("no thread panicked");
        let is_new = todos.iter().all(|other| other.id != todo.id);
        if is_new {
            todos.push(todo);
        }
        is_new
    }

    pub(super) fn finish(&self, id: u32) -> bool {
        let mut todos = self.0.lock().expect("no thread panicked");
        todos.iter_mut().find(|todo| todo.id == id).map(|todo| todo.done = true).is_some()
    }

    pub(super) fn remove(&self, id: u32) -> bool {
        let mut todos = self.0.lock().expect("no thread panicked");
        let before = todos.len();
        todos.retain(|todo| todo.id != id);
        todos.len() < before
    }
}

/// The key that changes need, in the header `todo-apikey`.
pub(super) const KEY: &str = "utoipa-rocks";

pub(super) fn asks() -> Vec<Ask> {
    let with_key = |method, path| Ask::new(method, path).header("todo-apikey", KEY);
    [
        Ask::new("GET", "/todos"),
        Ask::new("POST", "/todos").json(r#"{"id":1,"text":"write tests"}"#),
        Ask::new("POST", "/todos").json(r#"{"id":1,"text":"again"}"#),
        Ask::new("POST", "/todos").json("no JSON"),
        Ask::new("GET", "/todos/search/tests"),
        Ask::new("PUT", "/todos/1"),
        with_key("PUT", "/todos/1"),
        Ask::new("DELETE", "/todos/1"),
        with_key("DELETE", "/todos/1"),
        with_key("DELETE", "/todos/1").named("again"),
        Ask::new("PATCH", "/todos/1").json("{}"),
        Ask::new("DELETE", "/todos"),
        Ask::new("GET", "/openapi.json"),
        Ask::new("GET", "/unknown"),
    ]
    .map(Ask::with_cookies)
    .into()
}
