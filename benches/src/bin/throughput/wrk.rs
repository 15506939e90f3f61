//! wrk, and what it says.

use std::{env, error::Error, fs, process::Command};

use crate::servers::ORIGIN;

pub(crate) const CONNECTIONS: u32 = 64;

/// A request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Asked {
    Actual,
    Preflight,
}

impl Asked {
    pub(crate) const ALL: [Asked; 2] = [Asked::Actual, Asked::Preflight];

    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Asked::Actual => "`GET`, allowed",
            Asked::Preflight => "preflight, allowed",
        }
    }
}

/// What a server did.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    pub(crate) requests: f64,
    pub(crate) per_second: f64,
    /// Milliseconds within which half of the requests were answered.
    pub(crate) half: f64,
    /// 99 of 100.
    pub(crate) most: f64,
}

/// Which wrk there is, if there is one.
pub(crate) fn version() -> Option<String> {
    let output = Command::new("wrk").arg("-v").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    Some(text.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
}

/// Asks a server as fast as it answers.
pub(crate) fn ask(address: &str, asked: Asked, seconds: u32) -> Result<Load, Box<dyn Error>> {
    let script = env::temp_dir().join(format!("cors-bench-{}-{asked:?}.lua", std::process::id()));
    let method = match asked {
        Asked::Actual => "wrk.method = \"GET\"\n".to_owned(),
        Asked::Preflight => "wrk.method = \"OPTIONS\"\n\
                             wrk.headers[\"Access-Control-Request-Method\"] = \"GET\"\n\
                             wrk.headers[\"Access-Control-Request-Headers\"] = \"authorization,content-type\"\n"
            .to_owned(),
    };
    fs::write(&script, format!("{method}wrk.headers[\"Origin\"] = \"{ORIGIN}\"\n"))?;
    let output = Command::new("wrk")
        .args(["--threads", "1", "--connections", &CONNECTIONS.to_string(), "--duration", &format!("{seconds}s")])
        .args(["--latency", "--script"])
        .arg(&script)
        .arg(format!("http://{address}/users"))
        .output()?;
    let _ = fs::remove_file(&script);
    read(&String::from_utf8_lossy(&output.stdout), asked)
}

/// Reads what wrk prints.
fn read(text: &str, asked: Asked) -> Result<Load, Box<dyn Error>> {
    let after = |name: &str| {
        let line = text.lines().find_map(|line| line.trim().strip_prefix(name));
        line.map(str::trim).ok_or_else(|| format!("wrk says no `{name}`:\n{text}"))
    };
    // Without CORS nobody answers preflights; whoever does answers all of them.
    if asked == Asked::Actual && text.contains("Non-2xx") {
        return Err(format!("the requests were not answered:\n{text}").into());
    }
    let per_second = after("Requests/sec:")?.parse()?;
    let requests = text.lines().find_map(|line| line.trim().split_once(" requests in ")).ok_or("how many requests")?.0;
    Ok(Load {
        requests: requests.parse()?,
        per_second,
        half: milliseconds(after("50%")?)?,
        most: milliseconds(after("99%")?)?,
    })
}

fn milliseconds(text: &str) -> Result<f64, Box<dyn Error>> {
    let units = [("us", 0.001), ("ms", 1.0), ("s", 1_000.0)];
    let (number, unit) =
        units.into_iter().find_map(|(name, unit)| Some((text.strip_suffix(name)?, unit))).ok_or("a time")?;
    Ok(number.parse::<f64>()? * unit)
}

#[cfg(test)]
mod tests {
    use super::{Asked, read};

    #[test]
    fn what_wrk_prints_is_read() {
        let text = "Running 3s test @ http://127.0.0.1:1/users\n  1 threads and 64 connections\n  Latency Distribution\n     \
                    50%  812.00us\n     75%    1.10ms\n     90%    1.40ms\n     99%    2.50ms\n  210370 requests in 3.00s\n\
                    Requests/sec:  70123.45\nTransfer/sec:      8.10MB\n";
        let load = read(text, Asked::Actual).expect("a load");
        assert_eq!((load.requests, load.per_second, load.half, load.most), (210_370.0, 70_123.45, 0.812, 2.5));
        assert!(read(&format!("{text}  Non-2xx or 3xx responses: 1\n"), Asked::Actual).is_err());
    }
}
