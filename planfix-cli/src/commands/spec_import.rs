//! The command `planfix spec import`: a saved page of the vendor to a table.

use super::spec_diff::tables;
use super::{saved_page, text};
use crate::output::{print, say};
use crate::status::Failure;
use clap::ArgMatches;
use planfix_schema::vendor::import::{Imported, import};
use planfix_schema::vendor::page::{self, Page};
use planfix_schema::vendor::{import_values, tables::Tables};
use std::path::{Path, PathBuf};

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let file = text(matches, "page");
    let (name, content) = saved_page::read(Path::new(file))?;
    let tables = tables(Path::new(text(matches, "spec")))?;
    let output = matches.get_one::<String>("output").map(PathBuf::from);
    let method = matches.get_one::<String>("method").map(String::as_str);
    let made = made(page::read(&content), &name, method, output.as_deref(), &tables)
        .map_err(|message| Failure::input(format!("{file}: {message}")))?;
    let output = output.map(|path| match path.is_dir() {
        true => path.join(format!("{}.md", made.name)),
        false => path,
    });
    if let Some(path) = &output {
        write(path, &made.text)?;
    }
    for guess in &made.guesses {
        say(&format!("guess: {guess}"));
    }
    let place = output
        .as_ref()
        .map_or_else(|| "its file".to_owned(), |path| path.display().to_string());
    say(&format!(
        "the table of {} has {} open questions: `planfix spec check {place}` lists them",
        made.name, made.questions
    ));
    match output {
        Some(_) => Ok(()),
        None => print(&made.text),
    }
}

/// Makes the table of the method that was asked for, of the only method of the pages, or of a page of values.
fn made(
    pages: Vec<Page>,
    title: &str,
    method: Option<&str>,
    output: Option<&Path>,
    tables: &Tables,
) -> Result<Imported, String> {
    let of_methods: Vec<&Page> = pages.iter().filter(|page| page.method.is_some()).collect();
    let wanted = |page: &&&Page| method.is_none_or(|method| page.method.as_deref() == Some(method));
    let found: Vec<&Page> = of_methods.iter().filter(wanted).copied().collect();
    match (found.as_slice(), of_methods.as_slice()) {
        ([one], _) => import(one, tables).map_err(|error| error.to_string()),
        ([], []) => {
            let stem = output
                .and_then(Path::file_stem)
                .map(|stem| stem.to_string_lossy().into_owned());
            let page = pages.first().filter(|page| !page.values.is_empty());
            let page = page.ok_or("the page shows no request: it does not contain `<request method=\"…\">`")?;
            stem.and_then(|stem| import_values(page, title, &stem)).ok_or_else(|| {
                "the page lists values, so it becomes a shared type: name its file with `-o spec/types/NAME.md`"
                    .to_owned()
            })
        }
        _ => {
            let names: Vec<&str> = of_methods.iter().filter_map(|page| page.method.as_deref()).collect();
            Err(format!(
                "the file has these methods: {}; choose one with --method",
                names.join(", ")
            ))
        }
    }
}

/// Writes a new file, but never replaces one: it may hold answers to the questions.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    use std::io::Write as _;
    let file = std::fs::File::options().write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => Failure::input(format!(
                "{}: already exists; remove it, or name another file",
                path.display()
            )),
            _ => Failure::unwritten(format!("cannot write {}: {error}", path.display())),
        })
}
