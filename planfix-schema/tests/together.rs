//! Faults that only several tables together show, each at its row.

use planfix_schema::{Kind, Source, Tables, check_together, read_method, read_type};

/// A type: its name, its kind, and its rows.
fn file(name: &str, kind: Kind, rows: &str) -> Source {
    let (section, columns) = match kind {
        Kind::Enum => ("Values", "| value | note |\n|---|---|\n"),
        Kind::Record => ("Fields", "| name | type | note |\n|---|---|---|\n"),
        Kind::Union => ("Forms", "| form | type | note |\n|---|---|---|\n"),
        Kind::Id => ("", ""),
    };
    let section = match section {
        "" => String::new(),
        section => format!("\n## {section}\n\n{columns}{rows}"),
    };
    let text = format!("# {name}\n\nA type.\n\n- kind: {}\n{section}", kind.word());
    Source::file(&format!("{name}.md"), &text)
}

/// The faults of types and of a request, as `file:line:column message`; each is right by itself.
fn faults(types: &[(&str, Kind, &str)], request: &str) -> Vec<String> {
    let known: Vec<(&str, Kind)> = types.iter().map(|(name, kind, _)| (*name, *kind)).collect();
    let mut tables = Tables::default();
    for (name, kind, rows) in types {
        let source = file(name, *kind, rows);
        let model = read_type(&source, Some(name), &known).into_result();
        tables
            .types
            .push((source, model.unwrap_or_else(|faults| panic!("{faults}"))));
    }
    let text = format!(
        "# a.set\n\nSets.\n\n- effect: set\n- source: x\n\n## Request\n\n| name | type | note |\n|---|---|---|\n\
         | a.id | int | |\n{request}\n## Response\n\nNone.\n"
    );
    let source = Source::file("a.set.md", &text);
    let model = read_method(&source, Some("a.set"), &known).into_result();
    tables
        .methods
        .push((source, model.unwrap_or_else(|faults| panic!("{faults}"))));
    let all = check_together(&tables);
    let shown = all.iter().flat_map(|faults| {
        let text = faults.to_string();
        let places: Vec<String> = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("--> "))
            .map(str::to_owned)
            .collect();
        faults
            .iter()
            .zip(places)
            .map(|(fault, place)| format!("{place} {}; {}", fault.message, fault.help.as_deref().unwrap_or("")))
            .collect::<Vec<_>>()
    });
    shown.collect()
}

const SEX: (&str, Kind, &str) = ("Sex", Kind::Enum, "| MALE | |\n| FEMALE | |\n");
const ID: (&str, Kind, &str) = ("UserId", Kind::Id, "");

#[test]
fn tables_that_agree_have_no_faults() {
    let unused = ("Unused", Kind::Record, "| x | int | |\n");
    let person = ("Person", Kind::Record, "| sex | Sex | |\n| id | UserId | |\n");
    let rows = "| a.sex | Sex | `default MALE` |\n| a.person | Person | |\n| a.x | int | `only-if a.sex=MALE,FEMALE` |\n\
                | a.sexes | commas(Sex) | `default MALE,FEMALE` |\n";
    assert!(faults(&[unused, person, SEX, ID], rows).is_empty());
}

#[test]
fn records_that_hold_each_other_are_reported_at_the_row_that_leads_back() {
    let a = ("A", Kind::Record, "| x | int | |\n| b | B | |\n");
    let b = ("B", Kind::Record, "| cs.c[] | C | |\n");
    let c = ("C", Kind::Record, "| y | int | |\n| inner | | |\n| inner.a | A | |\n");
    let help = "`A` holds `B` holds `C` holds `A`: to break the circle, name an identifier in one of them, or \
                write rows for the element";
    assert_eq!(faults(&[a, b, c], ""), [format!("C.md:13:3 `A` holds itself; {help}")]);
    // Two ways back are two faults, whatever comes before them.
    let two = ("B", Kind::Record, "| a | A | |\n| other | A | |\n");
    let found = faults(&[("Before", Kind::Record, "| a | A | |\n"), a, two], "");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].starts_with("B.md:11:3 ") && found[1].starts_with("B.md:12:3 "),
        "{found:?}"
    );
}

#[test]
fn a_union_closes_a_circle_too() {
    let union = ("Value", Kind::Union, "| Period | Period | |\n| Text | string | |\n");
    let period = ("Period", Kind::Record, "| begin | Value | |\n");
    let found = faults(&[period, union], "");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("Value.md:11:3 `Period` holds itself;"),
        "{found:?}"
    );
}

#[test]
fn two_types_or_parts_have_two_names() {
    let contact = (
        "Contact",
        Kind::Record,
        "| phones.phone[] | | |\n| phones.phone[].x | int | |\n",
    );
    let phone = ("ContactPhone", Kind::Enum, "| A | |\n");
    let expected = "Contact.md:11:3 two shared types with the Rust name `ContactPhone`; the first is made from \
                    ContactPhone.md:1; rename it with `struct Name`";
    assert_eq!(faults(&[contact, phone], ""), [expected]);
    assert_eq!(faults(&[phone, contact], ""), [expected]);

    let one = (
        "One",
        Kind::Record,
        "| x | int | `one-of two_key` |\n| y | string | `one-of two_key` |\n",
    );
    let other = (
        "OneTwo",
        Kind::Record,
        "| x | int | |\n| y | int | `one-of key` |\n| z | int | `one-of key` |\n",
    );
    let expected = "OneTwo.md:12:3 two shared types with the Rust name `OneTwoKey`; the first is made from One.md:11; \
                    name this one-of otherwise";
    assert_eq!(faults(&[one, other], ""), [expected]);
}

#[test]
fn a_default_and_a_condition_name_values_of_the_enum() {
    let rows = "| a.sex | Sex | `default MALEE` |\n| a.x | int | `only-if a.sex=MALE,OTHER` |\n\
                | a.sexes | words(Sex) | `default MALE NONE` |\n";
    assert_eq!(
        faults(&[SEX], rows),
        [
            "a.set.md:13:18 `MALEE` is not a value of `Sex`; did you mean `MALE`?",
            "a.set.md:14:24 `OTHER` is not a value of `Sex`; its values are MALE, FEMALE",
            "a.set.md:15:27 `NONE` is not a value of `Sex`; its values are MALE, FEMALE"
        ]
    );
    // In a record, and in a struct of it.
    let record = (
        "Person",
        Kind::Record,
        "| x | | |\n| x.sex | Sex | |\n| x.y | int | `required-if x.sex=X` |\n",
    );
    assert_eq!(
        faults(&[record, SEX], ""),
        ["Person.md:13:28 `X` is not a value of `Sex`; its values are MALE, FEMALE"]
    );
}

#[test]
fn values_in_one_text_do_not_hold_what_stands_between() {
    let states = ("State", Kind::Enum, "| IN WORK | `as InWork` |\n| DONE | |\n");
    let found = faults(&[states], "| a.s | words(State) | |\n| a.t | commas(State) | |\n");
    let expected = "a.set.md:13:9 the value `IN WORK` of `State` would read as two; take another type for this row";
    assert_eq!(found, [expected]);
}

#[test]
fn an_attribute_holds_no_elements() {
    let period = ("Period", Kind::Record, "| begin | time | |\n");
    let value = ("Value", Kind::Union, "| Period | Period | |\n| Text | string | |\n");
    let found = faults(
        &[period, value],
        "| a.b | | |\n| a.b@v | Value | |\n| a.b.c | Value | |\n",
    );
    let expected = "a.set.md:14:11 `a.b@v` cannot hold the form `Period` of `Value`; write the type of a single value";
    assert_eq!(found, [expected]);
}

#[test]
fn a_filter_fits_into_its_record() {
    let operators = ("Operator", Kind::Enum, "| equal | |\n| greater | |\n");
    let others = ("Other", Kind::Enum, "| equal | |\n| near | |\n");
    let period = ("Period", Kind::Record, "| begin | time | |\n");
    let place = ("Place", Kind::Record, "| x | int | |\n");
    let value = ("Value", Kind::Union, "| Period | Period | |\n| Text | string | |\n");
    let rows = |filters: &str| {
        format!(
            "| type | int | `as kind` |\n| operator | Operator | |\n| value | Value | |\n\n## Filters\n\n\
             | type | name | operator | value | note |\n|---|---|---|---|---|\n{filters}"
        )
    };
    let right = rows("| 1 | a | Operator | Period | |\n| 2 | b | =equal | =1 | |\n| 3 | c | Operator | int | |\n");
    let wrong = rows("| 1 | a | Other | Period | |\n| 2 | b | =eqal | =1 | |\n| 3 | c | Operator | Place | |\n");
    let types = |filter: &str| {
        faults(
            &[("F", Kind::Record, filter), operators, others, period, place, value],
            "",
        )
    };
    assert!(types(&right).is_empty());
    assert_eq!(
        types(&wrong),
        [
            "F.md:19:11 `near` is not a value of `Operator`; its values are equal, greater",
            "F.md:20:12 `eqal` is not a value of `Operator`; did you mean `equal`?",
            "F.md:21:22 `Place` is not a form of the element `value`; the constructor puts it into the element `value`: make \
             the two agree"
        ]
    );
    let typed = |filters: &str| rows(filters).replace("| value | Value |", "| value | int |");
    let found = types(&typed(
        "| 1 | a | =equal | int | |\n| 2 | b | =equal | string | |\n| 3 | c | =equal | Place | |\n",
    ));
    let messages: Vec<&str> = found.iter().filter_map(|fault| fault.split("; ").next()).collect();
    assert_eq!(
        messages,
        [
            "F.md:20:1 the element `value` has another type",
            "F.md:21:20 the element `value` cannot hold the record `Place`"
        ]
    );
}

#[test]
fn an_item_of_a_list_in_pages_without_an_identifier_is_reported() {
    let types = [
        ("UserId", Kind::Id, ""),
        ("Person", Kind::Record, "| id | UserId | `required` |\n"),
        (
            "Pair",
            Kind::Record,
            "| id | UserId | `required` |\n| other | UserId | `required` |\n",
        ),
    ];
    let known: Vec<(&str, Kind)> = types.iter().map(|(name, kind, _)| (*name, *kind)).collect();
    let found = |row: &str| {
        let head = "| name | type | note |\n|---|---|---|\n";
        let text = format!(
            "# a.list\n\nLists.\n\n- effect: read\n- source: x\n\n## Request\n\n{head}| pageCurrent | int | |\n\
             | pageSize | int | |\n\n## Response\n\n{head}{row}"
        );
        let source = Source::file("a.list.md", &text);
        let model = read_method(&source, Some("a.list"), &known).into_result();
        let mut tables = Tables::default();
        tables
            .methods
            .push((source, model.unwrap_or_else(|faults| panic!("{faults}"))));
        for (name, kind, rows) in &types {
            let source = file(name, *kind, rows);
            let model = read_type(&source, Some(name), &known).model;
            tables.types.push((source, model));
        }
        let faults = check_together(&tables);
        let faults = faults.iter().flat_map(planfix_schema::Faults::iter);
        faults
            .map(|fault| format!("{}:{} {}; {}", fault.line, fault.column, fault.message, fault.label))
            .collect::<Vec<_>>()
    };
    assert!(found("| people.person[] | Person | |\n").is_empty());
    let message = "19:3 an item of `people.person[]` does not have one required identifier";
    let labels = [
        ("| people.person[] | Pair | |\n", "id, other"),
        (
            "| people.person[] | | |\n| people.person[].name | string | `required` |\n",
            "none",
        ),
    ];
    for (row, label) in labels {
        assert_eq!(found(row), [format!("{message}; its required identifiers: {label}")]);
    }
}
