//! The command `planfix spec diff`: the tables against saved pages of the vendor.

use super::{saved_page, text};
use crate::output::{print, say};
use crate::status::{Failure, Status};
use clap::ArgMatches;
use planfix_schema::vendor::report::compare;
use planfix_schema::vendor::tables::Tables;
use planfix_schema::{Source, read_differences};
use std::path::{Path, PathBuf};

pub(super) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let spec = Path::new(text(matches, "spec"));
    let tables = tables(spec)?;
    let known = known(&spec.join("differences.md"))?;
    let (mut pages, mut asked) = (Vec::new(), Vec::new());
    for path in matches.get_many::<String>("page").into_iter().flatten() {
        let path = Path::new(path);
        if path.is_dir() {
            for path in files(path, saved_page::is_page)? {
                pages.push(saved_page::read(&path)?);
            }
        } else {
            let page = saved_page::read(path)?;
            asked.push(page.0.clone());
            pages.push(page);
        }
    }
    let report = compare(&pages, &tables, &known);
    for line in report.lines() {
        print(&format!("{line}\n"))?;
    }
    // A folder may contain other pages, but a page named on the command line should be about something.
    let strange: Vec<&String> = report.strange.iter().filter(|name| asked.contains(name)).collect();
    for name in &strange {
        say(&format!(
            "error: {name}: the page does not describe a method, and no shared type names it in its fact `page`"
        ));
    }
    if report.compared.is_empty() && strange.is_empty() {
        return Err(Failure::input(
            "none of these pages describes a method, values or filters",
        ));
    }
    let (new, gone) = (report.new.len(), report.gone.len());
    let summary = format!(
        "{} pages compared, {new} differences are new, {} are known, {gone} known ones no longer exist",
        report.compared.len(),
        report.known
    );
    if report.is_clean() && strange.is_empty() {
        return print(&format!("{summary}\n"));
    }
    say(&format!("error: {summary}"));
    Err(Failure::said(Status::Input))
}

/// Reads the tables of a folder like `spec`, and warns about tables with faults.
pub(super) fn tables(spec: &Path) -> Result<Tables, Failure> {
    let read = |folder: &str| -> Result<Vec<(String, String)>, Failure> {
        let folder = spec.join(folder);
        if !folder.is_dir() {
            say(&format!(
                "warning: no such folder: {}; its tables are not known",
                folder.display()
            ));
            return Ok(Vec::new());
        }
        let tables = files(&folder, |path| {
            path.extension().is_some_and(|extension| extension == "md")
        })?;
        tables.iter().map(|path| page_file(path)).collect()
    };
    let tables = Tables::read(&read("methods")?, &read("types")?);
    for name in &tables.faulty {
        say(&format!(
            "warning: the table of {name} has faults; `planfix spec check` lists them"
        ));
    }
    Ok(tables)
}

/// Reads the known differences; empty if there is no list.
fn known(path: &Path) -> Result<Vec<planfix_schema::model::KnownDifference>, Failure> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let (_, content) = page_file(path)?;
    let reading = read_differences(&Source::file(&path.display().to_string(), &content));
    reading.into_result().map_err(|faults| {
        say(&faults.render(false));
        Failure::said(Status::Input)
    })
}

/// Returns the wanted files of a folder, sorted by name.
fn files(folder: &Path, wanted: impl Fn(&Path) -> bool) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(folder)
        .map_err(|error| Failure::input(format!("cannot read {}: {error}", folder.display())))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.is_file() && wanted(path));
    paths.sort();
    Ok(paths)
}

/// Reads a file; returns its name without the extension, and its text. `-` is standard input.
pub(super) fn page_file(path: &Path) -> Result<(String, String), Failure> {
    let wrong = |error: std::io::Error| Failure::input(format!("cannot read {}: {error}", path.display()));
    if path == Path::new("-") {
        let content = std::io::read_to_string(std::io::stdin()).map_err(wrong)?;
        return Ok(("-".to_owned(), content));
    }
    let stem = path
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let content = std::fs::read_to_string(path).map_err(wrong)?;
    Ok((stem, content))
}
