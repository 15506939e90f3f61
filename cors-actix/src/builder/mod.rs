//! Applications, scopes, resources and their handlers, as applications build them.

pub(crate) mod app;
pub(crate) mod companion;
pub(crate) mod default_service;
#[cfg(feature = "utoipa")]
mod openapi;
#[cfg(feature = "panel")]
mod panel;
pub(crate) mod plain_actix;
pub(crate) mod resource;
pub(crate) mod route_attributes;
pub(crate) mod routes;
pub(crate) mod scope;
pub(crate) mod service_config;
pub(crate) mod services;
mod shared_methods;
mod unfinished;
pub(crate) mod with_policy;
