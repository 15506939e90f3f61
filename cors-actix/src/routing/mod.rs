//! actix's routing, foreseen: for preflights, for requests that `enforce` refuses early, and for what middleware answers.

mod cache;
mod guards;
mod marker;
mod reach;
mod resolve;
mod table;
mod tree;

pub(crate) use self::{
    cache::Foreseen,
    guards::{Guards, Hosts, method},
    marker::{Marker, Start},
    reach::{Arrivals, example},
    table::{Pattern, Table},
    tree::{Methods, Node, Resource, Route, Scope},
};
