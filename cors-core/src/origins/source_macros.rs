//! The code that both adapters need around their trait `OriginSource`: implementations for the types of this crate, and queries.

/// Called by an adapter in the module of its `OriginSource`, `SourceRequest` and `Asked`, with `Send` if its futures are `Send`.
#[doc(hidden)]
#[macro_export]
macro_rules! __origin_sources {
    ($($send:ident)?) => {
        $crate::__origin_sources! { @source [$($send)?] $crate::OriginSet }
        $crate::__origin_sources! { @source [$($send)?] $crate::ReloadableOrigins }
        $crate::__origin_sources! { @wrapper [$($send)?] ::std::boxed::Box<T>, ::std::boxed::Box::as_ref }
        $crate::__origin_sources! { @wrapper [$($send)?] ::std::sync::Arc<T>, ::std::sync::Arc::as_ref }
        $crate::__origin_sources! { @wrapper [$($send)?] ::std::sync::LazyLock<T>, ::std::sync::LazyLock::force }

        impl Asked {
            /// The source, if it was made for this adapter.
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
                // Called inside, so that a panic before the first `await` is caught as well.
                ::std::boxed::Box::pin($crate::__private::caught(async move {
                    OriginSource::check(self, origin, request).await
                }))
            }
        }

        /// Calls `OriginSource::prepare`. Named policies work with both adapters, but a source works with one.
        pub(crate) fn prepare(source: $crate::Source) {
            let asked = Asked::of(source);
            assert!(
                asked.is_some(),
                "the source `{}` cannot be queried: the policy that names it has the attribute of another adapter",
                source.path()
            );
            asked.into_iter().for_each(Erased::prepare);
        }

        /// Waits until `deadline`. Outside a runtime, as in some tests, there is no clock and no limit.
        async fn limited<F: Future>(deadline: ::tokio::time::Instant, future: F) -> ::std::option::Option<F::Output> {
            if ::tokio::runtime::Handle::try_current().is_err() {
                return ::std::option::Option::Some(future.await);
            }
            ::tokio::time::timeout_at(deadline, future).await.ok()
        }

        /// Queries these sources about the origin of a request, concurrently. Their time limits begin at `start`.
        async fn ask_side_by_side<'c>(
            sources: ::std::vec::Vec<$crate::Source>,
            start: ::tokio::time::Instant,
            origin: $crate::RequestedOrigin<'c>,
            request: impl Fn($crate::Source) -> SourceRequest<'c>,
            verdicts: &mut $crate::Verdicts,
        ) {
            let mut checks = ::std::vec::Vec::new();
            for source in sources {
                match Asked::of(source) {
                    ::std::option::Option::Some(asked) => {
                        let check = limited(start + asked.time_limit(), asked.check(origin, request(source)));
                        checks.push((source, ::std::boxed::Box::pin(check)));
                    }
                    ::std::option::Option::None => verdicts.fail(source, $crate::Reason::SourceNotAsked),
                }
            }
            ::std::future::poll_fn(|cx| {
                checks.retain_mut(|(source, check)| {
                    let ::std::task::Poll::Ready(outcome) = check.as_mut().poll(cx) else { return true };
                    match outcome {
                        ::std::option::Option::Some(::std::result::Result::Ok(proof)) => {
                            verdicts.record(*source, proof);
                        }
                        ::std::option::Option::Some(::std::result::Result::Err(error)) => {
                            report_failure(source.path(), &error);
                            verdicts.fail(*source, $crate::Reason::SourceFailed);
                        }
                        ::std::option::Option::None => verdicts.fail(*source, $crate::Reason::SourceTooSlow),
                    }
                    false
                });
                if checks.is_empty() { ::std::task::Poll::Ready(()) } else { ::std::task::Poll::Pending }
            })
            .await;
        }
    };
    (@source [$($send:ident)?] $source:ty) => {
        impl OriginSource for $source {
            fn check<'r>(
                &self,
                origin: $crate::RequestedOrigin<'r>,
                _: SourceRequest<'_>,
            ) -> impl Future<Output = $crate::SourceResult<'r>> $(+ $send)? {
                ::std::future::ready(Ok(origin.find_in(self)))
            }
        }
    };
    (@wrapper [$($send:ident)?] $wrapper:ty, $inner:expr) => {
        impl<T: OriginSource> OriginSource for $wrapper {
            const TIME_LIMIT: ::std::time::Duration = T::TIME_LIMIT;

            fn check<'r>(
                &self,
                origin: $crate::RequestedOrigin<'r>,
                request: SourceRequest<'_>,
            ) -> impl Future<Output = $crate::SourceResult<'r>> $(+ $send)? {
                T::check(self, origin, request)
            }

            fn prepare(&self) {
                T::prepare($inner(self));
            }
        }
    };
}
