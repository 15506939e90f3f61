//! The meaning of `hosts`, of a policy and of a router: plain comparisons of text.

use crate::{
    properties::Framework,
    world::{World, Written},
};

/// Returns whether a list names the host of a request; an empty list names every host. `None`: the request has no host.
pub(crate) fn lists(hosts: &[&str], authority: Option<&str>) -> bool {
    hosts.is_empty() || authority.is_some_and(|authority| hosts.iter().any(|listed| is_host(listed, authority)))
}

/// A host without a port stands for the default ports, and `:*` for every port.
fn is_host(listed: &str, authority: &str) -> bool {
    let (name, port) = authority.split_once(':').unwrap_or((authority, ""));
    match listed.split_once(':') {
        Some((listed, "*")) => name == listed && port.chars().all(|c| c.is_ascii_digit()),
        Some(_) => authority == listed,
        None => name == listed && ["", "80", "443"].contains(&port),
    }
}

impl Written {
    /// Returns whether the policy allows this host.
    pub(crate) fn serves(&self, authority: Option<&str>) -> bool {
        lists(&self.hosts, authority)
    }
}

impl World {
    /// Returns whether the routers around a path allow this host. On actix-web there is one list, that of the application.
    pub(crate) fn serves(&self, place: usize, authority: Option<&str>) -> bool {
        let nested = self.places.get(place).filter(|_| self.framework == Framework::Axum);
        lists(&self.hosts, authority) && nested.is_none_or(|place| lists(&place.hosts, authority))
    }
}
