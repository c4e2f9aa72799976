//! The command `job plan`: checks every row, and makes a job.

use super::progress::Terminal;
use super::stop::Stop;
use super::{duration, is_json, place};
use crate::commands::call::refusal;
use crate::commands::{method, text};
use crate::flags;
use crate::output::{print, say};
use crate::status::Failure;
use clap::ArgMatches;
use planfix_api::table::Effect;
use planfix_jobs::{
    ColumnOptions, Compared, Draft, Format, Input, InputOptions, Job, Plan, PlanError, PlanOptions, PostgresDraft,
    RunError,
};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let method = method(text(matches, "method"))?;
    if method.effect == Effect::Read {
        return Err(Failure::input(format!(
            "{}: only reads; a job is for methods that change something",
            method.name
        )));
    }
    if flags::resets(method) && !matches.get_flag("reset-left-out") {
        return Err(Failure::input(format!(
            "{}: resets fields that are left out to their defaults, so every row must have all of them; \
             --reset-left-out plans it nevertheless",
            method.name
        )));
    }
    let path = text(matches, "file");
    let job = match matches.get_one::<String>("job") {
        Some(job) => job.clone(),
        None if path == "-" => {
            let command = "job plan";
            return Err(Failure::usage(
                "standard input has no name: name the job with --job",
                command,
            ));
        }
        None => {
            let stem = Path::new(path).file_stem().unwrap_or_default();
            format!("{}.job", stem.to_string_lossy())
        }
    };
    let (account, target) = place::of(matches)?;
    let mut input = Input::open(path, input_options(matches)).map_err(|error| Failure::input(error.to_string()))?;
    let options = plan_options(matches);
    let description = Job {
        method: method.name.to_owned(),
        account: account.clone(),
        target: target.clone(),
        input: absolute(path),
        digest: input.digest().to_owned(),
        columns: Vec::new(),
        meaning: meaning(&options).to_string(),
    };
    let pace = match matches.get_one::<f64>("pace") {
        Some(seconds) => Duration::try_from_secs_f64(*seconds).unwrap_or_default(),
        None => place::pace(&target),
    };
    let head = format!("{job} was not made:");
    let plan = if super::is_database(&job) {
        if matches.get_flag("sandbox") {
            return Err(Failure::usage(
                "--sandbox: workers in other processes cannot reach it; run `planfix sandbox` and give its --url",
                "job plan",
            ));
        }
        let is_repeatable = method.effect.repeatable();
        let mut draft = PostgresDraft::new(&job, &description, is_repeatable, pace).map_err(super::failure)?;
        let plan = planfix_jobs::plan(method, &mut input, &options, &mut draft);
        let plan = plan.map_err(|error| failure(&head, error))?;
        let saved = draft.columns(&plan.columns).and_then(|()| draft.save());
        saved.map(|()| plan).map_err(super::failure)?
    } else {
        let mut draft = Draft::new(&job, &description).map_err(super::failure)?;
        let plan = planfix_jobs::plan(method, &mut input, &options, &mut draft);
        let plan = plan.map_err(|error| failure(&head, error))?;
        let saved = draft.columns(&plan.columns).and_then(|()| draft.save());
        saved.map(|()| plan).map_err(super::failure)?
    };
    let compared = match matches.get_flag("compare") {
        true => Some(compared(&job, matches)?),
        false => None,
    };
    let is_silent = plan.first.iter().all(|request| request.contains("\"silent\":true"));
    let can_be_silent = method.request.named("silent").is_some();
    if can_be_silent && !is_silent && plan.requests > 1 {
        say("note: the terms of PlanFix require `silent` for regular mass updates: --set silent=true");
    }
    if let Some(encoding) = input.encoding().filter(|encoding| *encoding != "UTF-8") {
        say(&format!("note: {} was read as {encoding}", input.name()));
    }
    let daily = matches.get_one::<u64>("daily").copied().unwrap_or(1);
    let seconds = pace.as_secs() * plan.requests;
    if is_json(matches) {
        let first: Vec<Value> = plan
            .first
            .iter()
            .filter_map(|body| serde_json::from_str(body).ok())
            .collect();
        let plan = json!({
            "job": job, "method": method.name, "account": account, "rows": plan.rows, "requests": plan.requests,
            "seconds": seconds, "dailyShare": share(&plan, daily), "first": first,
            "unchanged": compared.as_ref().map(|compared| compared.unchanged),
        });
        return print(&format!("{plan:#}\n"));
    }
    let mut out = format!(
        "{job}: {} requests of {} for the account {account}, from {} rows of {}\n",
        plan.requests,
        method.name,
        plan.rows,
        input.name()
    );
    let share = 100.0 * share(&plan, daily);
    match seconds {
        0 => out.push_str(&format!("{share:.2} % of a day's limit of {daily}\n")),
        seconds => out.push_str(&format!(
            "about {} at one request a second; {share:.2} % of a day's limit of {daily}\n",
            duration(seconds)
        )),
    }
    if let Some(compared) = &compared {
        out.push_str(&format!(
            "{} of them change nothing and are left out, {} could not be compared\n",
            compared.unchanged, compared.failed
        ));
        if !compared.first.is_empty() {
            out.push_str("The first differences:\n");
        }
        for difference in &compared.first {
            out.push_str(&format!("  line {}: {}\n", difference.line, difference.text));
        }
    } else if !plan.first.is_empty() {
        out.push_str("The first requests:\n");
    }
    for request in &plan.first {
        out.push_str(&format!("  {request}\n"));
    }
    let verb = if super::is_database(&job) { "work" } else { "run" };
    out.push_str(&format!("Nothing was sent. To send them: planfix job {verb} {job}\n"));
    print(&out)
}

/// Reads the stored objects, and leaves out values that they already have.
fn compared(job: &str, matches: &ArgMatches) -> Result<Compared, Failure> {
    let mut store = super::lock(job)?;
    let client = place::client(store.job(), matches)?;
    let pace = place::pace(&store.job().target);
    let stop = Stop::listen()?;
    let counts = store.counts().map_err(super::failure)?;
    let mut hooks = Terminal::new(store.job(), &counts, stop);
    let compared = planfix_jobs::compare(&mut *store, &client, pace, &mut hooks);
    hooks.end();
    compared.map_err(|error| match error {
        RunError::Store(error) => super::failure(error),
        RunError::Call(error) => refusal::failure(&error, None),
        error => Failure::input(error.to_string()),
    })
}

fn share(plan: &Plan, daily: u64) -> f64 {
    plan.requests as f64 / daily as f64
}

/// Returns the failure of an input; `head` is the line before its faults.
pub(super) fn failure(head: &str, error: PlanError) -> Failure {
    match error {
        PlanError::Store(error) => super::failure(error),
        PlanError::Faults { .. } => Failure::input(format!("{head}\n{error}")),
        error => Failure::input(error.to_string()),
    }
}

fn input_options(matches: &ArgMatches) -> InputOptions {
    let format = matches.get_one::<String>("format").map(|format| match format.as_str() {
        "xlsx" => Format::Xlsx,
        "json" => Format::Json,
        "jsonl" => Format::JsonLines,
        _ => Format::Csv,
    });
    InputOptions {
        format,
        separator: matches.get_one::<u8>("separator").copied(),
        encoding: matches.get_one::<String>("encoding").cloned(),
    }
}

fn pairs(matches: &ArgMatches, id: &str) -> Vec<(String, String)> {
    matches.get_many(id).into_iter().flatten().cloned().collect()
}

fn plan_options(matches: &ArgMatches) -> PlanOptions {
    PlanOptions {
        columns: ColumnOptions {
            map: pairs(matches, "map"),
            set: pairs(matches, "set"),
            ignore: matches.get_many("ignore").into_iter().flatten().cloned().collect(),
            clear_empty: text(matches, "empty") == "clears",
        },
        join: matches.get_one::<String>("join").cloned(),
    }
}

/// Writes the meaning of the columns, to be kept in the job.
fn meaning(options: &PlanOptions) -> Value {
    let columns = &options.columns;
    json!({
        "map": columns.map, "set": columns.set, "ignore": columns.ignore, "clearEmpty": columns.clear_empty,
        "join": options.join,
    })
}

/// Reads the meaning of the columns of a job.
pub(super) fn options_of(meaning: &str) -> PlanOptions {
    let meaning: Value = serde_json::from_str(meaning).unwrap_or_default();
    let list = |name: &str| meaning.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let pairs = |name: &str| {
        let pairs = list(name);
        pairs
            .iter()
            .map(|pair| (text(pair.get(0)), text(pair.get(1))))
            .collect()
    };
    PlanOptions {
        columns: ColumnOptions {
            map: pairs("map"),
            set: pairs("set"),
            ignore: list("ignore").iter().map(|name| text(Some(name))).collect(),
            clear_empty: meaning.get("clearEmpty").and_then(Value::as_bool).unwrap_or(false),
        },
        join: meaning.get("join").and_then(Value::as_str).map(str::to_owned),
    }
}

fn absolute(path: &str) -> String {
    match path {
        "-" => path.to_owned(),
        path => std::path::absolute(path).map_or_else(|_| path.to_owned(), |path| path.display().to_string()),
    }
}
