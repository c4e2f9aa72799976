//! A one-of whose members are lists: setting, writing, reading and refusing it.

use planfix_api::file::delete::{Key, Request};
use planfix_api::xml::{FaultKind, read_request, write_request};
use planfix_api::{FileId, FileUniqueId, Rule, record::Typed, validate, xml};

const ENVELOPE: xml::Envelope<'_> = xml::Envelope {
    account: "demo",
    sid: None,
};

fn written(request: &Request) -> String {
    let xml = write_request("file.delete", &ENVELOPE, request).unwrap();
    String::from_utf8(xml).unwrap()
}

fn read(content: &str) -> Result<Key, Vec<FaultKind>> {
    let mut request = Request::blank();
    let text = format!("<request method=\"file.delete\"><files>{content}</files></request>");
    match read_request(text.as_bytes(), &mut request) {
        Ok(_) => Ok(request.key),
        Err(error) => Err(error.faults().iter().map(|fault| fault.kind.clone()).collect()),
    }
}

#[test]
fn a_list_of_either_kind_says_which_is_meant() {
    let ids = Key::Ids(vec![FileId(1), FileId(2)]);
    assert!(Request::new(vec![FileId(1), FileId(2)]).key == ids);
    assert!(Request::new([FileId(1), FileId(2)]).key == ids);
    let one = Key::UniqueIds(vec![FileUniqueId(7)]);
    assert!(Request::new(vec![FileUniqueId(7)]).key == one);
    assert!(Request::new([FileUniqueId(7)]).key == one);
    assert!(Request::new(FileUniqueId(7)).key == one);
    assert!(Request::new(Key::UniqueIds(vec![FileUniqueId(7)])).key == one);
}

#[test]
fn it_is_written_and_read_as_one_list() {
    let request = Request::new([FileUniqueId(7), FileUniqueId(8)]);
    let xml = written(&request);
    assert!(
        xml.contains("<files><uniqueId>7</uniqueId><uniqueId>8</uniqueId></files>"),
        "{xml}"
    );
    let mut again = Request::blank();
    read_request(xml.as_bytes(), &mut again).unwrap();
    assert!(again == request);
    assert_eq!(
        format!("{:?}", Request::new([FileId(1), FileId(2)])),
        "Request { files.id[]: [1, 2] }"
    );
}

#[test]
fn the_other_kind_beside_it_is_a_conflict() {
    for content in [
        "<id>1</id><uniqueId>7</uniqueId>",
        "<id>1</id><id>2</id><uniqueId>7</uniqueId><uniqueId>8</uniqueId><id>3</id>",
        "<uniqueId>7</uniqueId><id>1</id>",
    ] {
        assert!(read(content) == Err(vec![FaultKind::Conflict]), "{content}");
    }
    assert!(read("<uniqueId/><id>1</id><id>2</id><uniqueId></uniqueId>") == Ok(Key::Ids(vec![FileId(1), FileId(2)])));
    for content in ["", "<id/>", "<id></id><uniqueId/>"] {
        let faults = read(content).unwrap_err();
        assert!(matches!(*faults, [FaultKind::NoChoice(_)]), "{content} {faults:?}");
    }
}

#[test]
fn an_empty_list_chooses_nothing_and_is_not_sent() {
    for (key, path) in [
        (Key::Ids(Vec::new()), "files.id"),
        (Key::UniqueIds(Vec::new()), "files.uniqueId"),
    ] {
        let violations = validate(&Request::new(key)).unwrap_err();
        let [violation] = violations.as_slice() else {
            panic!("{violations}")
        };
        assert_eq!((violation.path.as_str(), &violation.rule), (path, &Rule::Required));
    }
    assert!(validate(&Request::new(FileId(1))).is_ok());
}

#[test]
#[cfg(feature = "serde")]
fn json_has_one_array() {
    let read = |text: &str| serde_json::from_str::<Request>(text).map_err(|error| error.to_string());
    let request = read(r#"{"files": {"uniqueId": [7, 8]}}"#).unwrap();
    assert!(request.key == Key::UniqueIds(vec![FileUniqueId(7), FileUniqueId(8)]));
    let text = serde_json::to_string(&request).unwrap();
    assert_eq!(text, r#"{"files":{"uniqueId":[7,8]}}"#);
    for (text, expected) in [
        (
            r#"{"files": {}}"#,
            "files.id or files.uniqueId: give exactly one of them",
        ),
        (
            r#"{"files": {"id": [1], "uniqueId": [7]}}"#,
            "files.id and files.uniqueId: give only one of them",
        ),
        (r#"{"files": {"id": 1}}"#, "files.id: expected an array, found 1"),
    ] {
        let error = read(text).map(|_| ()).unwrap_err();
        assert!(error.starts_with(expected), "{error}");
    }
    // An empty array is refused like any other empty list: before it is sent.
    assert!(validate(&read(r#"{"files": {"id": []}}"#).unwrap()).is_err());
}
