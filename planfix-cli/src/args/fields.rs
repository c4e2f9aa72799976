//! The command `fields`.

use super::exit_status;
use crate::commands::OBJECTS;
use crate::connect;
use clap::{Arg, Command};

/// Builds the command.
pub(super) fn command() -> Command {
    let command = Command::new("fields")
        .about("Write a table of the custom fields of an object, for `custom_fields!`")
        .arg(
            Arg::new("object")
                .value_name("OBJECT")
                .required(true)
                .value_parser(OBJECTS)
                .help("The kind of the object"),
        )
        .arg(
            Arg::new("id")
                .long("id")
                .value_name("ID")
                .required(true)
                .help("The identifier of an object with values, since the type of a field is guessed from its value"),
        )
        .arg(
            Arg::new("output").short('o').long("output").value_name("FILE").help(
                "Write the table to this new file, such as tables/contact-fields.md; without it, to standard output",
            ),
        )
        .after_help(
            "The API tells the names and identifiers of the fields, but not their types. A type that is guessed is a \
             question in the table: answer it and remove it. No value is written into the table.",
        )
        .after_long_help(format!(
            "The API tells the names and identifiers of the fields, but not their types. A type that is guessed is a \
             question in the table: answer it and remove it. No value is written into the table.\n\n{}",
            exit_status()
        ));
    connect::flags(command)
}
