//! The command `job run`: sends the requests of a job.

use super::progress::Terminal;
use super::stop::Stop;
use super::{counts_json, counts_text, is_json, place};
use crate::commands::{call, text};
use crate::output::{print, say};
use crate::status::{Failure, Status};
use clap::ArgMatches;
use jiff::{SignedDuration, Timestamp};
use planfix_jobs::{Ending, Job, Report, RunError, RunOptions, State};
use serde_json::json;

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let path = text(matches, "job");
    if super::is_database(path) {
        return Err(Failure::usage(
            "a job in PostgreSQL is run by workers: planfix job work ADDRESS",
            "job run",
        ));
    }
    let mut store = super::lock(path)?;
    unchanged(store.job())?;
    let client = place::client(store.job(), matches)?;
    let target = store.job().target.clone();
    let options = RunOptions {
        pace: place::pace(&target),
        most: matches.get_one("max").copied(),
        stop_after: matches.get_one("stop-after").copied(),
        until: matches.get_one::<String>("until").map(|time| until(time)).transpose()?,
        wait: matches.get_flag("wait"),
    };
    let stop = Stop::listen()?;
    let total = store.counts().map_err(super::failure)?;
    let mut hooks = Terminal::new(store.job(), &total, stop);
    let result = planfix_jobs::run(&mut *store, &client, &options, &mut hooks);
    hooks.end();
    let report = match result {
        Ok(report) => report,
        Err(RunError::Store(error)) => return Err(super::failure(error)),
        Err(RunError::Call(error)) => return Err(call::refusal::failure(&error, None)),
        Err(error) => return Err(Failure::input(error.to_string())),
    };
    if place::is_lost(&target) && report.sent > 0 {
        say("note: this sandbox and its changes are gone now; --data FILE keeps them");
    }
    tell(path, &report, matches)
}

/// Prints the end of a run, and returns its exit status.
fn tell(path: &str, report: &Report, matches: &ArgMatches) -> Result<(), Failure> {
    let paused = match &report.ending {
        Ending::Paused(pause) => Some(pause.to_string()),
        _ => None,
    };
    if report.recovered > 0 {
        say(&format!(
            "note: {} requests had been sent when the last run was stopped",
            report.recovered
        ));
    }
    if is_json(matches) {
        let ended = json!({
            "job": path, "sent": report.sent, "paused": paused, "counts": counts_json(&report.counts),
        });
        print(&format!("{ended:#}\n"))?;
    } else {
        print(&format!("{path}: {}\n", counts_text(&report.counts)))?;
    }
    let (refused, unknown) = (report.counts.of(State::Refused), report.counts.of(State::Unknown));
    if refused > 0 {
        say(&format!(
            "{refused} refused: `planfix job rows {path} --refused` shows them, and `planfix job retry {path} --refused` plans \
             them again"
        ));
    }
    if unknown > 0 {
        say(&format!(
            "{unknown} unknown: they may have been carried out; look, and decide with `planfix job settle {path}`"
        ));
    }
    match paused {
        Some(paused) => Err(Failure::new(
            Status::Paused,
            format!(
                "paused, {paused}; {} requests are left: planfix job run {path}",
                report.counts.left()
            ),
        )),
        None if unknown > 0 => Err(Failure::said(Status::Unknown)),
        None if refused > 0 => Err(Failure::said(Status::Refused)),
        None => Ok(()),
    }
}

/// Refuses a job whose input has changed since it was planned. An input that is gone does not matter: the job has all
/// of it.
fn unchanged(job: &Job) -> Result<(), Failure> {
    match planfix_jobs::digest_of(&job.input) {
        Ok(digest) if digest != job.digest => Err(Failure::input(format!(
            "{}: has changed since the job was planned, nothing was sent; plan a new job, or move the file away to run \
             this one as planned",
            job.input
        ))),
        _ => Ok(()),
    }
}

/// Returns the next moment with this time of day, in the time zone of the system.
fn until(time: &str) -> Result<Timestamp, Failure> {
    let wrong = || Failure::input(format!("--until {time}: expected a time of day, such as 18:00"));
    let clock = jiff::civil::Time::strptime("%H:%M", time).map_err(|_| wrong())?;
    let now = jiff::ZonedDateTime::now();
    let today = now.time_zone().to_zoned_datetime(now.date().to_datetime(clock));
    let today = today.map_err(|_| wrong())?.timestamp();
    if today > now.timestamp() {
        return Ok(today);
    }
    today.checked_add(SignedDuration::from_hours(24)).map_err(|_| wrong())
}
