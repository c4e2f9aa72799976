//! The command `planfix spec check`: the faults of tables, reported as a build reports them.

mod beside;

use crate::output::{print, say, say_styled};
use crate::status::{Failure, Status};
use beside::Beside;
use clap::ArgMatches;
use planfix_schema::{Faults, Source, read_custom_fields, read_differences, read_errors, read_method, read_type};
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let mut tables = Vec::new();
    let mut wrong = Vec::new();
    for path in matches.get_many::<String>("path").into_iter().flatten() {
        let path = Path::new(path);
        if path.is_dir() {
            let before = tables.len();
            folder(path, &mut tables, &mut wrong);
            if tables.len() == before {
                wrong.push(format!("{}: this folder has no tables", path.display()));
            }
        } else if path.exists() {
            tables.push((path.to_owned(), true));
        } else {
            wrong.push(format!("{}: no such file or folder", path.display()));
        }
    }
    tables.dedup();
    let color = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let (mut checked, mut faulty, mut count) = (0, 0, 0);
    let mut beside = Beside::default();
    let mut found = Vec::new();
    for (path, asked) in tables {
        match check(&path, asked, &mut beside) {
            Ok(None) => {}
            Ok(Some(faults)) => {
                checked += 1;
                found.extend(faults);
            }
            Err(message) => wrong.push(message),
        }
    }
    for faults in found.into_iter().chain(beside.faults()) {
        faulty += 1;
        count += faults.iter().count();
        let shown = faults.render(color);
        if color {
            say_styled(&format!("{shown}\n"));
        } else {
            say(&format!("{shown}\n"));
        }
    }
    for message in &wrong {
        say(&format!("error: {message}"));
    }
    if count > 0 {
        say(&format!(
            "error: {} in {faulty} of {checked} tables",
            if count == 1 {
                "1 fault".to_owned()
            } else {
                format!("{count} faults")
            }
        ));
    }
    if count > 0 || !wrong.is_empty() {
        return Err(Failure::said(Status::Input));
    }
    print(&format!("{checked} tables, no faults\n"))
}

/// Collects every Markdown file below a folder, sorted by name.
fn folder(path: &Path, tables: &mut Vec<(PathBuf, bool)>, wrong: &mut Vec<String>) {
    let entries = match std::fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => {
            wrong.push(format!("cannot read {}: {error}", path.display()));
            return;
        }
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        // A link may lead back into the folder.
        if path.is_dir() && !path.is_symlink() {
            folder(&path, tables, wrong);
        } else if path.extension().is_some_and(|extension| extension == "md") && path.is_file() {
            tables.push((path, false));
        }
    }
}

/// The kinds of tables.
enum Table {
    Method,
    Type,
    CustomFields,
    Errors,
    Differences,
}

/// Returns the faults of a table; the outer `None` means that a file in a folder is not a table.
fn check(path: &Path, asked: bool, beside: &mut Beside) -> Result<Option<Option<Faults>>, String> {
    let name = path.display().to_string();
    let text = std::fs::read(path).map_err(|error| format!("cannot read {name}: {error}"))?;
    let text = String::from_utf8(text).map_err(|error| {
        let valid = error.as_bytes().get(..error.utf8_error().valid_up_to());
        let before = std::str::from_utf8(valid.unwrap_or_default()).unwrap_or("");
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        format!("not UTF-8\n --> {name}:{line}:{column}")
    })?;
    let Some(table) = recognized(path, &text) else {
        if asked {
            return Err(format!(
                "not a table: the title must be a method (`# contact.update`), a type (`# ContactId`), custom fields (with `## Fields`), or `# errors`\n \
                 --> {name}:1:1"
            ));
        }
        return Ok(None);
    };
    let source = Source::file(&name, &text);
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let types = beside.types(path).clone();
    let types = types.known();
    // A table without faults of its own may still disagree with the others.
    Ok(Some(match table {
        Table::Method => match read_method(&source, stem.as_deref(), &types).into_result() {
            Ok(method) => {
                beside.group(path).methods.push((source, method));
                None
            }
            Err(faults) => Some(faults),
        },
        Table::Type => match read_type(&source, stem.as_deref(), &types).into_result() {
            Ok(ty) => {
                beside.group(path).types.push((source, ty));
                None
            }
            Err(faults) => Some(faults),
        },
        Table::CustomFields => read_custom_fields(&source, stem.as_deref(), &types).faults,
        Table::Errors => read_errors(&source).faults,
        Table::Differences => read_differences(&source).faults,
    }))
}

/// Recognizes the kind of a table by its folder, else by its title.
fn recognized(path: &Path, text: &str) -> Option<Table> {
    let parent = path.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    match (parent, path.file_name().and_then(|name| name.to_str())) {
        (Some("methods"), _) => return Some(Table::Method),
        (Some("types"), _) => return Some(Table::Type),
        (_, Some("errors.md")) => return Some(Table::Errors),
        (_, Some("differences.md")) => return Some(Table::Differences),
        _ => {}
    }
    let mut titles = text.trim_start_matches('\u{FEFF}').lines();
    let title = titles.find_map(|line| line.strip_prefix("# "))?.trim();
    let word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric());
    if title == "errors" {
        Some(Table::Errors)
    } else if title
        .split_once('.')
        .is_some_and(|(group, action)| word(group) && word(action))
    {
        Some(Table::Method)
    } else if word(title) && text.lines().any(|line| line.starts_with("- kind:")) {
        Some(Table::Type)
    } else if word(title) && text.lines().any(|line| line.trim_end() == "## Fields") {
        Some(Table::CustomFields)
    } else {
        None
    }
}
