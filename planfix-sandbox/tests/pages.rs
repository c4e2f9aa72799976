//! Every item of every list that comes in pages, over more than a hundred and more than a thousand objects.

mod common;

use common::{client, sandbox};
use planfix_api::client::Error;
use planfix_api::jiff::civil::date;
use planfix_api::record::{Record, View};
use planfix_api::table::By;
use planfix_api::{
    AnalyticFieldId, AnalyticId, AnalyticValue, Bytes, ContactId, FieldId, FileSource, HandbookFieldEdit, HandbookId,
    Method, Paged, ProjectId, TaskId, UploadFile, UserId, action, analitic, contact, file, handbook, methods, project,
    task, user, user_group,
};
use planfix_sandbox::Sandbox;
use std::collections::{BTreeSet, HashSet};

type Client<'s> = planfix_api::client::Client<&'s Sandbox>;

/// Adds 120 objects of each kind that `fill` does not make.
fn add(client: &Client<'_>) -> Result<(), Error> {
    let by = |place: file::upload::Place, name: &str| {
        let files = (0..120).map(|number| {
            let file = UploadFile::new(FileSource::Filesystem, Bytes::from([1, 2, 3]));
            file.name(format!("{name}-{number}.png"))
        });
        file::upload::Request::new(place, files).owner(UserId(1))
    };
    client.call(&by(
        file::upload::Place::Task(file::upload::Task::new(TaskId(1))),
        "task",
    ))?;
    client.call(&by(
        file::upload::Place::Project(file::upload::Project::new(ProjectId(1))),
        "project",
    ))?;
    for number in 0..120 {
        client.call(&project::add::Request::new(format!("Project {number}")))?;
        client.call(&user_group::add::Request::new(format!("Group {number}")))?;
        let login = format!("user.{number}@example.com");
        client.call(&user::add::Request::new(format!("User {number}")).email(login))?;
        let name = HandbookFieldEdit::new(FieldId(401)).value(format!("Record {number}"));
        client.call(&handbook::add_record::Request::new(HandbookId(1)).custom_data([name]))?;
        let day = action::add::Item::new(AnalyticFieldId(1), AnalyticValue::Date(date(2026, 3, 1)));
        let row = action::add::Analytic::new(AnalyticId(1)).data([day]);
        let task = action::add::Target::Task(action::add::OnTask::new(TaskId(1)));
        client.call(&action::add::Request::new(task).analytics([row]))?;
    }
    Ok(())
}

/// Reads a list in pages of a size, and returns the names of its method and the number of its items.
fn read<M: Paged>(client: &Client<'_>, request: &M, size: Option<i64>) -> (&'static str, usize)
where
    M::Item: PartialEq,
{
    let mut boxed: Box<dyn Record> = Box::new(request.clone());
    if let Some(size) = size {
        let number = boxed.table().named("pageSize").unwrap().content.field().unwrap().0;
        boxed.field_mut(number).unwrap().set_text(&size.to_string()).unwrap();
    }
    let mut items = client.items_any(M::METHOD, boxed).unwrap();
    let total = items.total().unwrap();
    let items: Vec<_> = items.map(Result::unwrap).collect();
    let keys: HashSet<i64> = items.iter().map(|item| key(&**item)).collect();
    assert_eq!(keys.len(), items.len(), "{}: an item appears twice", M::METHOD.name);
    if let Some(total) = total {
        assert_eq!(total, i64::try_from(items.len()).unwrap(), "{}", M::METHOD.name);
    }
    let typed: Result<Vec<M::Item>, _> = client.items(request).collect();
    assert_eq!(typed.unwrap().len(), items.len(), "{}", M::METHOD.name);
    (M::METHOD.name, items.len())
}

/// Returns the identifier of an item: `id`, or `key` of a record or a row.
fn key(item: &dyn Record) -> i64 {
    let element = item.table().named("id").or_else(|| item.table().named("key")).unwrap();
    match item.field(element.content.field().unwrap().0) {
        View::Int(number) => number,
        _ => panic!("no identifier"),
    }
}

/// Reads every list in pages of a size, and returns the number of items of each.
fn lists(client: &Client<'_>, size: Option<i64>) -> Vec<(&'static str, usize)> {
    let period = |year| date(year, 1, 1);
    let on_task = action::get_list::Target::Task(action::get_list::OnTask::new(TaskId(1)));
    vec![
        read(client, &action::get_list::Request::new(on_task), size),
        read(
            client,
            &action::get_list_by_period::Request::new(period(2026), period(2027)),
            size,
        ),
        read(
            client,
            &action::get_list_with_analitic::Request::new(AnalyticId(1)),
            size,
        ),
        read(
            client,
            &analitic::get_data_by_condition::Request::new(AnalyticId(1)),
            size,
        ),
        read(client, &contact::get_list::Request::new(), size),
        read(client, &file::get_list_for_client::Request::new(ContactId(4)), size),
        read(client, &file::get_list_for_project::Request::new(ProjectId(1)), size),
        read(client, &file::get_list_for_task::Request::new(TaskId(1)), size),
        read(client, &file::get_list_for_user::Request::new(UserId(1)), size),
        read(client, &handbook::get_records::Request::new(HandbookId(1)), size),
        read(client, &project::get_list::Request::new(), size),
        read(client, &task::get_list::Request::new(), size),
        read(client, &user::get_list::Request::new(), size),
        read(client, &user_group::get_list::Request::new(), size),
    ]
}

#[test]
fn every_item_of_every_list_is_read_once_whatever_the_size_of_a_page() {
    let sandbox = sandbox();
    sandbox.fill(130).unwrap();
    let client = client(&sandbox);
    add(&client).unwrap();
    let all = lists(&client, None);
    for (method, items) in &all {
        assert!(*items > 100, "{method}: {items}");
    }
    for size in [60, 100] {
        assert_eq!(lists(&client, Some(size)), all);
    }
    let tested: BTreeSet<&str> = all.iter().map(|(method, _)| *method).collect();
    let paged = methods().iter().filter(|method| {
        let parts = method.parts.as_ref();
        parts.is_some_and(|parts| matches!(parts.by, By::Page { .. }))
    });
    assert_eq!(tested, paged.map(|method| method.name).collect());
}

#[test]
fn lists_of_more_than_a_thousand_are_read_whole() {
    let sandbox = sandbox();
    sandbox.fill(1_250).unwrap();
    let client = client(&sandbox);
    let contacts: Vec<ContactId> = client
        .items(&contact::get_list::Request::new())
        .map(|contact| contact.unwrap().id)
        .collect();
    assert_eq!(contacts.len(), 1_253);
    let tasks: Vec<TaskId> = client
        .items(&task::get_list::Request::new())
        .map(|task| task.unwrap().id)
        .collect();
    assert_eq!(tasks.len(), 1_253);
    let pages = client.pages(&contact::get_list::Request::new());
    let sizes: Vec<usize> = pages.map(|page| page.unwrap().items.len()).collect();
    assert_eq!(sizes, [[100; 12].as_slice(), &[53]].concat());
}

#[test]
fn a_list_begins_at_the_page_of_its_request_or_of_its_iterator() {
    let sandbox = sandbox();
    sandbox.fill(250).unwrap();
    let client = client(&sandbox);
    let request = contact::get_list::Request::new();
    let all: Vec<ContactId> = client.items(&request).map(|contact| contact.unwrap().id).collect();
    let third: Vec<ContactId> = client
        .items(&request)
        .from_page(3)
        .map(|contact| contact.unwrap().id)
        .collect();
    assert_eq!(third, all[200..]);
    let mut same = client.items(&request.clone().page_current(3));
    assert_eq!((same.page(), same.total().unwrap()), (None, Some(253)));
    assert_eq!(same.next().unwrap().unwrap().id, all[200]);
    assert_eq!(same.page(), Some(3));
    // A page below the first asks for the counts alone in other calls.
    assert_eq!(client.items(&request.page_current(0)).count(), 253);
    assert_eq!(client.items(&project::get_list::Request::new()).count(), 2);
}

#[test]
fn an_empty_list_has_no_items() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let request = contact::get_list::Request::new().search("nobody has this name");
    let mut contacts = client.items(&request);
    assert_eq!(contacts.total().unwrap(), Some(0));
    assert!(contacts.next().is_none());
    assert_eq!(client.pages(&request).count(), 1);
    let rows = analitic::get_data_by_condition::Request::new(AnalyticId(2));
    assert_eq!(client.items(&rows).count(), 0);
}

#[test]
fn a_lookup_takes_any_number_of_identifiers() {
    let sandbox = sandbox();
    sandbox.fill(250).unwrap();
    let client = client(&sandbox);
    let ids: Vec<TaskId> = client
        .items(&task::get_list::Request::new())
        .map(|task| task.unwrap().id)
        .collect();
    // Each twice, and one by its number as well.
    let request = task::get_multi::Request::new().ids(ids.iter().chain(&ids).copied());
    let request = request.numbers([planfix_api::TaskNumber(1)]);
    let mut tasks = client.items(&request);
    assert_eq!(tasks.total().unwrap(), Some(254));
    let tasks: Vec<TaskId> = tasks.map(|task| task.unwrap().id).collect();
    assert_eq!(tasks.iter().collect::<HashSet<_>>(), ids.iter().collect());
    assert_eq!(tasks.len(), ids.len());
    assert_eq!(client.pages(&request).count(), 3);
    assert_eq!(client.items(&task::get_multi::Request::new()).count(), 0);

    for number in 0..220 {
        let name = HandbookFieldEdit::new(FieldId(401)).value(format!("Record {number}"));
        client
            .call(&handbook::add_record::Request::new(HandbookId(1)).custom_data([name]))
            .unwrap();
    }
    let records = client.items(&handbook::get_records::Request::new(HandbookId(1)));
    let keys: Vec<_> = records.map(|record| record.unwrap().key).collect();
    let request = handbook::get_record_multi::Request::new(HandbookId(1), keys.clone());
    let found: Vec<_> = client.items(&request).map(|record| record.unwrap().key).collect();
    assert_eq!(found, keys);
    assert!(found.len() > 200);
}

#[test]
fn a_method_that_answers_at_once_has_no_pages() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let method = contact::get::Request::METHOD;
    let error = client.pages_any(method, (method.new_request)()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "contact.get does not return a list in pages: call it once with `call_any`"
    );
}
