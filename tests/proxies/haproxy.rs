//! A real haproxy.

use std::{fs, net::SocketAddr, path::Path, process::Command};

use crate::{
    page,
    process::{Ports, Process, find_all},
};

/// Starts a haproxy with some sections and the lines of its `frontend`. `pem` is its certificate and the key, in a file `haproxy.pem`.
/// `None`, and a loud message, where there is no haproxy.
pub(crate) fn start(
    test: &str,
    sections: &str,
    program: SocketAddr,
    pem: Option<&str>,
    frontend: impl Fn(Ports) -> String,
) -> Option<Process> {
    let [haproxy] = find_all(["haproxy"], "haproxy")?;
    let prepare = |folder: &Path, ports: Ports| {
        fs::write(folder.join("haproxy.cfg"), whole(sections, &frontend(ports), program)).expect("a file");
        if let Some(pem) = pem {
            fs::write(folder.join("haproxy.pem"), pem).expect("a file");
        }
        let mut command = Command::new(&haproxy);
        // In the foreground.
        command.args(["-db", "-f", "haproxy.cfg"]).current_dir(folder);
        command
    };
    Some(Process::start(&format!("haproxy-{test}"), prepare, |_, ports| ports.listen()))
}

fn whole(sections: &str, frontend: &str, program: SocketAddr) -> String {
    let backend = page::configuration_of("haproxy", "backend").expect("the program");
    let backend = backend.replace("127.0.0.1:3000", &program.to_string());
    let lines: String = frontend.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "global\n    nbthread 1\n    maxconn 500\n\
         defaults\n    mode http\n    retries 0\n    timeout connect 2s\n    timeout client 10s\n    timeout server 10s\n    \
         compression algo gzip\n    compression type text/plain application/json\n\
         {sections}\n\
         frontend web\n{lines}    default_backend app\n\
         {backend}"
    )
}

/// The sections that a configuration of the page needs beside its `frontend`.
pub(crate) fn sections(name: &str) -> String {
    let subject = name.split(':').next().unwrap_or(name);
    page::configuration_of("haproxy", &format!("{subject}, in the file")).unwrap_or_default().to_owned()
}
