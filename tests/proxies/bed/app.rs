//! The application behind the proxies: every kind of policy, on both frameworks, and two releases that are not the one of the
//! inventory.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::{
        LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::runtime::Runtime;

use super::{app_actix, app_axum};
use crate::Framework;

/// The number of requests that have changed something.
static CHANGES: AtomicUsize = AtomicUsize::new(0);

/// Counts a request that would change something.
pub(super) fn count_change() {
    CHANGES.fetch_add(1, Ordering::Relaxed);
}

/// The number of requests, to any application, that have changed something.
pub(super) fn changes() -> usize {
    CHANGES.load(Ordering::Relaxed)
}

/// The policies of a release; the parts that differ between releases are arguments.
macro_rules! policies {
    ($origin:literal, [$($header:literal),*] $(, $credentials:ident)? $(; dev = $dev:literal)?) => {
        #[cors(
            origins = [$origin, "https://*.partner.example"],
            $(dev_origins = [$dev],)?
            credentials,
            allow_headers = [$($header),*],
            expose_headers = ["x-total-count"],
            max_age = "2h",
        )]
        struct Frontend;

        #[cors(policy = Frontend, origins = ["https://admin.example.com"])]
        struct Admin;

        #[cors(policy = Frontend, enforce)]
        struct Enforced;

        /// Without credentials, unless a release says otherwise.
        #[cors(origins = [$origin] $(, $credentials)?)]
        struct Listed;

        #[cors(origins = "*")]
        struct Public;

        #[cors(same_origin)]
        struct Own;

        #[cors(same_origin, enforce)]
        struct OwnEnforced;

        #[cors(origins = [$origin], enforce, hosts = ["127.0.0.1:*", "localhost:*"])]
        struct Hosted;

        /// The header of responses that caches may store.
        const CACHEABLE: (&str, &str) = ("cache-control", "public, max-age=60");
        const TOTAL: (&str, &str) = ("x-total-count", "2");
    };
}
pub(super) use policies;

/// A program that listens.
pub(super) struct App {
    pub(super) address: SocketAddr,
    /// The inventory, as JSON.
    pub(super) inventory: String,
}

/// A release of the application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Release {
    /// The release of the inventory.
    Declared,
    /// Its pages have another origin.
    Older,
    /// It allows one more header, and credentials where the declared one does not.
    Looser,
    /// It has `dev_origins`, and was built with debug assertions.
    Debug,
}

/// All releases of a framework.
struct Apps([App; 4]);

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime can be started"));
static AXUM: LazyLock<Apps> = LazyLock::new(|| {
    use app_axum::{debug, declared, looser, older};
    Apps([start(declared::serve), start(older::serve), start(looser::serve), start(debug::serve)])
});
static ACTIX: LazyLock<Apps> = LazyLock::new(|| {
    use app_actix::{debug, declared, looser, older};
    Apps([start(declared::serve), start(older::serve), start(looser::serve), start(debug::serve)])
});

/// The program, which all tests share: it has no state.
pub(super) fn app(framework: Framework, release: Release) -> &'static App {
    let Apps([declared, older, looser, debug]) = match framework {
        Framework::Axum => &*AXUM,
        Framework::Actix => &*ACTIX,
    };
    match release {
        Release::Declared => declared,
        Release::Older => older,
        Release::Looser => looser,
        Release::Debug => debug,
    }
}

/// Listens on a free port. `serve` returns the inventory and the server.
pub(super) fn start<S>(serve: impl FnOnce(TcpListener) -> (String, S)) -> App
where
    S: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.set_nonblocking(true).expect("a listener");
    let address = listener.local_addr().expect("an address");
    let _inside = RUNTIME.enter();
    let (inventory, server) = serve(listener);
    RUNTIME.spawn(server);
    App { address, inventory }
}
