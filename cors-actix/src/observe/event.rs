//! One log event for every decision.

#[cfg(not(feature = "tracing"))]
cors_core::__events! {}
#[cfg(feature = "tracing")]
cors_core::__events! { tracing }
