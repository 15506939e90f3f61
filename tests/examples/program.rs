//! Examples, built and run as a person runs them.

use std::{
    collections::HashMap,
    env,
    ffi::OsString,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, ChildStderr, ChildStdout, Command, Output, Stdio},
    sync::{Arc, Mutex, OnceLock},
    thread,
    time::{Duration, Instant},
};

use serde::Deserialize;

/// What has not happened by now never will.
const PATIENCE: Duration = Duration::from_secs(30);

/// An example that runs until this is dropped.
pub(crate) struct Program {
    child: Child,
    address: String,
    /// Kept, so that the program can go on to print.
    _stdout: BufReader<ChildStdout>,
    complaints: Arc<Mutex<String>>,
}

impl Program {
    /// Starts an example, and waits until it listens.
    pub(crate) fn start(example: &str, variables: &[(&str, &str)], folder: &Path) -> Self {
        let mut child = spawn(command(example, variables).current_dir(folder));
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let complaints = collect(child.stderr.take().expect("a pipe"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("text");
        let Some(address) = line.trim().strip_prefix("Listening on http://") else {
            let _ = child.kill().and_then(|()| child.wait());
            panic!("{example} says {line:?} and {:?}", complaints.lock());
        };
        Program { address: address.to_owned(), child, _stdout: stdout, complaints }
    }

    /// Waits until the program has printed these words to its error output.
    pub(crate) fn complains(&self, words: &str) {
        let said = || self.complaints.lock().expect("no thread panicked").contains(words);
        eventually(&format!("a complaint with {words:?}"), || said().then_some(()));
    }

    /// Starts an example that is not to start, and returns what it complains of.
    pub(crate) fn complaint(example: &str, variables: &[(&str, &str)], folder: &Path) -> String {
        let mut child = spawn(command(example, variables).current_dir(folder));
        let status = eventually("the end of a program that cannot start", || child.try_wait().expect("a status"));
        assert!(!status.success(), "{example}: {status}");
        let mut complaint = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut complaint).expect("text");
        complaint
    }

    /// Runs an example that ends by itself, and returns what it prints.
    pub(crate) fn output(example: &str, arguments: &[&str]) -> String {
        let output = command(example, &[]).args(arguments).output().expect("the example can be run");
        assert!(output.status.success(), "{example}: {}", output.status);
        String::from_utf8(output.stdout).expect("text")
    }

    /// Runs an example until it ends.
    pub(crate) fn end(example: &str, arguments: &[&str], variables: &[(&str, &str)], folder: &Path) -> Output {
        let mut child = spawn(command(example, variables).current_dir(folder).args(arguments));
        eventually(&format!("the end of {example}"), || child.try_wait().expect("a status"));
        child.wait_with_output().expect("its output")
    }

    /// The origin of the program's own pages.
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn get(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        self.send(&format!("GET {path}"), headers, "")
    }

    /// Sends `METHOD /path`. Without another one, `Host` is the program's address.
    pub(crate) fn send(&self, line: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        let own = [("Host", self.address.as_str())];
        let host = if headers.iter().any(|(name, _)| *name == "Host") { &[][..] } else { &own };
        let length = body.len().to_string();
        let length = if body.is_empty() { &[][..] } else { &[("Content-Length", length.as_str())] };
        let lines = host.iter().chain(length).chain(headers);
        let lines: String = lines.map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let request = format!("{line} HTTP/1.1\r\n{lines}\r\n{body}");
        stream.write_all(request.as_bytes()).expect("a server that reads");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).expect("a response");
            head.extend(byte);
        }
        Reply { head: String::from_utf8(head).expect("text"), stream }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It has ended already, or ends now.
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}

/// A response, of which only the head has been read.
#[derive(Debug)]
pub(crate) struct Reply {
    head: String,
    pub(crate) stream: TcpStream,
}

impl Reply {
    pub(crate) fn status(&self) -> u16 {
        self.head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status")
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.head.lines().filter_map(|line| line.split_once(':'));
        headers.find(|(line, _)| line.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    /// The origin that may read.
    pub(crate) fn allowed(&self) -> Option<&str> {
        self.header("access-control-allow-origin")
    }

    /// The rest, of a response that says `Connection: close`.
    pub(crate) fn body(mut self) -> String {
        let mut body = String::new();
        self.stream.read_to_string(&mut body).expect("text");
        body
    }
}

/// Waits until `found` finds something.
pub(crate) fn eventually<T>(what: &str, mut found: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = found() {
            return found;
        }
        assert!(started.elapsed() < PATIENCE, "{what}");
        thread::sleep(Duration::from_millis(50));
    }
}

/// What a program complains of, line by line.
fn collect(stderr: ChildStderr) -> Arc<Mutex<String>> {
    let complaints = Arc::new(Mutex::new(String::new()));
    let collected = complaints.clone();
    thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            collected.lock().expect("no thread panicked").push_str(&(line + "\n"));
        }
    });
    complaints
}

fn command(example: &str, variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(binary(example));
    command.env_remove("CORS_INVENTORY").env_remove("CORS_ORIGINS").env("PORT", "0");
    command.envs(variables.iter().copied());
    command
}

fn spawn(command: &mut Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the example can be run")
}

/// How the names of the variables begin that describe a package which cargo builds or runs.
const OWN: [&str; 3] = ["CARGO_MANIFEST_", "CARGO_PKG_", "OUT_DIR"];

/// The program of an example.
pub(crate) fn binary(example: &str) -> &'static Path {
    programs().get(example).unwrap_or_else(|| panic!("there is no example `{example}`"))
}

/// The examples by their names, built by cargo: as a part of the whole workspace, so that nothing is built twice where all tests
/// are run.
fn programs() -> &'static HashMap<String, PathBuf> {
    static PROGRAMS: OnceLock<HashMap<String, PathBuf>> = OnceLock::new();
    PROGRAMS.get_or_init(|| {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut build = Command::new(cargo);
        build.current_dir(env!("CARGO_MANIFEST_DIR"));
        build.args(["build", "--workspace", "--examples", "--locked", "--quiet", "--message-format", "json"]);
        build.args(["--features", "cors-axum/serde,cors-actix/serde"]);
        if !cfg!(debug_assertions) {
            build.arg("--release");
        }
        // What cargo tells this test of its package. Build scripts that ask for it would run again, and then once more outside.
        let own = |name: &OsString| name.to_str().is_some_and(|name| OWN.iter().any(|own| name.starts_with(own)));
        env::vars_os().map(|(name, _)| name).filter(own).for_each(|name| {
            build.env_remove(name);
        });
        let output = build.stderr(Stdio::inherit()).output().expect("cargo can be run");
        assert!(output.status.success(), "the examples can be built");
        let messages = String::from_utf8(output.stdout).expect("text");
        let artifacts = messages.lines().filter_map(|line| serde_json::from_str::<Artifact>(line).ok());
        artifacts.filter_map(|artifact| Some((artifact.target.name, artifact.executable?))).collect()
    })
}

/// What cargo says of something that it has built.
#[derive(Deserialize)]
struct Artifact {
    target: Target,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}
