//! The adapters, as a framework would hand them on.

pub(crate) mod web {
    pub(crate) use for_axum::*;
}

pub(crate) mod server {
    pub(crate) use for_actix::*;
}
