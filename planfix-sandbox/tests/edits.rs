//! What was read and is sent back changes nothing that is stored, and a changed field changes only itself.

mod common;

use common::{Folder, client, options};
use planfix_api::client::{Client, Error, Outcome};
use planfix_api::jiff::civil::{date, time};
use planfix_api::record::Struct as _;
use planfix_api::{
    ActionId, ContactId, Edit, FieldEdit, FieldId, HandbookFieldEdit, HandbookId, Maybe, Method, ProjectGroupId,
    ProjectId, RecordKey, TaskId, UserGroupId, UserId, action, contact, handbook, methods, project, project_group,
    task, user, user_group,
};
use planfix_sandbox::Sandbox;
use std::collections::{BTreeMap, BTreeSet};

/// A sandbox whose file can be looked into.
struct Stored {
    folder: Folder,
    sandbox: Sandbox,
}

impl Stored {
    fn new() -> Self {
        let folder = Folder::new();
        let sandbox = Sandbox::open(folder.file(), options()).unwrap();
        Self { folder, sandbox }
    }

    fn client(&self) -> Client<&Sandbox> {
        client(&self.sandbox)
    }

    /// Returns everything that is stored: each object as JSON, by its kind and identifier. The history that changes
    /// write is left out.
    fn objects(&self) -> BTreeMap<(String, i64), serde_json::Value> {
        let connection = rusqlite::Connection::open(self.folder.file()).unwrap();
        let mut statement = connection.prepare("SELECT kind, id, body FROM document").unwrap();
        let rows = statement.query_map([], |row| {
            Ok((
                (row.get::<_, String>(0)?, row.get::<_, i64>(1)?),
                row.get::<_, String>(2)?,
            ))
        });
        let objects = rows.unwrap().map(|row| {
            let (key, body) = row.unwrap();
            (key, serde_json::from_str(&body).unwrap())
        });
        objects.filter(|((kind, id), _)| kind != "action" || *id <= 2).collect()
    }

    /// Returns the stored values that differ from an earlier look, as paths.
    fn differing(&self, before: &BTreeMap<(String, i64), serde_json::Value>) -> Vec<String> {
        let mut found = Vec::new();
        let after = self.objects();
        let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
        for key in keys {
            let null = serde_json::Value::Null;
            let (old, new) = (before.get(key).unwrap_or(&null), after.get(key).unwrap_or(&null));
            differ(&format!("{} {}", key.0, key.1), old, new, &mut found);
        }
        found
    }
}

/// Adds the paths of what differs. A value that is left out is the same as an empty one: an answer does not tell them
/// apart.
fn differ(path: &str, old: &serde_json::Value, new: &serde_json::Value, found: &mut Vec<String>) {
    use serde_json::Value;
    let is_nothing = |value: &Value| match value {
        // False is the default of every stored flag.
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.values().all(|value| value.is_null()),
        Value::String(text) => text.is_empty(),
        _ => false,
    };
    match (old, new) {
        (Value::Object(one), Value::Object(other)) => {
            let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            for name in names {
                differ(&format!("{path}.{name}"), &old[name], &new[name], found);
            }
        }
        // A number may be stored as text.
        _ if bare(old) == bare(new) || (is_nothing(old) && is_nothing(new)) => {}
        _ => found.push(format!("{path}: {old} → {new}")),
    }
}

fn bare(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Reads an object, sends back what was read, and checks that nothing is changed by it.
fn unchanged<E>(stored: &Stored, read: E::Read) -> &'static str
where
    E: Edit + for<'a> From<&'a <E::Read as Method>::Response>,
{
    let before = stored.objects();
    let answer = stored.client().call(&read).unwrap();
    let request = E::from(&answer);
    stored.client().call(&request).unwrap_or_else(|error| panic!("{error}"));
    let name = E::METHOD.name;
    assert_eq!(stored.differing(&before), [""; 0], "{name}");
    name
}

#[test]
fn everything_that_was_read_and_sent_back_changes_nothing() {
    let mut tested = BTreeSet::new();
    let stored = Stored::new();
    for id in 1..=6 {
        tested.insert(unchanged::<contact::update::Request>(
            &stored,
            contact::get::Request::new(ContactId(id)),
        ));
    }
    for id in [1, 2] {
        // Only these contacts have custom fields.
        let read = contact::get::Request::new(ContactId(id));
        tested.insert(unchanged::<contact::update_custom_data::Request>(&stored, read));
    }
    for id in 1..=4 {
        tested.insert(unchanged::<task::update::Request>(
            &stored,
            task::get::Request::new(TaskId(id)),
        ));
    }
    tested.insert(unchanged::<task::update_custom_data::Request>(
        &stored,
        task::get::Request::new(TaskId(1)),
    ));
    for id in 1..=3 {
        tested.insert(unchanged::<project::update::Request>(
            &stored,
            project::get::Request::new(ProjectId(id)),
        ));
        let read = user::get::Request::new().key(UserId(id));
        tested.insert(unchanged::<user::update::Request>(&stored, read));
    }
    tested.insert(unchanged::<project_group::update::Request>(
        &stored,
        project_group::get::Request::new(ProjectGroupId(1)),
    ));
    tested.insert(unchanged::<user_group::update::Request>(
        &stored,
        user_group::get::Request::new(UserGroupId(1)),
    ));
    // A comment goes back to being visible, since action.get does not tell whether it is hidden.
    tested.insert(unchanged::<action::update::Request>(
        &stored,
        action::get::Request::new(ActionId(1)),
    ));
    // The number of the directory is not part of its records, so it is given.
    let before = stored.objects();
    for key in [1, 2, 3] {
        let request = handbook::update_record::Request::new(HandbookId(1), RecordKey(key));
        assert_eq!(stored.client().edit(request, |record| record).unwrap(), None);
    }
    assert_eq!(stored.differing(&before), [""; 0]);
    tested.insert(handbook::update_record::Request::METHOD.name);
    let pairs = methods().iter().filter(|method| method.reads.is_some());
    assert_eq!(tested, pairs.map(|method| method.name).collect());
}

#[test]
fn a_contact_with_every_field_set_is_read_and_sent_back_unchanged() {
    let stored = Stored::new();
    let json = include_str!("../examples/contact.update.json");
    let request: contact::update::Request = serde_json::from_str(json).unwrap();
    stored.client().call(&request).unwrap();
    unchanged::<contact::update::Request>(&stored, contact::get::Request::new(ContactId(1)));
}

#[test]
fn objects_with_every_field_set_are_read_and_sent_back_unchanged() {
    use planfix_api::{
        ContactId as Client, DurationUnit, Importance, ProcessId, ProjectStatus, TaskStatus, UserGroupId as Group,
    };
    let stored = Stored::new();
    let client = stored.client();
    let text = |id, value: &str| FieldEdit::new(FieldId(id)).value(value);
    let task = task::update::Request::new(TaskId(2))
        .title("Everything")
        .description("A <b>bold</b> text & more")
        .importance(Importance::High)
        .status(TaskStatus::Active)
        .process(ProcessId(1))
        .check_result(true)
        .owner_id(UserId(3))
        .parent_id(TaskId(1))
        .project_id(ProjectId(2))
        .client_id(Client(4))
        .start_date_is_set(true)
        .start_date(date(2026, 4, 1))
        .start_time_is_set(true)
        .start_time(time(9, 0, 0, 0))
        .end_date_is_set(true)
        .end_date(date(2026, 5, 1))
        .end_time_is_set(false)
        .is_summary(true)
        .duration(3)
        .duration_unit(DurationUnit::Days)
        .duration_is_set(true)
        .workers(
            task::update::Workers::new()
                .users([UserId(1), UserId(2)])
                .groups([Group(1)]),
        )
        .members(task::update::Members::new().users([UserId(3)]).groups([Group(2)]))
        .auditors(
            task::update::Auditors::new()
                .users([UserId(2)])
                .groups([Group(1), Group(2)]),
        )
        .custom_data([text(201, "Anything")]);
    client.call(&task).unwrap_or_else(|error| panic!("{error}"));
    unchanged::<task::update::Request>(&stored, task::get::Request::new(TaskId(2)));
    changes(&stored, TaskId(2), |task| task.clear_duration(), &["task 2.duration"]);

    let project = project::update::Request::new(ProjectId(2))
        .title("Everything")
        .description("Text")
        .owner_id(UserId(2))
        .client_id(Client(4))
        .status(ProjectStatus::Completed)
        .hidden(true)
        .has_end_date(true)
        .end_date(date(2027, 1, 1))
        .group_id(ProjectGroupId(2))
        .parent_id(ProjectId(1))
        .auditors([UserId(1)])
        .managers([UserId(2)])
        .workers([UserId(1), UserId(3)])
        .members([UserId(2), UserId(3)]);
    client.call(&project).unwrap_or_else(|error| panic!("{error}"));
    unchanged::<project::update::Request>(&stored, project::get::Request::new(ProjectId(2)));
    changes(
        &stored,
        ProjectId(2),
        |project| project.push_members(UserId(1)),
        &["project 2.members.users.id"],
    );
}

/// Edits an object, and checks that only these stored values differ then.
#[track_caller]
fn changes<O: planfix_api::EditTarget>(
    stored: &Stored,
    object: O,
    change: impl FnOnce(O::Edit) -> O::Edit,
    paths: &[&str],
) {
    let before = stored.objects();
    let response = stored
        .client()
        .edit(object, change)
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(response.is_some(), "nothing was sent");
    let differing = stored.differing(&before);
    let found: Vec<&str> = differing.iter().map(|line| line.split_once(": ").unwrap().0).collect();
    assert_eq!(found, paths, "{differing:#?}");
}

#[test]
fn a_changed_field_changes_only_itself() {
    let stored = Stored::new();
    changes(
        &stored,
        TaskId(1),
        |task| task.title("Another title"),
        &["task 1.title"],
    );
    changes(
        &stored,
        TaskId(2),
        |task| task.importance(planfix_api::Importance::High),
        &["task 2.importance"],
    );
    changes(
        &stored,
        ContactId(1),
        |contact| contact.post("Manager"),
        &["contact 1.post"],
    );
    changes(
        &stored,
        ContactId(1),
        |contact| contact.clear_post(),
        &["contact 1.post"],
    );
    changes(
        &stored,
        ProjectId(1),
        |project| project.description("New"),
        &["project 1.description"],
    );
    changes(&stored, UserId(2), |user| user.name("Ольга"), &["user 2.name"]);
    let comment = |request: action::update::Request| request.description("Another text").is_hidden(false);
    changes(&stored, ActionId(1), comment, &["action 1.description"]);
    let request = handbook::update_record::Request::new(HandbookId(1), RecordKey(2));
    changes(&stored, request, |record| record.archived(true), &["record 2.archived"]);
    let request = user_group::update::Request::new(UserGroupId(1), "Another name");
    changes(&stored, request, |group| group, &["userGroup 1.name"]);
}

#[test]
fn a_date_that_is_set_or_cleared_takes_its_flag_with_it() {
    let stored = Stored::new();
    let end = |task: task::update::Request| task.end_date(date(2027, 1, 2)).end_time(time(10, 30, 0, 0));
    changes(&stored, TaskId(2), end, &["task 2.endTime"]);
    let task = stored.client().call(&task::get::Request::new(TaskId(2))).unwrap().task;
    assert_eq!(task.end_time.set().unwrap().to_string(), "02-01-2027 10:30");
    changes(
        &stored,
        TaskId(2),
        |task| task.clear_end_date().clear_end_time(),
        &["task 2.endTime"],
    );
    let task = stored.client().call(&task::get::Request::new(TaskId(2))).unwrap().task;
    assert!(!task.end_time.is_set(), "{task:?}");
}

#[test]
fn a_change_to_what_is_there_already_sends_nothing() {
    let stored = Stored::new();
    let title = stored
        .client()
        .call(&task::get::Request::new(TaskId(1)))
        .unwrap()
        .task
        .title;
    let answer = stored
        .client()
        .edit(TaskId(1), |task| task.title(title.into_set().unwrap()))
        .unwrap();
    assert_eq!(answer, None);
    let silent = contact::update::Request::new(ContactId(1)).silent(true);
    assert_eq!(stored.client().edit(silent, |contact| contact).unwrap(), None);
}

#[test]
fn only_what_differs_is_part_of_the_request() {
    let stored = Stored::new();
    let read = stored.client().call(&contact::get::Request::new(ContactId(1))).unwrap();
    let before = contact::update::Request::from(&read);
    let field = FieldEdit::new(FieldId(101)).value("Another value");
    let mut fields = before.custom_data.set().unwrap().clone();
    assert!(fields.len() > 1);
    fields.retain(|known| known.id != FieldId(101));
    fields.push(field.clone());
    let after = before.clone().post("Manager").custom_data(fields);
    let request = planfix_api::changes(&before, &after).unwrap();
    let expected = contact::update::Request::new(ContactId(1))
        .post("Manager")
        .custom_data([field]);
    assert_eq!(request.revealed_text(), expected.revealed_text());
    // The same record makes the same request.
    assert_eq!(contact::update::Request::from(&read.contact), before);
}

trait RevealedText {
    fn revealed_text(&self) -> String;
}

impl<T: planfix_api::record::Struct> RevealedText for T {
    fn revealed_text(&self) -> String {
        format!("{:?}", self.revealed())
    }
}

#[test]
fn a_value_that_would_be_reset_and_cannot_be_read_must_be_set() {
    let stored = Stored::new();
    let before = stored.objects();
    let error = stored
        .client()
        .edit(ActionId(1), |action| action.description("New"))
        .unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    let text = error.to_string();
    let expected =
        "action.isHidden: goes back to its default if it is left out, and action.get does not return it: set it";
    assert!(text.contains(expected), "{text}");
    assert_eq!(stored.differing(&before), [""; 0]);
}

#[test]
fn a_value_that_cannot_be_sent_back_is_not_reset() {
    /// Answers task.get with an end that is no date.
    struct Odd<'s>(&'s Sandbox);
    impl planfix_api::client::Transport for Odd<'_> {
        fn send(
            &self,
            request: http::Request<planfix_api::client::Body>,
        ) -> Result<http::Response<Vec<u8>>, planfix_api::client::TransportError> {
            let answer = self.0.handle(&request);
            let text = String::from_utf8(answer.into_body()).unwrap();
            let start = text.find("<endTime>").unwrap();
            let end = text.find("</endTime>").unwrap();
            let text = format!("{}<endTime>tomorrow{}", &text[..start], &text[end..]);
            Ok(http::Response::new(text.into_bytes()))
        }
    }
    let stored = Stored::new();
    let before = stored.objects();
    let client = Client::new(common::connection(), Odd(&stored.sandbox));
    let error = client.edit(TaskId(1), |task| task.title("New")).unwrap_err();
    let Error::Invalid { method, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(*method, "task.update");
    let text = error.to_string();
    assert!(
        text.contains("task.endTime: would be reset, because the stored value cannot be sent: expected a date"),
        "{text}"
    );
    assert_eq!(stored.differing(&before), [""; 0]);
    let _ = (Maybe::<i64>::Absent, HandbookFieldEdit::TABLE);
}
