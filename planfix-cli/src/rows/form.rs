//! The form of an answer: the flags `--output`, `--fields`, `--jq` and `--excel`.

use super::Rows;
use super::columns::{self, Column};
use super::jq::Jq;
use crate::status::Failure;
use crate::terminal;
use clap::builder::{NonEmptyStringValueParser, PossibleValue};
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueEnum};
use planfix_api::table::Method;

/// The forms in which an answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Aligned text for people.
    Table,
    Json,
    /// One row of JSON on each line.
    Lines,
    Csv,
    /// A spreadsheet.
    Xlsx,
}

impl ValueEnum for Form {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Table, Self::Json, Self::Lines, Self::Csv, Self::Xlsx]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Lines => "ndjson",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }))
    }
}

/// How an answer is printed.
pub(crate) struct How {
    pub form: Form,
    pub rows: Rows,
    /// The columns that were asked for.
    pub columns: Option<Vec<Column>>,
    pub jq: Option<Jq>,
    /// True if CSV begins with a mark that tells spreadsheets its encoding.
    pub is_marked: bool,
}

/// Adds the flags that decide the form of the answer.
pub(crate) fn flags(command: Command) -> Command {
    command
        .arg(
            Arg::new("output")
                .long("output")
                .value_name("FORM")
                .value_parser(clap::value_parser!(Form))
                .help("The form of the answer: table, json, ndjson, csv or xlsx; a table on a terminal, else JSON")
                .long_help(
                    "The form of the answer: `table` for people, `json` for the whole answer, or its rows as `ndjson` \
                     (one JSON object on each line), `csv` or `xlsx`. Without it, a table on a terminal, else JSON. \
                     The rows are the items of the list in the answer, or the one object in it. If `--output json` \
                     is given explicitly, a refusal is JSON on standard error too.",
                ),
        )
        .arg(
            Arg::new("fields")
                .long("fields")
                .value_name("NAME,…")
                .value_delimiter(',')
                .action(ArgAction::Append)
                .value_parser(NonEmptyStringValueParser::new())
                .help("The columns of the rows, in this order, such as id,name,phones.number,custom:Level")
                .long_help(
                    "The columns of the rows, in this order: names of the rows of the response, such as \
                     id,name,phones.number, and custom:NAME or custom:ID for the value of a custom field. JSON \
                     becomes a list of flat objects with these names.",
                ),
        )
        .arg(
            Arg::new("jq")
                .long("jq")
                .value_name("EXPRESSION")
                .help("Apply a jq expression to the JSON of the answer, or to each row of ndjson")
                .long_help(
                    "Apply a jq expression to the JSON of the answer, or to each row of ndjson, and print its results, \
                     one on each line; a text is printed without quotes.",
                ),
        )
        .arg(
            Arg::new("excel")
                .long("excel")
                .action(ArgAction::SetTrue)
                .help("Begin CSV with the mark by which Excel knows UTF-8"),
        )
}

impl How {
    /// Reads the flags.
    ///
    /// # Errors
    /// The flags contradict each other, or a field or an expression is wrong; nothing was sent.
    pub(crate) fn of(method: &Method, matches: &ArgMatches) -> Result<Self, Failure> {
        let command = method.name.replace('.', " ");
        let usage = |message: &str| Failure::usage(message, &command);
        let rows = Rows::of(method);
        let expression = matches.get_one::<String>("jq");
        let form = asked(matches).unwrap_or(match expression {
            None if terminal::is_stdout() => Form::Table,
            _ => Form::Json,
        });
        if expression.is_some() && !matches!(form, Form::Json | Form::Lines) {
            return Err(usage("--jq: needs `--output json` or `--output ndjson`"));
        }
        let is_marked = matches.get_flag("excel");
        if is_marked && form != Form::Csv {
            return Err(usage("--excel: needs `--output csv`; xlsx needs no mark"));
        }
        if form == Form::Xlsx && terminal::is_stdout() {
            return Err(usage(
                "--output xlsx: a spreadsheet is not for a terminal; redirect it to a file",
            ));
        }
        let names = matches.get_many::<String>("fields");
        let columns = names.map(|names| columns::named(rows.table, &names.cloned().collect::<Vec<_>>()));
        Ok(Self {
            form,
            rows,
            columns: columns.transpose()?,
            jq: expression.map(|expression| Jq::new(expression)).transpose()?,
            is_marked,
        })
    }
}

/// Returns the form that was given explicitly.
pub(crate) fn asked(matches: &ArgMatches) -> Option<Form> {
    match matches.value_source("output") {
        Some(ValueSource::CommandLine) => matches.get_one::<Form>("output").copied(),
        _ => None,
    }
}
