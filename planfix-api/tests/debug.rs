//! `Debug` tells two records apart, and shows neither secrets nor personal data; a revealed record shows everything.

mod records;

use planfix_api::table::{Content, Element, Kind, Row};
use planfix_api::{
    Bytes, ContactId, auth, contact,
    record::{Record, Value, View},
};

#[test]
fn two_personal_values_differ() {
    let named = |name: &str| contact::update::Request::new(ContactId(42)).name(name);
    let (anna, olga) = (format!("{:?}", named("Anna")), format!("{:?}", named("Olga")));
    assert_ne!(anna, olga);
    assert_eq!(anna, format!("{:?}", named("Anna")));
    assert!(
        anna.contains("contact.name: <personal ") && !anna.contains("Anna"),
        "{anna}"
    );
}

#[test]
fn a_secret_shows_nothing_that_comes_from_it() {
    let login = |password: &str| format!("{:?}", auth::login::Request::new("me", password));
    assert_eq!(login("one"), login("two"));
    assert!(login("one").contains("<secret>"));
}

/// A leaf of a request: the numbers of the fields that lead to it, with items as their list.
type Way = Vec<u16>;

fn leaves(elements: &'static [Element], way: &Way, out: &mut Vec<(Way, &'static Row, Kind)>) {
    for element in elements {
        if let Content::Group(inner) = element.content {
            leaves(inner, way, out);
        } else if let (Some((field, kind)), Some(row)) = (element.content.field(), element.row) {
            let way = [way.as_slice(), &[field]].concat();
            match kind {
                Kind::Record(table) if way.len() < 6 => leaves(table.elements, &way, out),
                Kind::Record(_) => {}
                _ => out.push((way, row, kind)),
            }
        }
    }
}

fn slot<'r>(record: &'r mut dyn Record, way: &[u16]) -> Option<&'r mut dyn Value> {
    let (first, rest) = way.split_first()?;
    let mut value = record.field_mut(*first)?;
    if matches!(value.view(), View::List(_)) {
        value = value.list()?.last_mut()?;
    }
    if rest.is_empty() {
        Some(value)
    } else {
        slot(value.record()?, rest)
    }
}

#[test]
fn each_value_of_each_message_is_distinguished_from_another() {
    let mut hidden = 0;
    for side in records::sides() {
        let mut full = side.blank();
        planfix_api::sample::filled(&mut *full);
        let mut all = Vec::new();
        leaves(full.table().elements, &Way::new(), &mut all);
        for (way, row, kind) in all {
            if !matches!(kind, Kind::Text) || row.rules.length.is_some() {
                continue;
            }
            let mut other = records::copy(&*full);
            let mut third = records::copy(&*full);
            let Some(slot_of_other) = slot(&mut *other, &way) else {
                continue;
            };
            slot_of_other.set_text("Something else").unwrap();
            slot(&mut *third, &way).unwrap().set_text("And a third").unwrap();
            let (debug, again) = (format!("{:?}", Debug(&*other)), format!("{:?}", Debug(&*third)));
            let name = side.name();
            if row.rules.secret {
                assert_eq!(debug, again, "{name} {}", row.path);
            } else {
                assert_ne!(debug, again, "{name} {}", row.path);
            }
            assert_eq!(
                debug.contains("Something else"),
                !row.rules.hidden(),
                "{name} {}: {debug}",
                row.path
            );
            assert!(
                format!("{:?}", other.revealed()).contains("Something else"),
                "{name} {}",
                row.path
            );
            assert_ne!(other.revealed(), third.revealed());
            hidden += usize::from(row.rules.hidden());
        }
    }
    assert!(hidden > 100, "{hidden}");
}

/// Formats a record whose type is not known.
struct Debug<'a>(&'a dyn Record);

impl std::fmt::Debug for Debug<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The call that generated code makes.
        planfix_api::__private::debug(self.0, f)
    }
}

#[test]
fn a_revealed_record_shows_everything() {
    let request = auth::login::Request::new("me", "very secret");
    let shown = format!("{:?}", request.revealed());
    assert!(shown.contains("very secret") && shown.contains("me"), "{shown}");
    let mut response = planfix_api::record::Typed::blank();
    let answer = b"<response status=\"ok\"><contact><id>1</id><name>Anna</name><karma>9</karma></contact></response>";
    planfix_api::xml::read_response(answer, &mut response).unwrap();
    let response: contact::get::Response = response;
    let shown = format!("{:?}", response.revealed());
    assert!(shown.contains("Anna") && shown.contains("<karma>9</karma>"), "{shown}");
    let download = planfix_api::UploadFile::new(planfix_api::FileSource::Filesystem, Bytes::from(*b"planfix"));
    assert!(format!("{:?}", download.revealed()).contains("cGxhbmZpeA=="));
    assert!(!format!("{download:?}").contains("cGxhbmZpeA=="));
}

#[test]
fn each_process_has_a_key_of_its_own() {
    const ASKED: &str = "PLANFIX_TEST_DEBUG";
    let request = contact::update::Request::new(ContactId(42)).name("Anna");
    if std::env::var_os(ASKED).is_some() {
        println!("shown: {request:?}");
        return;
    }
    let another = || {
        let test = std::env::current_exe().unwrap();
        let mut command = std::process::Command::new(test);
        command.args(["--exact", "each_process_has_a_key_of_its_own", "--nocapture"]);
        let out = String::from_utf8(command.env(ASKED, "1").output().unwrap().stdout).unwrap();
        out.lines()
            .find_map(|line| Some(line.split_once("shown: ")?.1.to_owned()))
            .unwrap()
    };
    let (one, two, three) = (another(), another(), another());
    // All three are equal by chance once in 2^64 runs.
    assert!(one != two || two != three, "{one}");
}

#[test]
fn an_empty_text_is_refused_with_the_call_that_clears() {
    let request = contact::update::Request::new(ContactId(42)).name("").post("Engineer");
    let violations = planfix_api::validate(&request).unwrap_err();
    let told = violations.to_string();
    let expected = "contact.name: set to an empty text, which does not clear it: `clear_name` does (spec/";
    assert!(told.starts_with(expected) && violations.as_slice().len() == 1, "{told}");
    assert!(planfix_api::validate(&request.clone().clear_name()).is_ok());
    // JSON reports the same for the record written as JSON.
    let text = serde_json::to_string(&request).unwrap();
    assert!(text.contains("\"name\":\"\""), "{text}");
    let refused = serde_json::from_str::<contact::update::Request>(&text)
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("contact.name: an empty string; write null to empty it"),
        "{refused}"
    );
    // A field that cannot be cleared cannot be set to an empty text either.
    let added = contact::add::Request::new().name("");
    let told = planfix_api::validate(&added).unwrap_err().to_string();
    assert!(
        told.contains("contact.name: cannot be emptied: set it or leave it out"),
        "{told}"
    );
}
