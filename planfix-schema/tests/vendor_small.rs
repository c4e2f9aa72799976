//! A page of an invented method, in the form of the vendor's: what an import makes of it, what a
//! comparison finds in it.

#![cfg(feature = "vendor")]

use planfix_schema::model::KnownDifference;
use planfix_schema::vendor::{import::import, import_values, page, report::compare, tables::Tables};
use planfix_schema::{Kind, Source, read_differences, read_method};

const PAGE: &str = include_str!("pages/shelf.update.md");

/// The tables of the library that the page is of.
fn tables(method: Option<&str>) -> Tables {
    let id = |name: &str| {
        (
            name.to_owned(),
            format!("# {name}\n\nA number.\n\n- kind: id\n- source: a library\n"),
        )
    };
    let kinds = "# ShelfKind\n\nWhat stands on a shelf.\n\n- kind: enum\n- source: a library\n\
                 - page: Shelf API Kinds of shelves\n\n## Values\n\n| value | note |\n|---|---|\n| BOOKS | |\n| MAPS | |\n";
    let types = [
        id("ShelfId"),
        id("ShelfNumber"),
        id("RoomId"),
        ("ShelfKind".to_owned(), kinds.to_owned()),
    ];
    let methods: Vec<_> = method
        .map(|text| ("shelf.update".to_owned(), text.to_owned()))
        .into_iter()
        .collect();
    let tables = Tables::read(&methods, &types);
    assert_eq!(tables.faulty, Vec::<String>::new());
    tables
}

const IMPORTED: &str = include_str!("pages/shelf.update.imported.md");

#[test]
fn an_import_writes_what_it_knows_and_asks_the_rest() {
    let page = page::read(PAGE).remove(0);
    let made = import(&page, &tables(None)).expect("a table");
    if std::env::var_os("ACCEPT").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages/shelf.update.imported.md");
        std::fs::write(path, &made.text).expect("the table is written");
    } else {
        assert_eq!(made.text, IMPORTED, "ACCEPT=1 writes it anew");
    }
    for wanted in [
        "effect: set, because the method begins with `update`",
        "request sid: left out, it belongs to the envelope",
        "request shelf.id: ShelfId, because it is id of shelf",
        "request shelf.kind: ShelfKind, because the page links to the page of its values",
        "request shelf.room.id: RoomId, because it is id of room",
    ] {
        assert!(
            made.guesses.iter().any(|guess| guess == wanted),
            "{wanted}: {:#?}",
            made.guesses
        );
    }
    let types = [
        ("ShelfId", Kind::Id),
        ("ShelfNumber", Kind::Id),
        ("RoomId", Kind::Id),
        ("ShelfKind", Kind::Enum),
    ];
    let faults = read_method(&Source::file("t.md", &made.text), Some("shelf.update"), &types).faults;
    let faults: Vec<_> = faults
        .iter()
        .flat_map(|faults| faults.iter())
        .map(|fault| fault.message.clone())
        .collect();
    assert_eq!(faults.len(), made.questions);
    assert!(
        faults.iter().all(|fault| fault.starts_with("open question: ")),
        "{faults:#?}"
    );
    let own_words: Vec<&String> = faults.iter().filter(|fault| fault.contains("own words")).collect();
    assert_eq!(
        own_words,
        ["open question: 12 sentences are the vendor's: say each in your own words"],
        "all sentences are one question"
    );
}

#[test]
fn a_page_of_values_becomes_an_enum() {
    let page = page::read("Value | Description\n---|---\nON | lit\n3 | off\nany text | x\n").remove(0);
    let made = import_values(&page, "Lamp_states", "LampState").expect("an enum");
    assert!(made.text.contains("- page: Lamp states\n"), "{}", made.text);
    assert!(made.text.contains("| ON    | «lit» |"), "{}", made.text);
    assert!(made.text.contains("| 3     | `as Value1` «off» |"), "{}", made.text);
    assert!(
        made.text
            .contains("- question: what is this? The page lists `«any text»`\n"),
        "{}",
        made.text
    );
}

/// A table that agrees with the page.
const TABLE: &str = "# shelf.update

Changes a shelf.

- effect: set
- source: a library

## Request

| name | type | note |
|---|---|---|
| shelf.id | ShelfId | `one-of key` |
| shelf.general | ShelfNumber | `one-of key` |
| shelf.title | string | |
| shelf.kind | ShelfKind | |
| shelf.room.id | RoomId | |
| shelf.topics | | |
| shelf.topics.topic[] | string | |
| shelf.loans | | |
| shelf.loans@count | int | |
| shelf.loans.loan[] | | |
| shelf.loans.loan[].id | int | `as loan_id` |
| shelf.loans.loan[].until | datetime | |
| shelf.weight | string | |

## Response

| name | type | note |
|---|---|---|
| shelf.id | ShelfId | |
";

fn lines(page: &str, known: &[KnownDifference]) -> Vec<String> {
    compare(
        &[("shelf.update".to_owned(), page.to_owned())],
        &tables(Some(TABLE)),
        known,
    )
    .lines()
}

/// The differences that page and table have as they are.
fn known() -> Vec<KnownDifference> {
    let list = "# differences\n\nWhat is known.\n\n## Known\n\n| method | side | element | page | table | why |\n|---|---|---|---|---|---|\n\
        | shelf.update | request | shelf.topics | string | elements | A slip. |\n\
        | shelf.update | request | shelf.topics.topic | value bees, value hops | string | One may write others. |\n\
        | shelf.update | request | shelf.weight | row only | present | The skeleton forgets it. |\n\
        | shelf.update | request | shelf.weight | int\\|string | string | It is kept as text. |\n\
        | shelf.update | request | shelf.loans.loan.id | no row | present | Everybody knows. |\n";
    let list = list.replace("value bees, value hops", "value bees")
        + "| shelf.update | request | shelf.topics.topic | value hops | string | The same. |\n";
    read_differences(&Source::file("spec/differences.md", &list))
        .into_result()
        .expect("no faults")
}

#[test]
fn what_page_and_table_say_otherwise_is_named() {
    assert_eq!(
        lines(PAGE, &[]),
        [
            "shelf.update request:",
            "  shelf.topics: page string, table elements (line 72 of the page)",
            "  shelf.topics.topic: page value bees, table string (line 76 of the page)",
            "  shelf.topics.topic: page value hops, table string (line 78 of the page)",
            "  shelf.loans.loan.id: page no row, table present (line 39 of the page)",
            "  shelf.weight: page row only, table present (line 87 of the page)",
            "  shelf.weight: page int|string, table string (line 87 of the page)",
        ]
    );
    assert_eq!(lines(PAGE, &known()), Vec::<String>::new());
}

#[test]
fn each_kind_of_change_is_called_by_its_name() {
    for (from, to, wanted) in [
        ("title", "titel", "shelf.title: renamed, in the page shelf.titel"),
        ("<kind></kind>", "", "shelf.kind: page row only, table present"),
        ("title | string", "title | int", "shelf.title: page int, table string"),
        (
            "<loans count=\"count\">",
            "<loans>",
            "shelf.loans@count: page row only, table present",
        ),
        ("          ...\n", "", "shelf.topics.topic: page once, table repeats"),
        (
            "        <title></title>\n",
            "        <title></title>\n<colour></colour>\n",
            "shelf.colour: added, only the page has it",
        ),
        ("shelf.update ", "shelf.change", "*: page present, table no table"),
        (
            "**bees**",
            "**wasps**",
            "shelf.topics.topic: page value wasps, table string",
        ),
        (
            "Kinds_of_shelves",
            "Kinds_of_rooms",
            "shelf.kind: page values of shelf api kinds of rooms, table ShelfKind",
        ),
        (
            "<code></code>",
            "<number></number>",
            "*: page refusal number, table refusal code",
        ),
    ] {
        assert!(PAGE.contains(from), "{from}");
        let found = lines(&PAGE.replace(from, to), &known());
        assert!(
            found.iter().any(|line| line.trim_start().starts_with(wanted)),
            "{from}: {found:#?}"
        );
    }
}

#[test]
fn a_known_difference_that_is_no_more_is_named() {
    let page = PAGE.replace("topics | string |", "topics |  |");
    assert_eq!(
        lines(&page, &known()),
        [
            "known differences that no longer exist:",
            "  line 9: shelf.update request shelf.topics: page string, table elements",
        ]
    );
}

#[test]
fn a_list_of_differences_has_faults_like_a_table() {
    let list = "# differences\n\nWhat is known.\n\n## Known\n\n| method | side | element | page | table | why |\n\
                |---|---|---|---|---|---|\n| a.b | answer | x | int | string | |\n| a.b | request | x | 1 | 2 | y |\n\
                | a.b | request | x | 1 | 2 | z |\n";
    let faults = read_differences(&Source::file("spec/differences.md", list))
        .faults
        .expect("faults");
    let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "a difference without a reason",
            "unknown side `answer`",
            "the difference of `x` in a.b appears twice",
        ]
    );
}

/// The same in the other forms in which pages are saved: several methods in one file, pipes around the
/// rows, skeletons in fences or in the running text, Russian headings.
const SEVERAL: &str = "# Shelves

01. shelf.get / Get a shelf

---

## shelf.get — Get a shelf

Returns a shelf. Form of the request:

```
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<request method=\"shelf.get\">
  <account></account>
  <shelf>
    <id></id>
  </shelf>
</request>
```

| Название | Тип | Значение | Примечание |
| --- | --- | --- | --- |
| id | int | which<br>one |  |
| A remark<br>of one cell |

Result:

```
<response status=\"ok\">
  <shelf>
    <state>{full|empty}</state>
  </shelf>
</response>
```

| Название | Тип | Значение | Примечание |
| --- | --- | --- | --- |
| shelf.state | enum | state:<br>- **FULL** \\- no room<br>- **EMPTY** \\- all room | |
|  | BROKEN | cannot hold a book |

---

## shelf.drop

Drops a shelf. <?xml version=\"1.0\"?>
<request method=\"shelf.drop\">
<shelf>
<id></id>
</shelf>
</request>| Name | Type | Value | Note |
|---|---|---|---|
| id | int | which one | | |
";

#[test]
fn other_forms_of_a_page_are_read() {
    let pages = page::read(SEVERAL);
    let names: Vec<Option<&str>> = pages.iter().map(|page| page.method.as_deref()).collect();
    assert_eq!(names, [Some("shelf.get"), Some("shelf.drop")]);
    let made: Vec<String> = pages
        .iter()
        .map(|page| import(page, &tables(None)).expect("a table").text)
        .collect();
    for (table, wanted) in [
        (0, "# shelf.get\n\n«Returns a shelf.»\n\n"),
        (
            0,
            "| shelf.id | ShelfId | `question must it be there (required)?` «which one; A remark of one cell» |",
        ),
        (0, "the page lists FULL, EMPTY, BROKEN`"),
        (
            0,
            "«state: FULL - no room; EMPTY - all room; BROKEN - cannot hold a book»",
        ),
        (1, "| shelf.id | ShelfId |"),
        (1, "- question: which effect does it have?"),
        (1, "Then it is `patch`, and the fact left-out says which"),
        (1, "- question: what is in the response?"),
    ] {
        assert!(made[table].contains(wanted), "{wanted}\n{}", made[table]);
    }
}

/// The table of a page, which has no faults but open questions.
fn imported(page: &str) -> String {
    let [page] = page::read(page).try_into().expect("one page");
    let made = import(&page, &tables(None)).expect("a table");
    let types = [("ShelfId", Kind::Id)];
    let reading = read_method(&Source::file("t.md", &made.text), Some(&made.name), &types);
    for fault in reading.faults.iter().flat_map(|faults| faults.iter()) {
        let open = fault.message.starts_with("open question: ");
        assert!(open, "{} in line {}\n{}", fault.message, fault.line, made.text);
    }
    made.text
}

#[test]
fn an_element_without_a_letter_makes_a_struct() {
    let text = imported("<request method=\"a.b\">\n<_ n=\"\"/>\n<__ n=\"\"/>\n<_1 n=\"\"/>\n</request>\n");
    for wanted in [
        "`as __` `struct Element`",
        "`as ___` `struct Element2`",
        "`struct Element1`",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
}

#[test]
fn a_one_of_has_single_elements_of_different_names() {
    let choice = |elements: &str, rows: &str| {
        imported(&format!(
            "<request method=\"a.b\">\n{elements}\n</request>\n\nName | Type | Value | Note\n---|---|---|---\n{rows}\n"
        ))
    };
    for (elements, rows, wanted) in [
        (
            "<c/><b/>",
            "c (b) | int | x | y",
            "| b    | string | `one-of target` `q",
        ),
        // Names that would collide, and a path that is not a single element.
        ("<B/><b/>", "B (b) | int | x | y", "`one-of target` `as b_2`"),
        (
            "<c/><b/><e/><d/>",
            "c (b) | int | x | y\ne (d) | int | x | y",
            "`one-of target2`",
        ),
        (
            "<x><c/><b/></x><y><c/><b/></y>",
            "c (b) | int | x | y",
            "| y.b  | string | `one-of target2`",
        ),
        ("<c><x/>...</c><b/>", "c (b) | | x | y", "| b     | string | `question"),
        ("<t id=\"\"><general/></t>", "", "| t.general | string | `question"),
        (
            "<t id=\"\"><id/><general/></t>",
            "",
            "| t.id      | string | `one-of key`",
        ),
    ] {
        let text = choice(elements, rows);
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
}

#[test]
fn a_length_that_is_none_is_asked() {
    for (ty, wanted) in [
        ("string(32)", "| c    | string(32) | «x; y» |"),
        (
            "string(0)",
            "| c    | string | `question which type? The page says string(0)`",
        ),
    ] {
        let text = imported(&format!(
            "<request method=\"a.b\">\n</request>\n\nName | Type | Value | Note\n---|---|---|---\nc | {ty} | x | y\n"
        ));
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
}

#[test]
fn one_element_of_what_is_called_a_list_is_asked() {
    const ASKED: &str = "the page calls it a list, and shows one c in it: does that repeat?";
    for (inside, text, asks) in [
        ("<c><d/></c>", "list of files", true),
        ("<c></c>", "корневой элемент, содержащий список файлов", true),
        ("<c></c>...", "list of files", false),
        ("<c/><d/>", "list of files", false),
        ("<c></c>", "a file", false),
    ] {
        let page = format!(
            "<request method=\"a.b\">\n<e>{inside}</e>\n</request>\n\nName | Type | Value | Note\n---|---|---|---\ne | | {text} |\n"
        );
        let made = imported(&page);
        assert_eq!(made.contains(ASKED), asks, "{page}\n{made}");
    }
}
