//! The command line: the commands there always are, and one for each method.

use crate::output::say;
use crate::status::MEANINGS;
use crate::{connect, flags, terminal, words};
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgGroup, Command};
use planfix_api::table::{Method, Reply};
use std::ffi::OsString;

const ENVIRONMENT: &str = "\
Environment:
  PLANFIX_URL      russia, europe, asia, america, or an address
  PLANFIX_ACCOUNT  NAME of NAME.planfix.ru
  PLANFIX_API_KEY  the API key   } never taken from the command line
  PLANFIX_TOKEN    the token     }";

const VALUES: &str = "\
Values:
  Dates are ISO 8601: 2024-03-31, 2024-03-31T17:09. A flag of true or false may stand alone: --silent.
  A list of structs takes key=value with commas between; a value with a comma goes in double quotes
  or has \\, for it (quote the whole for your shell): --phones 'number=\"+7 900, ext. 5\",typeId=1'.
  One such item may be JSON too: --phones '{\"number\": \"+7900\"}'. In an item an empty value clears
  what may be cleared: --customData id=101,value=.";

/// The exit statuses, for the end of a help.
fn exit_status() -> String {
    let lines = MEANINGS
        .iter()
        .map(|(status, meaning)| format!("\n  {status}  {meaning}"));
    format!("Exit status:{}", lines.collect::<String>())
}

/// The widest help.
const WIDEST: usize = 110;
/// Columns of help where it is not known how many there are.
const USUAL: usize = 100;

/// The whole command line. The flags of a group are made only where one of the words names it.
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
        .subcommand(convert("encode", "Turn JSON into the XML of a method"))
        .subcommand(convert("decode", "Turn the XML of a method into JSON").after_help(
            "Elements that the table does not know are named on standard error. Everything that the document \
                 holds is shown, secrets too. A response that is a refusal is printed as JSON on standard error, and \
                 ends with the status of such a call: 3, or 6 where PlanFix asks to come back.",
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
        .subcommand(
            Command::new("sandbox")
                .about("Run a local PlanFix until it is stopped; the first line printed is its URL")
                .arg(
                    Arg::new("listen")
                        .long("listen")
                        .value_name("ADDRESS")
                        .default_value("127.0.0.1:0")
                        .help("A loopback address with its port; port 0 is any free one"),
                )
                .arg(
                    Arg::new("data")
                        .long("data")
                        .value_name("FILE")
                        .help("Keep the contacts in this file; without it they are gone with the process"),
                )
                .after_help(
                    "It accepts account, API key and token `demo`, or what PLANFIX_ACCOUNT, PLANFIX_API_KEY and \
                     PLANFIX_TOKEN say.",
                ),
        )
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
        .subcommand(
            Command::new("xml")
                .about("Check that files are well-formed XML of the kind that PlanFix uses")
                .arg(
                    Arg::new("file")
                        .value_name("FILE")
                        .required(true)
                        .num_args(1..)
                        .help("Files to check; - for standard input"),
                )
                .after_help(
                    "XML 1.0 in UTF-8 without a document type, within the limits of the library. The first fault of \
                     each file is shown with its place; exit status 1 if there is any.",
                ),
        )
        .subcommand(Command::new("methods").about("List the methods, one line each"))
        .subcommand(
            Command::new("explain")
                .about("Show the table of a method, one row of it, or a shared type")
                .arg(Arg::new("what").value_name("METHOD[.ROW]|TYPE").required(true).help(
                    "Such as contact.update, contact.update.phones, contact.update.response.actionid, ContactFilter",
                )),
        )
}

/// `spec import`.
fn spec_import() -> Command {
    Command::new("import")
        .about("Turn a saved page of the vendor into a table with open questions")
        .arg(
            Arg::new("page")
                .value_name("PAGE")
                .required(true)
                .help("The page as Markdown; - for standard input"),
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
                .help("Which method, where the page has several"),
        )
        .arg(spec_folder())
        .after_help(
            "Standard error says what was guessed and why. What the page leaves open, and every sentence that has to \
             be said in other words, stands in the table as a question; `planfix spec check` reports each of them. A \
             page of values becomes a shared type: -o spec/types/NAME.md names it.",
        )
}

/// `spec diff`.
fn spec_diff() -> Command {
    Command::new("diff")
        .about("Compare the tables with saved pages of the vendor; exit status 1 if anything is new")
        .arg(
            Arg::new("page")
                .value_name("PAGE")
                .num_args(1..)
                .required(true)
                .help("Pages of methods, of values or of filters as Markdown, or folders of them"),
        )
        .arg(spec_folder())
        .after_help(
            "Reported are names, nesting, types, repetition, attributes and values that differ, in both directions; \
             descriptions are not. DIR/differences.md lists the differences that are known; one that is no more is \
             reported too.",
        )
}

fn spec_folder() -> Arg {
    Arg::new("spec")
        .long("spec")
        .value_name("DIR")
        .default_value("spec")
        .help("The folder of the tables: DIR/methods, DIR/types, DIR/differences.md")
}

/// The methods by group, both in the order of their names.
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
        command = command.subcommand(self::method(method));
    }
    command
}

/// The command of a method.
fn method(method: &'static Method) -> Command {
    let action = method.action();
    let danger = if flags::resets(method) {
        "DANGER: a field that may be cleared and is neither set nor cleared does NOT keep its value: it goes back to \
         its default.\n\n"
    } else {
        ""
    };
    let mut command = Command::new(action)
        .about(words::first_sentence(method.doc).trim_end_matches('.').to_owned())
        .long_about(format!(
            "{}\n\nEffect: {}.\nTable: {}",
            words::paragraphs(method.doc),
            words::effect(method.effect),
            method.file
        ))
        .after_help(format!(
            "{danger}`planfix explain {}` shows the table, with the response too.",
            method.name
        ))
        .after_long_help(format!(
            "{danger}{VALUES}\n\n{}\n\n`planfix explain {}` shows the table, with the response too.",
            exit_status(),
            method.name
        ));
    let separated = words::separated(action, '-');
    if separated != action {
        command = command.visible_alias(separated);
    }
    command = flags::add(command, method)
        .next_help_heading("What to send")
        .arg(
            Arg::new("json")
                .long("json")
                .value_name("FILE")
                .help("The whole request as JSON from this file, `-` for standard input, instead of field flags"),
        )
        .arg(
            Arg::new("allow-unlisted")
                .long("allow-unlisted")
                .action(ArgAction::SetTrue)
                .help("Send values that the table does not list too, where it lists values"),
        )
        .arg(
            Arg::new("dry-run")
                .long("dry-run")
                .action(ArgAction::SetTrue)
                .help("Print the XML and send nothing; secrets in it are shown as ***"),
        );
    if flags::resets(method) {
        command = command.arg(
            Arg::new("reset-left-out")
                .long("reset-left-out")
                .action(ArgAction::SetTrue)
                .help("Send it although fields are left out, which this method puts back to their defaults"),
        );
    }
    output(connect::flags(command).next_help_heading("Output"), method)
}

/// The flags that say what becomes of the answer.
fn output(mut command: Command, method: &Method) -> Command {
    command = command
        .arg(
            Arg::new("output")
                .long("output")
                .value_name("FORM")
                .value_parser(["json", "table"])
                .default_value("json")
                .help("How the answer is printed; with `json` a refusal is JSON too, on standard error"),
        )
        .arg(
            Arg::new("raw")
                .long("raw")
                .value_name("FILE")
                .help("Keep the answer as it came in this new file; `-` is standard output instead of JSON")
                .long_help(
                    "Keep the answer as it came in this new file, for its owner alone; `-` is standard output instead \
                     of JSON. It is written too where PlanFix refuses, and where the answer cannot be read.",
                ),
        )
        .arg(
            Arg::new("force")
                .long("force")
                .action(ArgAction::SetTrue)
                .help("Replace a file that is there already"),
        );
    if method.reply == Reply::File {
        command = command
            .arg(
                Arg::new("save")
                    .long("save")
                    .value_name("PATH")
                    .help("Write the file here, or under its own name into a folder; `-` is standard output")
                    .long_help(
                        "Write the file here, or under its own name into a folder; `-` is standard output. Without it \
                         the file goes to standard output, or where that is a terminal into this folder, under its \
                         own name. It is written whole or not at all, and over one that is there only with --force. \
                         A link that PlanFix gives instead of the file is followed. --output prints the answer \
                         instead: the link, or the bytes in base64.",
                    ),
            )
            .arg(
                Arg::new("limit")
                    .long("limit")
                    .value_name("MIB")
                    .value_parser(clap::value_parser!(u64).range(1..))
                    .help("The longest file that is read; 64 MiB without it"),
            );
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
        .arg(side("request", "It is a request"))
        .arg(side("response", "It is a response"))
        .group(ArgGroup::new("side").args(["request", "response"]).required(true))
        .arg(
            Arg::new("file")
                .value_name("FILE")
                .help("What to read; `-` or nothing is standard input"),
        );
    if name == "encode" {
        command
            .arg(connect::account().help("The account to write into a request; else PLANFIX_ACCOUNT, else empty"))
            .arg(
                Arg::new("allow-unlisted")
                    .long("allow-unlisted")
                    .action(ArgAction::SetTrue)
                    .help("Write values into a request that the table does not list too, where it lists values"),
            )
    } else {
        command
    }
}

/// Prints what is wrong with the command line.
pub(crate) fn complain(error: &clap::Error, words: &[OsString]) {
    // clap shows the words as they are, which may be data that a script put there.
    let obeyed = words
        .iter()
        .any(|word| word.to_string_lossy().contains(terminal::obeys));
    if obeyed {
        say(error.render().to_string().trim_end());
    } else {
        let _ = error.print();
    }
    hints(error, words);
}

/// What clap cannot know: where secrets come from.
fn hints(error: &clap::Error, words: &[OsString]) {
    let secret = |word: &OsString| {
        let word = word.to_string_lossy().to_lowercase();
        let name = word.split('=').next().unwrap_or("");
        ["--token", "--key", "--api-key", "--apikey", "--password", "--sid"].contains(&name)
    };
    if error.kind() == ErrorKind::UnknownArgument && words.iter().any(secret) {
        say(
            "\nSecrets are never taken from the command line, where others can read them: set PLANFIX_API_KEY and \
             PLANFIX_TOKEN, or use --credentials-stdin.",
        );
    }
}
