//! The events, as `tracing` has them. Adapters emit them: `tracing` among the dependencies of this crate would have it compiled a
//! second time, for the macros.

/// Defines `report`, `report_failure`, `is_heard` and `is_all_heard`: with events of the crate in parentheses, or with none.
#[doc(hidden)]
#[macro_export]
macro_rules! __events {
    (tracing) => {
        use tracing::{
            Level,
            level_filters::{LevelFilter, STATIC_MAX_LEVEL},
        };

        /// Whether anybody may listen to events of a level: a subscriber, or a logger where tracing has its feature `log`, as it
        /// has under actix-web. Only `event!` itself knows whether it has, by this macro.
        #[inline]
        fn is_level_heard(level: Level) -> bool {
            let has_subscriber = level <= STATIC_MAX_LEVEL && level <= LevelFilter::current();
            has_subscriber
                || tracing::if_log_enabled!(level, {
                    tracing::level_to_log!(level) <= tracing::log::max_level()
                } else {
                    false
                })
        }

        /// The level of an event for the reason.
        #[inline]
        fn level(reason: $crate::Reason) -> Level {
            use $crate::Reason;

            match reason {
                Reason::NoOrigin | Reason::SameOrigin => Level::TRACE,
                Reason::Allowed => Level::DEBUG,
                // Something is wrong with the application, and not with who asks.
                Reason::SourceFailed
                | Reason::SourceTooSlow
                | Reason::SourceNotAsked
                | Reason::NotForCredentials
                | Reason::AmbiguousRoute
                | Reason::UnknownService => Level::WARN,
                _ => Level::INFO,
            }
        }

        /// Emits the event of a decision: target `cors`, with the fields `route`, `method`, `origin`, `reason` and `policy`.
        ///
        /// Where nobody listens, nothing is formatted and nothing allocated.
        #[inline]
        pub(crate) fn report<R: $crate::RequestHead>(
            policies: &$crate::PathPolicies,
            request: &R,
            route: impl ::std::fmt::Display,
            decided: $crate::Decided,
        ) {
            if is_level_heard(level(decided.reason())) {
                emit(policies, request, route, decided);
            }
        }

        #[cold]
        fn emit<R: $crate::RequestHead>(
            policies: &$crate::PathPolicies,
            request: &R,
            route: impl ::std::fmt::Display,
            decided: $crate::Decided,
        ) {
            macro_rules! event {
                ($level:ident) => {
                    tracing::event!(
                        target: "cors",
                        Level::$level,
                        %route,
                        method = %decided.method(request),
                        origin = %$crate::origin_in_log(request),
                        reason = decided.reason().code(),
                        policy = decided.policy(policies, request),
                        "{}",
                        decided.in_words()
                    )
                };
            }
            match level(decided.reason()) {
                Level::TRACE => event!(TRACE),
                Level::DEBUG => event!(DEBUG),
                Level::WARN => event!(WARN),
                _ => event!(INFO),
            }
        }

        /// Emits the event of a source that could not tell.
        pub(crate) fn report_failure(source: &str, error: &$crate::SourceError) {
            tracing::event!(
                target: "cors",
                Level::WARN,
                source,
                error = %$crate::error_in_log(error),
                "a source of origins has failed"
            );
        }

        /// Whether anybody may read why a request was not let in.
        #[inline]
        pub(crate) fn is_heard() -> bool {
            is_level_heard(level($crate::Reason::OriginNotAllowed))
        }

        /// Whether anybody may read of every request.
        #[inline]
        pub(crate) fn is_all_heard() -> bool {
            is_level_heard(level($crate::Reason::Allowed))
        }
    };
    () => {
        #[inline]
        pub(crate) fn report<R: $crate::RequestHead>(
            _: &$crate::PathPolicies,
            _: &R,
            _: impl ::std::fmt::Display,
            _: $crate::Decided,
        ) {
        }

        pub(crate) fn report_failure(_: &str, _: &$crate::SourceError) {}

        #[inline]
        pub(crate) fn is_heard() -> bool {
            false
        }

        #[inline]
        pub(crate) fn is_all_heard() -> bool {
            false
        }
    };
}
