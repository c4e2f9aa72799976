//! Where a job goes: its account and its address, which are kept in the job and never change.

use crate::connect;
use crate::status::Failure;
use crate::wire::Wire;
use clap::{Arg, ArgMatches, Command};
use planfix_api::client::{Client, Endpoint};
use planfix_jobs::Job;
use std::sync::Arc;
use std::time::Duration;

const SANDBOX: &str = "sandbox";

/// Returns the account and the address of a new job, from flags and environment.
///
/// # Errors
/// Everything that is missing or wrong.
pub(super) fn of(matches: &ArgMatches) -> Result<(String, String), Failure> {
    if matches.get_flag("sandbox") {
        let account = connect::account_of_call(matches).unwrap_or_default();
        let target = match matches.get_one::<String>("data") {
            // The job may be run from another folder.
            Some(path) => {
                let path =
                    std::path::absolute(path).map_err(|error| Failure::input(format!("--data {path}: {error}")))?;
                format!("{SANDBOX} {}", path.display())
            }
            None => SANDBOX.to_owned(),
        };
        return Ok((account, target));
    }
    let mut faults = Vec::new();
    let url = matches
        .get_one::<String>("url")
        .cloned()
        .or_else(|| variable("PLANFIX_URL"));
    match &url {
        None => {
            faults.push("no address: give --url or set PLANFIX_URL; --sandbox tries it without a network".to_owned())
        }
        Some(url) => {
            if let Err(error) = url.parse::<Endpoint>() {
                faults.push(error.to_string());
            }
        }
    }
    let account = connect::account_name(matches);
    if account.is_none() {
        faults.push("no account: give --account NAME (the NAME of NAME.planfix.ru) or set PLANFIX_ACCOUNT".to_owned());
    }
    match (account, url) {
        (Some(account), Some(url)) if faults.is_empty() => Ok((account, url)),
        _ => Err(Failure::faults("a job belongs to an account:", &faults)),
    }
}

/// Builds the client of a job. The key and the token come from the environment or standard input.
///
/// # Errors
/// The account of the environment is another one, or credentials are missing.
pub(super) fn client(job: &Job, matches: &ArgMatches) -> Result<Client<Arc<Wire>>, Failure> {
    if let Some(account) = variable("PLANFIX_ACCOUNT").filter(|account| *account != job.account) {
        return Err(Failure::input(format!(
            "the job belongs to the account `{}`, but PLANFIX_ACCOUNT is `{account}`; nothing was sent",
            job.account
        )));
    }
    let mut words = vec!["job", "--account", &job.account];
    match job.target.split_once(' ') {
        _ if job.target == SANDBOX => words.push("--sandbox"),
        Some((SANDBOX, data)) => words.extend(["--sandbox", "--data", data]),
        _ => words.extend(["--url", &job.target]),
    }
    if matches.get_flag("credentials-stdin") {
        words.push("--credentials-stdin");
    }
    let command = connect::flags(Command::new("job")).arg(Arg::new("raw").long("raw"));
    let matches = command
        .try_get_matches_from(words)
        .map_err(|error| Failure::input(format!("the job has no usable address: {error}")))?;
    let client = connect::client(&matches, false)?.0;
    // The job repeats requests itself, and records each attempt.
    Ok(client.with_policy(client.policy().clone().attempts(1)))
}

/// Returns the shortest time between two requests: PlanFix allows one a second, this machine any number.
pub(super) fn pace(target: &str) -> Duration {
    let is_here = target == SANDBOX || target.starts_with("sandbox ");
    let host = target.split("://").nth(1).unwrap_or_default();
    let is_loopback = ["127.", "localhost", "[::1]"].iter().any(|name| host.starts_with(name));
    if is_here || is_loopback {
        Duration::ZERO
    } else {
        Duration::from_secs(1)
    }
}

/// Returns true if the changes of the job are lost when the command ends.
pub(super) fn is_lost(target: &str) -> bool {
    target == SANDBOX
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
