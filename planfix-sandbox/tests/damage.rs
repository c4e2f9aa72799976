//! Damaged data files: they are refused when they are opened, or when the damaged object is read.

mod common;

use common::{Folder, client, options, request};
use planfix_api::contact;
use planfix_sandbox::{Sandbox, StoreError};
use rusqlite::Connection;

/// Returns the bytes of a store that has many pages.
fn large(folder: &Folder) -> Vec<u8> {
    let sandbox = Sandbox::open(folder.file(), options()).unwrap();
    for number in 0..200 {
        let name = format!("Number {number} {}", "x".repeat(400));
        client(&sandbox)
            .call(&contact::add::Request::new().name(name.as_str()))
            .unwrap();
    }
    drop(sandbox);
    std::fs::read(folder.file()).unwrap()
}

/// Changes a new store by an SQL script, and returns the error of opening it again.
fn refused(script: &str) -> StoreError {
    let folder = Folder::new();
    drop(Sandbox::open(folder.file(), options()).unwrap());
    let database = Connection::open(folder.file()).unwrap();
    database.execute_batch(script).unwrap();
    drop(database);
    let error = Sandbox::open(folder.file(), options()).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{script}: {error}");
    error
}

#[test]
fn a_damaged_file_is_refused() {
    let folder = Folder::new();
    let whole = large(&folder);
    let (mut refused, mut page) = (0, 1);
    while let Some(start) = whole.get(page * 4096..).map(|_| page * 4096) {
        let mut bytes = whole.clone();
        bytes[start..start + 200].fill(0xA5);
        std::fs::write(folder.file(), &bytes).unwrap();
        match Sandbox::open(folder.file(), options()) {
            Err(error) => {
                assert!(matches!(error, StoreError::Damaged { .. }), "page {page}: {error}");
                assert!(error.to_string().contains("data.db is damaged ("), "{error}");
                refused += 1;
            }
            Ok(_) => panic!("page {page} is damaged, and the file was opened"),
        }
        page += 7;
    }
    assert!(refused > 3, "{refused}");
    std::fs::write(folder.file(), &whole[..whole.len() / 2]).unwrap();
    assert!(Sandbox::open(folder.file(), options()).is_err(), "cut off");
    std::fs::write(folder.file(), []).unwrap();
    let error = Sandbox::open(folder.file(), options()).unwrap_err();
    assert!(error.to_string().contains("is damaged (it is empty)"), "{error}");
    std::fs::write(folder.file(), &whole).unwrap();
    drop(Sandbox::open(folder.file(), options()).unwrap());
}

#[test]
fn damage_done_while_a_file_is_open_is_found_at_the_next_start() {
    let folder = Folder::new();
    let mut bytes = large(&folder);
    let sandbox = Sandbox::open(folder.file(), options()).unwrap();
    client(&sandbox).call(&contact::add::Request::new().name("A")).unwrap();
    for page in bytes.chunks_mut(4096).skip(2).step_by(7) {
        page[..200].fill(0xA5);
    }
    std::fs::write(folder.file(), bytes).unwrap();
    // This writes the log of the change into the file.
    drop(sandbox);
    let error = Sandbox::open(folder.file(), options()).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
}

#[test]
fn inconsistent_objects_are_damage() {
    for (damage, told) in [
        (
            "UPDATE document SET body = '{' || body WHERE kind = 'contact' AND id = 1",
            "cannot be read",
        ),
        (
            "UPDATE document SET id = 99 WHERE kind = 'contact' AND id = 1",
            "two identifiers",
        ),
        (
            "UPDATE document SET kind = 'contacts' WHERE kind = 'contact' AND id = 1",
            "unknown kind",
        ),
        ("UPDATE sequence SET last = 1 WHERE name = 'contact'", "given again"),
        ("DELETE FROM sequence WHERE name = 'task'", "given again"),
        (
            "UPDATE sequence SET last = 'garbage{' WHERE name = 'contact'",
            "last number",
        ),
        ("UPDATE sequence SET last = 1.5 WHERE name = 'userid'", "last number"),
        ("UPDATE sequence SET last = x'00' WHERE name = 'record'", "last number"),
        ("UPDATE sequence SET last = -1 WHERE name = 'contact'", "last number"),
        (
            "UPDATE sequence SET last = 9223372036854775807 WHERE name = 'contact'",
            "last number",
        ),
        ("DELETE FROM sequence WHERE name = 'contact.general'", "given again"),
        ("DELETE FROM sequence WHERE name = 'project.general'", "given again"),
        ("DELETE FROM sequence WHERE name = 'user.general'", "given again"),
        (
            "UPDATE sequence SET last = 1 WHERE name = 'task.general'",
            "given again",
        ),
        ("UPDATE sequence SET last = 1 WHERE name = 'userid'", "given again"),
        ("UPDATE sequence SET last = 1 WHERE name = 'file.number'", "given again"),
        (
            "DELETE FROM document WHERE kind = 'contact' AND id = 1",
            "does not agree",
        ),
        (
            "DELETE FROM entry WHERE id = 2 AND property IN (SELECT number FROM property WHERE name LIKE 'contact.%')",
            "does not agree",
        ),
        (
            "UPDATE entry SET id = 3 WHERE id = 2 AND property = (SELECT number FROM property WHERE name = 'task.general')",
            "does not agree",
        ),
        (
            "UPDATE property SET name = 'task.generals' WHERE name = 'task.general'",
            "does not agree",
        ),
        ("DELETE FROM property WHERE name = 'contact.name'", "does not agree"),
    ] {
        let error = refused(damage);
        assert!(error.to_string().contains(told), "{damage}: {error}");
    }
}

#[test]
fn a_file_without_a_table_or_a_column_is_damaged() {
    for damage in [
        "DROP TABLE content",
        "DROP TABLE sequence",
        "DROP TABLE document",
        "DROP TABLE entry",
        "DROP TABLE property",
        "ALTER TABLE content RENAME COLUMN bytes TO data",
        "ALTER TABLE document RENAME TO documents",
        "DROP TABLE sequence; CREATE TABLE sequence (name TEXT, last INTEGER NOT NULL)",
    ] {
        refused(damage);
    }
}

/// Returns the texts of all objects.
fn bodies(folder: &Folder) -> Vec<String> {
    let database = Connection::open(folder.file()).unwrap();
    let mut statement = database.prepare("SELECT body FROM document").unwrap();
    let bodies = statement.query_map([], |row| row.get(0)).unwrap();
    bodies.collect::<Result<_, _>>().unwrap()
}

#[test]
fn a_flipped_bit_in_an_object_is_damage() {
    let folder = Folder::new();
    drop(Sandbox::open(folder.file(), options()).unwrap());
    let bodies = bodies(&folder);
    let whole = std::fs::read(folder.file()).unwrap();
    let mut flips = 0;
    for (number, body) in bodies.iter().enumerate() {
        let mut bytes = whole.clone();
        let mut flipped = false;
        // Copies of an object also stay in free space.
        for start in 0..whole.len() - body.len() {
            if whole[start..].starts_with(body.as_bytes()) {
                bytes[start + number * 7 % body.len()] ^= 1 << (number % 7);
                flipped = true;
            }
        }
        if !flipped {
            continue;
        }
        std::fs::write(folder.file(), bytes).unwrap();
        let error = Sandbox::open(folder.file(), options()).unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }), "{body}: {error}");
        flips += 1;
    }
    assert!(flips > 30, "{flips} of {}", bodies.len());
}

#[test]
fn a_value_that_was_changed_is_damage() {
    for (damage, told) in [
        (
            "UPDATE document SET body = replace(body, 'FEMALE', 'FEMALF') WHERE kind = 'contact' AND id = 1",
            "the contact 1 does not match its checksum",
        ),
        (
            "UPDATE document SET checksum = checksum + 1 WHERE kind = 'task' AND id = 2",
            "the task 2 does not match its checksum",
        ),
        (
            "UPDATE sequence SET last = last + 1 WHERE name = 'contact'",
            "the sequence contact does not match its checksum",
        ),
        (
            "UPDATE content SET bytes = CAST('other' AS BLOB) WHERE id = 1",
            "the bytes of the file 1 do not match their checksum",
        ),
    ] {
        let error = refused(damage);
        let told = format!("data.db is damaged ({told}");
        assert!(error.to_string().contains(&told), "{damage}: {error}");
    }
}

#[test]
fn damage_done_while_a_file_is_open_is_found_when_it_is_read() {
    for (damage, call) in [
        (
            "UPDATE document SET body = replace(body, '\"id\":1', '\"id\": 1') WHERE kind = 'contact' AND id = 1",
            request("contact.get", "<contact><id>1</id></contact>"),
        ),
        (
            "UPDATE sequence SET last = last + 1 WHERE name = 'contact'",
            request("contact.add", "<contact><name>A</name></contact>"),
        ),
        (
            "UPDATE content SET bytes = CAST('other' AS BLOB) WHERE id = 1",
            request("file.download", "<file><uniqueId>1</uniqueId></file>"),
        ),
    ] {
        let folder = Folder::new();
        let sandbox = Sandbox::open(folder.file(), options()).unwrap();
        let database = Connection::open(folder.file()).unwrap();
        assert_eq!(database.execute(damage, []).unwrap(), 1, "{damage}");
        let call = http::Request::post("/xml/")
            .header("Authorization", common::BASIC)
            .body(call)
            .unwrap();
        let answer = sandbox.handle(&call);
        let text = String::from_utf8_lossy(answer.body()).into_owned();
        assert_eq!(answer.status(), 500, "{damage}: {text}");
        assert!(
            text.contains("checksum: use a copy") || text.contains("checksum): use a copy"),
            "{text}"
        );
        assert!(text.contains("data.db is damaged ("), "{text}");
    }
}
