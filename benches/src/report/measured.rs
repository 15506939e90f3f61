//! Instructions, read from what the runner prints.

use serde_json::Value;

use crate::{Framework, Kind, REQUESTS, Subject, Workload};

/// Instructions per request, by workload.
#[derive(Debug, Clone, Default)]
pub struct Measured(Vec<(Workload, f64)>);

impl Measured {
    /// Reads what `cargo bench -- --output-format=json` prints: a JSON object in every line.
    ///
    /// # Errors
    ///
    /// The line that is none, or has no count of instructions.
    pub fn read(lines: &str) -> Result<Self, String> {
        let read = |line: &str| -> Option<(Workload, f64)> {
            let summary: Value = serde_json::from_str(line).ok()?;
            let (name, index) = summary.get("id")?.as_str()?.split_once('_')?;
            let framework =
                Framework::ALL.into_iter().find(|framework| format!("{framework:?}").eq_ignore_ascii_case(name))?;
            let count = summary.pointer("/profiles/0/data/total/metrics/Ir/values/new")?.as_f64()?;
            Some((*Workload::all(framework).get(index.parse::<usize>().ok()?)?, count / REQUESTS as f64))
        };
        let lines = lines.lines().filter(|line| !line.trim().is_empty());
        lines.map(|line| read(line).ok_or_else(|| format!("not a summary with a count: {line:.200}"))).collect()
    }

    /// Whether anything was measured there.
    #[must_use]
    pub fn has(&self, framework: Framework) -> bool {
        self.0.iter().any(|(workload, _)| workload.framework == framework)
    }

    /// What a request costs.
    #[must_use]
    pub fn of(&self, workload: Workload) -> Option<f64> {
        let listless = matches!(workload.subject, Subject::Bare | Subject::Empty | Subject::Floor);
        let workload = if listless { Workload { kind: Kind::Exact, origins: 1, ..workload } } else { workload };
        self.0.iter().find(|(measured, _)| *measured == workload).map(|(_, count)| *count)
    }

    /// What a request costs beyond the same request to the same application without CORS.
    #[must_use]
    pub fn over_bare(&self, workload: Workload) -> Option<f64> {
        Some(self.of(workload)? - self.of(Workload { subject: Subject::Bare, ..workload })?)
    }

    /// What one request costs beyond the bare application, beside what another does; and whole requests where the other costs
    /// less than the bare application: a short cut is shorter than its 404 or 405.
    #[must_use]
    pub fn ratio(&self, one: Workload, other: Workload) -> Option<f64> {
        match self.over_bare(other)? {
            over if over > 0.0 => Some(self.over_bare(one)? / over),
            _ => Some(self.of(one)? / self.of(other)?),
        }
    }
}

impl FromIterator<(Workload, f64)> for Measured {
    fn from_iter<I: IntoIterator<Item = (Workload, f64)>>(measured: I) -> Self {
        Measured(measured.into_iter().collect())
    }
}
