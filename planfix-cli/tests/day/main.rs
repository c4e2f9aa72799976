//! The day of a person who works with PlanFix from a terminal: the program against a sandbox over HTTP.

mod edits;
mod lists;
mod setup;
#[path = "../support/mod.rs"]
mod support;
mod words;

use std::process::Stdio;
use support::{Run, Running, command, started};

/// A sandbox over HTTP, as a process.
struct Office {
    url: String,
    _running: Running,
}

impl Office {
    fn open() -> Self {
        let (child, url) = started(command(&["sandbox"]).stderr(Stdio::null()));
        Self {
            url,
            _running: Running(child),
        }
    }

    /// Runs the program with the account of this sandbox in the environment.
    fn run(&self, args: &[&str]) -> Run {
        let mut command = command(args);
        command.env("PLANFIX_URL", &self.url).stdin(Stdio::null());
        for name in ["PLANFIX_ACCOUNT", "PLANFIX_API_KEY", "PLANFIX_TOKEN"] {
            command.env(name, "demo");
        }
        Run::of(command.output().unwrap())
    }

    /// Adds contacts named C001, C002 and so on.
    fn with_contacts(self, number: usize) -> Self {
        for number in 1..=number {
            self.run(&["contact", "add", "--name", &format!("C{number:03}")])
                .ends(0);
        }
        self
    }
}
