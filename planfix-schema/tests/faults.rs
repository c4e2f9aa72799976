//! Every fault that a table can have: where it is, what it says, what to do. One cause is one fault.
//!
//! Each case edits a right table. After a change of the messages, `ACCEPT=1 cargo test -p
//! planfix-schema --test faults` writes the list anew; read what changed.

use planfix_schema::{Faults, Kind, Source, read_errors, read_method, read_type};
use std::fmt::Write as _;

const METHOD: &str = "\
# a.set

Sets an a.

- effect: set
- source: x
- precedence: a.id, a.code

## Request

| name | type | note |
|------|------|------|
| a.id | int | `one-of key` Number. |
| a.code | string | `one-of key` Code. |
| a.text | string | Text. |
| a.number | int | `range 1..9` |
| a.items | | |
| a.items.item[] | | |
| a.items.item[].size | int | |

## Response

| name | type | note |
|------|------|------|
| a.id | int | |
";

const ENUM: &str = "\
# Sex

A sex.

- kind: enum
- number: Other UserId

## Values

| value | note |
|-------|------|
| MALE | Male. |
| FEMALE | Female. |
";

const CODES: &str = "\
# errors

Codes.

## Codes

| code | name | class | group | meaning |
|------|------|-------|-------|---------|
| 0001 | SESSION_OVER | session | login | Log in again. |
";

const RECORD: &str = "\
# Person

A person.

- kind: record

## Fields

| name | type | note |
|------|------|------|
| id | UserId | `one-of who` Number. |
| code | string | `one-of who` Code. |
| sex | Sex | |
";

const UNION: &str = "\
# Value

A value.

- kind: union

## Forms

| form | type | note |
|------|------|------|
| Ids | brackets(UserId) | Numbers. |
| Period | Period | A period. |
| Text | string | Anything else. |
";

const FILTER: &str = "\
# Filter

A filter.

- kind: record

## Fields

| name | type | note |
|------|------|------|
| type | int | `as kind` `required` |
| operator | Operator | `required` |
| value | Value | `required` |
| field | FieldId | |

## Filters

| type | name | operator | value | note |
|------|------|----------|-------|------|
| 1 | created | Operator | Period | |
| 2 | is_new | =equal | =1 | |
| 3 | number_field | Operator | int | `field` |
";

const TYPES: [(&str, Kind); 7] = [
    ("FieldId", Kind::Id),
    ("Operator", Kind::Enum),
    ("Period", Kind::Record),
    ("Person", Kind::Record),
    ("Sex", Kind::Enum),
    ("UserId", Kind::Id),
    ("Value", Kind::Union),
];

fn faults(base: &str, table: &str) -> Option<Faults> {
    let source = Source::file("t.md", table);
    match base {
        "method" => read_method(&source, Some("a.set"), &TYPES).faults,
        "enum" => read_type(&source, Some("Sex"), &TYPES).faults,
        "record" => read_type(&source, Some("Person"), &TYPES).faults,
        "union" => read_type(&source, Some("Value"), &TYPES).faults,
        "filter" => read_type(&source, Some("Filter"), &TYPES).faults,
        _ => read_errors(&source).faults,
    }
}

fn table(base: &str) -> &'static str {
    match base {
        "method" => METHOD,
        "enum" => ENUM,
        "record" => RECORD,
        "union" => UNION,
        "filter" => FILTER,
        _ => CODES,
    }
}

/// The cases of `faults.txt`: `# base`, then the edit as `- find` and `+ replace`, `\n` for a line
/// break, then a line for each fault.
struct Case {
    base: String,
    find: String,
    replace: String,
    expected: String,
}

fn cases() -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    for block in include_str!("faults.txt")
        .split("\n\n")
        .filter(|block| !block.trim().is_empty())
    {
        let mut lines = block.trim().lines();
        let mut part = |mark: char| {
            let line = lines.next().unwrap_or_default();
            let text = line.strip_prefix(mark).unwrap_or_else(|| panic!("{mark:?} in {block}"));
            text.strip_prefix(' ').unwrap_or(text).replace("\\n", "\n")
        };
        let (base, find, replace) = (part('#'), part('-'), part('+'));
        out.push(Case {
            base,
            find,
            replace,
            expected: lines.map(|line| format!("{line}\n")).collect(),
        });
    }
    out
}

fn found(case: &Case) -> String {
    let base = table(&case.base);
    assert!(
        base.contains(&case.find),
        "no {:?} in the table of {}",
        case.find,
        case.base
    );
    let edited = base.replacen(&case.find, &case.replace, 1);
    let mut out = String::new();
    for fault in faults(&case.base, &edited).iter().flat_map(Faults::iter) {
        let (line, column, help) = (fault.line, fault.column, fault.help.as_deref().unwrap_or("-"));
        let _ = writeln!(out, "{line}:{column} {} | {} | {help}", fault.message, fault.label);
    }
    out
}

#[test]
fn the_tables_that_are_edited_are_right() {
    for base in ["method", "enum", "record", "union", "filter", "codes"] {
        if let Some(faults) = faults(base, table(base)) {
            panic!("{faults}");
        }
    }
}

#[test]
fn every_fault_is_where_it_is_and_says_what_to_do() {
    let accept = std::env::var_os("ACCEPT").is_some();
    let mut list = String::new();
    for case in cases() {
        let found = found(&case);
        let escaped = |text: &str| text.replace('\n', "\\n");
        let edit = format!(
            "# {}\n- {}\n+ {}\n",
            case.base,
            escaped(&case.find),
            escaped(&case.replace)
        );
        if !accept {
            assert_eq!(found, case.expected, "{edit}");
            assert!(!found.is_empty(), "no fault: {edit}");
        }
        list.push_str(&format!("{edit}{found}\n"));
    }
    if accept {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults.txt");
        std::fs::write(path, list.trim_end().to_owned() + "\n").expect("the list is written");
    }
}
