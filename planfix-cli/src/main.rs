//! The planfix program: the methods of the PlanFix API from the command line.
//!
//! Nothing here knows a method: commands, flags and help are made at run time from the tables of
//! `planfix_api::methods()`. `args` builds the command line, `flags` turns a method's flags into its
//! request, each command has its file in `commands`, and `output` prints.

// Input must never cause a panic; tests may panic.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod args;
mod commands;
mod connect;
mod fields;
mod flags;
mod grid;
mod input;
mod interrupt;
mod item;
mod layout;
mod output;
mod rows;
mod shown;
mod status;
mod target;
mod terminal;
mod wire;
mod words;
mod wrap;

use status::{Failure, Status};
use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let matches = match args::command(&words).try_get_matches_from(&words) {
        Ok(matches) => matches,
        Err(error) => {
            if error.use_stderr() {
                args::complain(error, &words);
                return Status::Usage.into();
            }
            return ended(output::help(&error));
        }
    };
    ended(commands::run(&matches))
}

/// Reports a failure on standard error and returns the exit status.
fn ended(result: Result<(), Failure>) -> ExitCode {
    let Err(failure) = result else {
        return ExitCode::SUCCESS;
    };
    match failure.message.as_str() {
        "" => {}
        json if failure.is_json => output::say(json),
        text => output::say(&format!("error: {text}")),
    }
    failure.status.into()
}
