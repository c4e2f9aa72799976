//! The command `job retry`: plans refused rows again.

use super::plan::{failure, options_of};
use crate::commands::{method, text};
use crate::output::print;
use crate::status::Failure;
use clap::ArgMatches;
use planfix_jobs::{Input, InputOptions, State, mend};

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let path = text(matches, "job");
    let mut store = super::lock(path)?;
    let count = match matches.get_one::<String>("from") {
        None => store.replan(State::Refused).map_err(super::failure)?,
        Some(from) => {
            let method = method(&store.job().method)?;
            let options = options_of(&store.job().meaning);
            let input = Input::open(from, InputOptions::default());
            let mut input = input.map_err(|error| Failure::input(error.to_string()))?;
            let mended = mend(method, &mut input, &options, &mut *store);
            mended.map_err(|error| failure("no row was mended:", error))?
        }
    };
    print(&format!("{path}: {count} requests are planned again\n"))
}
