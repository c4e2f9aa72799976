//! The command `planfix skeleton`: a request as JSON, to be edited.

use super::{method, text};
use crate::output::{json, print};
use crate::status::Failure;
use clap::ArgMatches;
use planfix_api::sample;

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let method = method(text(matches, "method"))?;
    let mut request = (method.new_request)();
    if matches.get_flag("smallest") {
        sample::smallest(&mut *request);
    } else {
        sample::filled(&mut *request);
    }
    print(&json(&*request))
}
