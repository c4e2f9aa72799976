//! The command `planfix schema`: JSON Schema and OpenAPI of the methods.

use super::method;
use crate::output::print;
use crate::status::Failure;
use clap::{Arg, ArgAction, ArgMatches, Command};
use planfix_api::schema;

/// Builds the command.
pub(crate) fn command() -> Command {
    Command::new("schema")
        .about("Print the JSON Schema of a request or a response, or OpenAPI of the methods")
        .arg(
            Arg::new("method")
                .value_name("METHOD")
                .help("Such as contact.update; without it, the requests and responses of all methods"),
        )
        .arg(
            Arg::new("response")
                .long("response")
                .action(ArgAction::SetTrue)
                .requires("method")
                .help("The response of the method instead of its request"),
        )
        .arg(
            Arg::new("openapi")
                .long("openapi")
                .action(ArgAction::SetTrue)
                .conflicts_with("response")
                .help("An OpenAPI 3.1 document of the method, or of all methods"),
        )
        .after_help(
            "The schemas are of draft 2020-12 and describe the JSON that `planfix` reads and writes: \
             `planfix schema contact.update > schema.json`, then check a file or complete it in an editor. PlanFix \
             itself takes XML; the OpenAPI document describes a service that would take this JSON.",
        )
}

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let name = matches.get_one::<String>("method");
    let one = name.map(|name| method(name)).transpose()?;
    let methods = one.as_slice();
    let methods = if methods.is_empty() {
        planfix_api::methods()
    } else {
        methods
    };
    let document = match one {
        _ if matches.get_flag("openapi") => schema::openapi(methods),
        Some(method) if matches.get_flag("response") => schema::response(method),
        Some(method) => schema::request(method),
        None => schema::all(methods),
    };
    let text = serde_json::to_string_pretty(&document).map_err(|error| Failure::input(error.to_string()))?;
    print(&format!("{text}\n"))
}
