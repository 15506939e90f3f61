//! The program that drives a browser.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
};

/// Drives browsers; ends on drop, and the profile of its browser with it.
pub(super) struct Driver {
    process: Child,
    url: String,
    profile: PathBuf,
    /// Kept open, so that the driver can go on writing.
    _output: BufReader<ChildStdout>,
}

impl Driver {
    pub(super) fn start(program: &Path, arguments: &[&str], name: &str) -> Self {
        let profile = env::temp_dir().join(format!("cors-browser-{}-{name}", std::process::id()));
        fs::create_dir_all(&profile).expect("a folder for the profile");
        let mut process = Command::new(program)
            .arg("--port=0")
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the driver can be started");
        let mut output = BufReader::new(process.stdout.take().expect("the output is a pipe"));
        let url = format!("http://127.0.0.1:{}", port(&mut output));
        Driver { process, url, profile, _output: output }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn profile(&self) -> &Path {
        &self.profile
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}

/// The driver says which port it has found: "… successfully on port 1." or "… Listening on 127.0.0.1:1".
fn port(output: &mut impl BufRead) -> u16 {
    let mut lines = output.lines().map(|line| line.expect("the driver writes text"));
    let port = lines.find_map(|line| {
        let number = line.rsplit([' ', ':']).next()?.trim_end_matches('.');
        if line.contains("successfully on port ") || line.contains("Listening on ") {
            number.parse().ok()
        } else {
            None
        }
    });
    port.expect("the driver says on which port it listens")
}
