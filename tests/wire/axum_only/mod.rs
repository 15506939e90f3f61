//! axum's own ways of putting routers together: nothing here has a counterpart of the same name in another framework.
//!
//! What is independent of the framework belongs in the tables beside this folder.

mod bound;
mod layers;
mod methods;
mod mounting;
