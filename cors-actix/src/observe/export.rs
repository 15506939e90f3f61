//! The inventory of an application, written on request.

use crate::builder::app::CorsApp;

impl<T, D> CorsApp<T, D> {
    #[doc = include_str!("../../docs/export_inventory.md")]
    pub fn export_inventory(self) -> Self {
        #[cfg(debug_assertions)]
        cors_core::__private::export_inventory(|| self.inventory());
        self
    }
}
