//! Records from flat text and back: notation, all faults at once, and the round trip of every message.

use planfix_api::contact::update::{Phone, Request};
use planfix_api::flat::{self, FlatFaults};
use planfix_api::record::Struct;
use planfix_api::{
    ContactId, FieldId, FileSource, Maybe, Sex, UserId, contact, file, methods, sample, task, types::FieldEdit,
};

fn read<T: Struct>(pairs: &[(&str, &str)]) -> Result<T, FlatFaults> {
    flat::read(pairs.iter().copied())
}

#[track_caller]
fn refused<T: Struct + std::fmt::Debug>(pairs: &[(&str, &str)], faults: &[&str]) {
    let found = read::<T>(pairs).unwrap_err();
    let found: Vec<String> = found
        .into_iter()
        .map(|fault| format!("{}: {}", fault.path, fault.message))
        .collect();
    assert_eq!(found, faults);
}

#[test]
fn a_path_may_leave_out_what_is_clear() {
    let request = Request::new(ContactId(5))
        .name("Anna")
        .phones([Phone::new("+7")])
        .group_id(planfix_api::ContactGroupId(3));
    for pairs in [
        [
            ("contact.id", "5"),
            ("contact.name", "Anna"),
            ("contact.phones.phone[0].number", "+7"),
            ("contact.group.id", "3"),
        ],
        [
            ("id", "5"),
            ("name", "Anna"),
            ("phones[0].number", "+7"),
            ("group.id", "3"),
        ],
        [
            ("id", "5"),
            ("contact.name", "Anna"),
            ("phones.number", "+7"),
            ("contact.group.id", "3"),
        ],
        [
            ("id", "5"),
            ("name", "Anna"),
            ("phones.phone.number", "+7"),
            ("group.id", "3"),
        ],
        [
            ("id", "5"),
            ("name", "Anna"),
            ("contact.phones.phone[].number", "+7"),
            ("group.id", "3"),
        ],
    ] {
        assert_eq!(read::<Request>(&pairs).as_ref(), Ok(&request), "{pairs:?}");
    }
}

#[test]
fn a_text_is_written_as_people_write_it() {
    let request: Request = read(&[
        ("id", "5"),
        ("birthdate", "1990-04-09"),
        ("sex", "MALE"),
        ("canBeWorker", "1"),
        ("silent", "true"),
    ])
    .unwrap();
    assert_eq!(request.birthdate, Maybe::Set(jiff::civil::date(1990, 4, 9).into()));
    assert_eq!(
        (request.silent, request.can_be_worker),
        (Maybe::Set(true), Maybe::Set(true))
    );
    let task: task::add::Request = read(&[
        ("title", "x"),
        ("beginDateTime", "2018-02-03T17:09"),
        ("endTime", "18:30"),
    ])
    .unwrap();
    assert_eq!(
        task.created,
        Maybe::Set(jiff::civil::date(2018, 2, 3).at(17, 9, 0, 0).into())
    );
    let upload: file::upload::Request = read(&[
        ("task.id", "1"),
        ("files[0].name", "a.txt"),
        ("files[0].sourceType", "FILESYSTEM"),
        ("files[0].body", "AQID"),
    ])
    .unwrap();
    assert_eq!(upload.files[0].source_type, FileSource::Filesystem);
}

#[test]
fn a_list_takes_items_by_number_by_repetition_or_with_commas() {
    let users = [UserId(3), UserId(14)];
    for pairs in [
        vec![("id", "5"), ("responsible.users", "3,14")],
        vec![("id", "5"), ("responsible.users", "3"), ("responsible.users.id", "14")],
        vec![
            ("id", "5"),
            ("responsible.users.id[1]", "14"),
            ("contact.responsible.users[0]", "3"),
        ],
    ] {
        let request: Request = read(&pairs).unwrap();
        let responsible = request.responsible.into_set().unwrap();
        assert_eq!(responsible.users.as_slice(), users, "{pairs:?}");
    }
    // A text may contain commas.
    let request: Request = read(&[("id", "5"), ("secondaryEmails", "a, b"), ("secondaryEmails.email", "c")]).unwrap();
    assert_eq!(request.secondary_emails.as_slice(), ["a, b", "c"]);
}

#[test]
fn a_value_is_left_out_emptied_or_set() {
    let pairs = [
        ("id", Maybe::Set("5")),
        ("name", Maybe::Absent),
        ("post", Maybe::Empty),
        ("phones", Maybe::Empty),
        ("sex", Maybe::Set("FEMALE")),
    ];
    let request: Request = flat::read(pairs).unwrap();
    let same = Request::new(ContactId(5)).clear_post().clear_phones().sex(Sex::Female);
    assert_eq!(request, same);
    let none: Option<&str> = None;
    assert_eq!(
        flat::read([("id", Some("5")), ("name", none)]),
        Ok(Request::new(ContactId(5)))
    );
    refused::<Request>(&[("id", "5"), ("name", "")], &["name: an empty text: leave it out"]);
    let id: Result<Request, _> = flat::read([("id", Maybe::<&str>::Empty)]);
    assert!(id.is_err());
}

#[test]
fn a_value_of_a_custom_field_is_written_by_its_form() {
    let value = |pairs: &[(&str, &str)]| {
        let pairs: Vec<(&str, &str)> = [&[("id", "5"), ("customData[0].id", "7")], pairs].concat();
        let request: Request = read(&pairs)?;
        Ok::<_, FlatFaults>(request.custom_data.first().cloned().unwrap())
    };
    let edit = |text: &str| FieldEdit::new(FieldId(7)).value(text.parse::<planfix_api::FieldValue>().unwrap());
    for (path, text, wire) in [
        ("customData[0].value", "2026-02-03", "2026-02-03"),
        ("customData[0].value.date", "2026-02-03", "03-02-2026"),
        ("customData[0].value.date", "2026-02-03T17:09", "03-02-2026 17:09"),
        ("customData[0].value.ids", "3,14", "[3,14]"),
        ("customData[0].value.ids", "[3,14]", "[3,14]"),
        ("customData[0].value.texts", r#"["a","b"]"#, r#"["a","b"]"#),
        ("contact.customData.customValue[0].value.text", "03-02", "03-02"),
    ] {
        assert_eq!(value(&[(path, text)]), Ok(edit(wire)), "{path} {text}");
    }
    let refused = value(&[("customData[0].value.date", "03-02-2026")])
        .unwrap_err()
        .to_string();
    assert!(
        refused.starts_with("customData[0].value.date: expected a date as yyyy-mm-dd or yyyy-mm-ddThh:mm ("),
        "{refused}"
    );
    let refused = value(&[("customData[0].value.dat", "2026-02-03")])
        .unwrap_err()
        .to_string();
    assert_eq!(
        refused,
        "customData[0].value.dat: unknown; did you mean `customData[0].value.date`?"
    );
}

#[test]
fn all_faults_are_reported_at_once() {
    refused::<Request>(
        &[
            ("contact.id", "five"),
            ("contact.nmae", "Anna"),
            ("sex", "male"),
            ("birthdate", "9.4.1990"),
            ("phones[0].typeId", "x"),
            ("contact.group", "3"),
            ("id.x", "3"),
            ("id[0]", "3"),
            ("", "3"),
            ("a..b", "3"),
            ("phones[-1].number", "3"),
        ],
        &[
            "contact.id: expected the integer of a ContactId, such as 42, found \"five\"",
            "contact.nmae: unknown; did you mean `contact.name`?",
            "sex: \"male\" is not a value of Sex; did you mean `MALE`? (it has MALE, FEMALE)",
            "birthdate: expected a date as YYYY-MM-DD or YYYY-MM-DDTHH:MM, such as 1990-04-09",
            "phones[0].typeId: expected the integer of a PhoneTypeId, such as 42, found \"x\"",
            "contact.group: holds other elements: write the path of each of them",
            "id.x: unknown; id holds a value and no elements",
            "id[0]: id is not a list",
            ": not a path: write it as `contact.phones.phone[0].number`",
            "a..b: not a path: write it as `contact.phones.phone[0].number`",
            "phones[-1].number: not a path: write it as `contact.phones.phone[0].number`",
            "contact.phones.phone[0].number: required, but missing or empty",
        ],
    );
    let fault = read::<Request>(&[("id", "5"), ("nmae", "x")]).unwrap_err();
    let fault = &fault.as_slice()[0];
    assert_eq!((fault.pair, fault.suggestion.as_deref()), (Some(1), Some("name")));
}

#[test]
fn what_contradicts_itself_is_refused() {
    refused::<Request>(
        &[],
        &["contact.id or contact.userid or contact.general: give exactly one of them"],
    );
    refused::<Request>(
        &[("id", "5"), ("userid", "6")],
        &["contact.id and contact.userid: give only one of them"],
    );
    refused::<Request>(&[("id", "5"), ("contact.id", "5")], &["contact.id: given twice"]);
    refused::<Request>(
        &[("id", "5"), ("phones.number", "1"), ("phones.number", "2")],
        &["phones.number: given twice; for several items, number them from 0, as in `phones[0].number`"],
    );
    refused::<Request>(
        &[("id", "5"), ("phones[0].number", "1"), ("phones[2].number", "2")],
        &["phones[2].number: there is no item 1: items are numbered from 0, without gaps"],
    );
    refused::<Request>(
        &[("id", "5"), ("phones[0].number", "1"), ("phones.number", "2")],
        &["phones.number: other pairs of the list have a number: number this item too, from 0"],
    );
    refused::<contact::get_list::Request>(
        &[
            ("filters.type", "12"),
            ("filters.operator", "equal"),
            ("filters.value", "x"),
            ("filters.value.datetype", "today"),
        ],
        &["filters.value and filters.value.datetype: two forms of one value; give one of them"],
    );
}

#[test]
fn a_personal_value_is_not_in_a_fault() {
    let error = read::<Request>(&[("id", "5"), ("birthdate", "April")]).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("April"));
}

#[test]
fn every_message_is_written_and_read_again() {
    for method in methods() {
        for new in [method.new_request, method.new_response] {
            let mut record = new();
            sample::filled(&mut *record);
            let mut same = new();
            let pairs = flat::pairs(&*record);
            flat::fill(&mut *same, pairs.clone()).unwrap_or_else(|faults| panic!("{}: {faults}", method.name));
            assert_eq!(record.revealed(), same.revealed(), "{}", method.name);
            assert_eq!(flat::pairs(&*same), pairs, "{}", method.name);
        }
    }
}
