//! The commands, one file each.

mod call;
mod decode;
mod encode;
mod explain;
mod fields;
mod job;
mod manual;
mod methods;
mod reference;
mod sandbox;
mod saved_page;
pub(crate) mod schema;
mod skeleton;
mod spec;
mod spec_diff;
mod spec_import;
mod xml;

pub(crate) use fields::OBJECTS;

use crate::output::print;
use crate::status::Failure;
use crate::words;
use clap::ArgMatches;
use planfix_api::table::Method;

/// Runs the command that was given.
pub(crate) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    match matches.subcommand() {
        Some(("skeleton", matches)) => skeleton::run(matches),
        Some(("completions", matches)) => manual::completions(matches),
        Some(("man", matches)) => manual::pages(matches),
        Some(("version", _)) => print(concat!("planfix ", env!("CARGO_PKG_VERSION"), "\n")),
        Some(("encode", matches)) => encode::run(matches),
        Some(("decode", matches)) => decode::run(matches),
        Some(("spec", matches)) => match matches.subcommand() {
            Some(("import", matches)) => spec_import::run(matches),
            Some(("diff", matches)) => spec_diff::run(matches),
            Some((_, matches)) => spec::run(matches),
            None => Ok(()),
        },
        Some(("fields", matches)) => fields::run(matches),
        Some(("job", matches)) => job::run(matches),
        Some(("xml", matches)) => xml::run(matches),
        Some(("sandbox", matches)) => sandbox::run(matches),
        Some(("methods", _)) => methods::run(),
        Some(("explain", matches)) => explain::run(matches),
        Some(("reference", matches)) => reference::run(matches),
        Some(("schema", matches)) => schema::run(matches),
        Some((group, matches)) => match matches.subcommand() {
            Some((action, matches)) => call::run(method(&format!("{group}.{action}"))?, matches),
            None => Ok(()),
        },
        None => Ok(()),
    }
}

/// Returns the method with this name.
fn method(name: &str) -> Result<&'static Method, Failure> {
    let methods = planfix_api::methods();
    if let Some(method) = methods.iter().find(|method| method.name == name) {
        return Ok(method);
    }
    let group: Vec<&str> = methods
        .iter()
        .filter(|method| method.group() == name)
        .map(|method| method.name)
        .collect();
    if !group.is_empty() {
        let names = words::listed(group);
        return Err(Failure::input(format!(
            "`{name}` is a group of methods; name one of {names}"
        )));
    }
    let help = match planfix_schema::nearest(name, methods.iter().map(|method| method.name)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`planfix methods` lists all methods".to_owned(),
    };
    Err(Failure::input(format!(
        "no such method: `{}`; {help}",
        words::one_line(name)
    )))
}

/// Returns the file to read; `-` if none is named.
fn file(matches: &ArgMatches) -> &str {
    matches.get_one::<String>("file").map_or("-", String::as_str)
}

/// Returns the text of an argument that is required or has a default value.
fn text<'m>(matches: &'m ArgMatches, name: &str) -> &'m str {
    matches.get_one::<String>(name).map_or("", String::as_str)
}
