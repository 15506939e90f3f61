//! One event for every decision, for logs.

#[cfg(not(feature = "tracing"))]
cors_core::__events! {}
#[cfg(feature = "tracing")]
cors_core::__events! { tracing }
