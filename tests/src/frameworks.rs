//! One test for both frameworks, and what their applications share.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// The framework that serves an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framework {
    Axum,
    Actix,
}

/// Counts how often something has run, and is shared by all clones.
#[derive(Clone, Debug, Default)]
pub struct Runs(Arc<AtomicUsize>);

impl Runs {
    pub fn count(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    pub fn so_far(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// Makes two tests of every function that is listed: with the application of `axum()` and that of `actix()` in the module that is
/// named first.
#[macro_export]
macro_rules! on_every_framework {
    ($($module:ident)::+: $($test:ident)+) => {
        mod on_axum {
            use $($module)::+ as application;
            $(
                #[tokio::test]
                async fn $test() {
                    super::$test(&application::axum().await).await;
                }
            )+
        }
        mod on_actix {
            use $($module)::+ as application;
            $(
                #[tokio::test]
                async fn $test() {
                    super::$test(&application::actix().await).await;
                }
            )+
        }
    };
}

/// The policy `Frontend`, which several applications share: [`frontend`](crate::exchange::frontend) is what it answers.
/// `cors` is the attribute of the framework at hand.
#[macro_export]
macro_rules! frontend_policy {
    () => {
        /// The policy of most handlers.
        #[cors(
                                                    origins = ["https://app.example.com", "https://*.partner.example"],
                                                    credentials,
                                                    allow_headers = ["content-type", "authorization"],
                                                    expose_headers = ["x-total-count"],
                                                    max_age = "2h",
                                                )]
        pub(crate) struct Frontend;
    };
}
