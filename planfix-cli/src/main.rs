//! The planfix program: the methods of the PlanFix API from the command line.
//!
//! Nothing here knows a method: commands, flags and help are made at run time from the tables of
//! `planfix_api::methods()`. `args` builds the command line, `flags` turns a method's flags into its
//! request, each command has its file in `commands`, and `output` prints.

mod args;
mod commands;
mod connect;
mod fields;
mod flags;
mod grid;
mod input;
mod item;
mod output;
mod status;
mod walk;
mod words;

use status::Status;
use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let matches = match args::command(&words).try_get_matches_from(&words) {
        Ok(matches) => matches,
        Err(error) => {
            // Help for a reader that went away is no fault.
            let _ = error.print();
            if error.use_stderr() {
                args::hints(&error, &words);
                return Status::Usage.into();
            }
            return ExitCode::SUCCESS;
        }
    };
    match commands::run(&matches) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.message.is_empty() {
                output::say(&format!("error: {}", failure.message));
            }
            failure.status.into()
        }
    }
}
