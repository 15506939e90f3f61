//! The runtime of the commands that ask a server.

use tokio::runtime::{Builder, Runtime};

/// Makes the runtime.
pub(crate) fn runtime() -> Result<Runtime, String> {
    // The clock is looked at between any two steps: a server that sends without an end keeps the runtime busy.
    let runtime = Builder::new_current_thread().enable_all().event_interval(1).build();
    runtime.map_err(|error| format!("no runtime: {error}"))
}
