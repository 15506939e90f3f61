//! The switch of a deployment.

use super::router::CorsRouter;

impl<S, D> CorsRouter<S, D>
where
    S: Clone + Send + Sync + 'static,
{
    #[doc = include_str!("../../docs/enabled.md")]
    pub fn enabled(mut self, is_enabled: bool) -> Self {
        self.is_enabled = is_enabled;
        self
    }
}
