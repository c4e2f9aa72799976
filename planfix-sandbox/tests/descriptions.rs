//! The descriptions of an account: statuses of a process, fields of a directory, versions of a file, actions of an employee;
//! and several tasks at once.

mod common;

use common::{NOW, client, code, post, refusal, request, sandbox};
use planfix_api::jiff::civil::date;
use planfix_api::{
    ActionType, AnalyticFieldType, Bytes, DateTime, FieldId, FileId, FileSource, HandbookId, Language, ProcessId,
    TaskId, TaskNumber, TaskStatusId, UploadFile, UserId, file, handbook, task, task_status, user,
};

#[test]
fn several_tasks_are_read_by_identifiers_and_numbers() {
    let sandbox = sandbox();
    let request_of = |ids: &[i64], numbers: &[i64]| {
        let ids = ids.iter().copied().map(TaskId);
        let numbers = numbers.iter().copied().map(TaskNumber);
        task::get_multi::Request::new().ids(ids).numbers(numbers)
    };
    let found = |ids: &[i64], numbers: &[i64]| {
        let tasks = client(&sandbox).call(&request_of(ids, numbers)).unwrap().tasks;
        assert_eq!(tasks.count.set().copied(), i64::try_from(tasks.items.len()).ok());
        tasks.items
    };
    let ids =
        |ids: &[i64], numbers: &[i64]| -> Vec<i64> { found(ids, numbers).into_iter().map(|task| task.id.0).collect() };
    assert_eq!(ids(&[3, 1], &[]), [3, 1]);
    // The number 1 is that of the task 2.
    assert_eq!(ids(&[2], &[1, 101]), [2, 1]);
    assert_eq!(found(&[1], &[])[0].title.set().unwrap(), "Order desks");
    assert_eq!(code(&sandbox, &request_of(&[1, 99], &[])), "3001");
    assert_eq!(refusal(&post(&sandbox, &request("task.getMulti", ""))).0, "0009");
    let many: Vec<i64> = (1..=101).collect();
    let error = client(&sandbox).call(&request_of(&many, &[])).unwrap_err();
    assert!(error.to_string().contains("100"), "{error}");
}

#[test]
fn a_process_has_the_statuses_that_tasks_can_have() {
    let sandbox = sandbox();
    let found = client(&sandbox)
        .call(&task_status::get_list_of_set::Request::new(ProcessId(1)))
        .unwrap()
        .task_statuses;
    assert_eq!(found.total_count.set(), Some(&8));
    let in_work = found.items.iter().find(|status| status.id == TaskStatusId(2)).unwrap();
    assert_eq!(in_work.name.set().unwrap(), "In work");
    assert_eq!(
        (in_work.is_active.set(), in_work.has_deadline.set()),
        (Some(&true), Some(&true))
    );
    let text = &in_work.texts.set().unwrap()[0];
    assert_eq!(
        (text.lang.set(), text.name.set()),
        (Some(&Language::En), Some(&"In work".to_owned()))
    );
    let done = found.items.iter().find(|status| status.id == TaskStatusId(6)).unwrap();
    assert_eq!(done.is_active.set(), Some(&false));
    // A task can take every one of them that task.getPossibleStatusToChange returns.
    let possible = client(&sandbox)
        .call(&task::get_possible_status_to_change::Request::new(TaskId(1)))
        .unwrap();
    for status in possible.status_list.items {
        let value = status.value;
        assert!(
            found
                .items
                .iter()
                .any(|known| planfix_api::TaskStatus::from(known.id) == value),
            "{value:?}"
        );
    }
    assert_eq!(
        code(&sandbox, &task_status::get_list_of_set::Request::new(ProcessId(9))),
        "0101"
    );
}

#[test]
fn a_directory_describes_its_fields() {
    let sandbox = sandbox();
    let request = handbook::get_structure::Request::new(HandbookId(1));
    let found = client(&sandbox).call(&request).unwrap().handbook;
    assert_eq!(found.name.set().unwrap(), "Articles");
    let fields = found.fields.into_set().unwrap();
    let shown: Vec<_> = (fields.iter())
        .map(|field| {
            (
                field.id,
                field.num.set().copied(),
                field.name.set().unwrap().as_str(),
                field.kind.set(),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            (FieldId(401), Some(1), "Article", Some(&AnalyticFieldType::ShortText)),
            (FieldId(402), Some(2), "Price", Some(&AnalyticFieldType::Number)),
            (FieldId(403), Some(3), "Pictures", None),
        ]
    );
    assert_eq!(
        code(&sandbox, &handbook::get_structure::Request::new(HandbookId(9))),
        "0101"
    );
}

#[test]
fn a_file_has_its_versions_newest_first() {
    let sandbox = sandbox();
    let new = UploadFile::new(FileSource::Filesystem, Bytes::from(*b"Thirteen"))
        .name("desks.txt")
        .new_version(true);
    let target = file::upload::Place::Task(file::upload::Task::new(TaskId(1)));
    client(&sandbox)
        .call(&file::upload::Request::new(target, [new]))
        .unwrap();
    let found = client(&sandbox)
        .call(&file::get_history::Request::new(FileId(1)))
        .unwrap()
        .files;
    assert_eq!(found.total_count.set(), Some(&2));
    let versions: Vec<_> = (found.items.iter())
        .map(|file| (file.id, file.version.set().copied(), file.size.set().copied()))
        .collect();
    assert_eq!(
        versions,
        [(FileId(1), Some(2), Some(8)), (FileId(1), Some(1), Some(18))],
        "sizes are in bytes"
    );
    assert!(found.items[0].unique_id.is_absent());
    assert_eq!(code(&sandbox, &file::get_history::Request::new(FileId(99))), "9002");
}

#[test]
fn the_actions_that_an_employee_added_are_counted() {
    let sandbox = sandbox();
    let begin = DateTime::from(date(2026, 3, 1));
    let count = |user, end: DateTime, kind: Option<ActionType>| {
        let mut request = user::actions_added::Request::new(UserId(user), begin, end);
        if let Some(kind) = kind {
            request = request.action_type(kind);
        }
        client(&sandbox).call(&request).unwrap().count
    };
    let today = DateTime::from(NOW.date());
    // The comment on a contact, which was made with the store.
    assert_eq!(count(1, today, None), 1);
    client(&sandbox).call(&task::accept::Request::new(TaskId(1))).unwrap();
    assert_eq!(count(1, today, None), 2);
    assert_eq!(count(1, today, Some(ActionType::TaskAccepted)), 1);
    assert_eq!(count(1, today, Some(ActionType::Reminder)), 0);
    assert_eq!(count(2, today, None), 1);
    assert_eq!(count(1, DateTime::from(date(2026, 3, 30)), None), 0);
    let back = user::actions_added::Request::new(UserId(1), today, begin);
    assert_eq!(code(&sandbox, &back), "0019");
    let nobody = user::actions_added::Request::new(UserId(99), begin, today);
    assert_eq!(code(&sandbox, &nobody), "6004");
}
