//! Builds the client of a call from flags and environment: the address, the account and the credentials.
//!
//! Key and token come from the environment or standard input, never from the command line, where every user of the
//! machine could read them.

use crate::input;
use crate::output::say;
use crate::status::Failure;
use crate::wire::Wire;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use planfix_api::client::{Auth, Client, Connection, Endpoint, Http, Limits, Policy, Transport};
use planfix_sandbox::{Options, Sandbox};
use std::sync::Arc;
use std::time::Duration;

/// The account, key and token that the sandbox accepts if the environment sets none.
const DEMO: &str = "demo";
/// Placeholder: nothing is sent to it, and only its host is used.
const IN_PROCESS: &str = "http://127.0.0.1/xml/";

/// Adds the flags that decide where a call goes.
pub(crate) fn flags(command: Command) -> Command {
    command
        .next_help_heading("Where to")
        .arg(
            Arg::new("sandbox")
                .long("sandbox")
                .action(ArgAction::SetTrue)
                .conflicts_with("url")
                .help("Call the sandbox in this process: a local PlanFix, no network and no account needed"),
        )
        .arg(
            Arg::new("data")
                .long("data")
                .value_name("FILE")
                .requires("sandbox")
                .help("With --sandbox: keep everything in this file; without it all changes are lost after the call"),
        )
        .arg(
            Arg::new("url")
                .long("url")
                .value_name("URL")
                .help("The API: russia, europe, asia, america, or an address; else PLANFIX_URL"),
        )
        .arg(account())
        .arg(
            Arg::new("timeout")
                .long("timeout")
                .value_name("SECONDS")
                .value_parser(clap::value_parser!(u64).range(1..))
                .help("The longest time of a call, with its login; 60 by default"),
        )
        .arg(
            Arg::new("credentials-stdin")
                .long("credentials-stdin")
                .action(ArgAction::SetTrue)
                .help("Read the API key and the token as two lines of standard input; else PLANFIX_API_KEY and PLANFIX_TOKEN"),
        )
}

/// Adds the flags that change the policy of a single call.
pub(crate) fn policy_flags(command: Command) -> Command {
    command
        .arg(
            Arg::new("retries")
                .long("retries")
                .value_name("N")
                .value_parser(value_parser!(u32))
                .help("Send a failed call again at most N times, if it cannot happen twice [default: 2; on this machine: 0]"),
        )
        .arg(
            Arg::new("no-pace")
                .long("no-pace")
                .action(ArgAction::SetTrue)
                .help("Send requests at once, not a second apart"),
        )
}

/// Returns the flag `--account`.
pub(crate) fn account() -> Arg {
    Arg::new("account")
        .long("account")
        .value_name("NAME")
        .value_parser(|text: &str| match name_in(text) {
            "" => Err("the name is empty: give the NAME of NAME.planfix.ru, or leave the flag out"),
            name => Ok(name.to_owned()),
        })
        .help("The account: NAME of NAME.planfix.ru; else PLANFIX_ACCOUNT")
}

/// Returns the account from the flag or the environment, if either names one.
pub(crate) fn account_name(matches: &ArgMatches) -> Option<String> {
    matches
        .get_one::<String>("account")
        .cloned()
        .or_else(|| variable("PLANFIX_ACCOUNT").map(|text| name_in(&text).to_owned()))
}

/// Returns the name of an account in what people copy from a browser: `https://demo.planfix.ru/task` or
/// `demo.planfix.ru`.
fn name_in(text: &str) -> &str {
    let text = text.trim();
    let host = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or(host);
    match host.split_once(".planfix.") {
        Some((name, _)) => name,
        None => host,
    }
}

/// Returns the account of a call; the sandbox has a default one.
pub(crate) fn account_of_call(matches: &ArgMatches) -> Option<String> {
    account_name(matches).or_else(|| matches.get_flag("sandbox").then(|| DEMO.to_owned()))
}

/// Builds the client of a call and its transport. `follows` enables following the link to a file.
///
/// # Errors
/// Everything that is missing or wrong, at once.
pub(crate) fn client(matches: &ArgMatches, follows: bool) -> Result<(Client<Arc<Wire>>, Arc<Wire>), Failure> {
    let (connection, transport) = way(matches)?;
    let wire = Arc::new(Wire::new(
        transport,
        follows,
        matches.try_contains_id("raw").unwrap_or(false),
    ));
    let client = Client::new(connection, Arc::clone(&wire));
    let policy = policy(matches, client.policy().clone());
    Ok((client.with_policy(policy), wire))
}

/// Changes the policy of a client as the flags say.
fn policy(matches: &ArgMatches, mut policy: Policy) -> Policy {
    if let Ok(Some(retries)) = matches.try_get_one::<u32>("retries") {
        policy = policy.attempts(retries.saturating_add(1));
    }
    if let Ok(Some(true)) = matches.try_get_one("no-pace") {
        policy = policy.no_pace();
    }
    policy
}

fn way(matches: &ArgMatches) -> Result<(Connection, Box<dyn Transport + Send + Sync>), Failure> {
    let credentials = if matches.get_flag("credentials-stdin") {
        Some((input::secret_line("API key")?, input::secret_line("token")?))
    } else {
        None
    };
    let (key, token) = match credentials {
        Some((key, token)) => (Some(key), Some(token)),
        None => (variable("PLANFIX_API_KEY"), variable("PLANFIX_TOKEN")),
    };
    if matches.get_flag("sandbox") {
        let or_demo = |value: Option<String>| value.unwrap_or_else(|| DEMO.to_owned());
        let endpoint: Endpoint = IN_PROCESS.parse().map_err(|error| Failure::input(format!("{error}")))?;
        let auth = Auth::token(or_demo(key), or_demo(token));
        let connection = Connection::new(endpoint, or_demo(account_of_call(matches)), auth);
        let sandbox = sandbox(matches.get_one::<String>("data").map(String::as_str), sandbox_options())?;
        return Ok((connection, Box::new(sandbox)));
    }
    let mut faults = Vec::new();
    let url = matches
        .get_one::<String>("url")
        .map(|url| ("--url", url.clone()))
        .or_else(|| variable("PLANFIX_URL").map(|url| ("PLANFIX_URL", url)));
    let endpoint = match url {
        None => {
            faults.push(
                "no address: give --url (russia, europe, asia, america, or an address) or set PLANFIX_URL; \
                 --sandbox tries the call without a network"
                    .to_owned(),
            );
            None
        }
        Some((from, url)) => match url.parse::<Endpoint>() {
            Ok(endpoint) => Some(endpoint),
            Err(error) => {
                faults.push(format!("{from}: {error}"));
                None
            }
        },
    };
    let account = account_name(matches);
    if account.is_none() {
        faults.push("no account: give --account NAME (the NAME of NAME.planfix.ru) or set PLANFIX_ACCOUNT".to_owned());
    }
    for (value, what, name) in [(&key, "API key", "PLANFIX_API_KEY"), (&token, "token", "PLANFIX_TOKEN")] {
        if value.is_none() {
            faults.push(format!("no {what}: set {name}, or use --credentials-stdin"));
        }
    }
    match (endpoint, account, key, token) {
        (Some(endpoint), Some(account), Some(key), Some(token)) => {
            let auth = Auth::token(key, token);
            let auth = match variable("PLANFIX_PRIVATE_KEY") {
                Some(private_key) => auth.signed_with(private_key),
                None => auth,
            };
            let connection = Connection::new(endpoint, account, auth);
            Ok((connection, Box::new(Http::with_limits(limits(matches)))))
        }
        _ => Err(Failure::faults("nothing was sent:", &faults)),
    }
}

/// Limits the size of a file and the duration of the call: the time grows by a second per MiB above the default size.
fn limits(matches: &ArgMatches) -> Limits {
    let mut usual = Limits::default();
    if let Some(seconds) = matches.get_one::<u64>("timeout") {
        usual.call = Duration::from_secs(*seconds);
    }
    let mib: Option<&u64> = matches.try_get_one("limit").ok().flatten();
    mib.map_or(usual, |mib| {
        let response = mib.saturating_mul(1 << 20);
        let more = response.saturating_sub(usual.response) >> 20;
        Limits {
            response,
            call: usual.call.saturating_add(Duration::from_secs(more)),
            ..usual
        }
    })
}

/// Returns the options of the sandbox from the environment. Its notices go to standard error.
pub(crate) fn sandbox_options() -> Options {
    Options::from_env().on_notice(|notice| say(&format!("warning: {notice}")))
}

/// Opens the sandbox in memory or over a file.
pub(crate) fn sandbox(data: Option<&str>, options: Options) -> Result<Sandbox, Failure> {
    match data {
        None => {
            Sandbox::in_memory(options).map_err(|error| Failure::input(format!("the sandbox cannot start: {error}")))
        }
        Some(path) => Sandbox::open(path, options).map_err(|error| Failure::input(format!("--data: {error}"))),
    }
}

/// Returns an environment variable that is set and not empty.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::name_in;

    #[test]
    fn an_account_is_found_in_the_address_of_a_browser() {
        for text in [
            "demo",
            " demo ",
            "demo.planfix.ru",
            "demo.planfix.com",
            "https://demo.planfix.ru",
            "https://demo.planfix.ru/?action=desktop",
            "http://demo.planfix.ru/task/5#top",
        ] {
            assert_eq!(name_in(text), "demo", "{text}");
        }
        assert_eq!(name_in("  "), "");
    }
}
