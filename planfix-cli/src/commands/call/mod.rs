//! A call of a method: the request from flags or JSON, the call, the answer.

mod download;
mod dry_run;
pub(super) mod left_out;
mod listing;
mod name;
pub(super) mod refusal;
mod request;

use super::text;
use crate::output::{self, print_xml, say};
use crate::rows::{self, Form, How};
use crate::status::{Failure, Status};
use crate::target::{Readers, Target};
use crate::wire::{Received, Wire};
use crate::{connect, flags, interrupt};
use clap::ArgMatches;
use download::Destination;
use planfix_api::client::{Client, Error};
use planfix_api::record::{Record, View};
use planfix_api::table::{Effect, Method, Reply};
use std::io::{BufRead as _, IsTerminal as _};
use std::sync::Arc;

pub(super) fn run(method: &'static Method, matches: &ArgMatches) -> Result<(), Failure> {
    let command = method.name.replace('.', " ");
    if matches.get_flag("credentials-stdin") && text(matches, "json") == "-" {
        return Err(Failure::usage(
            "--json -: standard input already provides the credentials; put the JSON into a file",
            &command,
        ));
    }
    let has_secrets = || flags::of(method).iter().any(|flag| flag.reads_secret(matches));
    if text(matches, "json") == "-" && has_secrets() {
        return Err(Failure::usage(
            "--json -: standard input already provides a secret; put the JSON into a file",
            &command,
        ));
    }
    interrupt::listen(method);
    let request = || {
        let request = request::read(method, matches)?;
        left_out::check(method, matches, &*request)?;
        Ok(request)
    };
    if matches.get_flag("dry-run") {
        return dry_run::run(method, matches, request()?);
    }
    let asked = rows::asked(matches);
    let save = matches.try_get_one::<String>("save").ok().flatten();
    let replaces = matches.get_flag("force");
    let is_file = method.reply == Reply::File;
    // The sandbox works without a network, and the links in it are made up.
    let follows = is_file && (save.is_some() || asked.is_none()) && !matches.get_flag("sandbox");
    // The credentials are the first lines of standard input.
    let mut failures = Vec::new();
    let client = taken(connect::client(matches, follows), &mut failures);
    let request = taken(request(), &mut failures);
    let destination = is_file
        .then(|| Destination::open(save, asked.is_some(), replaces))
        .transpose();
    let destination = taken(destination.map_err(Failure::input), &mut failures);
    let raw = matches.get_one::<String>("raw").map(|path| Raw::open(path, replaces));
    let raw = taken(raw.transpose().map_err(Failure::input), &mut failures);
    let how = taken(How::of(method, matches), &mut failures);
    if let (Some(Some(destination)), Some(Some(raw))) = (&destination, &raw)
        && let Some(clash) = destination.clash(raw)
    {
        failures.push(Failure::usage(clash, &command));
    }
    if !failures.is_empty() {
        return Err(joined(failures));
    }
    let (Some((client, wire)), Some(request), Some(destination), Some(raw), Some(how)) =
        (client, request, destination, raw, how)
    else {
        return Err(joined(failures));
    };
    confirmed(method, matches, &*request)?;
    if let Some(most) = listing::wanted(matches) {
        return listing::run(method, &client, request, &how, most, asked);
    }
    let call = Call {
        method,
        client: &client,
        request: &*request,
        asked,
    };
    let result = client.call_any(method, &*request);
    let received = wire.received();
    let response = match result {
        Ok(response) => response,
        Err(error) => {
            if let Some(Err(failure)) = raw.map(|raw| raw.write(received.as_ref())) {
                say(&format!("error: {}", failure.message));
            }
            // An element that did not become a field often explains why the answer cannot be used.
            if let Error::Unreadable { answer, .. } = &error
                && let Some(read) = answer.read().filter(|_| asked != Some(Form::Json))
            {
                output::unknown(read, method.file);
            }
            return Err(refusal::failure(&error, asked));
        }
    };
    interrupt::answered();
    let (is_printed, has_raw) = (matches!(raw, Some(Raw::Stdout)), raw.is_some());
    let raw = raw.map_or(Ok(()), |raw| raw.write(received.as_ref()));
    let shown = match destination {
        Some(destination) => destination.write(&call, &how, &*response, received),
        None if is_printed => Ok(()),
        None => output::response(method, &*response, &how),
    };
    if output::unknown(&*response, method.file) && !has_raw {
        say("  (--raw FILE keeps the unchanged answer)");
    }
    note(method, matches);
    listing::note(method, &*request, &*response);
    let failures: Vec<Failure> = [raw, shown, output::arrived(method, &*response)]
        .into_iter()
        .filter_map(Result::err)
        .collect();
    if failures.is_empty() {
        Ok(())
    } else {
        Err(joined(failures))
    }
}

/// A finished call, for follow-up requests.
struct Call<'a> {
    method: &'static Method,
    client: &'a Client<Arc<Wire>>,
    request: &'a dyn Record,
    /// The format of the answer, if one was given explicitly.
    asked: Option<Form>,
}

/// Asks before something is deleted, if a person is there to answer.
fn confirmed(method: &'static Method, matches: &ArgMatches, request: &dyn Record) -> Result<(), Failure> {
    let is_asked = method.effect == Effect::Delete
        && !matches.get_flag("yes")
        && std::io::stdin().is_terminal()
        && std::io::stderr().is_terminal();
    if !is_asked {
        return Ok(());
    }
    let mut what = Vec::new();
    planfix_api::walk::leaves(request, &mut |leaf| {
        if let View::Int(number) = leaf.view {
            what.push(format!("{} {number}", leaf.path));
        }
    });
    output::say_part(&format!("{}: {}. Delete? [y/N] ", method.name, what.join(", ")));
    let mut answer = String::new();
    let _ = std::io::stdin().lock().read_line(&mut answer);
    match answer.trim().to_lowercase().as_str() {
        "y" | "yes" | "д" | "да" => Ok(()),
        _ => Err(Failure::input(format!(
            "{}: not confirmed, nothing was sent",
            method.name
        ))),
    }
}

/// Returns the value, or adds the failure to the others.
fn taken<T>(result: Result<T, Failure>, failures: &mut Vec<Failure>) -> Option<T> {
    result.map_err(|failure| failures.push(failure)).ok()
}

/// Joins all failures into one. A wrong command line is reported alone, since it may cause the others.
fn joined(mut failures: Vec<Failure>) -> Failure {
    if let Some(usage) = failures.iter().position(|failure| failure.status == Status::Usage) {
        return failures.swap_remove(usage);
    }
    let is_json = failures.iter().any(|failure| failure.is_json);
    let status = failures.first().map_or(Status::Input, |failure| failure.status);
    let messages: Vec<String> = failures.into_iter().map(|failure| failure.message).collect();
    Failure {
        is_json,
        ..Failure::new(status, messages.join("\nerror: "))
    }
}

/// The destination of the unchanged answer.
enum Raw {
    Stdout,
    File(Target),
}

impl Raw {
    fn open(path: &str, replaces: bool) -> Result<Self, String> {
        match path {
            "-" => Ok(Self::Stdout),
            // An answer contains personal data.
            path => Target::file(path, replaces, Readers::Owner).map(Self::File),
        }
    }

    fn write(self, received: Option<&Received>) -> Result<(), Failure> {
        let Some(received) = received else {
            say("warning: --raw: no answer came, so nothing was written");
            return Ok(());
        };
        if received.is_part {
            let bytes = received.body.len();
            say(&format!(
                "warning: --raw: the answer did not arrive whole; its first {bytes} bytes are kept"
            ));
        }
        match self {
            Self::Stdout => print_xml(&received.body).map_err(output::carried_out),
            Self::File(target) => {
                let written = target.write(&received.body, String::new);
                written
                    .map(|_| ())
                    .map_err(|message| Failure::unwritten(format!("--raw {message}")))
            }
        }
    }
}

/// Tells the user that a sandbox in this process keeps nothing without a file.
fn note(method: &Method, matches: &ArgMatches) {
    if matches.get_flag("sandbox") && !matches.contains_id("data") && method.effect != Effect::Read {
        say("note: this sandbox and its changes are gone now; --data FILE keeps them");
    }
}
