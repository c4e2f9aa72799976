//! Tips about a wrong command line, made from the tables. clap's own ones only compare letters: for `--comment` it
//! proposes `--account`.

use crate::flags::{self, COMMON, Flag};
use crate::words::one_line;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use planfix_api::table::{Kind, Method};
use std::ffi::OsString;

/// The most flags that a tip lists.
const MOST: usize = 6;

/// The words that other programs use for these actions.
const OTHER_WORDS: [(&str, &[&str]); 5] = [
    ("getList", &["list", "ls", "all", "search", "find", "query"]),
    ("get", &["show", "view", "read", "info"]),
    ("add", &["create", "new", "insert"]),
    ("update", &["edit", "set", "change", "modify"]),
    ("delete", &["remove", "rm", "del", "destroy"]),
];

/// Takes clap's tips out of an error, and returns better ones.
pub(super) fn instead(error: &mut clap::Error, words: &[OsString]) -> Vec<String> {
    for kind in [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedCommand,
        ContextKind::Suggested,
    ] {
        error.remove(kind);
    }
    match error.kind() {
        ErrorKind::UnknownArgument => unknown_argument(error, words),
        ErrorKind::InvalidSubcommand => subcommand(words).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn unknown_argument(error: &mut clap::Error, words: &[OsString]) -> Vec<String> {
    // The usage names the flag that clap took for meant.
    error.remove(ContextKind::Usage);
    if words.iter().any(is_secret) {
        return vec![
            "Secrets are never taken from the command line, where others can read them: set PLANFIX_API_KEY and \
             PLANFIX_TOKEN, or use --credentials-stdin."
                .to_owned(),
        ];
    }
    let Some(ContextValue::String(wrong)) = error.get(ContextKind::InvalidArg) else {
        return Vec::new();
    };
    let wrong = wrong.clone();
    let Some(method) = called(words) else {
        return outside(words).into_iter().collect();
    };
    if let Some((flag, value)) = detached(method, words) {
        return vec![format!(
            "A true-or-false flag takes its value after `=`: {flag}={value}. Without a value it means true."
        )];
    }
    let command = method.name.replace('.', " ");
    match wrong.strip_prefix("--") {
        Some(name) => vec![flag_tip(method, name.split('=').next().unwrap_or(name), &command)],
        None if wrong.starts_with('-') => {
            vec![format!("Flags begin with `--`; `planfix {command} --help` lists them.")]
        }
        None => vec![value_tip(method, &wrong, &command)],
    }
}

fn is_secret(word: &OsString) -> bool {
    let word = word.to_string_lossy().to_lowercase();
    let name = word.split('=').next().unwrap_or("");
    ["--token", "--key", "--api-key", "--apikey", "--password", "--sid"].contains(&name)
}

/// Returns the method that the command line calls.
fn called(words: &[OsString]) -> Option<&'static Method> {
    let [_, group, action, ..] = words else { return None };
    let (group, action) = (group.to_str()?, action.to_str()?);
    let methods = planfix_api::methods().iter().copied();
    let mut methods = methods.filter(|method| method.group() == group);
    methods.find(|method| method.action() == action || crate::words::separated(method.action(), '-') == action)
}

/// Proposes the flags that a wrong one may mean: those with this part in their name, or one that is spelled nearly so.
fn flag_tip(method: &Method, wrong: &str, command: &str) -> String {
    let flags = flags::of(method);
    let plain = |text: &str| text.replace(['-', '_'], "").to_lowercase();
    let wanted = plain(wrong);
    let is_part = |name: &str| {
        let parts = name.split(['.', '@']);
        let begins = |part: &str| wanted.len() >= 3 && plain(part).starts_with(&wanted);
        parts.clone().any(|part| plain(part) == wanted) || parts.clone().next().is_some_and(begins)
    };
    let mut names: Vec<&str> = flags
        .iter()
        .map(|flag| flag.name.as_str())
        .filter(|name| is_part(name))
        .collect();
    if names.is_empty() {
        let all = flags.iter().map(|flag| flag.name.as_str());
        names.extend(planfix_schema::nearest(wrong, all.chain(COMMON)));
    }
    let shown = |name: &&str| match flags.iter().find(|flag| flag.name == **name) {
        Some(flag) => flag.shown(),
        None => format!("--{name}"),
    };
    let shown: Vec<String> = names.iter().take(MOST).map(shown).collect();
    match shown.as_slice() {
        [] => format!(
            "`planfix {command} --help` lists the flags, and `planfix explain {}` looks for a word in all tables.",
            one_line(wrong)
        ),
        [one] => format!("Did you mean {one}?"),
        several => format!("Did you mean one of {}?", several.join(", ")),
    }
}

/// Explains a value without a flag: it may be the identifier of the object.
fn value_tip(method: &Method, value: &str, command: &str) -> String {
    let flags = flags::of(method);
    let selects = |flag: &&Flag| {
        let is_id = matches!(flag.field.kind, Kind::Id(_));
        is_id && (flag.field.choice().is_some() || flag.field.row.rules.required)
    };
    let selectors: Vec<String> = flags.iter().filter(selects).map(Flag::shown).collect();
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    match selectors.first() {
        Some(first) if is_number => {
            let others = match selectors.get(1..) {
                Some([]) | None => String::new(),
                Some(others) => format!(" (or {})", others.join(", ")),
            };
            format!("A value needs its flag: planfix {command} {first} {value}{others}")
        }
        _ => format!("A value needs its flag; `planfix {command} --help` lists them."),
    }
}

/// Finds a true-or-false flag followed by its value as a word of its own, and returns the flag and the value that was
/// meant.
fn detached<'w>(method: &Method, words: &'w [OsString]) -> Option<(&'w str, &'static str)> {
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

/// Explains a flag in front of the method.
fn outside(words: &[OsString]) -> Option<String> {
    let plain = words.iter().skip(1).filter_map(|word| word.to_str());
    let mut plain = plain.filter(|word| !word.starts_with('-'));
    let group = plain.find(|word| planfix_api::methods().iter().any(|method| method.group() == *word))?;
    let action = plain.find(|word| {
        let mut methods = planfix_api::methods().iter();
        methods.any(|method| method.group() == group && method.action() == *word)
    })?;
    Some(format!("Flags go after the method: planfix {group} {action} …"))
}

/// Explains an unknown command: the method that was meant, or the methods that there are.
fn subcommand(words: &[OsString]) -> Option<String> {
    let mut words = words
        .iter()
        .skip(1)
        .filter_map(|word| word.to_str())
        .filter(|word| *word != "help");
    let (first, second) = (words.next()?, words.next().unwrap_or(""));
    let (group, action) = first.split_once('.').unwrap_or((first, second));
    let methods = || planfix_api::methods().iter().copied();
    let groups = || methods().map(Method::group);
    let singular = group.trim_end_matches('s');
    let exact = groups().find(|known| known.eq_ignore_ascii_case(group) || known.eq_ignore_ascii_case(singular));
    let Some(group) = exact.or_else(|| planfix_schema::nearest(group, groups())) else {
        return Some(format!(
            "`planfix explain {}` looks for a word in all tables, and `planfix methods` lists the methods.",
            one_line(first)
        ));
    };
    let of_group = || methods().filter(|method| method.group() == group);
    let plain = |text: &str| text.replace(['-', '_'], "").to_lowercase();
    let same = of_group().find(|method| plain(method.action()) == plain(action));
    let other = || {
        let (known, _) = OTHER_WORDS.iter().find(|(_, others)| others.contains(&action))?;
        of_group().find(|method| method.action() == *known)
    };
    let near = || {
        let name = planfix_schema::nearest(action, of_group().map(Method::action))?;
        of_group().find(|method| method.action() == name)
    };
    Some(match same.or_else(other).or_else(near) {
        Some(method) => format!("The method is `planfix {}`.", method.name.replace('.', " ")),
        None => format!(
            "The methods of {group}: {}",
            crate::words::listed(of_group().map(Method::action))
        ),
    })
}
