//! Events, with bytes that no HTTP library accepts. Their cost without a subscriber is measured in `cost`.

/// As in the adapters.
#[allow(dead_code)]
mod event {
    cors_core::__events! { tracing }
}

use std::{
    fmt,
    sync::{Arc, Mutex},
};

use crate::support::{Head, path, policy};
use cors_core::{__private::Decided, RequestHead as _, Verdicts};
use proptest::prelude::*;
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

/// The text of every field.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Visit for Log {
    fn record_debug(&mut self, _: &Field, value: &dyn fmt::Debug) {
        self.0.lock().unwrap().push(format!("{value:?}"));
    }

    fn record_str(&mut self, _: &Field, value: &str) {
        self.0.lock().unwrap().push(value.to_owned());
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_forge_lines_or_fields_or_commands(
        origin in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..3),
        request_method in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..3),
    ) {
        let log = Log::default();
        let path = path(&[("GET", policy(&["https://app.example.com"], &[]))]);
        let head = Head { method: "OPTIONS", origin, request_method, ..Head::default() };
        tracing::subscriber::with_default(log.clone(), || {
            let (serving, verdicts) = (path.serving(head.method()), Verdicts::NONE);
            let decision = path.decide(&head, serving, verdicts);
            let decided =
                Decided { request: &head, policies: &path, serving, verdicts, decision: &decision, doubt: None };
            event::report(&decided, "/users");
        });
        let fields = log.0.lock().unwrap().clone();
        let [_, values @ ..] = &fields[..] else { panic!("{fields:?}") };
        prop_assert_eq!(values.len(), 5);
        for value in values {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]{}*%()".contains(c);
            prop_assert!(value.chars().all(is_plain), "{:?}", value);
            prop_assert!(value.len() < 500, "{} bytes", value.len());
        }
    }
}
