//! `axum::serve(listener, router)`.

use std::{
    convert::Infallible,
    future::{Ready, ready},
    task::{Context, Poll},
};

use axum::{
    Router,
    serve::{IncomingStream, Listener},
};
use tower_service::Service;

use super::router::CorsRouter;

/// As [`CorsRouter::into_make_service`], for `axum::serve(listener, router)`.
impl<L: Listener, D> Service<IncomingStream<'_, L>> for CorsRouter<(), D> {
    type Response = Router;
    type Error = Infallible;
    type Future = Ready<Result<Router, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: IncomingStream<'_, L>) -> Self::Future {
        if self.served.is_none() {
            self.served = Some(self.clone().into_router());
        }
        ready(Ok(self.served.clone().unwrap_or_default()))
    }
}
