//! Directories: their records, the tree of them, and fields of files.

mod common;

use common::{assert_refused, client, code, post, request, sandbox};
use planfix_api::handbook::{add_record, get_list, get_record, get_record_multi, get_records, update_record};
use planfix_api::{
    Bytes, FieldId, FileId, FileSource, HandbookFieldEdit, HandbookGroupId, HandbookId, HandbookRecord, Maybe,
    RecordKey, UploadFile, UploadFileContent, file, handbook,
};
use planfix_sandbox::Sandbox;

const ARTICLES: HandbookId = HandbookId(1);

fn get(sandbox: &Sandbox, key: RecordKey) -> HandbookRecord {
    client(sandbox)
        .call(&get_record::Request::new(ARTICLES, key))
        .unwrap()
        .record
}

fn field(id: i64, value: &str) -> HandbookFieldEdit {
    HandbookFieldEdit::new(FieldId(id)).value(value)
}

/// Returns the value of a field by its position in the answer.
fn value(record: &HandbookRecord, place: usize) -> Option<String> {
    let fields = record.custom_data.set().unwrap();
    Some(fields[place].value.set()?.text()?.into_owned())
}

fn keys(sandbox: &Sandbox, request: &get_records::Request) -> Vec<i64> {
    let records = client(sandbox)
        .call(request)
        .unwrap()
        .records
        .into_set()
        .unwrap_or_default();
    records.iter().map(|record| record.key.0).collect()
}

#[test]
fn a_record_is_added_read_and_changed() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let request = add_record::Request::new(ARTICLES)
        .parent_key(RecordKey(1))
        .custom_data([field(401, "Shelf"), field(402, "120.00")]);
    let key = client.call(&request).unwrap().key;
    let added = get(&sandbox, key);
    assert_eq!(
        (added.parent_key, added.is_group),
        (Maybe::Set(RecordKey(1)), Maybe::Set(false))
    );
    assert_eq!(
        (value(&added, 0).as_deref(), value(&added, 1).as_deref()),
        (Some("Shelf"), Some("120.00"))
    );
    assert_eq!(added.name, Maybe::Empty);

    let cleared = HandbookFieldEdit::new(FieldId(402)).clear_value();
    let request = update_record::Request::new(ARTICLES, key)
        .archived(true)
        .custom_data([cleared])
        .clear_parent_key();
    client.call(&request).unwrap();
    let changed = get(&sandbox, key);
    assert_eq!((changed.parent_key, changed.archived), (Maybe::Empty, Maybe::Set(true)));
    // Values that are left out are kept.
    assert_eq!(
        (value(&changed, 0).as_deref(), value(&changed, 1)),
        (Some("Shelf"), None)
    );
}

#[test]
fn records_form_a_tree() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let all = || get_records::Request::new(ARTICLES);
    assert_eq!(keys(&sandbox, &all()), [1, 4]);
    assert_eq!(keys(&sandbox, &all().parent_key(RecordKey(1))), [2, 3]);
    let request = add_record::Request::new(ARTICLES)
        .is_group(true)
        .name("Lamps")
        .parent_key(RecordKey(1));
    let lamps = client.call(&request).unwrap().key;
    assert_eq!(get(&sandbox, lamps).name, Maybe::Set("Lamps".to_owned()));
    client
        .call(&update_record::Request::new(ARTICLES, RecordKey(4)).parent_key(lamps))
        .unwrap();
    assert_eq!(keys(&sandbox, &all()), [1]);
    assert_eq!(keys(&sandbox, &all().parent_key(lamps)), [4]);
    assert!(keys(&sandbox, &all().parent_key(RecordKey(4))).is_empty());
    let page = |number| all().parent_key(RecordKey(1)).page_size(2).page_current(number);
    assert_eq!(keys(&sandbox, &page(1)), [2, 3]);
    assert_eq!(keys(&sandbox, &page(2)), [lamps.0]);

    let move_to = |key, parent| update_record::Request::new(ARTICLES, RecordKey(key)).parent_key(RecordKey(parent));
    // A group cannot be inside itself, at any depth, and only groups have records.
    assert_eq!(code(&sandbox, &move_to(1, lamps.0)), "0016");
    assert_eq!(code(&sandbox, &move_to(4, 2)), "0016");
    assert_eq!(code(&sandbox, &move_to(4, 99)), "0101");
    // A record of another directory is not found.
    assert_eq!(code(&sandbox, &move_to(4, 5)), "0101");
}

#[test]
fn several_records_are_read_at_once() {
    let sandbox = sandbox();
    let several = |keys: Vec<RecordKey>| get_record_multi::Request::new(ARTICLES, keys);
    let request = several([3, 99, 2, 6].map(RecordKey).to_vec());
    let records = client(&sandbox).call(&request).unwrap().records.into_set().unwrap();
    let keys: Vec<i64> = records.iter().map(|record| record.key.0).collect();
    assert_eq!(keys, [3, 2]);
    let body = format!(
        "<handbook><id>1</id></handbook><records>{}</records>",
        "<key>1</key>".repeat(101)
    );
    assert_refused(
        &post(&sandbox, &request_of("handbook.getRecordMulti", &body)),
        "0021",
        "at most 100",
    );
}

fn request_of(method: &str, fields: &str) -> String {
    request(method, fields)
}

#[test]
fn directories_and_their_groups_are_listed() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let handbooks = client.call(&get_list::Request::new()).unwrap().handbooks;
    assert_eq!((handbooks.total_count, handbooks.items.len()), (Maybe::Set(2), 2));
    assert_eq!(
        handbooks.items[0].group.set().unwrap().name,
        Maybe::Set("Prices".to_owned())
    );
    let groups = client
        .call(&handbook::get_group_list::Request::new())
        .unwrap()
        .handbook_groups;
    assert_eq!(groups.count, Maybe::Set(1));
    assert_eq!(
        code(&sandbox, &get_list::Request::new().group_id(HandbookGroupId(9))),
        "0015"
    );
}

#[test]
fn missing_and_unfit_values_have_their_codes() {
    let sandbox = sandbox();
    let no = HandbookId(9);
    assert_eq!(code(&sandbox, &get_record::Request::new(no, RecordKey(1))), "0101");
    assert_eq!(
        code(&sandbox, &get_record::Request::new(ARTICLES, RecordKey(99))),
        "0101"
    );
    assert_eq!(
        code(&sandbox, &get_record::Request::new(ARTICLES, RecordKey(5))),
        "0101"
    );
    assert_eq!(code(&sandbox, &add_record::Request::new(no)), "0101");
    assert_eq!(
        code(&sandbox, &update_record::Request::new(ARTICLES, RecordKey(99))),
        "0101"
    );
    let new = |field| add_record::Request::new(ARTICLES).custom_data([field]);
    assert_eq!(code(&sandbox, &new(field(411, "x"))), "0015");
    assert_eq!(code(&sandbox, &new(field(402, "cheap"))), "0015");
    // The record is a group, so this is its name.
    let fields = "<handbook><id>1</id></handbook><isGroup>0</isGroup><name>x</name>";
    assert_refused(&post(&sandbox, &request("handbook.addRecord", fields)), "0016", "name");
    let fields = "<handbook><id>1</id></handbook><isGroup>1</isGroup>";
    assert_refused(&post(&sandbox, &request("handbook.addRecord", fields)), "0017", "name");
}

/// A file to upload.
fn picture(name: &str) -> UploadFile {
    UploadFile::new(
        FileSource::Filesystem,
        UploadFileContent::Body(Bytes::from(name.as_bytes().to_vec())),
    )
    .name(name)
}

#[test]
fn a_field_of_files_keeps_what_its_value_names() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let key = RecordKey(2);
    let upload = |names: &[&str]| {
        HandbookFieldEdit::new(FieldId(403)).files(names.iter().map(|name| picture(name)).collect::<Vec<_>>())
    };
    let change = |edit| update_record::Request::new(ARTICLES, key).custom_data([edit]);
    client.call(&change(upload(&["a.png", "b.png"]))).unwrap();
    assert_eq!(value(&get(&sandbox, key), 2).as_deref(), Some("3,4"));
    client.call(&change(upload(&["c.png"]).value("4"))).unwrap();
    assert_eq!(value(&get(&sandbox, key), 2).as_deref(), Some("4,5"));
    // The file that was left out is deleted.
    assert_eq!(code(&sandbox, &file::get::Request::new(FileId(3))), "9002");
    let kept = client.call(&file::get::Request::new(FileId(4))).unwrap().file;
    assert_eq!(kept.name, Maybe::Set("b.png".to_owned()));
    assert_eq!(code(&sandbox, &change(field(403, "4,1"))), "9002");
    assert_eq!(code(&sandbox, &change(upload(&["b.png"]))), "9006");
    client
        .call(&change(HandbookFieldEdit::new(FieldId(403)).clear_value()))
        .unwrap();
    assert_eq!(code(&sandbox, &file::get::Request::new(FileId(4))), "9002");
}
