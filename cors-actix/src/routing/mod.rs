//! actix's routing, foreseen: for preflights, for requests that `enforce` refuses early, and for what middleware answers.

mod cache;
mod guards;
mod marker;
mod resolve;
mod tree;

pub(crate) use self::{
    cache::Foreseen,
    guards::{Guards, Hosts, method},
    marker::{Marker, Start},
    tree::{Methods, Node, Pattern, Resource, Route, Scope, Table},
};
