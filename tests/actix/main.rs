//! What is actix's alone: its route attributes and their arguments, its order of routes, its guards, scopes and middleware.
//!
//! What both adapters answer is in the table of `tests/wire`.

mod attributes;
mod enforce;
mod exchange;
mod in_front;
mod layers;
mod method_not_allowed;
mod never_of_another;
mod routing;
mod scope_of_its_own;
mod the_handler_that_ran;
mod tracking;
mod workers;
