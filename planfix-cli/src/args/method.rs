//! The command of a method: its fields as flags, and the flags that every method has.

use super::exit_status;
use crate::{connect, flags, rows, terminal, words, wrap};
use clap::builder::NonEmptyStringValueParser;
use clap::{Arg, ArgAction, Command};
use planfix_api::table::{By, Effect, Method, Reply};

const VALUES: &str = "\
Values:
  Dates are ISO 8601: 2024-03-31, 2024-03-31T17:09. A true-or-false flag may omit its value: --silent.
  A list of structs takes key=value pairs separated by commas; put a value with a comma in double
  quotes, or write \\, for it (quote the whole for your shell):
  --phones 'number=\"+7 900, ext. 5\",typeId=1'. An item may also be JSON:
  --phones '{\"number\": \"+7900\"}'. In an item an empty value clears a field that may be cleared:
  --customData id=101,value=. A value of several forms is the text of the wire; its form may be named:
  --customData id=104,value.date=2026-02-03 and --customData 'id=113,value.ids=\"3,14\"'.";

/// Builds the command of a method.
pub(super) fn command(method: &'static Method) -> Command {
    let action = method.action();
    let danger = if flags::resets_all(method) {
        "DANGER: a field that may be cleared and is neither set nor cleared does NOT keep its value: it goes back to \
         its default.\n\n"
    } else if flags::resets(method) {
        "DANGER: a field that has a default goes back to it where it is left out.\n\n"
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
            "{danger}`planfix explain {}` shows the table, including the response.",
            method.name
        ))
        .after_long_help(format!(
            "{danger}{VALUES}\n\n{}\n\n`planfix explain {}` shows the table, including the response.",
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
                .help("The request as JSON from this file, `-` for standard input; field flags replace what it has"),
        )
        .arg(
            Arg::new("allow-unlisted")
                .long("allow-unlisted")
                .action(ArgAction::SetTrue)
                .help("Send enum values even if the table does not list them"),
        )
        .arg(
            Arg::new("dry-run")
                .long("dry-run")
                .action(ArgAction::SetTrue)
                .help("Print the XML and send nothing; secrets in it are shown as ***"),
        )
        .arg(super::pretty().requires("dry-run"));
    if method.effect == Effect::Delete {
        command = command.arg(
            Arg::new("yes")
                .long("yes")
                .short('y')
                .action(ArgAction::SetTrue)
                .help("Delete without asking; only a terminal is asked"),
        );
    }
    if flags::resets(method) {
        command = command.arg(
            Arg::new("reset-left-out")
                .long("reset-left-out")
                .action(ArgAction::SetTrue)
                .help("Send the request although it leaves out fields, which this method resets to their defaults"),
        );
    }
    fitted(
        output(
            connect::policy_flags(connect::flags(command)).next_help_heading("Output"),
            method,
        ),
        method,
    )
}

/// Wraps the usage to the width of the terminal, which clap does not do.
fn fitted(command: Command, method: &Method) -> Command {
    const LABEL: &str = "Usage: ";
    let Some(width) = terminal::width() else {
        return command;
    };
    let name = format!("planfix {}", method.name.replace('.', " "));
    let usage = command.clone().bin_name(name).render_usage().to_string();
    if wrap::columns(&usage) <= width {
        return command;
    }
    // Lets a line break before each `|` too.
    let usage = usage.trim_start_matches(LABEL).replace('|', " |");
    let lines = wrap::wrapped(&usage, width.saturating_sub(LABEL.len()));
    let lines: Vec<String> = lines.iter().map(|line| line.replace(" |", "|")).collect();
    command.override_usage(lines.join(&format!("\n{}", " ".repeat(LABEL.len()))))
}

/// Adds the flags that decide what happens to the answer.
fn output(mut command: Command, method: &Method) -> Command {
    command = rows::flags(command)
        .arg(
            Arg::new("raw")
                .long("raw")
                .value_name("FILE")
                .value_parser(NonEmptyStringValueParser::new())
                .help("Keep the unchanged answer in this new file; `-` is standard output instead of JSON")
                .long_help(
                    "Keep the unchanged answer in this new file, which only its owner can read; `-` is standard output instead \
                     of JSON. It is also written if PlanFix refuses, and if the answer cannot be read or is \
                     incomplete.",
                ),
        )
        .arg(
            Arg::new("force")
                .long("force")
                .action(ArgAction::SetTrue)
                .help("Replace a file that already exists"),
        );
    if method.parts.is_some_and(|parts| matches!(parts.by, By::Page { .. })) {
        command = command
            .arg(
                Arg::new("all")
                    .long("all")
                    .action(ArgAction::SetTrue)
                    .conflicts_with("raw")
                    .help("Read every page of the list, one after the other"),
            )
            .arg(
                Arg::new("limit")
                    .long("limit")
                    .value_name("NUMBER")
                    .value_parser(clap::value_parser!(u64).range(1..))
                    .conflicts_with_all(["raw", "all"])
                    .help("Read pages until there are so many items"),
            );
    }
    if method.reply == Reply::File {
        command = command
            .arg(
                Arg::new("save")
                    .long("save")
                    .value_name("PATH")
                    .value_parser(NonEmptyStringValueParser::new())
                    .help("Write the file here, or under its own name into a folder; `-` is standard output")
                    .long_help(
                        "Write the file here, or under its own name into a folder; `-` is standard output. Without it, \
                         the file goes to standard output or, if that is a terminal, into the current folder under its \
                         own name. It is written completely or not at all, and replaces an existing file only with --force. \
                         If PlanFix returns a link instead of the file, the link is followed. --output prints the answer \
                         instead: the link, or the bytes in base64.",
                    ),
            )
            .arg(
                Arg::new("limit")
                    .long("limit")
                    .value_name("MIB")
                    .value_parser(clap::value_parser!(u64).range(1..))
                    .help("The largest file to read, in MiB; 64 by default"),
            );
    }
    command
}
