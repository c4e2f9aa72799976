//! Faults between distant rows: of one struct, of two, of a fact and a row.

use planfix_schema::{Source, read_method, sample};

fn table(facts: &str, rows: &str) -> Source {
    let text = format!(
        "# a.set\n\nSets.\n\n- effect: set\n- source: x\n{facts}\n## Request\n\n\
         | name | type | note |\n|---|---|---|\n{rows}\n## Response\n\nNone.\n"
    );
    Source::file("t.md", &text)
}

/// The faults as `line:column message`.
fn faults(source: &Source) -> Vec<String> {
    let faults = read_method(source, Some("a.set"), &[]).faults;
    let faults = faults.iter().flat_map(|faults| faults.iter());
    faults
        .map(|f| format!("{}:{} {}", f.line, f.column, f.message))
        .collect()
}

#[test]
fn a_choice_is_made_inside_of_one_struct() {
    let one_each = "| a.id | int | `one-of key` |\n| a.b | | |\n| a.b.code | int | `one-of key` |\n";
    assert_eq!(
        faults(&table("", one_each)),
        ["14:21 members of one-of `key` are in two structs"]
    );
    // An element without a row is not a struct: its members belong to the struct around it.
    let transparent = "| a.id | int | `one-of key` |\n| a.b.code | int | `one-of key` |\n";
    assert!(faults(&table("", transparent)).is_empty());
}

#[test]
fn a_precedence_names_the_members_of_one_choice() {
    let rows = "| a.id | int | `one-of key` |\n| a.code | int | `one-of key` |\n\
                | a.day | int | `one-of time` |\n| a.week | int | `one-of time` |\n";
    let found = faults(&table("- precedence: a.id, a.code, a.day\n", rows));
    assert_eq!(found, ["7:15 `a.day` belongs to another one-of"]);
}

#[test]
fn a_list_and_the_element_around_it_have_one_name() {
    let rows = "| a.b | | `as x` |\n| a.b.c[] | int | `as y` |\n";
    assert_eq!(faults(&table("", rows)), ["13:20 a second name for one list"]);
}

#[test]
fn a_struct_has_at_most_255_fields() {
    let rows = |count: usize| (0..count).map(|i| format!("| a.b{i} | int | |\n")).collect::<String>();
    assert!(faults(&table("", &rows(255))).is_empty());
    assert_eq!(
        faults(&table("", &rows(300))),
        ["267:3 more than 255 fields in one struct"]
    );
}

#[test]
fn rows_below_two_parents_make_two_structs() {
    let rows =
        "| a.b | | |\n| a.b.x | | |\n| a.b.x.q | int | |\n| a.c | | |\n| a.c.x | | RULE |\n| a.c.x.q | int | |\n";
    assert_eq!(
        faults(&table("", &rows.replace("RULE", ""))),
        ["16:3 two structs with the Rust name `X`"]
    );
    assert!(faults(&table("", &rows.replace("RULE", "`struct CX`"))).is_empty());
}

#[test]
fn sections_have_an_order() {
    let text = "# a.set\n\nSets.\n\n- effect: set\n- source: x\n\n## Response\n\nNone.\n\n## Request\n\nNone.\n";
    let found = faults(&Source::file("t.md", text));
    assert_eq!(found, ["12:4 section `Request` is below `Response`"]);
}

#[test]
fn a_rule_behind_an_escaped_pipe_has_its_place() {
    let rows = "| a.b | string | `default a\\|b` `pach` Text \\| more. |\n";
    let source = table("", rows);
    assert_eq!(faults(&source), ["12:34 unknown rule `pach`"]);
    let model = read_method(&source, None, &[]).model;
    let fields = model.request.fields();
    assert_eq!(fields[0].rules.default.as_deref(), Some("a|b"));
    assert_eq!(fields[0].doc, "Text | more.");
}

#[test]
fn a_faulty_row_still_makes_its_field() {
    let rows = "| a.b | strng | |\n| a.c | | |\n| a.d | int |\n| a.e | int | one | two |\n| a.f | int | `pach` |\n";
    let reading = read_method(&table("", rows), None, &[]);
    assert_eq!(reading.faults.map(|faults| faults.iter().count()), Some(5));
    let fields = reading.model.request.fields();
    let names: Vec<&str> = fields.iter().map(|field| field.rust.as_str()).collect();
    assert_eq!(names, ["b", "c", "d", "e", "f"]);
}

#[test]
fn a_sample_shows_one_member_of_a_choice() {
    let rows = "| a.id | int | `one-of key` |\n| a.code | string(4) | `one-of key` |\n| a@n | int | |\n\
                | a.list.item[] | | |\n| a.list.item[]@kind | bool | |\n| a.list.item[]#text | string | |\n";
    let method = read_method(&table("", rows), None, &[]).into_result();
    let method = method.unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(
        sample::request_xml(&method),
        "<request method=\"a.set\">\n  <account>example</account>\n  <a n=\"1\">\n    <id>1</id>\n    <!-- or code -->\n    \
         <list>\n      <item kind=\"1\">text</item>\n    </list>\n  </a>\n</request>\n"
    );
}
