//! The events of `tracing`. A macro, for the adapters: if this crate depended on `tracing`, it would be compiled for the macros, too.

/// Defines `report` and `report_failure`, with `tracing` or without events. In debug builds of the adapter, decisions are also recorded
/// for its panel.
#[doc(hidden)]
#[macro_export]
macro_rules! __events {
    (tracing) => {
        use $crate::__private::{error_in_log, word_in_log};
        use tracing::{
            Level,
            level_filters::{LevelFilter, STATIC_MAX_LEVEL},
        };

        /// Returns whether a subscriber may be interested in a level, or a logger: `tracing` has the feature `log` under actix-web.
        #[inline]
        fn is_enabled(level: Level) -> bool {
            let has_subscriber = level <= STATIC_MAX_LEVEL && level <= LevelFilter::current();
            has_subscriber
                || tracing::if_log_enabled!(level, {
                    tracing::level_to_log!(level) <= tracing::log::max_level()
                } else {
                    false
                })
        }

        /// Returns whether a subscriber may be interested in the reports of `enforce = "report"`.
        #[allow(dead_code, reason = "for one of the adapters")]
        #[inline]
        pub(crate) fn is_listened_to() -> bool {
            is_enabled(Level::WARN) || (cfg!(debug_assertions) && $crate::__private::is_recording())
        }

        /// The level of an event for the reason.
        #[inline]
        fn level(reason: $crate::Reason) -> Level {
            use $crate::Reason;

            match reason {
                Reason::NoOrigin | Reason::SameOrigin | Reason::Link => Level::TRACE,
                Reason::Allowed => Level::DEBUG,
                // A problem of the application, not of the request.
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
        /// Without a subscriber or a panel, no reason is computed, and nothing is formatted or allocated.
        #[inline]
        pub(crate) fn report<R: $crate::RequestHead>(
            decided: &$crate::__private::Decided<'_, R>,
            route: impl ::std::fmt::Display,
        ) {
            if cfg!(debug_assertions) && $crate::__private::is_recording() {
                $crate::__private::record(decided, &route);
            }
            // No reason has a higher level.
            let most = if decided.is_allowed() { Level::DEBUG } else { Level::WARN };
            if is_enabled(most) {
                emit(decided, route);
            }
        }

        #[cold]
        fn emit<R: $crate::RequestHead>(
            decided: &$crate::__private::Decided<'_, R>,
            route: impl ::std::fmt::Display,
        ) {
            let reason = decided.reason();
            // The events of `enforce = "report"` are to be found among those of denials.
            let level = if decided.would_be_refused() { Level::WARN } else { level(reason) };
            if !is_enabled(level) {
                return;
            }
            let (route, policy) = (word_in_log(&route.to_string()), word_in_log(decided.policy()));
            let (method, origin) = (decided.method(), decided.origin());
            // These strings need no escapes, whatever the subscriber does.
            macro_rules! event {
                ($level:ident) => {
                    tracing::event!(
                        target: "cors",
                        Level::$level,
                        route = &*route,
                        method = &*method,
                        origin = &*origin,
                        reason = reason.code(),
                        policy = &*policy,
                        "{}",
                        decided.in_words(reason)
                    )
                };
            }
            match level {
                Level::TRACE => event!(TRACE),
                Level::DEBUG => event!(DEBUG),
                Level::WARN => event!(WARN),
                _ => event!(INFO),
            }
        }

        /// Emits the event of a source that has failed.
        pub(crate) fn report_failure(source: &str, error: &$crate::SourceError) {
            // The error is a text with spaces, so it has its own quotation marks, whatever the subscriber does.
            tracing::event!(
                target: "cors",
                Level::WARN,
                source = &*word_in_log(source),
                error = %error_in_log(error),
                "a source of origins has failed"
            );
        }
    };
    () => {
        #[inline]
        pub(crate) fn report<R: $crate::RequestHead>(
            decided: &$crate::__private::Decided<'_, R>,
            route: impl ::std::fmt::Display,
        ) {
            if cfg!(debug_assertions) && $crate::__private::is_recording() {
                $crate::__private::record(decided, &route);
            }
        }

        #[allow(dead_code, reason = "for one of the adapters")]
        #[inline]
        pub(crate) fn is_listened_to() -> bool {
            cfg!(debug_assertions) && $crate::__private::is_recording()
        }

        pub(crate) fn report_failure(_: &str, _: &$crate::SourceError) {}
    };
}
