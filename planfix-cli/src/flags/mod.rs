//! The flags of a method, made from its table at run time: `command` declares them, `fill` turns their values into a
//! request.

mod choices;
mod command;
mod fill;

pub(crate) use command::{add, resets, resets_all};
pub(crate) use fill::{fill, missing, put, slot};

use crate::fields::{self, Field};
use planfix_api::record::{Record, View};
use planfix_api::table::Method;

/// The flags that every method has. A field with one of these names gets its whole path as flag.
pub(crate) const COMMON: [&str; 26] = [
    "json",
    "clear",
    "allow-unlisted",
    "sandbox",
    "data",
    "url",
    "account",
    "credentials-stdin",
    "retries",
    "no-pace",
    "dry-run",
    "output",
    "save",
    "raw",
    "force",
    "limit",
    "timeout",
    "yes",
    "all",
    "fields",
    "jq",
    "excel",
    "reset-left-out",
    "help",
    "version",
    "token",
];

/// The flag of a field.
pub(crate) struct Flag {
    /// The name without the dashes.
    pub name: String,
    pub field: Field,
}

impl Flag {
    fn id(&self) -> String {
        format!("field:{}", self.name)
    }

    /// Returns the name of the flag that reads the value of a secret from standard input.
    fn stdin(&self) -> String {
        format!("{}-stdin", self.name)
    }

    /// Returns the other names of the flag that are still free: the whole path, and forms with `-` for the dots.
    fn aliases(&self, flags: &[Self]) -> Vec<String> {
        let path = |flag: &Self| flag.field.wire.replace("[]", "");
        let dashed = |name: &str| name.replace('.', "-");
        let whole = path(self);
        let mut out: Vec<String> = Vec::new();
        for name in [dashed(&self.name), whole.clone(), dashed(&whole)] {
            let taken = COMMON.contains(&name.as_str()) || flags.iter().any(|flag| flag.name == name);
            let another = || {
                let mut others = flags.iter().filter(|flag| flag.name != self.name);
                others.any(|flag| [path(flag), dashed(&flag.name), dashed(&path(flag))].contains(&name))
            };
            if !taken && !out.contains(&name) && !another() {
                out.push(name);
            }
        }
        if self.secret() {
            out.iter_mut().for_each(|name| name.push_str("-stdin"));
        }
        out
    }

    /// Returns true if a command line reads this secret from standard input.
    pub(crate) fn reads_secret(&self, matches: &clap::ArgMatches) -> bool {
        self.secret() && matches.value_source(&self.id()) == Some(clap::parser::ValueSource::CommandLine)
    }

    fn secret(&self) -> bool {
        self.field.row.rules.secret
    }

    /// Returns the flag as people write it: `--name`, or `--name-stdin` for a secret.
    pub(crate) fn shown(&self) -> String {
        if self.secret() {
            format!("--{}", self.stdin())
        } else {
            format!("--{}", self.name)
        }
    }
}

/// Returns the flags of a method, in the order of its table.
pub(crate) fn of(method: &Method) -> Vec<Flag> {
    let mut flags: Vec<Flag> = Vec::new();
    for field in fields::of_message(method, method.request) {
        if !field.is_word() {
            continue;
        }
        let whole = field.wire.replace("[]", "");
        let names = [field.name.clone(), whole.clone(), format!("request.{whole}")];
        let free = |name: &&String| {
            let common = COMMON.contains(&name.as_str());
            !common && !flags.iter().any(|flag| flag.name == **name)
        };
        if let Some(name) = names.iter().find(free).cloned() {
            flags.push(Flag { name, field });
        }
    }
    flags
}

/// Returns the fields that `--clear` accepts, each with its name for people.
pub(crate) fn clearable(method: &Method) -> Vec<(String, Field)> {
    let flags = of(method);
    fields::of_message(method, method.request)
        .into_iter()
        .filter(|field| field.row.rules.patch && !field.in_item && !field.bare)
        .map(|field| {
            let flag = flags
                .iter()
                .find(|flag| flag.field.wire == field.wire && flag.field.steps == field.steps);
            (flag.map_or_else(|| field.name.clone(), |flag| flag.name.clone()), field)
        })
        .collect()
}

/// Returns the flag of a wire path: `--phones` for `contact.phones.phone[0].number`.
pub(crate) fn shown_path(method: &Method, path: &str) -> Option<String> {
    let row: String = path.split('[').enumerate().fold(String::new(), |out, (i, part)| {
        if i == 0 {
            return part.to_owned();
        }
        out + "[]" + part.split_once(']').map_or("", |(_, rest)| rest)
    });
    let flags = of(method);
    let exact = flags.iter().find(|flag| flag.field.wire == row);
    // Inside an item, the list that holds it has the flag.
    let around = || {
        flags
            .iter()
            .find(|flag| flag.field.many && row.starts_with(&flag.field.wire))
    };
    exact.or_else(around).map(Flag::shown)
}

/// Returns the enum values that their tables do not list, as path and message.
pub(crate) fn unlisted(record: &dyn Record) -> Vec<(String, String)> {
    let mut out = Vec::new();
    planfix_api::walk::leaves(record, &mut |leaf| {
        let View::Text(text) = leaf.view else { return };
        if let Some(stranger) = leaf.kind.unlisted(text) {
            out.push((leaf.path.to_owned(), stranger.message(leaf.row.rules.hidden())));
        }
    });
    out
}
