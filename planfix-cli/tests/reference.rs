//! `planfix reference`: the pages are consistent, and their examples work.

mod support;

use planfix_api::Code;
use planfix_api::table::{Content, Kind, Method, Table};
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::process::Command;
use support::{folder, run};

/// Writes the pages; returns them by their path in the folder.
fn pages(name: &str) -> (PathBuf, BTreeMap<PathBuf, String>) {
    let folder = folder(name);
    run(&["reference", folder.to_str().unwrap()])
        .ends(0)
        .prints(&[&format!("{} methods", planfix_api::methods().len()), "index.html"]);
    let mut pages = BTreeMap::new();
    let mut open = vec![folder.clone()];
    while let Some(next) = open.pop() {
        for path in std::fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                let text = std::fs::read_to_string(&path).unwrap();
                pages.insert(path.strip_prefix(&folder).unwrap().to_owned(), text);
            }
        }
    }
    (folder, pages)
}

fn parse<'a>(path: &Path, text: &'a str) -> Document<'a> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn ids(path: &Path, document: &Document<'_>) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for id in document.descendants().filter_map(|node| node.attribute("id")) {
        assert!(
            ids.insert(id.to_owned()),
            "{}: two elements with the id {id}",
            path.display()
        );
    }
    ids
}

/// Normalizes a path: `methods/../types/Sex.html` becomes `types/Sex.html`.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => assert!(out.pop(), "{} leaves the folder", path.display()),
            part => out.push(part),
        }
    }
    out
}

#[test]
fn pages_are_well_formed_and_every_link_leads_somewhere() {
    let (folder, pages) = pages("reference-links");
    let documents: BTreeMap<&Path, Document<'_>> = pages
        .iter()
        .map(|(path, text)| (path.as_path(), parse(path, text)))
        .collect();
    let ids: BTreeMap<&Path, BTreeSet<String>> = documents
        .iter()
        .map(|(path, document)| (*path, ids(path, document)))
        .collect();
    let mut links = 0;
    for (path, document) in &documents {
        for to in document.descendants().filter_map(|node| node.attribute("href")) {
            links += 1;
            let (file, place) = to.split_once('#').unwrap_or((to, ""));
            let target = if file.is_empty() {
                path.to_path_buf()
            } else {
                plain(&path.parent().unwrap().join(file))
            };
            assert!(folder.join(&target).is_file(), "{}: {to}", path.display());
            if !place.is_empty() {
                assert!(ids[target.as_path()].contains(place), "{}: {to}", path.display());
            }
        }
    }
    assert!(links > 3000, "{links}");
}

/// Collects the paths of the rows of a table and of the structs in it.
fn rows(table: &'static Table, out: &mut BTreeSet<&'static str>) {
    for element in table.fields() {
        let row = element.row.unwrap();
        out.insert(row.path);
        match element.content {
            Content::Value { kind, .. } | Content::Repeat { kind, .. } | Content::List { kind, .. } => {
                if let Kind::Record(inner) = kind
                    && row.ty.is_empty()
                {
                    rows(inner, out);
                }
            }
            Content::Group(_) => {}
        }
    }
}

fn texts(node: Node<'_, '_>) -> String {
    node.descendants()
        .filter_map(|node| node.text().filter(|_| node.is_text()))
        .collect()
}

/// Returns the first cell of every row whose id has this prefix.
fn first_cells(document: &Document<'_>, start: &str) -> BTreeSet<String> {
    let rows = document
        .descendants()
        .filter(|node| node.attribute("id").is_some_and(|id| id.starts_with(start)));
    rows.map(|row| texts(row.first_element_child().unwrap())).collect()
}

#[test]
fn every_row_value_code_and_filter_is_on_its_page() {
    let (_, pages) = pages("reference-rows");
    let page = |name: &str| {
        let path = Path::new(name);
        (path.to_owned(), &pages[path])
    };
    for method in planfix_api::methods() {
        let (path, text) = page(&format!("methods/{}.html", method.name));
        let document = parse(&path, text);
        for (side, table) in [("request.", method.request), ("response.", method.response)] {
            let mut expected = BTreeSet::new();
            rows(table, &mut expected);
            let shown = first_cells(&document, side);
            assert!(shown.iter().map(String::as_str).eq(expected), "{} {side}", method.name);
        }
    }
    let (path, text) = page("errors.html");
    let codes = first_cells(&parse(&path, text), "code-");
    assert!(
        codes
            .iter()
            .map(String::as_str)
            .eq(Code::all().iter().map(|entry| entry.code).collect::<BTreeSet<_>>())
    );
    let (path, text) = page("filters.html");
    let filters = parse(&path, text);
    assert!(texts(filters.root_element()).contains("ContactFilter::name(operator, value)"));
    let (path, text) = page("types/Sex.html");
    assert!(texts(parse(&path, text).root_element()).contains("FEMALE"));
}

/// Returns the code blocks after the heading with this id, up to the next heading of the same rank.
fn blocks(document: &Document<'_>, id: &str) -> Vec<String> {
    let heading = document
        .descendants()
        .find(|node| node.attribute("id") == Some(id))
        .unwrap();
    let rest = heading
        .next_siblings()
        .skip(1)
        .take_while(|node| !node.has_tag_name((node.tag_name().namespace().unwrap_or(""), "h2")));
    rest.filter(|node| node.tag_name().name() == "pre").map(texts).collect()
}

#[test]
fn every_command_line_works() {
    let (folder, pages) = pages("reference-commands");
    std::fs::write(folder.join("secrets.txt"), "first\nsecond\n").unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_planfix")).parent().unwrap();
    let search = std::env::var_os("PATH").unwrap_or_default();
    let search =
        std::env::join_paths(std::iter::once(program.to_owned()).chain(std::env::split_paths(&search))).unwrap();
    let mut commands = 0;
    for method in planfix_api::methods() {
        let path = PathBuf::from(format!("methods/{}.html", method.name));
        let before = commands;
        for command in blocks(&parse(&path, &pages[&path]), "command") {
            let output = Command::new("sh")
                .args(["-c", &format!("{command} --dry-run")])
                .current_dir(&folder)
                .env("PATH", &search)
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{command}\n{said}");
            let xml = String::from_utf8(output.stdout).unwrap();
            assert!(
                xml.contains(&format!("<request method=\"{}\">", method.name)),
                "{command}\n{xml}"
            );
            commands += 1;
        }
        assert!(
            commands > before || method.name == "auth.login",
            "{} has none",
            method.name
        );
    }
    assert!(commands >= 100, "{commands}");
}

/// The example on a page equals the one of `cargo doc`, which is compiled and run: one function makes both from the
/// table and the path of the module.
#[test]
fn the_examples_name_existing_modules() {
    let source = include_str!("../../planfix-api/src/methods.rs");
    let (_, pages) = pages("reference-modules");
    let mut group = "";
    let mut found = 0;
    for line in source.lines().map(str::trim) {
        if let Some((name, rest)) = line.split_once(' ')
            && let Some((table, _)) = rest.split_once(".md\"")
            && let Some(method) = table.strip_prefix("\"spec/methods/")
        {
            let module = format!("{group}::{name}");
            assert_eq!(planfix_schema::sample::module(method), module);
            let path = PathBuf::from(format!("methods/{method}.html"));
            let examples = blocks(&parse(&path, &pages[&path]), "rust");
            assert!(
                examples[0].contains(&format!("{module}::Request::new(")),
                "{}",
                examples[0]
            );
            found += 1;
        } else if line.ends_with('{') {
            group = line.split(' ').next().unwrap();
        }
    }
    assert_eq!(found, planfix_api::methods().len());
}

#[test]
fn a_folder_that_cannot_be_written_is_wrong_input() {
    let folder = folder("reference-file");
    let file = folder.join("taken");
    std::fs::write(&file, "").unwrap();
    run(&["reference", file.to_str().unwrap()])
        .ends(1)
        .complains(&["cannot write"]);
}

/// Groups of error codes have the names of groups of methods, or the names that the reference maps to them.
#[test]
fn every_code_that_belongs_to_a_method_is_on_some_page() {
    let (_, pages) = pages("reference-codes");
    let missing: BTreeSet<&str> = Code::all()
        .iter()
        .filter(|entry| {
            let link = format!("errors.html#code-{}\"", entry.code);
            let is_linked =
                |method: &&Method| pages[Path::new(&format!("methods/{}.html", method.name))].contains(&link);
            !planfix_api::methods().iter().any(is_linked)
        })
        .map(|entry| entry.group)
        .collect();
    // No table describes a method of these groups.
    assert_eq!(missing, BTreeSet::from(["counterparty", "stream"]));
}
