//! The command `sandbox`, and the flags with which it rehearses failures.

use clap::builder::RangedU64ValueParser;
use clap::{Arg, ArgAction, Command, value_parser};
use planfix_api::jiff::SignedDuration;
use planfix_sandbox::Fault;
use std::time::Duration;

pub(super) fn command() -> Command {
    Command::new("sandbox")
        .about("Run a local PlanFix until it is stopped; the first line printed is its URL")
        .arg(
            Arg::new("listen")
                .long("listen")
                .value_name("ADDRESS")
                .default_value("127.0.0.1:0")
                .help("A loopback address with its port; port 0 picks a free port"),
        )
        .arg(
            Arg::new("data")
                .long("data")
                .value_name("FILE")
                .help("Keep everything in this file; without it everything is lost when the process ends"),
        )
        .arg(
            Arg::new("lenient")
                .long("lenient")
                .action(ArgAction::SetTrue)
                .help("Ignore elements that are not in a method's table, as PlanFix does, and warn about them"),
        )
        .args(failures())
        .after_help(format!(
            "It accepts `demo` as account, API key and token, or the values of PLANFIX_ACCOUNT, PLANFIX_API_KEY and \
             PLANFIX_TOKEN.\n\nThe faults: {}.",
            names()
        ))
}

fn failures() -> Vec<Arg> {
    let heading = "Failures";
    let arg = |name: &'static str| Arg::new(name).long(name).help_heading(heading);
    let calls = || RangedU64ValueParser::<u32>::new().range(1..=u64::from(u32::MAX));
    vec![
        arg("rate")
            .value_name("CALLS")
            .value_parser(calls())
            .help("Answer at most this many calls in any second, and others with status 429; PlanFix has 1"),
        arg("daily")
            .value_name("CALLS")
            .value_parser(calls())
            .help("Answer at most this many calls in a day, and refuse others with 0007; the day ends at midnight UTC"),
        arg("latency")
            .value_name("TIME")
            .value_parser(time)
            .help("Take this long for each answer, such as 200ms or 1.5s"),
        arg("faults")
            .value_name("SEED")
            .value_parser(value_parser!(u64))
            .help("Inject faults, and print each on standard error; the same seed injects the same faults"),
        arg("fault-rate")
            .value_name("SHARE")
            .requires("faults")
            .default_value("0.1")
            .value_parser(share)
            .help("With --faults: the share of calls that fail, from 0 to 1"),
        arg("fault-kinds")
            .value_name("KINDS")
            .requires("faults")
            .value_delimiter(',')
            .value_parser(str::parse::<Fault>)
            .help("With --faults: only these faults, separated by commas; they are listed below"),
    ]
}

fn names() -> String {
    let names: Vec<&str> = Fault::ALL.iter().map(|fault| fault.name()).collect();
    names.join(", ")
}

fn time(text: &str) -> Result<Duration, &'static str> {
    let read = text.parse::<SignedDuration>().ok();
    read.and_then(|time| Duration::try_from(time).ok())
        .ok_or("give a number with its unit, such as 200ms or 1.5s")
}

fn share(text: &str) -> Result<f64, &'static str> {
    let read = text.parse().ok();
    read.filter(|share| (0.0..=1.0).contains(share))
        .ok_or("give a number from 0 to 1, such as 0.1")
}
