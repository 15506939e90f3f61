//! The events of one request: their fields, and the lines that subscribers print of them.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    fmt::{self, Debug, Write as _},
    io,
    sync::Once,
};

use cors_tests::{driver::Driver, exchange::ClientRequest};
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    Layer,
    filter::Targets,
    fmt::layer,
    layer::{Context, SubscriberExt as _},
    registry,
};

/// The events of one request, and the lines that were printed of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Logged {
    pub(crate) events: Vec<Recorded>,
    /// By the formatting layer of `tracing-subscriber`, in its default format.
    pub(crate) full: String,
    /// By the formatting layer, `compact`.
    pub(crate) compact: String,
    /// By the formatting layer, as JSON.
    pub(crate) json: String,
    /// By a subscriber that prints values as they were recorded, without quotes.
    pub(crate) raw: String,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Recorded {
    pub(crate) level: Level,
    pub(crate) fields: BTreeMap<&'static str, String>,
}

impl Visit for Recorded {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.fields.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields.insert(field.name(), value.to_owned());
    }
}

impl fmt::Display for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = |name: &str| self.fields.get(name).map(String::as_str).unwrap_or("-");
        let names = ["message", "route", "method", "origin", "reason", "policy"];
        write!(f, "{} {}", self.level, names.map(field).join(" | "))
    }
}

thread_local! {
    static LOGGED: RefCell<Option<Logged>> = const { RefCell::new(None) };
}

fn write(to: impl FnOnce(&mut Logged)) {
    LOGGED.with_borrow_mut(|logged| logged.as_mut().map(to));
}

/// Records events, and prints them without quotes.
struct Recorder;

impl<S: Subscriber> Layer<S> for Recorder {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let level = *event.metadata().level();
        let mut recorded = Recorded { level, fields: BTreeMap::new() };
        event.record(&mut recorded);
        let mut line = Raw(format!("{level} {}:", event.metadata().target()));
        event.record(&mut line);
        write(|logged| {
            logged.events.push(recorded);
            logged.raw.push_str(&line.0);
            logged.raw.push('\n');
        });
    }
}

struct Raw(String);

impl Visit for Raw {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let name = if field.name() == "message" { String::new() } else { format!("{}=", field.name()) };
        write!(self.0, " {name}{value:?}").expect("a string");
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.record_debug(field, &format_args!("{value}"));
    }
}

/// The output of a formatting layer.
struct To(fn(&mut Logged) -> &mut String);

impl io::Write for To {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        write(|logged| (self.0)(logged).push_str(&String::from_utf8_lossy(bytes)));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Sends a request, and returns what is logged until it is answered.
pub(crate) async fn logged(app: &impl Driver, request: &ClientRequest) -> Logged {
    // One subscriber for all threads: `tracing` caches for the whole program which call sites are of interest.
    static LISTEN: Once = Once::new();
    LISTEN.call_once(|| {
        let subscriber = registry()
            .with(Targets::new().with_target("cors", Level::TRACE))
            .with(Recorder)
            .with(layer().with_ansi(false).without_time().with_writer(|| To(|logged| &mut logged.full)))
            .with(layer().with_ansi(false).without_time().compact().with_writer(|| To(|logged| &mut logged.compact)))
            .with(layer().with_ansi(false).without_time().json().with_writer(|| To(|logged| &mut logged.json)));
        tracing::subscriber::set_global_default(subscriber).expect("the only one");
        // Some call sites may have been registered in between.
        tracing::callsite::rebuild_interest_cache();
    });
    LOGGED.set(Some(Logged::default()));
    request.send(app).await;
    LOGGED.take().expect("it was set above")
}
