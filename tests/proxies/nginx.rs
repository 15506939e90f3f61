//! A real nginx.

use std::{fs, net::SocketAddr, path::Path, process::Command};

use crate::{
    page,
    process::{Ports, Process, find_all},
};

/// The packages of Debian.
const PACKAGES: &str = "curl nginx-light";

/// An nginx in front of a program: unprivileged, in a folder of its own, until this is dropped.
pub(crate) struct Nginx {
    process: Process,
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
        let process =
            start(test, &in_http(name), program, &[], |ports| format!("listen 127.0.0.1:{};\n{server}", ports.first))?;
        let port = process.ports.first;
        Some(Nginx { process, port })
    }

    /// What a command prints that begins with `nginx -T`: of this nginx's configuration.
    pub(crate) fn print(&self, command: &str) -> String {
        let [nginx, _] = programs().expect("it runs");
        let own = format!("{} -e error.log -c nginx.conf -p {} -T", nginx.display(), self.process.folder.display());
        run(&command.replacen("nginx -T", &own, 1))
    }
}

/// Starts an nginx with one `server`, and with further files in its folder. `None`, and a loud message, where there is no nginx.
pub(crate) fn start(
    test: &str,
    http: &str,
    program: SocketAddr,
    files: &[(&str, &str)],
    server: impl Fn(Ports) -> String,
) -> Option<Process> {
    let [nginx, _] = programs()?;
    let prepare = |folder: &Path, ports: Ports| {
        fs::write(folder.join("nginx.conf"), whole(http, &server(ports), program)).expect("a file");
        // The password is `staff`, as nginx's own documentation writes it.
        fs::write(folder.join("staff"), "staff:{PLAIN}staff\n").expect("a file");
        for (name, text) in files {
            fs::write(folder.join(name), text).expect("a file");
        }
        let mut command = Command::new(&nginx);
        command.args(["-e", "error.log", "-c", "nginx.conf", "-p"]).arg(folder);
        command
    };
    // The file is written once it listens.
    Some(Process::start(&format!("nginx-{test}"), prepare, |folder, _| folder.join("nginx.pid").exists()))
}

/// The part of a configuration of the page that stands beside `server`.
pub(crate) fn in_http(name: &str) -> String {
    let subject = name.split(':').next().unwrap_or(name);
    page::configuration(&format!("{subject}, in http")).unwrap_or_default().to_owned()
}

fn programs() -> Option<[std::path::PathBuf; 2]> {
    find_all(["nginx", "curl"], PACKAGES)
}

/// What a command of `docs/proxies.md` prints.
pub(crate) fn run(command: &str) -> String {
    let output = Command::new("sh").args(["-c", command]).output().expect("a shell");
    String::from_utf8(output.stdout).expect("text")
}

/// A configuration, with what every nginx needs around it.
fn whole(http: &str, server: &str, program: SocketAddr) -> String {
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
         server {{\n{server}}}\n\
         }}\n"
    )
}
