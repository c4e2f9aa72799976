//! The commands of jobs: `planfix job plan`, `run`, `status`, `rows`, `retry`, `settle`, `work`.

use crate::connect;
use clap::{Arg, ArgAction, Command, value_parser};

const PROMISE: &str = "\
Whatever happens, no row is lost, no create is sent twice, and running a job again continues where it stopped.";

/// Builds the command `job`.
pub(super) fn command() -> Command {
    Command::new("job")
        .about("Apply thousands of changes from a spreadsheet, safe to stop at any moment")
        .long_about(format!(
            "Apply thousands of changes from a spreadsheet, safe to stop at any moment.\n\n{PROMISE}"
        ))
        .after_help(
            "A job is one file, an SQLite database with the input, the requests, every state and answer; only its owner \
             can read it. Exit status 8 means that requests are left: run the job again.",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(plan())
        .subcommand(run())
        .subcommand(
            Command::new("status")
                .about("Show how far a job is")
                .arg(job())
                .arg(json("Print JSON")),
        )
        .subcommand(rows())
        .subcommand(retry())
        .subcommand(settle())
        .subcommand(work())
}

fn plan() -> Command {
    let many = |id: &'static str, name: &'static str| Arg::new(id).long(id).value_name(name).action(ArgAction::Append);
    let command = Command::new("plan")
        .about("Check every row of a spreadsheet and make a job of it; nothing is sent")
        .after_help(
            "Columns are named as the fields of the method: contact.id, name, phones.phone.number, custom:101. Several \
             items of a list are numbered from 0: phones.phone[1].number. All faults of all rows are reported at once.",
        )
        .arg(
            Arg::new("method")
                .value_name("METHOD")
                .required(true)
                .help("The method to call with each row, such as contact.update"),
        )
        .arg(
            Arg::new("file")
                .value_name("INPUT")
                .required(true)
                .help("The rows: CSV, XLSX, JSON or JSON lines; - for standard input"),
        )
        .arg(
            Arg::new("job")
                .long("job")
                .value_name("FILE")
                .help("The job to make: a file, or postgres://HOST/DATABASE#NAME; else a file in the current folder, named after INPUT"),
        )
        .next_help_heading("Columns")
        .arg(
            many("map", "FIELD=COLUMN")
                .value_parser(pair)
                .help("The column that sets a field, if it is not named as the field: --map 'contact.name=Имя'"),
        )
        .arg(
            many("set", "FIELD=VALUE")
                .value_parser(pair)
                .help("A value for every row: --set silent=true"),
        )
        .arg(many("ignore", "COLUMN").help("A column that is not sent"))
        .arg(
            Arg::new("empty")
                .long("empty")
                .value_name("MEANING")
                .value_parser(["leaves-out", "clears"])
                .default_value("leaves-out")
                .help("The meaning of an empty cell: its field keeps its value, or is emptied"),
        )
        .arg(
            Arg::new("join").long("join").value_name("FIELD").help(
                "Make one request of adjacent rows with the same value of this field, with the lists of all of them",
            ),
        )
        .next_help_heading("Input")
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["csv", "xlsx", "json", "jsonl"])
                .help("The format of INPUT; else from its name, CSV from standard input"),
        )
        .arg(
            Arg::new("separator")
                .long("separator")
                .value_name("CHARACTER")
                .value_parser(separator)
                .help("The separator of a CSV, `tab` for a tab; else found in its first line"),
        )
        .arg(
            Arg::new("encoding")
                .long("encoding")
                .value_name("NAME")
                .help("The encoding of a text; else UTF-8, or windows-1251 if it is not UTF-8"),
        )
        .next_help_heading("Plan")
        .arg(
            Arg::new("daily")
                .long("daily")
                .value_name("REQUESTS")
                .value_parser(value_parser!(u64).range(1..))
                .default_value("20000")
                .help("The daily limit of the account, of which the plan takes a share"),
        )
        .arg(
            Arg::new("pace")
                .long("pace")
                .value_name("SECONDS")
                .value_parser(value_parser!(f64))
                .help("For a job in PostgreSQL: the shortest time between two requests of the account; else 1, and 0 on this machine"),
        )
        .arg(
            Arg::new("reset-left-out")
                .long("reset-left-out")
                .action(ArgAction::SetTrue)
                .help("Plan a method that resets fields which are left out"),
        )
        .arg(
            Arg::new("compare")
                .long("compare")
                .action(ArgAction::SetTrue)
                .help("Read each object first, with one call for each row, and leave out values that it already has"),
        )
        .arg(json("Print the plan as JSON"));
    connect::flags(command)
}

fn run() -> Command {
    Command::new("run")
        .about("Send the requests of a job; stop it with Ctrl-C and run it again at will")
        .arg(job())
        .arg(
            Arg::new("max")
                .long("max")
                .value_name("N")
                .value_parser(value_parser!(u64).range(1..))
                .help("Pause after this many requests"),
        )
        .arg(
            Arg::new("stop-after")
                .long("stop-after")
                .value_name("N")
                .value_parser(value_parser!(u64).range(1..))
                .help("Pause after this many refused requests"),
        )
        .arg(
            Arg::new("until")
                .long("until")
                .value_name("TIME")
                .help("Pause at this time of day, such as 18:00"),
        )
        .arg(
            Arg::new("wait")
                .long("wait")
                .action(ArgAction::SetTrue)
                .help("Wait where the daily limit is reached or PlanFix is under maintenance, instead of pausing"),
        )
        .arg(json("Print the result as JSON"))
        .arg(
            Arg::new("credentials-stdin")
                .long("credentials-stdin")
                .action(ArgAction::SetTrue)
                .help("Read the API key and the token as two lines of standard input; else PLANFIX_API_KEY and PLANFIX_TOKEN"),
        )
}

fn rows() -> Command {
    let state = |id: &'static str, help: &'static str| Arg::new(id).long(id).action(ArgAction::SetTrue).help(help);
    Command::new("rows")
        .about("Print rows of a job as they came, with state, code and reason")
        .arg(job())
        .arg(state("refused", "Rows that PlanFix refused"))
        .arg(state("unknown", "Rows whose outcome is unknown"))
        .arg(state("planned", "Rows that are not sent yet"))
        .arg(state("done", "Rows that were carried out"))
        .arg(
            Arg::new("output")
                .long("output")
                .value_name("FORM")
                .value_parser(["csv", "json"])
                .default_value("csv")
                .help("CSV with the columns of the input, or one JSON object on each line"),
        )
}

fn retry() -> Command {
    Command::new("retry")
        .about("Plan refused rows again, after they were mended")
        .arg(job())
        .arg(
            Arg::new("refused")
                .long("refused")
                .action(ArgAction::SetTrue)
                .required(true)
                .help("The rows that PlanFix refused"),
        )
        .arg(
            Arg::new("from")
                .long("from")
                .value_name("FILE")
                .help("Take mended rows from this file, in which `planfix job rows` has written them"),
        )
}

fn work() -> Command {
    Command::new("work")
        .about("Send the requests of all jobs in a PostgreSQL database, with any number of other workers")
        .after_help(
            "Any number of workers on any number of machines keep the pace of each account together. A worker sends the \
             requests of the accounts that it has credentials for, and ends when nothing is left. The password of the \
             database comes from PGPASSWORD or ~/.pgpass.",
        )
        .arg(
            Arg::new("database")
                .value_name("ADDRESS")
                .required(true)
                .help("postgres://USER@HOST/DATABASE"),
        )
        .arg(
            Arg::new("accounts")
                .long("accounts")
                .value_name("FILE")
                .help(
                    "JSON that only you can read: {\"NAME\": {\"key\": …, \"token\": …}, …}; else the account of PLANFIX_ACCOUNT, \
                     PLANFIX_API_KEY and PLANFIX_TOKEN",
                ),
        )
        .arg(
            Arg::new("lease")
                .long("lease")
                .value_name("SECONDS")
                .value_parser(value_parser!(u64).range(1..))
                .default_value("300")
                .help("How long others leave the account of a request to this worker, in case it dies"),
        )
}

fn settle() -> Command {
    let mark = |id: &'static str, help: &'static str| {
        Arg::new(id)
            .long(id)
            .value_name("ROW")
            .value_parser(value_parser!(u64).range(1..))
            .action(ArgAction::Append)
            .help(help)
    };
    Command::new("settle")
        .about("Decide about rows whose outcome is unknown")
        .after_help(
            "Without marks it shows each row and asks. Look in PlanFix whether the row was carried out, such as by its \
             e-mail address. ROW is the number that `planfix job rows JOB --unknown` shows first.",
        )
        .arg(job())
        .arg(mark("done", "The row was carried out"))
        .arg(mark("again", "The row was not carried out: send it again"))
        .arg(mark("skip", "Leave the row as it is, and never send it"))
}

fn job() -> Arg {
    Arg::new("job")
        .value_name("JOB")
        .required(true)
        .help("The file of the job, or postgres://HOST/DATABASE#NAME")
}

fn json(help: &'static str) -> Arg {
    Arg::new("output")
        .long("output")
        .value_name("FORM")
        .value_parser(["text", "json"])
        .default_value("text")
        .help(help)
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, value)) if !field.trim().is_empty() => Ok((field.trim().to_owned(), value.to_owned())),
        _ => Err("expected FIELD=…, such as contact.name=Имя".to_owned()),
    }
}

fn separator(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [one] if one.is_ascii() => Ok(*one),
        _ => Err("expected one ASCII character, or `tab`".to_owned()),
    }
}
