//! A row, a one-of and a filter cannot have the name of a function that every generated struct has.

use planfix_schema::{Source, read_method, read_type, shipped};

const FUNCTIONS: &str = "new revealed clone clone_from clone_into default into from eq ne cmp partial_cmp lt le gt ge hash fmt \
                         try_from try_into to_owned borrow borrow_mut as_ref as_mut type_id to_string serialize deserialize";

fn method(rows: &str) -> Vec<String> {
    let text = format!(
        "# a.set\n\nText.\n\n- effect: set\n- source: x\n\n## Request\n\n\
         | name | type | note |\n|---|---|---|\n{rows}\n## Response\n\nNone.\n"
    );
    let faults = read_method(&Source::file("t.md", &text), None, shipped::TYPES).faults;
    let all = faults.iter().flat_map(|faults| faults.iter());
    all.map(|fault| {
        format!(
            "{}: {}; {}",
            fault.line,
            fault.message,
            fault.help.as_deref().unwrap_or("")
        )
    })
    .collect()
}

#[test]
fn a_row_needs_another_name() {
    for name in FUNCTIONS.split_whitespace() {
        let faults = method(&format!("| a.{name} | string | `patch` Text. |\n"));
        assert_eq!(faults.len(), 1, "{name}: {faults:?}");
        let message =
            format!("12: `{name}` cannot be the name of a Rust field; its setter would hide the function `{name}`");
        assert!(faults[0].starts_with(&message), "{faults:?}");
        assert!(faults[0].ends_with(&format!("such as `as {name}_value`")), "{faults:?}");
        let named = method(&format!("| a.{name} | string | `patch` `as {name}_value` Text. |\n"));
        assert_eq!(named, Vec::<String>::new(), "{name}");
        // The name that a row has on the wire, or that `as` gives.
        let camel: String = name
            .split('_')
            .enumerate()
            .fold(String::new(), |out, (i, word)| match i {
                0 => word.to_owned(),
                _ => out + &word[..1].to_uppercase() + &word[1..],
            });
        assert_eq!(method(&format!("| a.{camel} | string | Text. |\n")).len(), 1, "{camel}");
        assert_eq!(
            method(&format!("| a.b | string | `as {name}` Text. |\n")).len(),
            1,
            "{name}"
        );
        // The variant of a one-of has no setter.
        let members = format!("| a.{name} | string | `one-of key` Text. |\n| a.b | int | `one-of key` Number. |\n");
        assert_eq!(method(&members), Vec::<String>::new(), "{name}");
        let group = format!("at-most-one-of {name}");
        let group = format!("| a.x | string | `{group}` Text. |\n| a.b | int | `{group}` Number. |\n");
        assert!(
            method(&group)[0].contains(&format!("`{name}` cannot be the name of a one-of")),
            "{:?}",
            method(&group)
        );
    }
}

#[test]
fn a_filter_needs_another_name() {
    let table = "# ThingFilter\n\nText.\n\n- kind: record\n- source: x\n\n## Fields\n\n| name | type | note |\n|---|---|---|\n\
                 | type | int | `required` Number. |\n| operator | Equality | `required` How. |\n| value | string | `required` What. |\n\n\
                 ## Filters\n\n| type | name | operator | value | note |\n|---|---|---|---|---|\n| 1 | NAME | Equality | string | Text. |\n";
    for (name, count) in [("clone", 1), ("from", 1), ("title", 0)] {
        let text = table.replace("NAME", name);
        let faults = read_type(&Source::file("t.md", &text), None, shipped::TYPES).faults;
        let told: Vec<_> = faults
            .iter()
            .flat_map(|faults| faults.iter())
            .map(|fault| fault.message.clone())
            .collect();
        assert_eq!(told.len(), count, "{told:?}");
    }
}
