//! Messages about a wrong command line, with hints that clap cannot give.

use crate::output::say;
use crate::terminal;
use clap::error::ErrorKind;
use planfix_api::table::Method;
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
    if error.kind() == ErrorKind::InvalidSubcommand
        && let Some(method) = meant(words)
    {
        say(&format!("\nThe method is `planfix {}`.", method.name.replace('.', " ")));
    }
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
