//! Each fault of a message is reported once, with its place and path.

mod records;

use planfix_api::{record::Typed, unknown, xml};
use records::odd;

mod ranked {
    planfix_api::method! {
        /// # ranked.lists
        ///
        /// Two lists, one of which wins.
        ///
        /// - effect: read
        /// - source: an example
        /// - precedence: x[], y[]
        ///
        /// ## Request
        ///
        /// | name  | type | note |
        /// |-------|------|------|
        /// | x[]   | int  | `one-of key` The stronger. |
        /// | y[]   |      | `one-of key` The weaker. |
        /// | y[].z | int  | `required` A number in it. |
        ///
        /// ## Response
        ///
        /// None.
    }
}

fn request(content: &str) -> Result<odd::Request, String> {
    let mut request = odd::Request::blank();
    let text = format!("<request method=\"odd.shapes\">{content}</request>");
    match xml::read_request(text.as_bytes(), &mut request) {
        Ok(_) => Ok(request),
        Err(error) => Err(error
            .faults()
            .iter()
            .map(|fault| format!("{}: {}", fault.path, fault.kind))
            .collect::<Vec<_>>()
            .join("; ")),
    }
}

const NEEDED: &str = "<names><name>x</name></names><mixed code=\"c\"/>";

#[test]
fn a_missing_value_is_reported_with_its_path() {
    for (content, expected) in [
        (
            "<odd><second>1</second></odd>",
            "odd.mixed: missing: this element is required and must not be empty; odd.names: missing: this element is required and must not be empty",
        ),
        (
            &*format!("<odd>{NEEDED}</odd>"),
            ": none of a choice is set: set exactly one of odd.second, odd.first",
        ),
        (
            &*format!("<odd><second/><first/>{NEEDED}</odd>"),
            ": none of a choice is set: set exactly one of odd.second, odd.first",
        ),
        (
            "<odd><first>a</first><names><name>x</name></names><mixed>text</mixed></odd>",
            "odd.mixed@code: missing: this element is required and must not be empty",
        ),
        (
            &*format!("<odd><first>a</first>{NEEDED}<measure unit=\"kg\"/></odd>"),
            "odd.measure#text: missing: this element is required and must not be empty",
        ),
        (
            &*format!(
                "<odd><first>a</first>{NEEDED}<loose><name>x</name></loose><loose/><loose><inner><value>v</value></inner></loose></odd>"
            ),
            "odd.loose[2].name: missing: this element is required and must not be empty",
        ),
        (
            &*format!(
                "<odd><first>a</first>{NEEDED}<parts><part key=\"k\"/><part/><part><size>1</size></part></parts></odd>"
            ),
            "odd.parts.part[2]@key: missing: this element is required and must not be empty",
        ),
        (
            &*format!("<odd><first>a</first>{NEEDED}<left>a</left><right>b</right></odd>"),
            "odd.right: conflicts with another element of the same choice: set only one of them",
        ),
        (
            &*format!("<odd><first>a</first>{NEEDED}<counted count=\"many\"/></odd>"),
            "odd.counted@count: expected an integer, found \"many\"",
        ),
        // Of the items of a second list, only the first is reported.
        (
            &*format!(
                "<odd><first>a</first>{NEEDED}<code>a</code><code>b</code><piece/><piece><name>c</name></piece><piece/></odd>"
            ),
            "odd.piece: conflicts with another element of the same choice: set only one of them",
        ),
        (
            &*format!(
                "<odd><first>a</first>{NEEDED}<every>1</every><code>a</code><numbers><number>1</number></numbers></odd>"
            ),
            "odd.code: conflicts with another element of the same choice: set only one of them; \
             odd.numbers: conflicts with another element of the same choice: set only one of them",
        ),
    ] {
        assert_eq!(request(content).err().as_deref(), Some(expected), "{content}");
    }
}

#[test]
fn the_stronger_member_wins_and_empty_ones_choose_nothing() {
    for (members, number, expected) in [
        ("<first>a</first><second>1</second>", 1, &["<first>a</first>"][..]),
        ("<second>1</second><first>a</first>", 1, &["<first>a</first>"]),
        ("<second>1</second><first/>", 1, &["<first/>"]),
        (
            "<first/><second>1</second><left>a</left><right/>",
            1,
            &["<first/>", "<right/>"],
        ),
    ] {
        let request = request(&format!("<odd>{members}{NEEDED}</odd>")).unwrap();
        assert!(request.key == odd::Key::Second(number), "{members}");
        // A weaker one is kept, as is an empty one, wherever it is.
        let kept: Vec<&str> = unknown(&request).iter().map(|element| element.xml).collect();
        assert_eq!(kept, expected, "{members}");
    }
}

#[test]
fn several_of_one_member_are_one_list_and_empty_ones_choose_nothing() {
    for (members, expected) in [
        ("", None),
        ("<code/><every/><numbers/><piece></piece>", None),
        ("<numbers> <!-- none --> </numbers>", None),
        (
            "<code>a</code><ids/><code/><code>b</code><numbers>\n</numbers><every/><piece/>",
            Some(odd::Which::Code(vec!["a".to_owned(), "b".to_owned()])),
        ),
        // White space is a text, but in an element with children it is layout.
        ("<code> </code>", Some(odd::Which::Code(vec![" ".to_owned()]))),
        (
            "<every></every><numbers><number>1</number><number>2</number></numbers><code/><numbers/>",
            Some(odd::Which::Numbers(vec![1, 2])),
        ),
        (
            "<piece>\n</piece><piece><name>a</name></piece>",
            Some(odd::Which::Piece(vec![odd::Piece::new("a")])),
        ),
    ] {
        let request = request(&format!("<odd><second>1</second>{NEEDED}{members}</odd>"));
        assert!(request.unwrap().which == expected, "{members}");
    }
}

#[test]
fn second_lists_are_joined_and_other_second_elements_are_kept() {
    for (members, ids, leaf, kept) in [
        ("<ids><id>1</id></ids><ids><id>2</id></ids>", &[1, 2][..], None, &[][..]),
        ("<ids><id>1</id></ids><ids/>", &[1], None, &[]),
        ("<ids><id>1</id></ids><ids></ids>", &[1], None, &[]),
        ("<ids></ids><ids><id>1</id></ids>", &[1], None, &[]),
        (
            "<group><deep><leaf>a</leaf></deep></group><group kind=\"b\"/>",
            &[],
            Some("a"),
            &["<group kind=\"b\"/>"],
        ),
        (
            "<group/><group><deep><leaf>a</leaf></deep></group>",
            &[],
            Some("a"),
            &[],
        ),
        (
            "<group><deep><leaf>a</leaf></deep><deep><leaf>b</leaf></deep></group>",
            &[],
            Some("a"),
            &["<leaf>b</leaf>"],
        ),
    ] {
        let request = request(&format!("<odd><second>1</second>{NEEDED}{members}</odd>")).unwrap();
        let found: Vec<i64> = request.ids.set().into_iter().flatten().map(|id| id.0).collect();
        assert_eq!(found, ids, "{members}");
        assert_eq!(request.group_deep_leaf.set().map(String::as_str), leaf, "{members}");
        let found: Vec<&str> = unknown(&request).iter().map(|element| element.xml).collect();
        assert_eq!(found, kept, "{members}");
    }
}

/// A stronger list replaces a weaker value, and a weaker one is kept among the unknown elements.
#[test]
fn the_stronger_of_two_lists_wins() {
    for members in [
        "<x>1</x><x>2</x><y><z>3</z></y><y><z>4</z></y>",
        "<y><z>3</z></y><x>1</x><y/><x>2</x><y><z>4</z></y>",
    ] {
        let mut request = ranked::Request::blank();
        let text = format!("<request method=\"ranked.lists\">{members}</request>");
        xml::read_request(text.as_bytes(), &mut request).unwrap();
        assert!(request.key == ranked::Key::X(vec![1, 2]), "{members}");
    }
    let text = "<request method=\"ranked.lists\"><x>1</x><x>2</x><y><z>3</z></y><y><z>4</z></y></request>";
    let mut request = ranked::Request::blank();
    xml::read_request(text.as_bytes(), &mut request).unwrap();
    let kept: Vec<&str> = unknown(&request).iter().map(|element| element.xml).collect();
    assert_eq!(kept, ["<y><z>3</z></y>", "<y><z>4</z></y>"]);
}

#[test]
fn unknown_elements_of_an_emptied_struct_are_kept() {
    let text = format!("<odd><second>1</second>{NEEDED}<measure><new/></measure></odd>");
    let request = request(&text).unwrap();
    assert!(request.measure.is_absent());
    let found: Vec<(&str, &str)> = unknown(&request).iter().map(|u| (u.path, u.xml)).collect();
    let whole = ("odd.measure", "<measure><new/></measure>");
    assert_eq!(found, [("odd.measure.new", "<new/>"), whole]);
}

#[test]
fn text_that_no_row_takes_is_kept_whole() {
    let text = format!("<odd>Tom &amp; <!-- and --> Ann<second>1</second>{NEEDED}<ids> a </ids></odd>");
    let request = request(&text).unwrap();
    let found: Vec<(&str, &str)> = unknown(&request).iter().map(|u| (u.path, u.xml)).collect();
    assert_eq!(found, [("odd#text", "Tom &  Ann"), ("odd.ids#text", " a ")]);
}

#[test]
#[cfg(feature = "serde")]
fn json_leaves_no_blank_value_behind() {
    let read = |text: &str| serde_json::from_str::<odd::Request>(text).err().map(|e| e.to_string());
    let start = r#"{"odd":{"second":1,"names":{"name":["x"]},"mixed":{"@code":"c"}"#;
    assert_eq!(read(&format!("{start}}}}}")), None);
    for (rest, expected) in [
        (
            r#","parts":{"part":[null]}}}"#,
            "odd.parts.part[0].@key: required, but missing or empty",
        ),
        (
            r#","loose":[null]}}"#,
            "odd.loose[0].name: required, but missing or empty",
        ),
    ] {
        let error = read(&format!("{start}{rest}")).unwrap_or_default();
        assert!(error.starts_with(expected), "{error}");
    }
}
