//! The inventory of a router, written on request.

use crate::builder::router::CorsRouter;

impl<S, D> CorsRouter<S, D>
where
    S: Clone + Send + Sync + 'static,
{
    #[doc = include_str!("../../docs/export_inventory.md")]
    pub fn export_inventory(self) -> Self {
        #[cfg(debug_assertions)]
        cors_core::__private::export_inventory(|| self.inventory());
        self
    }
}
