//! The progress of a probe: a bar on a terminal, and now and then a line elsewhere.

use std::{
    io::{IsTerminal, Write, stderr},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressStyle};

/// The time between two lines.
const PAUSE: Duration = Duration::from_secs(10);

/// Shows how many paths have been asked.
pub(crate) struct Progress<'w> {
    bar: Option<ProgressBar>,
    lines: &'w mut dyn Write,
    total: usize,
    done: usize,
    last: Instant,
}

impl<'w> Progress<'w> {
    pub(crate) fn new(total: usize, lines: &'w mut dyn Write) -> Self {
        let bar = stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(total.try_into().unwrap_or(u64::MAX));
            let style = ProgressStyle::with_template("{bar:40} {pos}/{len} paths, {eta} left");
            if let Ok(style) = style {
                bar.set_style(style);
            }
            bar
        });
        Progress { bar, lines, total, done: 0, last: Instant::now() }
    }

    /// One path more.
    pub(crate) fn advance(&mut self) {
        self.done += 1;
        if let Some(bar) = &self.bar {
            bar.inc(1);
        } else if self.last.elapsed() >= PAUSE {
            self.last = Instant::now();
            let _ = writeln!(self.lines, "{} of {} paths", self.done, self.total);
        }
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
