//! The text of a fault, to the last space.

use planfix_schema::{Kind, Source, read_method};

const HEAD: &str = "# a.set\n\nSets an a.\n\n- effect: set\n- source: x\n\n## Response\n\nNone.\n\n## Request\n\n| name | type | note |\n|---|---|---|\n";

/// Returns the fault of a request with one row, at the place that the head leads to.
fn shown(row: &str, change: impl Fn(&str) -> String) -> String {
    // The sections are in order; the row is the last line, so that its number is always the same.
    let text = HEAD.replace("## Response\n\nNone.\n\n", "") + row + "\n\n## Response\n\nNone.\n";
    let source = Source::file("spec/methods/a.set.md", &change(&text));
    let faults = read_method(&source, Some("a.set"), &[("Sex", Kind::Enum)])
        .faults
        .expect("a fault");
    faults.to_string()
}

fn as_it_is(text: &str) -> String {
    text.to_owned()
}

const STRNG: &str = "\
error: unknown type `strng`
  --> spec/methods/a.set.md:12:9
   |
12 | | a.b | strng | |
   |         ^^^^^ no such type
   |
   = help: did you mean `string`?";

#[test]
fn a_row_with_a_caret_and_a_suggestion() {
    assert_eq!(shown("| a.b | strng | |", as_it_is), STRNG);
}

#[test]
fn line_ends_of_windows_and_a_byte_order_mark_change_nothing() {
    assert_eq!(shown("| a.b | strng | |", |text| text.replace('\n', "\r\n")), STRNG);
    assert_eq!(shown("| a.b | strng | |", |text| format!("\u{FEFF}{text}")), STRNG);
}

#[test]
fn letters_before_the_caret_count_once_whatever_their_bytes() {
    let expected = "\
error: unknown rule `requird`
  --> spec/methods/a.set.md:12:19
   |
12 | | яяя | string | `requird` Имя. |
   |                   ^^^^^^^ not a rule
   |
   = help: did you mean `required`?";
    let text = shown("| яяя | string | `requird` Имя. |", as_it_is);
    assert!(text.ends_with(expected), "{text}");
}

#[test]
fn a_tab_is_one_column() {
    let text = shown("|\ta.b | strng | |", as_it_is);
    assert!(text.contains("--> spec/methods/a.set.md:12:9\n"), "{text}");
    let row = text.lines().find(|line| line.starts_with("12 |")).expect("the row");
    let caret = text.lines().find(|line| line.contains('^')).expect("the caret");
    assert_eq!(row.find("strng"), caret.find('^'), "{text}");
}

#[test]
fn a_table_in_a_comment_is_shown_at_its_place_in_the_file() {
    let text = HEAD.replace("## Response\n\nNone.\n\n", "") + "| a.b | strng | |\n\n## Response\n\nNone.\n";
    let source = Source {
        name: "src/lib.rs".to_owned(),
        text,
        first_line: 30,
        column: 8,
    };
    let faults = read_method(&source, None, &[]).faults.expect("a fault").to_string();
    let expected = "\
error: unknown type `strng`
  --> src/lib.rs:41:17
   |
41 |         | a.b | strng | |
   |                 ^^^^^ no such type
   |
   = help: did you mean `string`?";
    assert_eq!(faults, expected);
}

#[test]
fn a_wide_row_is_cut_around_the_caret() {
    let wide = format!("| a.b | strng | {} |", "words ".repeat(2_000));
    let text = shown(&wide, as_it_is);
    assert!(text.contains("strng") && text.contains("^^^^^ no such type"), "{text}");
    assert!(text.len() < 2_000, "{} bytes", text.len());
}

#[test]
fn several_faults_stand_in_the_order_of_the_text() {
    let text = shown("| a.b | strng | |\n| a.c | Sx | `requird` |", as_it_is);
    let places: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("-->"))
        .map(str::trim)
        .collect();
    assert_eq!(
        places,
        [
            "--> spec/methods/a.set.md:12:9",
            "--> spec/methods/a.set.md:13:9",
            "--> spec/methods/a.set.md:13:15"
        ]
    );
}
