//! Hostile documents stop at a limit, each with its own error, and each limit can be changed.

use planfix_api::xml::{FaultKind, Limits, Malformed, check, check_within, read_response, read_response_with};
use planfix_api::{contact, record::Typed};

fn fault(bytes: &[u8], limits: &Limits) -> Option<FaultKind> {
    Some(check_within(bytes, limits).err()?.faults()[0].kind.clone())
}

#[test]
fn a_million_elements_inside_each_other_stop_at_the_depth() {
    let deep = "<a>".repeat(1_000_000);
    let error = check(deep.as_bytes()).unwrap_err();
    assert_eq!(error.faults()[0].kind, FaultKind::Malformed(Malformed::Depth(64)));
    assert_eq!((error.faults()[0].line, error.faults()[0].column), (1, 64 * 3 + 1));
    let four = b"<a><a><a><a/></a></a></a>";
    assert_eq!(fault(four, &Limits::default().depth(4)), None);
    assert_eq!(
        fault(four, &Limits::default().depth(3)),
        Some(FaultKind::Malformed(Malformed::Depth(3)))
    );
}

#[test]
fn eighty_thousand_attributes_stop_at_their_number() {
    let mut tag = String::from("<a");
    for number in 0..80_000 {
        tag.push_str(&format!(" a{number}=\"1\""));
    }
    tag.push_str("/>");
    assert_eq!(
        fault(tag.as_bytes(), &Limits::default()),
        Some(FaultKind::Malformed(Malformed::Attributes(64)))
    );
    let two = b"<a b=\"1\" c=\"2\"/>";
    assert_eq!(fault(two, &Limits::default().attributes(2)), None);
    assert_eq!(
        fault(two, &Limits::default().attributes(1)),
        Some(FaultKind::Malformed(Malformed::Attributes(1)))
    );
}

#[test]
fn a_text_of_a_hundred_megabytes_is_not_read() {
    let mut text = b"<a>".to_vec();
    text.resize(100_000_000, b'x');
    assert_eq!(
        fault(&text, &Limits::default()),
        Some(FaultKind::Malformed(Malformed::Size(64 << 20)))
    );
    assert_eq!(fault(b"<a>12</a>", &Limits::default().bytes(9)), None);
    assert_eq!(
        fault(b"<a>12</a>", &Limits::default().bytes(8)),
        Some(FaultKind::Malformed(Malformed::Size(8)))
    );
}

#[test]
fn long_names_stop_at_their_length() {
    for document in [
        format!("<{}/>", "n".repeat(1_001)),
        format!("<a {}='1'/>", "n".repeat(1_001)),
    ] {
        assert_eq!(
            fault(document.as_bytes(), &Limits::default()),
            Some(FaultKind::Malformed(Malformed::NameLength(1_000)))
        );
        assert_eq!(fault(document.as_bytes(), &Limits::default().name(1_001)), None);
    }
}

#[test]
fn a_list_stops_at_its_number_of_items() {
    let phones = "<phone><number>1</number></phone>".repeat(3);
    let list = format!(
        "<response status=\"ok\"><contacts><contact><id>1</id><phones>{phones}</phones></contact></contacts></response>"
    );
    let read = |items| {
        let mut response = contact::get_list::Response::blank();
        read_response_with(list.as_bytes(), &mut response, &Limits::default().items(items).into())
    };
    assert!(read(3).is_ok());
    let error = read(2).unwrap_err();
    assert_eq!(error.faults().last().unwrap().kind, FaultKind::Items(2));
    assert_eq!(error.faults().last().unwrap().path, "contacts.contact[0].phones.phone");
    // Leaves, too.
    let fields = "<field>lastUpdateDate</field>".repeat(3);
    let request =
        format!("<request method=\"contact.getList\"><account>a</account><fields>{fields}</fields></request>");
    let mut record = contact::get_list::Request::blank();
    let limits = Limits::default().items(2);
    let error = planfix_api::xml::read_request_within(request.as_bytes(), &mut record, &limits).unwrap_err();
    assert_eq!(error.faults().last().unwrap().kind, FaultKind::Items(2));
}

#[test]
fn a_document_stops_at_its_number_of_unknown_elements() {
    let fault = |xml: &str, limits: &Limits| {
        let mut response = contact::update::Response::blank();
        let error = read_response_with(xml.as_bytes(), &mut response, &(*limits).into()).err()?;
        let last = error.faults().last().unwrap();
        Some((last.path.clone(), last.kind.clone(), last.line))
    };
    let two = Limits::default().unknown(2);
    let ok = |inside: &str| format!("<response status=\"ok\"><contact><id>1</id>{inside}</contact></response>");
    for (inside, path) in [
        ("<a/><b/>\n<c/>", "contact.c"),
        ("<a/>text<b/>", "contact.b"),
        ("<id n=\"1\"/><a/>\n<id/>", "contact.id"),
        ("<a/><a/>\ntext", "contact#text"),
    ] {
        let found = fault(&ok(inside), &two).unwrap();
        assert_eq!((found.0.as_str(), &found.1), (path, &FaultKind::Unknown(2)), "{inside}");
        assert_eq!(fault(&ok(inside), &Limits::default().unknown(3)), None, "{inside}");
    }
    let attributes = "<response status=\"ok\"><contact a=\"1\" b=\"2\" c=\"3\"><id>1</id></contact></response>";
    assert_eq!(fault(attributes, &two).unwrap().0, "contact@c");
    let refusal = "<response status=\"error\"><code>1</code><a/><a/><b/></response>";
    assert_eq!(
        fault(refusal, &two).unwrap(),
        ("b".to_owned(), FaultKind::Unknown(2), 1)
    );
    // Elements inside of an unknown element do not count.
    assert_eq!(fault(&ok("<a><b/><c/><d/></a>"), &two), None);
    // As many as a document can hold.
    let many = ok(&"<a/>".repeat(250_000));
    assert_eq!(fault(&many, &Limits::default()).unwrap().1, FaultKind::Unknown(100_000));
    assert_eq!(fault(&many, &Limits::default().unknown(usize::MAX)), None);
}

#[test]
fn a_hundred_thousand_items_are_read_with_a_higher_limit() {
    let items = "<contact><id>1</id></contact>".repeat(100_000);
    let list = format!("<response status=\"ok\"><contacts>{items}</contacts></response>");
    let mut response = contact::get_list::Response::blank();
    let error = read_response(list.as_bytes(), &mut response).unwrap_err();
    assert_eq!(error.faults()[0].kind, FaultKind::Items(10_000));
    assert_eq!(response.contacts.items.len(), 10_000);

    let mut response = contact::get_list::Response::blank();
    read_response_with(list.as_bytes(), &mut response, &Limits::default().items(100_000).into()).unwrap();
    assert_eq!(response.contacts.items.len(), 100_000);
}

#[test]
fn the_grammar_lists_the_limits_of_a_message() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/README.md")).unwrap();
    let limits = Limits::DEFAULT;
    for (what, number) in [
        ("bytes", limits.bytes),
        ("elements inside each other", limits.depth),
        ("attributes of an element", limits.attributes),
        ("bytes of a name", limits.name),
        ("items of a list", limits.items),
        ("elements that no table knows", limits.unknown),
    ] {
        let row = page.lines().find_map(|line| line.strip_prefix(&format!("| {what} | ")));
        let digits = row.map(|row| row.replace([',', ' ', '|'], ""));
        assert_eq!(digits, Some(number.to_string()), "{what}");
    }
}
