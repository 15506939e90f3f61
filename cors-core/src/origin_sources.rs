//! What both adapters' `OriginSource` has, for sources of this crate, and to forget a source's type.

/// Called by an adapter, in the module that has its `OriginSource`, its `SourceRequest` and its `Asked`. `Send`: its futures move
/// between threads.
#[doc(hidden)]
#[macro_export]
macro_rules! __origin_sources {
    ($($send:ident)?) => {
        $crate::__origin_sources! { @knows [$($send)?] $crate::OriginSet }
        $crate::__origin_sources! { @knows [$($send)?] $crate::ReloadableOrigins }
        $crate::__origin_sources! { @holds [$($send)?] ::std::boxed::Box<T>, ::std::boxed::Box::as_ref }
        $crate::__origin_sources! { @holds [$($send)?] ::std::sync::Arc<T>, ::std::sync::Arc::as_ref }
        $crate::__origin_sources! { @holds [$($send)?] ::std::sync::LazyLock<T>, ::std::sync::LazyLock::force }

        impl Asked {
            /// The source behind a policy's, if it was made for this adapter.
            fn of(source: $crate::Source) -> ::std::option::Option<&'static dyn Erased> {
                let asked: &dyn ::std::any::Any = source.get();
                asked.downcast_ref::<Asked>().map(|asked| asked.0)
            }
        }

        impl ::std::fmt::Debug for Asked {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("Asked").finish_non_exhaustive()
            }
        }

        impl $crate::__private::Askable for Asked {
            fn identity(&self) -> (usize, ::std::any::TypeId) {
                (::std::ptr::from_ref(self.0).addr(), self.0.type_of())
            }
        }

        type Check<'c, 'r> =
            ::std::pin::Pin<::std::boxed::Box<dyn Future<Output = $crate::SourceResult<'r>> $(+ $send)? + 'c>>;

        trait Erased: Send + Sync {
            fn type_of(&self) -> ::std::any::TypeId;
            fn time_limit(&self) -> ::std::time::Duration;
            fn prepare(&self);
            fn check<'c, 'r: 'c>(
                &'c self,
                origin: $crate::RequestedOrigin<'r>,
                request: SourceRequest<'c>,
            ) -> Check<'c, 'r>;
        }

        impl<T: OriginSource> Erased for T {
            fn type_of(&self) -> ::std::any::TypeId {
                ::std::any::TypeId::of::<T>()
            }

            fn time_limit(&self) -> ::std::time::Duration {
                T::TIME_LIMIT
            }

            fn prepare(&self) {
                OriginSource::prepare(self);
            }

            fn check<'c, 'r: 'c>(
                &'c self,
                origin: $crate::RequestedOrigin<'r>,
                request: SourceRequest<'c>,
            ) -> Check<'c, 'r> {
                ::std::boxed::Box::pin(OriginSource::check(self, origin, request))
            }
        }

        /// Lets a source get ready. A named policy serves handlers of both adapters, but its source is asked by one of them.
        pub(crate) fn prepare(source: $crate::Source) {
            let asked = Asked::of(source);
            assert!(
                asked.is_some(),
                "the source `{}` cannot be asked: the policy that names it has the attribute of another adapter",
                source.path()
            );
            asked.into_iter().for_each(Erased::prepare);
        }

        /// Waits for no longer than `limit`. Outside a runtime, as in some tests, there is no clock, and so no limit.
        async fn limited<F: Future>(limit: ::std::time::Duration, future: F) -> ::std::option::Option<F::Output> {
            if ::tokio::runtime::Handle::try_current().is_err() {
                return ::std::option::Option::Some(future.await);
            }
            ::tokio::time::timeout(limit, future).await.ok()
        }

        /// Asks the sources about the origin of a request.
        async fn verdicts(
            sources: ::std::vec::Vec<$crate::Source>,
            origin: $crate::RequestedOrigin<'_>,
            request: SourceRequest<'_>,
        ) -> $crate::Verdicts {
            let mut verdicts = $crate::Verdicts::default();
            for source in sources {
                if let ::std::option::Option::Some(asked) = Asked::of(source) {
                    let failure = match limited(asked.time_limit(), asked.check(origin, request)).await {
                        ::std::option::Option::Some(::std::result::Result::Ok(evidence)) => {
                            verdicts.record(source, evidence);
                            continue;
                        }
                        ::std::option::Option::Some(::std::result::Result::Err(error)) => {
                            report_failure(source.path(), &error);
                            $crate::Reason::SourceFailed
                        }
                        ::std::option::Option::None => $crate::Reason::SourceTooSlow,
                    };
                    verdicts.fail(source, failure);
                }
            }
            verdicts
        }
    };
    (@knows [$($send:ident)?] $known:ty) => {
        impl OriginSource for $known {
            fn check<'r>(
                &self,
                origin: $crate::RequestedOrigin<'r>,
                _: SourceRequest<'_>,
            ) -> impl Future<Output = $crate::SourceResult<'r>> $(+ $send)? {
                ::std::future::ready(Ok(origin.find_in(self)))
            }
        }
    };
    (@holds [$($send:ident)?] $holder:ty, $held:expr) => {
        impl<T: OriginSource> OriginSource for $holder {
            const TIME_LIMIT: ::std::time::Duration = T::TIME_LIMIT;

            fn check<'r>(
                &self,
                origin: $crate::RequestedOrigin<'r>,
                request: SourceRequest<'_>,
            ) -> impl Future<Output = $crate::SourceResult<'r>> $(+ $send)? {
                T::check(self, origin, request)
            }

            fn prepare(&self) {
                T::prepare($held(self));
            }
        }
    };
}
