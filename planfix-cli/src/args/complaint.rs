//! Messages about a wrong command line, with hints that clap cannot give.

use crate::flags::{self, Flag};
use crate::output::say;
use crate::terminal;
use clap::error::ErrorKind;
use planfix_api::table::{Kind, Method};
use std::ffi::OsString;

/// Prints the error of a wrong command line.
pub(crate) fn complain(error: &clap::Error, words: &[OsString]) {
    // clap prints the words unescaped, and a script may have put untrusted data there.
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

/// The words that other programs use for these actions.
const OTHER_WORDS: [(&str, &[&str]); 5] = [
    ("getList", &["list", "ls", "all", "search", "find", "query"]),
    ("get", &["show", "view", "read", "info"]),
    ("add", &["create", "new", "insert"]),
    ("update", &["edit", "set", "change", "modify"]),
    ("delete", &["remove", "rm", "del", "destroy"]),
];

/// Adds the hints that clap cannot give: where secrets come from, and the name of a method here.
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
    if error.kind() == ErrorKind::UnknownArgument
        && let Some((flag, value)) = detached(words)
    {
        say(&format!(
            "\nA true-or-false flag takes its value after `=`: {flag}={value}. Without a value it means true."
        ));
    }
    if error.kind() == ErrorKind::InvalidSubcommand
        && let Some(method) = meant(words)
    {
        say(&format!("\nThe method is `planfix {}`.", method.name.replace('.', " ")));
    }
}

/// Finds a true-or-false flag followed by its value as a word of its own, and returns the flag and the value that was
/// meant.
fn detached(words: &[OsString]) -> Option<(&str, &str)> {
    let [_, group, action, ..] = words else { return None };
    let name = format!("{}.{}", group.to_str()?, action.to_str()?);
    let method = planfix_api::methods().iter().find(|method| method.name == name)?;
    let flags = flags::of(method);
    words.windows(2).find_map(|pair| {
        let [flag, value] = pair else { return None };
        let (flag, value) = (flag.to_str()?, value.to_str()?);
        let is_switch =
            |known: &Flag| known.shown() == flag && !known.field.many && matches!(known.field.kind, Kind::Bool);
        if value.starts_with('-') || !flags.iter().any(is_switch) {
            return None;
        }
        let is_false = ["0", "false", "no", "off", "n", "нет"].contains(&value.to_lowercase().as_str());
        Some((flag, if is_false { "false" } else { "true" }))
    })
}

/// Finds the method meant by a name with a dot, or by the word of another program.
fn meant(words: &[OsString]) -> Option<&'static Method> {
    let find = |name: &str| {
        planfix_api::methods()
            .iter()
            .copied()
            .find(|method| method.name == name)
    };
    let group = words.get(1)?.to_str()?;
    if group.contains('.') {
        return find(group);
    }
    let word = words.get(2)?.to_str()?;
    let (action, _) = OTHER_WORDS.iter().find(|(_, others)| others.contains(&word))?;
    find(&format!("{group}.{action}"))
}
