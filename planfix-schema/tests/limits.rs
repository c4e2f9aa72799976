//! The limits of the grammar: the page names them, and what is over one is told once.

use planfix_schema::{Source, limits, read_method, shipped};

const HEAD: &str =
    "# a.set\n\nText.\n\n- effect: set\n- source: x\n\n## Request\n\n| name | type | note |\n|---|---|---|\n";

/// Returns the faults of a request with these rows.
fn told(rows: &str) -> Vec<String> {
    let text = format!("{HEAD}{rows}\n## Response\n\nNone.\n");
    let faults = read_method(&Source::file("t.md", &text), None, shipped::TYPES).faults;
    let faults = faults.iter().flat_map(|faults| faults.iter());
    faults
        .map(|fault| {
            format!(
                "{} | {} | {}",
                fault.message,
                fault.label,
                fault.help.as_deref().unwrap_or("")
            )
        })
        .collect()
}

/// A number as the page writes it.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(",")
}

#[test]
fn the_page_of_the_grammar_names_them() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/README.md")).unwrap();
    for (what, number) in [
        ("bytes of a file", limits::BYTES as u64),
        ("rows of a section", limits::ROWS as u64),
        ("elements inside each other, in one table", limits::DEPTH as u64),
        ("fields of one struct", limits::FIELDS.into()),
        ("characters of a `string(N)`", u32::MAX.into()),
        ("faults of a file that are told", limits::FAULTS as u64),
    ] {
        let row = format!("\n| {what} | {} |\n", grouped(number));
        assert!(page.contains(&row), "no row{row}in spec/README.md");
    }
    assert!(page.contains(&grouped(i64::MAX as u64)));
}

#[test]
fn rows_that_are_too_deep_for_one_cause_are_one_fault() {
    let deep = |levels: usize| vec!["e"; levels].join(".");
    let below = |path: &str, count: usize| -> String {
        (0..count)
            .map(|i| format!("| {path}.x{i} | int | Number. |\n"))
            .collect()
    };
    assert_eq!(told(&below(&deep(limits::DEPTH - 1), 45)), Vec::<String>::new());
    let faults = told(&below(&deep(limits::DEPTH), 45));
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(faults[0].contains("is 17 elements deep | too deep, as the 44 rows after it | at most 16 are allowed"));
    // An element with a row of its own, and elements of many names on the way.
    let faults = told(&format!(
        "| {0} | | Deep. |\n{1}",
        deep(limits::DEPTH),
        below(&deep(limits::DEPTH), 45)
    ));
    assert_eq!(faults.len(), 1, "{faults:#?}");
    let rows: String = (0..45)
        .map(|i| format!("| {}.y{i}.z | int | Number. |\n", deep(limits::DEPTH)))
        .collect();
    assert_eq!(told(&rows).len(), 1);
    // Below another element it is another cause.
    let other = format!("f.{}", deep(limits::DEPTH));
    let faults = told(&(below(&deep(limits::DEPTH), 2) + &below(&other, 2)));
    assert_eq!(faults.len(), 2, "{faults:#?}");
}

#[test]
fn too_many_fields_are_one_fault() {
    let rows = |count: usize| -> String { (0..count).map(|i| format!("| a.x{i} | int | Number. |\n")).collect() };
    assert_eq!(told(&rows(limits::FIELDS.into())), Vec::<String>::new());
    let faults = told(&rows(usize::from(limits::FIELDS) + 100));
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(faults[0].starts_with("more than 255 fields in one struct"));
}

#[test]
fn a_missing_effect_is_proposed_by_nobody() {
    let text = "# a.set\n\nText.\n\n- source: x\n\n## Request\n\nNone.\n\n## Response\n\nNone.\n";
    let faults = read_method(&Source::file("t.md", text), None, shipped::TYPES)
        .faults
        .unwrap();
    let told: Vec<_> = faults.iter().map(|fault| fault.help.clone().unwrap()).collect();
    let help = "add `- effect: WORD` after the prose; WORD is `read`, `set`, `create`, `delete` or `act`, which says \
                what a lost answer means";
    assert_eq!(told, [help]);
}
