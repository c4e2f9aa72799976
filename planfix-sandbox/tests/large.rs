//! Lists of a large store: they count all objects that meet their conditions, and read only those they show.

mod common;

use common::{options, post, request};
use planfix_sandbox::Sandbox;
use std::path::PathBuf;

/// The number of contacts, tasks and comments that are added.
const EACH: u32 = 300;

/// A folder for one test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("planfix-large-{name}-{}", std::process::id()));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Checks that the answer is ok and has these counts.
#[track_caller]
fn assert_counts(sandbox: &Sandbox, method: &str, fields: &str, counts: &str) {
    let answer = post(sandbox, &request(method, fields));
    assert!(answer.contains(counts), "{method} {fields}: {answer:.400}");
}

#[test]
fn a_list_reads_no_object_but_those_of_its_page() {
    let folder = Folder::new("page");
    let file = folder.0.join("data.db");
    let sandbox = Sandbox::open(&file, options()).unwrap();
    sandbox.fill(EACH).unwrap();
    // Reading one of these objects fails.
    let broken = rusqlite::Connection::open(&file).unwrap().execute(
        "UPDATE document SET body = 'broken' WHERE kind IN ('contact', 'task', 'action') AND id BETWEEN 10 AND 250",
        [],
    );
    assert_eq!(broken.unwrap(), 3 * 241);
    for (method, fields, counts) in [
        (
            "contact.getList",
            "<pageSize>3</pageSize>",
            "totalCount=\"303\" count=\"3\"",
        ),
        (
            "contact.getList",
            "<pageSize>50</pageSize><pageCurrent>6</pageCurrent>",
            "totalCount=\"303\" count=\"50\"",
        ),
        (
            "contact.getList",
            "<search>КОНТАКТ 299</search>",
            "totalCount=\"1\" count=\"1\"",
        ),
        (
            "contact.getList",
            "<search>контакт</search><pageCurrent>4</pageCurrent>",
            "totalCount=\"300\" count=\"0\"",
        ),
        // Most contacts have the same job title, which sorts before the requested one.
        (
            "contact.getList",
            "<filters><filter><type>4002</type><operator>equal</operator><value>ENGINEER</value></filter></filters>",
            "totalCount=\"1\" count=\"1\"",
        ),
        (
            "contact.getList",
            "<filters><filter><type>4002</type><operator>notequal</operator><value>buyer</value></filter></filters>",
            "totalCount=\"2\" count=\"2\"",
        ),
        (
            "task.getList",
            "<sort>NUMBER_DESC</sort><pageSize>50</pageSize>",
            "totalCount=\"303\" count=\"50\"",
        ),
        (
            "task.getList",
            "<filters><filter><type>8</type><operator>equal</operator><value>ЗАДАЧА 300</value></filter></filters>",
            "totalCount=\"1\" count=\"1\"",
        ),
        (
            "action.getList",
            "<task><id>1</id></task><pageCurrent>0</pageCurrent>",
            "totalCount=\"151\" count=\"0\"",
        ),
        (
            "action.getList",
            "<task><id>303</id></task>",
            "totalCount=\"1\" count=\"1\"",
        ),
        (
            "action.getListByPeriod",
            "<fromDate>01-01-2026</fromDate><toDate>31-01-2026</toDate><pageCurrent>0</pageCurrent>",
            "totalCount=\"300\" count=\"0\"",
        ),
        (
            "contact.managePlanfixAccess",
            "<contact><id>2</id><havePlanfixAccess>1</havePlanfixAccess><email>new@example.com</email></contact>",
            "<status>NOTICE_SEND</status>",
        ),
        ("project.get", "<project><id>1</id></project>", "<taskCount>15"),
    ] {
        assert_counts(&sandbox, method, fields, counts);
    }
}

#[test]
fn what_is_searched_follows_every_change() {
    let folder = Folder::new("change");
    let sandbox = Sandbox::open(folder.0.join("data.db"), options()).unwrap();
    let found = |text: &str, count: usize| {
        let fields = format!("<search>{text}</search>");
        assert_counts(&sandbox, "contact.getList", &fields, &format!("totalCount=\"{count}\""));
    };
    found("смирнова", 1);
    let update = "<contact><id>1</id><lastName>ЁЖИКОВА</lastName></contact>";
    assert!(post(&sandbox, &request("contact.update", update)).contains("status=\"ok\""));
    found("смирнова", 0);
    found("ёжикова", 1);
    let refused = "<contact><id>1</id><lastName>Иванова</lastName><email>none</email></contact>";
    assert!(post(&sandbox, &request("contact.update", refused)).contains("status=\"error\""));
    found("иванова", 0);
    assert!(post(&sandbox, &request("contact.delete", "<contact><id>1</id></contact>")).contains("status=\"ok\""));
    found("ёжикова", 0);
}
