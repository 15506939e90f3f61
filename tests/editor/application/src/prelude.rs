//! The names that most modules need.

pub(crate) use crate::policies::*;
pub(crate) use for_axum::{CorsRouter, cors, routes};
