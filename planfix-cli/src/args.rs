//! The command line: the fixed commands, and one command per method.

mod complaint;
mod fields;
mod job;
mod method;
mod sandbox;
mod tips;

pub(crate) use complaint::complain;

use crate::commands;
use crate::status::MEANINGS;
use crate::{connect, terminal, words};
use clap::{Arg, ArgAction, ArgGroup, Command};
use clap_complete::Shell;
use planfix_api::table::Method;
use std::ffi::OsString;

const ENVIRONMENT: &str = "\
Environment:
  PLANFIX_URL      russia, europe, asia, america, or an address
  PLANFIX_ACCOUNT  NAME of NAME.planfix.ru
  PLANFIX_API_KEY  the API key   } never taken from the command line
  PLANFIX_TOKEN    the token     }

  PLANFIX_PRIVATE_KEY  signs each request, which PlanFix does not require";

/// Lists the exit statuses for the end of a help text.
fn exit_status() -> String {
    let lines = MEANINGS
        .iter()
        .map(|(status, meaning)| format!("\n  {status}  {meaning}"));
    format!("Exit status:{}", lines.collect::<String>())
}

/// The widest help text.
const WIDEST: usize = 110;
/// The width of help if the width of the terminal is unknown.
const USUAL: usize = 100;

/// Builds the command line with all methods.
pub(crate) fn whole() -> Command {
    let groups: Vec<OsString> = groups().iter().map(|(group, _)| OsString::from(group)).collect();
    command(&groups)
}

/// Builds the command line. The methods of a group are added only if one of the words names the group.
pub(crate) fn command(words: &[OsString]) -> Command {
    let mut command = Command::new("planfix")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Methods of the PlanFix API from the command line, and tools for their tables")
        .after_help(format!(
            "Methods are commands too: planfix contact update --help\n\n{ENVIRONMENT}\n\n{}",
            exit_status()
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .term_width(terminal::width().unwrap_or(USUAL).min(WIDEST));
    for (group, methods) in groups() {
        let is_asked = words.iter().any(|word| word == group);
        command = command.subcommand(self::group(group, &methods, is_asked));
    }
    command
        .subcommand(job::command())
        .subcommand(
            Command::new("skeleton")
                .about("Print a request as JSON with every field, to be edited and sent with --json")
                .arg(
                    Arg::new("method")
                        .value_name("METHOD")
                        .required(true)
                        .help("Such as contact.update; `planfix methods` lists them"),
                )
                .arg(
                    Arg::new("smallest")
                        .long("smallest")
                        .action(ArgAction::SetTrue)
                        .help("Only what the request must have"),
                ),
        )
        .subcommand(
            Command::new("completions")
                .about("Print the completions of a shell, for its configuration")
                .arg(
                    Arg::new("shell")
                        .value_name("SHELL")
                        .required(true)
                        .value_parser(clap::value_parser!(Shell)),
                )
                .after_help("Such as: planfix completions bash > ~/.local/share/bash-completion/completions/planfix"),
        )
        .subcommand(
            Command::new("man")
                .about("Write the man pages of the program and of every method into a folder")
                .arg(Arg::new("folder").value_name("DIR").required(true)),
        )
        .subcommand(Command::new("version").about("Print the version"))
        .subcommand(convert("encode", "Turn JSON into the XML of a method"))
        .subcommand(convert("decode", "Turn the XML of a method into JSON").after_help(
            "Elements that do not become fields are listed on standard error, each with the reason. All fields are \
                 shown, secrets too. If the response is a refusal, it is printed as JSON on standard error, and the \
                 exit status is that of such a call: 3, or 6 where PlanFix asks to come back later.",
        )
        .arg(
            Arg::new("strict")
                .long("strict")
                .action(ArgAction::SetTrue)
                .conflicts_with("request")
                .help("Refuse a response with a value that does not fit its row or a record without a value it must have, instead of leaving it out"),
        ))
        .subcommand(
            Command::new("spec")
                .about("Check, import and compare the tables of methods and types")
                .subcommand_required(true)
                .arg_required_else_help(true)
                .subcommand(
                    Command::new("check")
                        .about("Report every fault of the tables; exit status 1 if there are any")
                        .arg(
                            Arg::new("path")
                                .value_name("PATH")
                                .num_args(0..)
                                .default_value("spec")
                                .help("Tables, or folders of them"),
                        ),
                )
                .subcommand(spec_import())
                .subcommand(spec_diff()),
        )
        .subcommand(fields::command())
        .subcommand(sandbox::command())
        .subcommand(
            Command::new("reference")
                .about("Write a reference of every method, type and error code as static pages")
                .arg(
                    Arg::new("dir")
                        .value_name("DIR")
                        .required(true)
                        .help("The folder to write; `index.html` in it is the first page"),
                ),
        )
        .subcommand(commands::schema::command())
        .subcommand(
            Command::new("xml")
                .about("Check that files are well-formed XML in the subset that PlanFix uses")
                .arg(
                    Arg::new("file")
                        .value_name("FILE")
                        .required(true)
                        .num_args(1..)
                        .help("Files to check; - for standard input"),
                )
                .after_help(
                    "XML 1.0 in UTF-8 without a document type, within the limits of the library. The first fault of \
                     each file is shown with its position; exit status 1 if there is any.",
                ),
        )
        .subcommand(Command::new("methods")
                .about("List the methods: name, effect, what the sandbox does, and what the method does")
                .after_help(
                    "The sandbox carries out a method that `behaves`, and answers the others with a sample. The effect \
                     decides what a lost answer means: `planfix explain METHOD`.",
                ))
        .subcommand(
            Command::new("explain")
                .about("Show the table of a method, one row of it, a shared type, or an error code; or search for words")
                .arg(Arg::new("what").value_name("METHOD[.ROW]|TYPE|CODE|WORD").num_args(1..).required(true).help(
                    "Such as contact.update, contact.update.phones, ContactFilter, ContactFilter.phone, 8002; any other \
                     word is looked for in all tables, in English or by the words of PlanFix's interface: phone, контрагент",
                )),
        )
}

/// Builds the command `spec import`.
fn spec_import() -> Command {
    Command::new("import")
        .about("Turn a saved page of the vendor into a table with open questions")
        .arg(
            Arg::new("page")
                .value_name("PAGE")
                .required(true)
                .help("The page as a browser saves it (HTML), or as Markdown; - for standard input"),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name("FILE")
                .help("Write the table to this new file or into this folder; without it, to standard output"),
        )
        .arg(
            Arg::new("method")
                .long("method")
                .value_name("NAME")
                .help("The method to import, if the page has several"),
        )
        .arg(spec_folder())
        .after_help(
            "Standard error lists every guess with its reason. Whatever the page leaves open, and every sentence to \
             be reworded, becomes a question in the table; `planfix spec check` reports each of them. A \
             page of values becomes a shared type, named by the file: -o spec/types/NAME.md.",
        )
}

/// Builds the command `spec diff`.
fn spec_diff() -> Command {
    Command::new("diff")
        .about("Compare the tables with saved pages of the vendor; exit status 1 if anything is new")
        .arg(
            Arg::new("page")
                .value_name("PAGE")
                .num_args(1..)
                .required(true)
                .help("Pages of methods, of values or of filters as HTML or Markdown, or folders of them"),
        )
        .arg(spec_folder())
        .after_help(
            "Reports names, nesting, types, repetition, attributes and values that differ, in both directions, but \
             no descriptions. DIR/differences.md lists the known differences; a known one that no longer exists is \
             reported as well.",
        )
}

fn spec_folder() -> Arg {
    Arg::new("spec")
        .long("spec")
        .value_name("DIR")
        .default_value("spec")
        .help("The folder of the tables: DIR/methods, DIR/types, DIR/differences.md")
}

/// Returns the methods by group, both in the order of their names.
fn groups() -> Vec<(&'static str, Vec<&'static Method>)> {
    let mut groups: Vec<(&str, Vec<&Method>)> = Vec::new();
    for method in planfix_api::methods() {
        match groups.iter_mut().find(|(group, _)| *group == method.group()) {
            Some((_, methods)) => methods.push(method),
            None => groups.push((method.group(), vec![method])),
        }
    }
    groups
}

fn group(name: &'static str, methods: &[&'static Method], is_asked: bool) -> Command {
    let names = words::listed(methods.iter().map(|method| method.action()));
    let mut command = Command::new(name)
        .about(format!("Methods: {names}"))
        .subcommand_required(true)
        .arg_required_else_help(true);
    for method in methods.iter().filter(|_| is_asked) {
        command = command.subcommand(method::command(method));
    }
    command
}

fn convert(name: &'static str, about: &'static str) -> Command {
    let side = |id: &'static str, help: &'static str| Arg::new(id).long(id).action(ArgAction::SetTrue).help(help);
    let command = Command::new(name)
        .about(about)
        .arg(
            Arg::new("method")
                .value_name("METHOD")
                .required(true)
                .help("Such as contact.update; `planfix methods` lists them"),
        )
        .arg(side("request", "The document is a request"))
        .arg(side("response", "The document is a response"))
        .group(ArgGroup::new("side").args(["request", "response"]).required(true))
        .arg(
            Arg::new("file")
                .value_name("FILE")
                .help("The file to read; standard input if it is `-` or left out"),
        );
    if name == "encode" {
        command
            .arg(pretty())
            .arg(connect::account().help("The account to write into a request; else PLANFIX_ACCOUNT, else empty"))
            .arg(
                Arg::new("allow-unlisted")
                    .long("allow-unlisted")
                    .action(ArgAction::SetTrue)
                    .help("Write enum values into a request even if the table does not list them"),
            )
    } else {
        command
    }
}

/// Returns the flag that indents XML for people.
pub(crate) fn pretty() -> Arg {
    Arg::new("pretty")
        .long("pretty")
        .action(ArgAction::SetTrue)
        .help("Print each element on a line of its own, indented")
}
