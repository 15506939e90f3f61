//! A real nginx, found and started; or said to be missing.

use std::{
    env, fs,
    io::{self, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Once,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use crate::page;

/// Set to 1 where there must be an nginx: the tests fail without one.
const REQUIRED: &str = "CORS_REQUIRE_NGINX";

/// What has not happened by now never will.
const PATIENCE: Duration = Duration::from_secs(30);

/// An nginx in front of a program: unprivileged, in a folder of its own, until this is dropped.
pub(crate) struct Nginx {
    process: Child,
    folder: PathBuf,
    pub(crate) port: u16,
}

impl Nginx {
    /// Starts it with one of the configurations of `docs/proxies.md`. `None`, and a loud message, where there is none.
    pub(crate) fn start(test: &str, configuration: &str, program: SocketAddr) -> Option<Self> {
        let server = page::configuration(configuration).unwrap_or_else(|| panic!("no configuration `{configuration}`"));
        Nginx::start_with(test, configuration, server, program)
    }

    /// Starts it with what has become of one of these configurations.
    pub(crate) fn start_with(test: &str, name: &str, server: &str, program: SocketAddr) -> Option<Self> {
        let (Some(nginx), Some(_)) = (find("nginx"), find("curl")) else {
            missing();
            return None;
        };
        // If another program takes the port in between, nginx ends; then another port is tried.
        let configuration = |port| whole(name, server, port, program);
        (0..5).find_map(|_| Nginx::listen(&nginx, test, configuration)).or_else(|| panic!("nginx does not start"))
    }

    fn listen(nginx: &Path, test: &str, configuration: impl Fn(u16) -> String) -> Option<Self> {
        // A test may have several at a time.
        static STARTED: AtomicUsize = AtomicUsize::new(0);
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("nginx-{test}-{number}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
        let port = free.expect("a free port").port();
        fs::write(folder.join("nginx.conf"), configuration(port)).expect("a file");
        // The password is `staff`, as nginx's own documentation writes it.
        fs::write(folder.join("staff"), "staff:{PLAIN}staff\n").expect("a file");
        let process = Command::new(nginx)
            .args(["-e", "error.log", "-c", "nginx.conf", "-p"])
            .arg(&folder)
            .stdin(Stdio::null())
            .spawn()
            .expect("nginx can be started");
        let mut nginx = Nginx { process, folder, port };
        // The file is written once it listens.
        eventually("nginx listens", || {
            let has_ended = nginx.process.try_wait().expect("a status").is_some();
            (has_ended || nginx.folder.join("nginx.pid").exists()).then_some(!has_ended)
        })
        .then_some(nginx)
    }

    /// What a command prints that begins with `nginx -T`: of this nginx's configuration.
    pub(crate) fn print(&self, command: &str) -> String {
        let nginx = find("nginx").expect("it runs");
        let own = format!("{} -e error.log -c nginx.conf -p {} -T", nginx.display(), self.folder.display());
        run(&command.replacen("nginx -T", &own, 1))
    }
}

/// What a command of `docs/proxies.md` prints.
pub(crate) fn run(command: &str) -> String {
    let output = Command::new("sh").args(["-c", command]).output().expect("a shell");
    String::from_utf8(output.stdout).expect("text")
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.process.kill().and_then(|()| self.process.wait());
        if !thread::panicking() {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// A configuration of the page, with what every nginx needs around it.
fn whole(name: &str, server: &str, port: u16, program: SocketAddr) -> String {
    let subject = name.split(':').next().unwrap_or(name);
    let http = page::configuration(&format!("{subject}, in http")).unwrap_or_default();
    let upstream =
        page::configuration("upstream").expect("the program").replace("127.0.0.1:3000", &program.to_string());
    format!(
        "daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log error.log;\n\
         events {{}}\n\
         http {{\n\
         access_log off;\n\
         client_body_temp_path bodies;\nproxy_temp_path answers;\n\
         fastcgi_temp_path fastcgi;\nuwsgi_temp_path uwsgi;\nscgi_temp_path scgi;\n\
         # As many pages ask for it.\n\
         gzip on;\ngzip_vary on;\ngzip_proxied any;\ngzip_min_length 1;\ngzip_types *;\n\
         {upstream}{http}\
         server {{\nlisten 127.0.0.1:{port};\n{server}}}\n\
         }}\n"
    )
}

/// On Debian, nginx is in a folder that only root looks into.
fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
    folders.map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn missing() {
    const MISSING: &str = "no nginx and no curl on the PATH. `scripts/test` installs both where it can; on Debian: apt-get install curl nginx-light";
    let required = env::var_os(REQUIRED).is_some_and(|value| value == "1");
    assert!(!required, "{MISSING}\n{REQUIRED}=1 says that this is a failure.");
    static SAID: Once = Once::new();
    SAID.call_once(|| {
        let line = "!".repeat(100);
        // Not `eprintln!`: the test harness would hide it, because the test passes.
        let _ = writeln!(io::stderr(), "\n{line}\n{MISSING}\nThe tests behind a proxy are SKIPPED.\n{line}\n");
    });
}

fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let since = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(since.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}");
        thread::sleep(Duration::from_millis(10));
    }
}
