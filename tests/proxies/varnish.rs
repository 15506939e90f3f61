//! A real Varnish.

use std::{fs, net::SocketAddr, path::Path, process::Command};

use crate::{
    page,
    process::{Ports, Process, find_all},
};

/// Starts a Varnish with these subroutines. `None`, and a loud message, where there is none, or no compiler for its language.
pub(crate) fn start(test: &str, subroutines: &str, program: SocketAddr) -> Option<Process> {
    let [varnish, _] = find_all(["varnishd", "cc"], "varnish")?;
    let prepare = |folder: &Path, ports: Ports| {
        let backend = page::configuration_of("vcl", "backend").expect("the program");
        let backend = backend.replace("3000", &program.port().to_string());
        let vcl = folder.join("default.vcl");
        fs::write(&vcl, format!("{backend}\n{subroutines}")).expect("a file");
        let mut command = Command::new(&varnish);
        // In the foreground, with the rights of the caller, without a port for its administration, and small.
        command.args(["-F", "-j", "none", "-T", "none", "-s", "malloc,8m", "-p", "vsl_space=1M"]);
        // Compiled quickly, to be used for a second.
        command.args(["-p", "cc_command=exec cc -O0 -pthread -fpic -shared -Wl,-x -o %o %s"]).arg("-a");
        command.arg(format!("127.0.0.1:{}", ports.first)).arg("-n").arg(folder.join("work")).arg("-f").arg(vcl);
        command
    };
    Some(Process::start(&format!("varnish-{test}"), prepare, |_, ports| ports.listen()))
}
