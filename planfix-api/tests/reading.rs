//! What is wrong with a message is named by its place and path, each cause once.

mod records;

use planfix_api::{Typed, unknown, xml};
use records::odd;

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
fn what_is_missing_is_named_by_its_path() {
    for (content, expected) in [
        (
            "<odd><second>1</second></odd>",
            "odd.mixed: missing: it must be there and not be empty; odd.names: missing: it must be there and not be empty",
        ),
        (
            &*format!("<odd>{NEEDED}</odd>"),
            ": nothing chosen: give exactly one of odd.second, odd.first",
        ),
        (
            &*format!("<odd><second/><first/>{NEEDED}</odd>"),
            ": nothing chosen: give exactly one of odd.second, odd.first",
        ),
        (
            "<odd><first>a</first><names><name>x</name></names><mixed>text</mixed></odd>",
            "odd.mixed@code: missing: it must be there and not be empty",
        ),
        (
            &*format!("<odd><first>a</first>{NEEDED}<measure unit=\"kg\"/></odd>"),
            "odd.measure#text: missing: it must be there and not be empty",
        ),
        (
            &*format!("<odd><first>a</first>{NEEDED}<loose><name>x</name></loose><loose/></odd>"),
            "odd.loose[1].name: missing: it must be there and not be empty",
        ),
        (
            &*format!("<odd><first>a</first>{NEEDED}<parts><part key=\"k\"/><part/></parts></odd>"),
            "odd.parts.part[1]@key: missing: it must be there and not be empty",
        ),
        (
            &*format!("<odd><first>a</first>{NEEDED}<left>a</left><right>b</right></odd>"),
            "odd.right: stands beside another of the same choice: give one of them",
        ),
        (
            &*format!("<odd><first>a</first>{NEEDED}<counted count=\"many\"/></odd>"),
            "odd.counted@count: expected an integer, found \"many\"",
        ),
    ] {
        assert_eq!(request(content).err().as_deref(), Some(expected), "{content}");
    }
}

#[test]
fn the_stronger_member_wins_and_empty_ones_choose_nothing() {
    for (members, number) in [
        ("<first>a</first><second>1</second>", 1),
        ("<second>1</second><first>a</first>", 1),
        ("<second>1</second><first/>", 1),
        ("<first/><second>1</second><left>a</left><right/>", 1),
    ] {
        let request = request(&format!("<odd>{members}{NEEDED}</odd>")).unwrap();
        assert!(request.key == odd::Key::Second(number), "{members}");
        // A weaker one behind the stronger is kept; one before it is replaced.
        let kept = members.ends_with("<first>a</first>");
        assert_eq!(unknown(&request).len(), usize::from(kept), "{members}");
    }
}

#[test]
fn unknown_elements_of_an_emptied_struct_are_kept() {
    let text = format!("<odd><second>1</second>{NEEDED}<measure><new/></measure></odd>");
    let request = request(&text).unwrap();
    assert!(request.measure.is_empty());
    let unknown = unknown(&request);
    assert_eq!(
        (unknown[0].path.as_str(), unknown[0].xml.as_str()),
        ("odd.measure.new", "<new/>")
    );
}

#[test]
fn text_that_no_row_takes_is_kept_whole() {
    let text = format!("<odd>Tom &amp; <!-- and --> Ann<second>1</second>{NEEDED}<ids> a </ids></odd>");
    let request = request(&text).unwrap();
    let found: Vec<(&str, &str)> = unknown(&request)
        .iter()
        .map(|u| (u.path.as_str(), u.xml.as_str()))
        .collect();
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
            "odd.parts.part[0].@key: missing, it is required",
        ),
        (r#","loose":[null]}}"#, "odd.loose[0].name: missing, it is required"),
    ] {
        let error = read(&format!("{start}{rest}")).unwrap_or_default();
        assert!(error.starts_with(expected), "{error}");
    }
}
