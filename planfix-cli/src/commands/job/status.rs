//! The command `job status`: how far a job is.

use super::{counts_json, counts_text, duration, is_json, open, place};
use crate::commands::text;
use crate::output::print;
use crate::status::Failure;
use clap::ArgMatches;
use planfix_api::jiff::{SignedDuration, Timestamp};
use serde_json::json;

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let store = open(matches)?;
    let counts = store.counts().map_err(super::failure)?;
    let now = Timestamp::now();
    let ago = |hours| now.checked_sub(SignedDuration::from_hours(hours)).unwrap_or(now);
    let last_day = store.changed_since(ago(24)).map_err(super::failure)?;
    let last_hour = store.changed_since(ago(1)).map_err(super::failure)?;
    let job = store.job();
    let seconds = place::pace(&job.target).as_secs() * counts.left();
    let path = text(matches, "job");
    if is_json(matches) {
        let status = json!({
            "job": path, "method": job.method, "account": job.account, "input": job.input,
            "counts": counts_json(&counts), "left": counts.left(), "secondsLeft": seconds,
            "lastHour": last_hour, "lastDay": last_day,
        });
        return print(&format!("{status:#}\n"));
    }
    let mut out = format!(
        "{path}: {} of {} requests of {} for the account {}\n{}\n",
        counts.total() - counts.left(),
        counts.total(),
        job.method,
        job.account,
        counts_text(&counts)
    );
    if seconds > 0 {
        out.push_str(&format!("about {} left at one request a second\n", duration(seconds)));
    }
    out.push_str(&format!(
        "{last_hour} requests in the last hour, {last_day} in the last day\n"
    ));
    print(&out)
}
