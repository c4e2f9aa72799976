//! Progress of a run: a bar on a terminal, lines for a log otherwise.

use super::stop::Stop;
use crate::output::say;
use crate::terminal;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use planfix_jobs::{Counts, Hooks, Job, Pause, Progress, State};
use std::io::IsTerminal as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// How often a log gets a line.
const EVERY: Duration = Duration::from_secs(30);

/// The hooks of a run in the program.
pub(super) struct Terminal {
    bar: Option<ProgressBar>,
    input: String,
    stop: Stop,
    told: Instant,
}

impl Terminal {
    pub(super) fn new(job: &Job, counts: &Counts, stop: Stop) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| bar(counts));
        let name = Path::new(&job.input).file_name().unwrap_or_default();
        Self {
            bar,
            input: name.to_string_lossy().into_owned(),
            stop,
            told: Instant::now(),
        }
    }

    /// Removes the bar.
    pub(super) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn tell(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.println(terminal::safe(text)),
            None => say(text),
        }
    }
}

fn bar(counts: &Counts) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(counts.total()), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg} {per_sec}, {eta} left");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar.set_position(counts.total() - counts.left());
    bar.reset_eta();
    bar
}

fn message(counts: &Counts) -> String {
    format!(
        "refused {}, unknown {}",
        counts.of(State::Refused),
        counts.of(State::Unknown)
    )
}

impl Hooks for Terminal {
    fn progress(&mut self, progress: &Progress<'_>) {
        let (counts, finished) = (progress.counts, progress.finished);
        if matches!(finished.state, State::Refused | State::Unknown) {
            let code = finished
                .code
                .as_ref()
                .map_or_else(String::new, |code| format!(" {code}"));
            let reason = finished.reason.as_deref().unwrap_or_default();
            self.tell(&format!(
                "{}:{}: {}{code}: {reason}",
                self.input, progress.line, finished.state
            ));
        }
        let over = counts.total() - counts.left();
        match &self.bar {
            Some(bar) => {
                bar.set_position(over);
                bar.set_message(message(counts));
            }
            None if self.told.elapsed() >= EVERY => {
                self.told = Instant::now();
                self.tell(&format!("{over} of {}, {}", counts.total(), message(counts)));
            }
            None => {}
        }
    }

    fn is_stopped(&mut self) -> bool {
        self.stop.is_wanted()
    }

    fn wait(&mut self, time: Duration) -> bool {
        self.stop.wait(time)
    }

    fn waits(&mut self, pause: &Pause) {
        self.tell(&format!("waiting: {pause}"));
    }
}
