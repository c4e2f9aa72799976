//! Every page of the vendor becomes a table whose only faults are its open questions.

#![cfg(feature = "vendor")]

mod vendor;

use planfix_schema::vendor::{import::import, import_values, page, tables::Tables};
use planfix_schema::{Source, read_method, read_type};
use vendor::other::{conversion, unlinked};
use vendor::{files, known, pages, spec, tables};

#[test]
fn every_page_becomes_a_table() {
    let tables = tables();
    let types: Vec<_> = tables
        .types
        .iter()
        .map(|(name, ty)| (name.as_str(), ty.kind()))
        .collect();
    let (mut count, mut questions) = (0, 0);
    let mut wrong = Vec::new();
    for (name, text) in pages() {
        let [page] = page::read(&text).try_into().expect("one page");
        let made = import(&page, &tables).expect("a table");
        assert_eq!(made.name, name);
        let reading = read_method(&Source::file(&name, &made.text), Some(&name), &types);
        let faults: Vec<_> = reading.faults.iter().flat_map(|faults| faults.iter()).collect();
        let open = faults
            .iter()
            .filter(|fault| fault.message.starts_with("open question: "))
            .count();
        assert_eq!(open, made.questions, "{name}");
        if open != faults.len() {
            wrong.extend(
                reading
                    .faults
                    .iter()
                    .flat_map(|f| f.iter())
                    .filter(|f| !f.message.starts_with("open"))
                    .map(|f| format!("{name}:{} {}", f.line, f.message)),
            );
        }
        count += 1;
        questions += open;
    }
    assert_eq!(wrong, Vec::<String>::new());
    println!("{count} pages imported, {questions} questions");
}

/// A table without its questions, as a person leaves it who answers none of them and says all in the same words.
fn without_questions(table: &str) -> String {
    let lines = table.lines().filter(|line| !line.starts_with("- question: "));
    let lines = lines.map(|line| {
        let (before, said) = line.split_once('«').unwrap_or((line, ""));
        let (_, after) = said.split_once('»').unwrap_or(("", ""));
        let own = if said.is_empty() { "" } else { "Own words." };
        let line = format!("{before}{own}{after}");
        let spans = line.split('`').enumerate();
        // Every second piece is a code span.
        let kept = spans.map(|(at, piece)| match (at % 2, piece.starts_with("question ")) {
            (1, true) => String::new(),
            (1, false) => format!("`{piece}`"),
            _ => piece.to_owned(),
        });
        kept.collect::<String>() + "\n"
    });
    lines.collect()
}

#[test]
fn a_table_without_its_questions_has_no_faults() {
    let tables = tables();
    let types: Vec<_> = tables
        .types
        .iter()
        .map(|(name, ty)| (name.as_str(), ty.kind()))
        .collect();
    for (name, text) in pages() {
        let page = page::read(&text).remove(0);
        let table = without_questions(&import(&page, &tables).expect("a table").text);
        if let Some(faults) = read_method(&Source::file(&name, &table), Some(&name), &types).faults {
            panic!("{faults}");
        }
    }
}

/// The rows of a table: path without `[]`, type, note.
fn rows(side: &str) -> Vec<(String, &str, &str)> {
    let rows = side.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| ")?.splitn(3, '|').map(str::trim);
        let path = cells.next()?.replace("[]", "");
        Some((path, cells.next()?, cells.next()?))
    });
    rows.filter(|(path, ..)| path != "name").collect()
}

#[test]
fn no_type_is_guessed_wrong_without_a_question() {
    let (types, methods) = (spec("types"), spec("methods"));
    let known = known();
    let mut wrong = Vec::new();
    for (name, text) in pages() {
        let Some((_, table)) = methods.iter().find(|(method, _)| *method == name) else {
            continue;
        };
        // The other tables, as they were before this one existed.
        let others: Vec<_> = methods.iter().filter(|(method, _)| *method != name).cloned().collect();
        let page = page::read(&text).remove(0);
        let made = import(&page, &Tables::read(&others, &types)).expect("a table");
        for (made, table) in made.text.split("## Response").zip(table.split("## Response")) {
            let right = rows(table);
            for (path, ty, note) in rows(made) {
                let asked = ty.is_empty() || note.contains("`question ");
                let row = right.iter().find(|(known, ..)| *known == path).map(|(_, ty, _)| *ty);
                // A record in the place of elements without a row of their own.
                let is_inner = |known: &str| known.starts_with(&format!("{path}."));
                let inner = right.iter().find(|(known, ..)| is_inner(known)).map(|_| "");
                let Some(right) = row.or(inner).filter(|right| *right != ty && !asked) else {
                    continue;
                };
                // A list tells where the page is wrong.
                let meant = known.iter().any(|known| {
                    known.method == name && known.element == path && known.table.eq_ignore_ascii_case(right)
                });
                if !meant {
                    wrong.push(format!("{name} {path}: {ty}, and it is {right}"));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn both_conversions_of_a_page_become_the_same_table() {
    let tables = tables();
    let mut wrong = Vec::new();
    for (name, text) in pages() {
        let other = conversion(&text);
        let made: Vec<_> = [unlinked(&text), other.clone()]
            .iter()
            .map(|text| {
                let [page] = page::read(text).try_into().expect("one page");
                import(&page, &tables).expect("a table").text
            })
            .collect();
        if made[0] != made[1] {
            let differ = made[0].lines().zip(made[1].lines()).find(|(one, two)| one != two);
            wrong.push(format!("{name}: {differ:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_page_of_values_becomes_an_enum() {
    let tables = tables();
    let types: Vec<_> = tables
        .types
        .iter()
        .map(|(name, ty)| (name.as_str(), ty.kind()))
        .collect();
    let mut count = 0;
    for (title, text) in files("reference") {
        let Some(page) = page::read(&text).into_iter().next() else {
            continue;
        };
        let Some(made) = import_values(&page, &title, "NewType") else {
            continue;
        };
        let reading = read_type(&Source::file(&title, &made.text), Some("NewType"), &types);
        let faults: Vec<_> = reading.faults.iter().flat_map(|faults| faults.iter()).collect();
        assert!(
            faults.iter().all(|fault| fault.message.starts_with("open question: ")),
            "{title}: {faults:?}"
        );
        assert_eq!(faults.len(), made.questions, "{title}");
        count += 1;
    }
    println!("{count} pages of values imported");
}
