//! Filling a sandbox, and looking at what is stored.

mod common;

use common::{client, options, sandbox};
use planfix_api::{
    ActionId, AnalyticGroupId, AnalyticId, ContactGroupId, ContactId, ContactNumber, FieldId, FileId, FileUniqueId,
    HandbookGroupId, HandbookId, PhoneTypeId, PostId, ProcessId, ProjectGroupId, ProjectId, ProjectNumber, TaskId,
    TaskNumber, UserGroupId, UserId, UserNumber, contact, task, user,
};
use planfix_sandbox::{Fault, ObjectId, Options, Sandbox};

/// Returns the name of the kind under which the first object of a new sandbox is stored.
fn kind(id: impl ObjectId) -> String {
    let stored = sandbox().stored(id).unwrap().unwrap();
    let object = stored.as_object().unwrap();
    assert_eq!(object.len(), 1);
    object.keys().next().unwrap().clone()
}

#[test]
fn an_object_is_found_by_every_type_of_identifier() {
    assert_eq!(kind(ActionId(1)), "action");
    assert_eq!(kind(AnalyticGroupId(1)), "analyticGroup");
    assert_eq!(kind(AnalyticId(1)), "analytic");
    assert_eq!(kind(ContactGroupId(1)), "contactGroup");
    assert_eq!(kind(ContactId(1)), "contact");
    assert_eq!(kind(FieldId(101)), "field");
    assert_eq!(kind(FileId(1)), "file");
    assert_eq!(kind(HandbookGroupId(1)), "handbookGroup");
    assert_eq!(kind(HandbookId(1)), "handbook");
    assert_eq!(kind(PhoneTypeId(1)), "phoneType");
    assert_eq!(kind(PostId(1)), "post");
    assert_eq!(kind(ProcessId(1)), "process");
    assert_eq!(kind(ProjectGroupId(1)), "projectGroup");
    assert_eq!(kind(ProjectId(1)), "project");
    assert_eq!(kind(TaskId(1)), "task");
    assert_eq!(kind(UserGroupId(1)), "userGroup");
    assert_eq!(kind(UserId(1)), "user");
    assert_eq!(kind(UserNumber(1)), "user");
}

#[test]
fn a_number_and_an_identifier_find_the_same_object() {
    let sandbox = sandbox();
    let number = |stored: &serde_json::Value, kind: &str, name: &str| stored[kind][name].as_i64().unwrap();
    let contact = sandbox.stored(ContactId(1)).unwrap().unwrap();
    let general = ContactNumber(number(&contact, "contact", "general"));
    assert_eq!(sandbox.stored(general).unwrap().unwrap(), contact);
    let userid = UserId(number(&contact, "contact", "userid"));
    assert_eq!(sandbox.stored(userid).unwrap().unwrap(), contact);
    let task = sandbox.stored(TaskId(1)).unwrap().unwrap();
    let general = TaskNumber(number(&task, "task", "general"));
    assert_eq!(sandbox.stored(general).unwrap().unwrap(), task);
    let project = sandbox.stored(ProjectId(1)).unwrap().unwrap();
    let general = ProjectNumber(number(&project, "project", "general"));
    assert_eq!(sandbox.stored(general).unwrap().unwrap(), project);
    let file = sandbox.stored(FileId(1)).unwrap().unwrap();
    let unique = FileUniqueId(number(&file, "file", "uniqueId"));
    assert_eq!(sandbox.stored(unique).unwrap().unwrap(), file);
}

#[test]
fn an_empty_sandbox_has_only_what_no_method_creates() {
    let sandbox = Sandbox::in_memory(options().empty()).unwrap();
    assert_eq!(sandbox.all_stored::<ContactId>().unwrap().len(), 0);
    assert_eq!(sandbox.all_stored::<TaskId>().unwrap().len(), 0);
    assert_eq!(sandbox.all_stored::<FieldId>().unwrap().len(), 0);
    assert_eq!(sandbox.all_stored::<UserId>().unwrap().len(), 1);
    assert_eq!(sandbox.all_stored::<PhoneTypeId>().unwrap().len(), 3);
    let caller = client(&sandbox).call(&user::get::Request::new()).unwrap();
    assert_eq!(caller.user.id, UserId(1));
}

#[test]
fn an_empty_sandbox_is_filled_by_requests() {
    let sandbox = Sandbox::in_memory(options().empty().faults(1, 1.0)).unwrap();
    let anna = sandbox.carry_out(&contact::add::Request::new().name("Anna")).unwrap();
    assert_eq!(anna.id, ContactId(1));
    let added = sandbox.carry_out(&task::add::Request::new("Call Anna")).unwrap();
    assert_eq!(added.id, TaskId(1));
    let stored = sandbox.stored(added.id).unwrap().unwrap();
    assert_eq!(stored["task"]["title"], "Call Anna");
    let read = sandbox.carry_out(&task::get::Request::new(added.id)).unwrap();
    assert_eq!(read.task.title.set().map(String::as_str), Some("Call Anna"));
}

#[test]
fn what_is_carried_out_is_no_call_and_needs_no_demo_key() {
    let options = Options::default().account("acme").key("k").token("t").per_day(1);
    let sandbox = Sandbox::in_memory(options).unwrap();
    sandbox.fail_next(Fault::Busy);
    for _ in 0..3 {
        sandbox.carry_out(&contact::get::Request::new(ContactId(1))).unwrap();
    }
    assert!(sandbox.calls().is_empty());
    let error = sandbox
        .carry_out(&contact::get::Request::new(ContactId(99)))
        .unwrap_err();
    assert_eq!(error.code(), Some("8002"));
}
