//! Programs of this system, found and started; or reported as missing.

use std::{
    env, fs,
    io::{self, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU16, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// Set to 1 where all proxies have to be installed: the tests fail without one.
const REQUIRED: &str = "CORS_REQUIRE_PROXIES";

/// The longest time to wait for a program.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running program: unprivileged, in a folder of its own, until this is dropped.
pub(crate) struct Process {
    child: Child,
    pub(crate) folder: PathBuf,
    pub(crate) ports: Ports,
}

/// Free ports: one to be asked, and another beside it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ports {
    pub(crate) first: u16,
    pub(crate) second: u16,
}

impl Ports {
    /// Whether the first port takes connections.
    pub(crate) fn listen(self) -> bool {
        TcpStream::connect((Ipv4Addr::LOCALHOST, self.first)).is_ok()
    }
}

impl Process {
    /// Starts a program. `prepare` writes its configuration into the folder, and `is_ready` tells when it listens.
    pub(crate) fn start(
        name: &str,
        prepare: impl Fn(&Path, Ports) -> Command,
        is_ready: impl Fn(&Path, Ports) -> bool,
    ) -> Self {
        // If another program takes the port in between, this one ends; then other ports are tried.
        let started = (0..5).find_map(|_| Process::try_start(name, &prepare, &is_ready));
        started.unwrap_or_else(|| panic!("{name} does not start"))
    }

    fn try_start(
        name: &str,
        prepare: &impl Fn(&Path, Ports) -> Command,
        is_ready: &impl Fn(&Path, Ports) -> bool,
    ) -> Option<Self> {
        // A test may have several at a time.
        static STARTED: AtomicUsize = AtomicUsize::new(0);
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{number}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        let ports = Ports { first: free_port(), second: free_port() };
        let mut command = prepare(&folder, ports);
        let output = fs::File::create(folder.join("output.log")).expect("a file");
        let errors = output.try_clone().expect("a file");
        let child = command.stdin(Stdio::null()).stdout(output).stderr(errors).spawn().expect("it can be started");
        let mut process = Process { child, folder, ports };
        let listens = eventually(name, || {
            let has_ended = process.child.try_wait().expect("a status").is_some();
            (has_ended || is_ready(&process.folder, ports)).then_some(!has_ended)
        });
        if !listens {
            let output = fs::read_to_string(process.folder.join("output.log")).unwrap_or_default();
            let _ = writeln!(io::stderr(), "{name} has ended:\n{output}");
        }
        listens.then_some(process)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill().and_then(|()| self.child.wait());
        if !thread::panicking() {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// A port that no other test gets, below those that systems give to clients.
fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let is_free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    // Not always the same ones: those of an earlier run may still be closing.
    let base = 20_000 + u16::try_from(std::process::id() % 100).unwrap_or_default() * 100;
    let mut ports = std::iter::repeat_with(|| base + NEXT.fetch_add(1, Ordering::Relaxed) % 2_000);
    ports.by_ref().take(2_000).find(is_free).expect("a free port")
}

/// The programs, if all are installed. Otherwise a loud message, once, or a failure where they are required.
pub(crate) fn find_all<const N: usize>(programs: [&str; N], packages: &str) -> Option<[PathBuf; N]> {
    let found = programs.map(find);
    if found.iter().all(Option::is_some) {
        return Some(found.map(Option::unwrap_or_default));
    }
    missing(&programs.join(" and "), packages);
    None
}

/// On Debian, servers are in a folder that only root looks into.
fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
    folders.map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn missing(programs: &str, packages: &str) {
    let message = format!(
        "{programs}: not on the PATH. `scripts/test` installs them where it can; on Debian: apt-get install {packages}"
    );
    let required = env::var_os(REQUIRED).is_some_and(|value| value == "1");
    assert!(!required, "{message}\n{REQUIRED}=1 says that this is a failure.");
    static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let mut said = SAID.lock().unwrap_or_else(PoisonError::into_inner);
    if !said.contains(&message) {
        let line = "!".repeat(100);
        // Not `eprintln!`: the test harness would hide it, because the test passes.
        let _ = writeln!(io::stderr(), "\n{line}\n{message}\nThe tests behind this proxy are SKIPPED.\n{line}\n");
        said.push(message);
    }
}

pub(crate) fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let since = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(since.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}");
        thread::sleep(Duration::from_millis(10));
    }
}
