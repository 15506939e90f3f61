//! The methods that applications, scopes and resources share.

/// Defines the methods of `$cors`, which contains actix's `$actix` and has a method `map`.
macro_rules! shared_methods {
    ($cors:ident contains $actix:ident: $what:literal) => {
        #[doc = concat!("Adds data for the handlers: [`", stringify!($actix), "::app_data`].")]
        pub fn app_data<U: 'static>(self, data: U) -> Self {
            self.map(|inner| inner.app_data(data))
        }

        #[doc = concat!("Wraps ", $what, " in a middleware: [`", stringify!($actix), "::wrap`]. CORS stays outside: preflights are")]
        /// answered before the middleware runs, and responses of the middleware itself carry CORS headers.
        pub fn wrap<M, B>(
            self,
            middleware: M,
        ) -> $cors<
            impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>,
            D,
        >
        where
            M: Transform<T::Service, ServiceRequest, Response = ServiceResponse<B>, Error = Error, InitError = ()>
                + 'static,
            B: MessageBody,
        {
            self.map(|inner| inner.wrap(middleware))
        }

        #[doc = concat!("Wraps ", $what, " in a function: [`", stringify!($actix), "::wrap_fn`]. CORS stays outside.")]
        pub fn wrap_fn<F, R, B>(
            self,
            middleware: F,
        ) -> $cors<
            impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>,
            D,
        >
        where
            F: Fn(ServiceRequest, &T::Service) -> R + Clone + 'static,
            R: Future<Output = Result<ServiceResponse<B>, Error>>,
            B: MessageBody,
        {
            self.map(|inner| inner.wrap_fn(middleware))
        }
    };
}

pub(super) use shared_methods;
