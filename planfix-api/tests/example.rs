//! The worked example of `spec/README.md` is correct, and so is its table of constructs.

use planfix_api::jiff::civil::date;
use planfix_api::record::{Struct, Typed};
use planfix_api::xml::{Envelope, read_request, write_request};

mod shelf {
    planfix_api::method!("tests/tables/shelf.update.md");
}
use shelf::{Keeper, Key, Loan, Loans, Request, Row};

/// Every construct of the grammar on its own.
mod constructs {
    planfix_api::method! {
        /// # constructs.set
        ///
        /// The rows of the grammar's table of constructs.
        ///
        /// - effect: set
        /// - source: spec/README.md
        ///
        /// ## Request
        ///
        /// | name           | type   | note |
        /// |----------------|--------|------|
        /// | a.key          | int    | `one-of key` |
        /// | a.code         | string | `one-of key` |
        /// | a.leaf         | string | `patch` |
        /// | a.part         |        | |
        /// | a.part.y       | int    | |
        /// | a.group.y      | int    | |
        /// | a.noted        |        | |
        /// | a.noted@n      | int    | |
        /// | a.noted#text   | string | |
        /// | a.list.i[]     | int    | `patch` |
        /// | a.count        |        | |
        /// | a.count@n      | int    | |
        /// | a.count.i[]    | int    | |
        /// | a.two          |        | |
        /// | a.two.i[]      | int    | |
        /// | a.two.j[]      | int    | |
        /// | a.parts.p[]    |        | |
        /// | a.parts.p[].y  | int    | |
        /// | a.grid.l[]     |        | |
        /// | a.grid.l[].j[] | int    | |
        /// | a.side.left    | int    | `at-most-one-of side` |
        /// | a.side.right   | int    | `at-most-one-of side` |
        ///
        /// ## Response
        ///
        /// None.
    }
}

fn request() -> Request {
    Request::new(Key::Id(7))
        .clear_name()
        .room_id(3)
        .keeper(Keeper::new("Анна").since(date(2024, 2, 29)))
        .topics(["bees", "R&D"])
        .rows([Row::new().isbn(["978-1", "978-2"]), Row::new().isbn(["978-3"])])
        .loans(Loans::new().count(1).loan([Loan::new("Honey").until(date(2024, 3, 1))]))
}

/// Returns the grammar; `None` if the package is tested without it.
fn readme() -> Option<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("spec/README.md");
    let text = std::fs::read_to_string(&path);
    if text.is_err() {
        println!("skipped: {} does not exist", path.display());
    }
    text.ok()
}

/// Returns the first block of a language below the heading of the example.
fn block<'a>(readme: &'a str, language: &str) -> &'a str {
    let (_, example) = readme.split_once("### A worked example\n").unwrap();
    let (_, rest) = example.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0
}

/// Removes the layout that is only for readers.
fn compact(text: &str) -> String {
    text.lines().map(str::trim).collect()
}

fn xml<T: Struct>(method: &str, request: &T) -> String {
    let envelope = Envelope {
        account: "demo",
        sid: None,
    };
    let xml = String::from_utf8(write_request(method, &envelope, request).unwrap()).unwrap();
    xml.split_once('\n').unwrap().1.to_owned()
}

#[test]
fn the_table_is_the_one_in_the_grammar() {
    if let Some(readme) = readme() {
        assert_eq!(block(&readme, "markdown"), include_str!("tables/shelf.update.md"));
    }
}

#[test]
fn the_call_compiles_as_in_the_grammar() {
    if let Some(readme) = readme() {
        let this = include_str!("example.rs");
        let (_, call) = block(&readme, "rust").split_once("\n\n").unwrap();
        assert!(compact(this).contains(&compact(call)), "{call}");
    }
}

#[test]
fn the_xml_is_the_one_in_the_grammar() {
    let written = xml("shelf.update", &request());
    if let Some(readme) = readme() {
        assert_eq!(written, compact(block(&readme, "xml")));
        // With its line breaks it means the same.
        let mut again = Request::blank();
        read_request(block(&readme, "xml").as_bytes(), &mut again).unwrap();
        assert!(again == request());
    }
    planfix_api::validate(&request()).unwrap();
}

#[test]
#[cfg(feature = "serde")]
fn the_json_is_the_one_in_the_grammar() {
    let Some(readme) = readme() else { return };
    let shown: serde_json::Value = serde_json::from_str(block(&readme, "json")).unwrap();
    assert_eq!(serde_json::to_value(request()).unwrap(), shown);
    assert!(serde_json::from_value::<Request>(shown).unwrap() == request());
}

#[test]
fn each_construct_is_written_and_read_as_its_row_says() {
    use constructs::{Count, Key, L, Noted, P, Part, Request, Side, Two};
    let new = || Request::new(Key::Key(1));
    for (request, part, json) in [
        (new().leaf("text"), "<leaf>text</leaf>", r#""leaf":"text""#),
        (new().clear_leaf(), "<leaf/>", r#""leaf":null"#),
        (
            new().part(Part::new().y(1)),
            "<part><y>1</y></part>",
            r#""part":{"y":1}"#,
        ),
        (new().group_y(1), "<group><y>1</y></group>", r#""group":{"y":1}"#),
        (
            new().noted(Noted::new().n(1)),
            "<noted n=\"1\"/>",
            r#""noted":{"@n":1}"#,
        ),
        (
            new().noted(Noted::new().text("t")),
            "<noted>t</noted>",
            r#""noted":"t""#,
        ),
        (
            new().noted(Noted::new().text(" ")),
            "<noted> </noted>",
            r#""noted":" ""#,
        ),
        (
            new().noted(Noted::new().n(1).text("& &")),
            "<noted n=\"1\">&amp; &amp;</noted>",
            r##""noted":{"@n":1,"#text":"& &"}"##,
        ),
        (
            new().list([1, 2]),
            "<list><i>1</i><i>2</i></list>",
            r#""list":{"i":[1,2]}"#,
        ),
        (new().clear_list(), "<list/>", r#""list":null"#),
        (
            new().count(Count::new().n(2).i([1, 2])),
            "<count n=\"2\"><i>1</i><i>2</i></count>",
            r#""count":{"@n":2,"i":[1,2]}"#,
        ),
        (
            new().two(Two::new().i([1]).j([2])),
            "<two><i>1</i><j>2</j></two>",
            r#""two":{"i":[1],"j":[2]}"#,
        ),
        (
            new().parts([P::new().y(1)]),
            "<parts><p><y>1</y></p></parts>",
            r#""parts":{"p":[{"y":1}]}"#,
        ),
        (
            new().grid([L::new().j([1, 2])]),
            "<grid><l><j>1</j><j>2</j></l></grid>",
            r#""grid":{"l":[{"j":[1,2]}]}"#,
        ),
        (
            new().side(Side::SideRight(1)),
            "<side><right>1</right></side>",
            r#""side":{"right":1}"#,
        ),
    ] {
        let expected =
            format!("<request method=\"constructs.set\"><account>demo</account><a><key>1</key>{part}</a></request>");
        assert_eq!(xml("constructs.set", &request), expected);
        let mut again = Request::blank();
        read_request(expected.as_bytes(), &mut again).unwrap();
        assert!(again == request, "{part}");
        #[cfg(feature = "serde")]
        {
            let text = serde_json::to_string(&request).unwrap();
            assert_eq!(text, format!(r#"{{"a":{{"key":1,{json}}}}}"#));
            assert!(serde_json::from_str::<Request>(&text).unwrap() == request, "{json}");
        }
        let _ = json;
    }
}
