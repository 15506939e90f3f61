//! The panel for development. In a release build, the method is there and does nothing.

use cors_core::__private::assert_panel_path;

use super::app::CorsApp;

impl<T, D> CorsApp<T, D> {
    #[doc = include_str!("../../docs/panel.md")]
    #[track_caller]
    pub fn panel(self, path: &str) -> Self {
        assert_panel_path(path);
        self.with_panel(path)
    }

    #[cfg(not(debug_assertions))]
    fn with_panel(self, _: &str) -> Self {
        self
    }

    #[cfg(debug_assertions)]
    fn with_panel(mut self, path: &str) -> Self {
        self.table.panels.paths.push(path.to_owned());
        self
    }

    /// Makes the panels, each with the inventory of the whole application.
    #[cfg(debug_assertions)]
    #[track_caller]
    pub(super) fn mount_panels(&self) {
        let panels = &self.table.panels;
        if panels.paths.is_empty() {
            return;
        }
        let inventory = self.inventory();
        let is_taken = |path: &&String| inventory.rows().iter().any(|row| row.pattern == **path);
        let taken = panels.paths.iter().find(is_taken);
        assert!(taken.is_none(), "a route of the application has the path of its panel: {taken:?}");
        panels.mount(inventory);
    }
}
