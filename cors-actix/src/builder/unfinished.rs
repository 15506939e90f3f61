//! The compiler's message about an application that is served without `finish()`.

use std::{
    fmt,
    future::{Ready, ready},
    marker::PhantomData,
    task::{Context, Poll},
};

use actix_service::IntoServiceFactory;
use actix_web::{
    Error, HttpResponse,
    dev::{AppConfig, Service, ServiceFactory},
};

use super::app::CorsApp;

/// Never implemented: the bound of an impl below, which exists only for this message.
#[expect(unnameable_types, reason = "exists only for a message")]
#[diagnostic::on_unimplemented(
    message = "this application is not finished",
    label = "serves a `CorsApp` without `.finish()`",
    note = "write `.finish()` behind its last service or middleware: it adds what enforces the policies"
)]
pub trait EndsWithFinish {}

/// The lifetime keeps rustc from reporting the unsatisfied bound at the impl itself.
#[expect(unnameable_types, reason = "as `EndsWithFinish`")]
#[derive(Debug)]
pub struct ThisApplication<'never>(PhantomData<&'never ()>);

/// actix has several impls for unknown types, so rustc does not report the bound of one of this trait: it is that of a bound behind it.
#[doc(hidden)]
impl<T, D, R> IntoServiceFactory<Unfinished, R> for CorsApp<T, D> {
    fn into_factory(self) -> Unfinished {
        Unfinished
    }
}

/// The service factory of an application that is not finished. It fails.
#[expect(unnameable_types, reason = "as `EndsWithFinish`")]
#[derive(Debug)]
pub struct Unfinished;

/// The error of [`Unfinished`], which actix wants to print.
#[expect(unnameable_types, reason = "as `EndsWithFinish`")]
pub struct NotFinished;

impl fmt::Debug for NotFinished
where
    for<'never> ThisApplication<'never>: EndsWithFinish,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NotFinished")
    }
}

impl<R> ServiceFactory<R> for Unfinished {
    type Response = HttpResponse;
    type Error = Error;
    type Config = AppConfig;
    type Service = Unserved;
    type InitError = NotFinished;
    type Future = Ready<Result<Unserved, NotFinished>>;

    fn new_service(&self, _: AppConfig) -> Self::Future {
        ready(Err(NotFinished))
    }
}

/// The service of an application that is not finished. There is none.
#[expect(unnameable_types, reason = "as `EndsWithFinish`")]
#[derive(Debug)]
pub enum Unserved {}

impl<R> Service<R> for Unserved {
    type Response = HttpResponse;
    type Error = Error;
    type Future = Ready<Result<HttpResponse, Error>>;

    fn poll_ready(&self, _: &mut Context<'_>) -> Poll<Result<(), Error>> {
        match *self {}
    }

    fn call(&self, _: R) -> Self::Future {
        match *self {}
    }
}
