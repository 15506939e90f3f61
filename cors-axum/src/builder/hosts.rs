//! The hosts of a router.

use axum::Router;
use cors_core::__private::router_hosts;

use super::router::CorsRouter;
use crate::middleware::hosts::HostsLayer;

impl<S, D> CorsRouter<S, D>
where
    S: Clone + Send + Sync + 'static,
{
    #[doc = include_str!("../../docs/hosts.md")]
    #[track_caller]
    pub fn hosts(mut self, hosts: impl IntoIterator<Item: AsRef<str>>) -> Self {
        self.hosts.push(router_hosts(hosts));
        self
    }
}

/// Adds the layers that refuse other hosts, outside all layers that the router has.
pub(super) fn restrict<S>(router: Router<S>, hosts: &[cors_core::HostList], pattern: &str) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    hosts.iter().fold(router, |router, hosts| router.layer(HostsLayer::new(*hosts, pattern)))
}
