//! The events, as `tracing` has them. Adapters emit them: `tracing` among the dependencies of this crate would have it compiled a
//! second time, for the macros.

/// Defines `report` and `report_failure`: with events of the crate in parentheses, or with none.
#[doc(hidden)]
#[macro_export]
macro_rules! __events {
    (tracing) => {
        use $crate::__private::{error_in_log, word_in_log};
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
        /// Where no subscriber listens, no reason is computed, nothing is formatted and nothing allocated.
        #[inline]
        pub(crate) fn report<R: $crate::RequestHead>(
            decided: &$crate::__private::Decided<'_, R>,
            route: impl ::std::fmt::Display,
        ) {
            // No reason has a higher level.
            let most = if decided.is_allowed() { Level::DEBUG } else { Level::WARN };
            if is_level_heard(most) {
                emit(decided, route);
            }
        }

        #[cold]
        fn emit<R: $crate::RequestHead>(
            decided: &$crate::__private::Decided<'_, R>,
            route: impl ::std::fmt::Display,
        ) {
            let reason = decided.reason();
            if !is_level_heard(level(reason)) {
                return;
            }
            let (route, policy) = (word_in_log(&route.to_string()), word_in_log(decided.policy()));
            let (method, origin) = (decided.method(), decided.origin());
            // Strings, which subscribers print in quotation marks or escape. Those that do neither find nothing to escape.
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
            match level(reason) {
                Level::TRACE => event!(TRACE),
                Level::DEBUG => event!(DEBUG),
                Level::WARN => event!(WARN),
                _ => event!(INFO),
            }
        }

        /// Emits the event of a source that could not tell.
        pub(crate) fn report_failure(source: &str, error: &$crate::SourceError) {
            // The error is a text for people, with spaces: it brings its own quotation marks, so that no subscriber can leave them out.
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
            _: &$crate::__private::Decided<'_, R>,
            _: impl ::std::fmt::Display,
        ) {
        }

        pub(crate) fn report_failure(_: &str, _: &$crate::SourceError) {}
    };
}
