//! An answer is read as far as it matches its table; the rest is kept with its path, its text and the reason.

mod records;

use planfix_api::table::{Content, Effect, Kind, Method, Place};
use planfix_api::xml::{Answer, FaultKind, Malformed, ReadError, ReadOptions, read_response, read_response_with};
use planfix_api::{
    Why, contact, methods,
    record::{Record, Typed},
    sample, task, unknown,
};
use records::{copy, dump, nodes, sides};

fn contacts(items: &str) -> contact::get_list::Response {
    let mut response = contact::get_list::Response::blank();
    let text = format!("<response status=\"ok\"><contacts count=\"1\">{items}</contacts></response>");
    assert_eq!(read_response(text.as_bytes(), &mut response), Ok(Answer::Ok), "{items}");
    response
}

/// Returns path, XML and reason of everything that was kept.
fn kept(record: &dyn Record) -> Vec<(String, String, String)> {
    let found = unknown(record);
    let all = found
        .iter()
        .map(|u| (u.path.to_owned(), u.xml.to_owned(), u.why.to_string()));
    all.collect()
}

fn row(table: &str, name: &str) -> String {
    let text = std::fs::read_to_string(format!("{}/{table}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let line = text.lines().position(|line| line.starts_with(&format!("| {name} ")));
    format!("{table}:{}", line.unwrap() + 1)
}

#[test]
fn one_bad_date_costs_neither_the_page_nor_the_contact() {
    let good = "<contact><id>1</id><name>A</name></contact>".repeat(99);
    let response = contacts(&format!(
        "{good}<contact><id>2</id><name>B</name><birthdate>00-00-0000</birthdate></contact>"
    ));
    assert_eq!(response.contacts.items.len(), 100);
    let last = response.contacts.items.last().unwrap();
    assert!(last.birthdate.is_absent());
    let at = row("spec/types/Contact.md", "birthdate");
    let expected = (
        "contacts.contact[99].birthdate",
        "<birthdate>00-00-0000</birthdate>",
        format!("does not match its type, expected a date as dd-mm-yyyy or dd-mm-yyyy hh:mm; left out ({at})"),
    );
    assert_eq!(
        kept(&response),
        [(expected.0.to_owned(), expected.1.to_owned(), expected.2)]
    );
}

#[test]
fn the_identifier_of_what_was_created_is_not_lost_by_another_leaf() {
    let answer = b"<response status=\"ok\"><task><id>5</id><general>T-6</general></task></response>";
    let mut response = task::add::Response::blank();
    assert_eq!(read_response(answer, &mut response), Ok(Answer::Ok));
    assert_eq!(response.id.0, 5);
    assert!(response.general.is_absent());
    assert_eq!(kept(&response)[0].1, "<general>T-6</general>");
}

#[test]
fn a_record_without_its_required_leaf_is_kept_whole() {
    let mut response = task::get::Response::blank();
    let answer = b"<response status=\"ok\"><task><id>1</id><owner><id/><name>X</name></owner></task></response>";
    assert_eq!(read_response(answer, &mut response), Ok(Answer::Ok));
    assert!(response.task.owner.is_absent());
    let found = unknown(&response);
    assert_eq!(
        (found[0].path, found[0].xml),
        ("task.owner", "<owner><id/><name>X</name></owner>")
    );
    assert!(
        matches!(found[0].why, Why::Incomplete { missing: "id", .. }),
        "{:?}",
        found[0]
    );
}

#[test]
fn a_list_goes_on_without_an_item_that_is_not_whole() {
    let response = contacts(
        "<contact><id>1</id></contact><contact><id>one</id><name>X</name></contact><contact/><contact><id>3</id><karma/></contact>",
    );
    let ids: Vec<i64> = response.contacts.items.iter().map(|contact| contact.id.0).collect();
    assert_eq!(ids, [1, 3]);
    let paths: Vec<String> = kept(&response).into_iter().map(|(path, ..)| path).collect();
    // Items are numbered as in the document.
    assert_eq!(paths, ["contacts.contact[1]", "contacts.contact[3].karma"]);
}

#[test]
fn each_reason_is_distinguished() {
    let response = contacts(
        "<contact xmlns:x=\"u\"><id>1</id><name>A</name><name>B</name><new/><midName>C<b>D</b></midName>\
         <isCompany>maybe</isCompany></contact>",
    );
    let found: Vec<(String, Why)> = unknown(&response).iter().map(|u| (u.path.to_owned(), u.why)).collect();
    let at = |path: &str| {
        let path = format!("contacts.contact[0].{path}");
        found
            .iter()
            .find(|(other, _)| *other == path)
            .unwrap_or_else(|| panic!("{path} {found:?}"))
            .1
    };
    assert!(matches!(at("name"), Why::Second { .. }));
    assert_eq!(at("new"), Why::NoRow);
    assert_eq!(at("midName.b"), Why::InText);
    assert!(matches!(at("isCompany"), Why::Unfit { expected: "0 or 1", .. }));
    // A namespace declaration is not data.
    assert_eq!(found.len(), 4);
    let sentences: std::collections::BTreeSet<String> = found.iter().map(|(_, why)| why.to_string()).collect();
    assert_eq!(sentences.len(), 4);
}

#[test]
fn an_answer_without_the_identifier_of_what_was_created_is_an_error() {
    for (answer, expected) in [
        (
            "<task/>",
            "task.id: missing: this element is required and must not be empty",
        ),
        (
            "<task><id/></task>",
            "task.id: missing: this element is required and must not be empty",
        ),
        (
            "<task><id>five</id></task>",
            "task.id: expected an integer, found \"five\"",
        ),
    ] {
        let mut response = task::add::Response::blank();
        let text = format!("<response status=\"ok\">{answer}</response>");
        let error = read_response(text.as_bytes(), &mut response).unwrap_err();
        assert!(error.was_accepted());
        let fault = &error.faults()[0];
        assert_eq!(format!("{}: {}", fault.path, fault.kind), expected);
    }
}

#[test]
fn a_missing_value_is_reported_if_the_answer_depends_on_it() {
    let mut response = contact::get::Response::blank();
    let answer = b"<response status=\"ok\">\n<contact>\n<id>x</id></contact></response>";
    let error = read_response(answer, &mut response).unwrap_err();
    let fault = &error.faults()[0];
    assert_eq!((fault.line, fault.path.as_str()), (3, "contact.id"));
    assert!(matches!(fault.kind, FaultKind::WrongValue { .. }), "{error}");
}

#[test]
fn a_strict_reading_reports_values_that_do_not_match() {
    let answer = b"<response status=\"ok\"><contact><id>1</id><birthdate>x</birthdate></contact></response>";
    let mut response = contact::get::Response::blank();
    let strict = ReadOptions::default().strict(true);
    let error = read_response_with(answer, &mut response, &strict).unwrap_err();
    assert_eq!(error.faults()[0].path, "contact.birthdate");
    assert!(error.was_accepted());
}

#[test]
fn an_unfit_optional_leaf_of_any_method_costs_nothing_else() {
    let mut cases = 0;
    for side in sides().into_iter().filter(|side| !side.is_request) {
        let mut filled = side.blank();
        sample::filled(&mut *filled);
        let whole = nodes(&*filled);
        for (at, kind) in leaves(&*filled) {
            let takes_any = matches!(
                kind,
                Kind::Text | Kind::Enum(_) | Kind::Union(_) | Kind::Record(_) | Kind::Joined(..)
            );
            if takes_any {
                continue;
            }
            let mut root = whole.clone();
            let Some(node) = root.find(&at) else { continue };
            node.text = "?!".to_owned();
            let text = format!("<response status=\"ok\">{}</response>", root.render());
            let mut response = side.blank();
            let read = read_response(text.as_bytes(), &mut *response);
            if let Err(error) = read {
                // Only values that the answer as a whole depends on.
                assert!(error.was_accepted(), "{} {at}: {error}", side.name());
                let fault = &error.faults()[0];
                assert_eq!(fault.path, at, "{} {error}", side.name());
                continue;
            }
            let found = unknown(&*response);
            assert_eq!(found.len(), 1, "{} {at}", side.name());
            assert!(at.starts_with(found[0].path), "{} {at} {:?}", side.name(), found[0]);
            assert!(matches!(found[0].why, Why::Unfit { .. } | Why::Incomplete { .. }));
            assert!(found[0].xml.contains("?!"));
            cases += 1;
        }
        // Values that match are unchanged.
        let mut response = side.blank();
        let text = format!("<response status=\"ok\">{}</response>", whole.render());
        read_response(text.as_bytes(), &mut *response).unwrap();
        assert_eq!(dump(&*response), dump(&*copy(&*filled)));
    }
    assert!(cases > 300, "{cases}");
}

/// Returns the leaves that are elements, by their path in a document.
fn leaves(record: &dyn Record) -> Vec<(String, Kind)> {
    fn walk(
        elements: &'static [planfix_api::table::Element],
        record: &dyn Record,
        above: &str,
        out: &mut Vec<(String, Kind)>,
    ) {
        for element in elements.iter().filter(|element| element.place == Place::Element) {
            let dot = if above.is_empty() { "" } else { "." };
            let path = format!("{above}{dot}{}", element.name);
            match element.content {
                Content::Group(inner) => walk(inner, record, &path, out),
                Content::Value { field, kind } => value(record.field(field), kind, path, out),
                Content::Repeat { field, kind } => value(first(record, field), kind, format!("{path}[0]"), out),
                Content::List { field, kind, item } => {
                    value(first(record, field), kind, format!("{path}.{}[0]", item.name), out);
                }
            }
        }
    }
    fn first(record: &dyn Record, field: u16) -> planfix_api::record::View<'_> {
        match record.field(field) {
            planfix_api::record::View::List(list) => list
                .get(0)
                .map_or(planfix_api::record::View::Absent, |item| item.view()),
            other => other,
        }
    }
    fn value(view: planfix_api::record::View<'_>, kind: Kind, path: String, out: &mut Vec<(String, Kind)>) {
        match view {
            planfix_api::record::View::Record(inner) => walk(inner.table().elements, inner, &path, out),
            _ => out.push((path, kind)),
        }
    }
    let mut out = Vec::new();
    walk(record.table().elements, record, "", &mut out);
    out
}

fn fault(answer: &[u8]) -> (ReadError, contact::update::Response) {
    let mut response = contact::update::Response::blank();
    let error = read_response(answer, &mut response).unwrap_err();
    (error, response)
}

fn cp1251(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        'А'..='я' => u8::try_from(u32::from(c) - 0x410 + 0xC0).unwrap(),
        c => u8::try_from(c).unwrap(),
    };
    text.chars().map(byte).collect()
}

#[test]
fn an_answer_in_another_encoding_is_reported_with_the_encoding() {
    let declared = cp1251(
        "<?xml version=\"1.0\" encoding=\"windows-1251\"?><response status=\"ok\"><contact><id>7</id><n>Анна</n></contact></response>",
    );
    let (error, response) = fault(&declared);
    let text = error.to_string();
    assert!(
        text.contains("declares the encoding windows-1251") && text.contains("convert the document to UTF-8"),
        "{text}"
    );
    assert!(error.was_accepted());
    assert_eq!(response.id.set().map(|id| id.0), Some(7));
    let (error, _) = fault(&cp1251(
        "<response status=\"ok\"><contact><id>7</id><n>Анна</n></contact></response>",
    ));
    assert!(error.to_string().contains("looks like windows-1251"), "{error}");
    let (error, _) = fault(b"\xFF\xFE<\0r\0e\0s\0p\0");
    assert!(error.to_string().contains("looks like UTF-16"), "{error}");
    let (error, _) = fault(b"<response status=\"ok\"><a>\x80\x81</a></response>");
    assert_eq!(error.faults()[0].kind, FaultKind::Malformed(Malformed::NotUtf8));
}

#[test]
fn a_refusal_in_another_encoding_keeps_its_code() {
    for head in ["<?xml version=\"1.0\" encoding=\"windows-1251\"?>", ""] {
        let answer = cp1251(&format!(
            "{head}<response status=\"error\"><code>3005</code><message>Нет</message></response>"
        ));
        let mut response = contact::update::Response::blank();
        let Ok(Answer::Refused(refusal)) = read_response(&answer, &mut response) else {
            panic!("{head}");
        };
        assert_eq!(refusal.code, "3005");
    }
}

#[test]
fn white_space_before_the_declaration_is_skipped_in_answers_and_reported_in_requests() {
    let answer =
        b"\n <?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<response status=\"ok\"><task><id>5</id></task></response>";
    let mut response = task::add::Response::blank();
    assert_eq!(read_response(answer, &mut response), Ok(Answer::Ok));
    let request =
        b"\n<?xml version=\"1.0\" encoding=\"UTF-8\"?><request method=\"task.get\"><task><id>1</id></task></request>";
    let mut record = task::get::Request::blank();
    let error = planfix_api::xml::read_request(request, &mut record).unwrap_err();
    let fault = &error.faults()[0];
    assert_eq!(fault.kind, FaultKind::Malformed(Malformed::SpaceBeforeDeclaration));
    assert_eq!((fault.line, fault.column), (2, 1));
}

#[test]
fn an_answer_of_ok_is_read_without_its_identifiers_where_nothing_was_created() {
    // A login exists to return the session.
    let changes = |method: &&Method| {
        matches!(method.effect, Effect::Set | Effect::Act | Effect::Delete) && method.name != "auth.login"
    };
    for method in methods().iter().copied().filter(changes) {
        let mut response = (method.new_response)();
        let answer = read_response(b"<response status=\"ok\"/>", &mut *response);
        assert_eq!(answer, Ok(Answer::Ok), "{}", method.name);
    }
}
