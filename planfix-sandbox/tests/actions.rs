//! Actions: comments on tasks and contacts, the history, analytics.

mod common;

use common::{NOW, client, code, sandbox};
use planfix_api::action::{add, get_list, update};
use planfix_api::jiff::civil::{date, time};
use planfix_api::{
    Action, ActionId, ActionType, AnalyticFieldId, AnalyticId, AnalyticKey, AnalyticUsers, AnalyticValue, ContactId,
    ContactNumber, DateTime, HandbookId, Maybe, RecordKey, SortDirection, TaskId, TaskNumber, TaskStatus, TaskStatusId,
    TimePeriod, UserId, action, analitic, contact, task,
};
use planfix_sandbox::Sandbox;

fn get(sandbox: &Sandbox, id: ActionId) -> Action {
    client(sandbox).call(&action::get::Request::new(id)).unwrap().action
}

fn on_task() -> add::Request {
    add::Request::new(add::Target::Task(add::OnTask::new(TaskId(1))))
}

fn of_task(sandbox: &Sandbox, id: i64) -> Vec<Action> {
    let target = get_list::Target::Task(get_list::OnTask::new(TaskId(id)));
    let request = get_list::Request::new(target).sort(SortDirection::Asc);
    client(sandbox).call(&request).unwrap().actions.items
}

#[test]
fn a_comment_is_added_read_changed_and_deleted() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let request = on_task()
        .description("Is it <b>white</b>?")
        .notified([UserId(2)])
        .owner_id(UserId(3));
    let id = client.call(&request).unwrap().id;
    let added = get(&sandbox, id);
    assert_eq!(added.description, Maybe::Set("Is it <b>white</b>?".to_owned()));
    assert_eq!(
        (added.kind, added.date_time),
        (Maybe::Set(ActionType::Comment), Maybe::Set(DateTime::from(NOW)))
    );
    assert_eq!(
        added.task.into_set().unwrap().title,
        Maybe::Set("Order desks".to_owned())
    );
    assert_eq!(
        added.project.into_set().unwrap().title,
        Maybe::Set("New office".to_owned())
    );
    assert_eq!(
        added.owner.into_set().unwrap().name,
        Maybe::Set("John Sample".to_owned())
    );
    assert_eq!(added.notified.into_set().unwrap()[0].id, UserId(2));

    client
        .call(&update::Request::new(id).description("It is.").clear_notified())
        .unwrap();
    let changed = get(&sandbox, id);
    assert_eq!(changed.description, Maybe::Set("It is.".to_owned()));
    assert_eq!(changed.notified, Maybe::Empty);
    client
        .call(&update::Request::new(id).date_time(date(2026, 1, 1)))
        .unwrap();
    let changed = get(&sandbox, id);
    assert_eq!(changed.description, Maybe::Set("It is.".to_owned()));
    assert_eq!(changed.date_time, Maybe::Set(DateTime::from(date(2026, 1, 1))));
    client.call(&update::Request::new(id).clear_description()).unwrap();
    assert_eq!(get(&sandbox, id).description, Maybe::Empty);

    client.call(&action::delete::Request::new(id)).unwrap();
    for refused in [
        code(&sandbox, &action::get::Request::new(id)),
        code(&sandbox, &action::update::Request::new(id).description("x")),
        code(&sandbox, &action::delete::Request::new(id)),
    ] {
        assert_eq!(refused, "4002");
    }
}

#[test]
fn a_comment_on_a_contact_dates_it() {
    let sandbox = sandbox();
    let number = ContactNumber(12);
    let request = add::Request::new(add::Target::Contact(add::OnContact::new(number))).description("Called.");
    let id = client(&sandbox).call(&request).unwrap().id;
    let added = get(&sandbox, id);
    assert_eq!(
        (added.contact_general, added.contact_name),
        (Maybe::Set(number), Maybe::Set("Борис".to_owned()))
    );
    let target = get_list::Target::Contact(get_list::OnContact::new(number));
    let listed = client(&sandbox).call(&get_list::Request::new(target)).unwrap().actions;
    assert_eq!((listed.total_count, listed.items[0].id), (Maybe::Set(1), id));
    let fields = [planfix_api::ContactExtraField::LastCommentDate];
    let contact = client(&sandbox)
        .call(&contact::get::Request::new(ContactId(2)).fields(fields))
        .unwrap()
        .contact;
    assert_eq!(contact.last_comment_date, Maybe::Set(DateTime::from(NOW)));
}

#[test]
fn a_comment_may_change_the_status_and_then_stays() {
    let sandbox = sandbox();
    let id = client(&sandbox)
        .call(&on_task().task_new_status(TaskStatus::Done))
        .unwrap()
        .id;
    let change = get(&sandbox, id);
    assert_eq!(change.kind, Maybe::Set(ActionType::Action));
    let change = change.status_change.into_set().unwrap();
    assert_eq!(change.new_status, Maybe::Set(TaskStatus::Id(TaskStatusId(6))));
    assert_eq!(code(&sandbox, &action::delete::Request::new(id)), "4001");
    assert_eq!(code(&sandbox, &on_task().task_new_status(TaskStatus::Rejected)), "4006");
    let later = client(&sandbox).call(&on_task().description("Later")).unwrap().id;
    let early = update::Request::new(id).task_new_status(TaskStatus::Canceled);
    assert_eq!(code(&sandbox, &early), "4007");
    client(&sandbox)
        .call(&update::Request::new(later).task_new_status(TaskStatus::Canceled))
        .unwrap();
}

#[test]
fn the_history_has_what_was_done() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    client.call(&task::accept::Request::new(TaskId(1))).unwrap();
    client
        .call(&task::change_status::Request::new(TaskId(1), TaskStatus::Completed))
        .unwrap();
    let silent = |silent| task::update::Request::new(TaskId(1)).title("x").silent(silent);
    client.call(&silent(true)).unwrap();
    client.call(&silent(false)).unwrap();
    let kinds: Vec<ActionType> = of_task(&sandbox, 1)
        .into_iter()
        .map(|action| action.kind.into_set().unwrap())
        .collect();
    let expected = [
        ActionType::Comment,
        ActionType::TaskAccepted,
        ActionType::StatusChanged,
        ActionType::TaskChanged,
    ];
    assert_eq!(kinds, expected);
    // Entries of the system cannot be changed.
    let entry = of_task(&sandbox, 1)[1].id;
    assert_eq!(code(&sandbox, &update::Request::new(entry).description("x")), "4004");
}

#[test]
fn a_list_has_order_pages_and_a_period() {
    let sandbox = sandbox();
    for text in ["a", "b", "c"] {
        client(&sandbox).call(&on_task().description(text)).unwrap();
    }
    let target = || get_list::Target::Task(get_list::OnTask::new(TaskNumber(101)));
    let texts = |request: get_list::Request| -> Vec<String> {
        let actions = client(&sandbox).call(&request).unwrap().actions.items;
        actions
            .into_iter()
            .map(|action| action.description.into_set().unwrap())
            .collect()
    };
    let list = || get_list::Request::new(target()).page_size(2);
    assert_eq!(texts(list()), ["c", "b"]);
    assert_eq!(texts(list().sort(SortDirection::Asc).page_current(2)), ["b", "c"]);
    assert!(texts(list().page_current(0)).is_empty());
    let missing = get_list::Request::new(get_list::Target::Task(get_list::OnTask::new(TaskId(99))));
    assert_eq!(code(&sandbox, &missing), "3001");
    let missing = get_list::Request::new(get_list::Target::Contact(get_list::OnContact::new(ContactNumber(99))));
    assert_eq!(code(&sandbox, &missing), "8002");

    let period = |from, to| action::get_list_by_period::Request::new(from, to);
    let day = date(2026, 3, 31);
    let count = |request: action::get_list_by_period::Request| {
        client(&sandbox)
            .call(&request)
            .unwrap()
            .actions
            .total_count
            .into_set()
            .unwrap()
    };
    assert_eq!(count(period(DateTime::from(day), DateTime::from(day))), 4);
    assert_eq!(
        count(period(DateTime::from(NOW), DateTime::from(NOW)).task_id(TaskId(1))),
        4
    );
    assert_eq!(
        count(period(DateTime::from(day.at(12, 31, 0, 0)), DateTime::from(day))),
        0
    );
    assert_eq!(
        code(&sandbox, &period(DateTime::from(NOW), DateTime::from(date(2026, 3, 1)))),
        "0019"
    );
}

fn item(field: i64, value: AnalyticValue) -> add::Item {
    add::Item::new(AnalyticFieldId(field), value)
}

fn with(items: Vec<add::Item>) -> add::Request {
    on_task().analytics([add::Analytic::new(AnalyticId(1)).data(items)])
}

#[test]
fn analytics_of_an_action_are_kept_and_shown() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let request = with(vec![
        item(1, AnalyticValue::Date(date(2026, 3, 30))),
        item(
            2,
            AnalyticValue::Period(TimePeriod::new(time(9, 0, 0, 0), time(10, 30, 0, 0))),
        ),
        item(3, AnalyticValue::HandbookKey(RecordKey(6))),
        item(4, AnalyticValue::User(UserId(2))),
        item(5, AnalyticValue::Users(AnalyticUsers::new([UserId(1), UserId(1002)]))),
        item(6, "2.5".into()),
        item(8, AnalyticValue::Client(ContactId(4))),
    ]);
    let id = client.call(&request).unwrap().id;
    let attached = get(&sandbox, id).analytics.into_set().unwrap();
    assert_eq!(attached[0].name, Maybe::Set("Working time".to_owned()));
    let key = attached[0].key.into_set().unwrap();
    let rows = client
        .call(&analitic::get_data::Request::new([key, AnalyticKey(999)]))
        .unwrap()
        .rows
        .into_set()
        .unwrap();
    let shown: Vec<(String, Option<String>)> = (rows[0].items.iter())
        .map(|item| (item.value.set().unwrap().clone(), item.value_id.set().cloned()))
        .collect();
    let own = |value: &str, id: Option<&str>| (value.to_owned(), id.map(str::to_owned));
    let expected = [
        own("30-03-2026", None),
        own("09:00 - 10:30", None),
        own("Driving", Some("6")),
        own("Мария Орлова", Some("2")),
        own("Demo User, Борис", Some("1,1002")),
        own("2.5", None),
        own("ООО «Пример»", Some("4")),
    ];
    assert_eq!(shown, expected);
    // A missing row is empty.
    assert!(rows[1].key.is_emptied() || rows[1].key.is_absent());

    // A row with a key is changed, one without is added, and one is removed.
    let row = |data| update::Analytic::new(AnalyticId(1)).data(data);
    let value = |value: &str| [update::Item::new(AnalyticFieldId(6)).value(value)];
    let changes = [
        row(update::AnalyticRow::new().key(key).items(value("3"))),
        row(update::AnalyticRow::new().items(value("4"))),
    ];
    client.call(&update::Request::new(id).analytics(changes)).unwrap();
    let keys: Vec<AnalyticKey> = get(&sandbox, id)
        .analytics
        .into_set()
        .unwrap()
        .iter()
        .map(|row| row.key.into_set().unwrap())
        .collect();
    assert_eq!((keys.len(), keys[0]), (2, key));
    let rows = client
        .call(&analitic::get_data::Request::new([key]))
        .unwrap()
        .rows
        .into_set()
        .unwrap();
    let changed = rows[0]
        .items
        .iter()
        .find(|item| item.id == Maybe::Set(AnalyticFieldId(6)))
        .unwrap();
    assert_eq!(changed.value, Maybe::Set("3".to_owned()));
    assert_eq!(rows[0].items.len(), 7);
    client.call(&update::Request::new(id).deleted_analytics([key])).unwrap();
    assert_eq!(get(&sandbox, id).analytics.into_set().unwrap().len(), 1);
    let again = update::Request::new(id).deleted_analytics([key]);
    assert_eq!(code(&sandbox, &again), "4010");
}

#[test]
fn analytics_that_do_not_fit_have_their_codes() {
    let sandbox = sandbox();
    let refused = |items| code(&sandbox, &with(items));
    let no = on_task().analytics([add::Analytic::new(AnalyticId(9)).data([item(1, "x".into())])]);
    assert_eq!(code(&sandbox, &no), "4010");
    assert_eq!(
        code(&sandbox, &on_task().analytics([add::Analytic::new(AnalyticId(1))])),
        "4011"
    );
    assert_eq!(refused(vec![item(99, "x".into())]), "4012");
    for (field, value) in [
        (1, "tomorrow"),
        (6, "many"),
        (10, "noon"),
        (7, "Day"),
        (4, "99"),
        (8, "99"),
        (2, "9-10"),
    ] {
        assert_eq!(refused(vec![item(field, value.into())]), "4013", "{field}");
    }
    assert_eq!(refused(vec![item(3, AnalyticValue::HandbookKey(RecordKey(5)))]), "4014");
    assert_eq!(refused(vec![item(3, AnalyticValue::HandbookKey(RecordKey(2)))]), "4015");
    // The row 1 belongs to the action 1 and to other analytics.
    let row = update::AnalyticRow::new()
        .key(AnalyticKey(1))
        .items([update::Item::new(AnalyticFieldId(21)).value("5")]);
    let other = update::Request::new(ActionId(1)).analytics([update::Analytic::new(AnalyticId(2)).data(row)]);
    assert_eq!(code(&sandbox, &other), "4016");
}

#[test]
fn analytics_describe_themselves() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let all = client.call(&analitic::get_list::Request::new()).unwrap().analytics;
    assert_eq!((all.total_count, all.count), (Maybe::Set(2), Maybe::Set(2)));
    assert_eq!(all.items[0].group.set().unwrap().name, Maybe::Set("Time".to_owned()));
    let groups = client
        .call(&analitic::get_group_list::Request::new())
        .unwrap()
        .analytic_groups;
    assert_eq!(groups.items.len(), 1);
    let options = client
        .call(&analitic::get_options::Request::new(AnalyticId(1)))
        .unwrap()
        .analytic;
    let fields = options.fields.into_set().unwrap();
    assert_eq!(fields[2].handbook_id, Maybe::Set(HandbookId(2)));
    assert_eq!(fields[6].list.set().unwrap(), &["Normal", "Night"]);
    assert!(fields[0].list.is_absent());
    let records = client
        .call(&analitic::get_handbook::Request::new(HandbookId(2)))
        .unwrap()
        .records
        .into_set()
        .unwrap();
    assert_eq!((records.len(), records[1].parent_key), (2, Maybe::Set(RecordKey(5))));
    assert_eq!(records[1].values[0].value, Maybe::Set("Driving".to_owned()));
    assert_eq!(
        code(&sandbox, &analitic::get_options::Request::new(AnalyticId(9))),
        "10002"
    );
    assert_eq!(
        code(&sandbox, &analitic::get_handbook::Request::new(HandbookId(9))),
        "10004"
    );
}
