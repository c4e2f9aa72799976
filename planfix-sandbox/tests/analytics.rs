//! Rows of analytics by condition, and the actions that carry them.

mod common;

use common::{client, code, sandbox};
use planfix_api::action::{add, get_list_with_analitic};
use planfix_api::analitic::get_data_by_condition::{Condition, Request};
use planfix_api::jiff::civil::{Date, date};
use planfix_api::{
    ActionId, AnalyticFieldId, AnalyticId, AnalyticUsers, AnalyticValue, DateTime, TaskId, TaskNumber, UserId, action,
};
use planfix_sandbox::Sandbox;

/// Adds a comment with a row of working time to a task.
fn worked(sandbox: &Sandbox, task: i64, day: Date, who: i64) -> ActionId {
    let item = |field, value| add::Item::new(AnalyticFieldId(field), value);
    let items = [
        item(1, AnalyticValue::Date(day)),
        item(4, AnalyticValue::User(UserId(who))),
        item(5, AnalyticValue::Users(AnalyticUsers::new([UserId(3), UserId(who)]))),
    ];
    let target = add::Target::Task(add::OnTask::new(TaskId(task)));
    let request = add::Request::new(target).analytics([add::Analytic::new(AnalyticId(1)).data(items)]);
    client(sandbox).call(&request).unwrap().id
}

fn keys(sandbox: &Sandbox, request: &Request) -> Vec<i64> {
    let rows = client(sandbox).call(request).unwrap().rows.into_set();
    rows.unwrap_or_default().iter().map(|row| row.key.0).collect()
}

#[test]
fn rows_are_found_by_task_date_and_employee() {
    let sandbox = sandbox();
    // The store begins with the row 1 of 12 January, on the task 1.
    worked(&sandbox, 1, date(2026, 3, 30), 2);
    let last = worked(&sandbox, 2, date(2026, 3, 31), 1);
    let all = Request::new(AnalyticId(1));
    assert_eq!(keys(&sandbox, &all), [1, 2, 3]);
    assert_eq!(keys(&sandbox, &all.clone().page_size(2).page_current(2)), [3]);
    assert_eq!(keys(&sandbox, &all.clone().task(TaskId(1))), [1, 2]);
    assert_eq!(
        keys(&sandbox, &all.clone().task(TaskNumber(1))),
        [3],
        "the number of the task 2"
    );

    let day = |field| Condition::new(AnalyticFieldId(field));
    for (condition, found) in [
        (day(1).from_date(date(2026, 3, 30)), vec![2, 3]),
        (day(1).to_date(date(2026, 3, 30)), vec![1, 2]),
        (
            day(1)
                .from_date(date(2026, 1, 13))
                .to_date(DateTime::from(date(2026, 3, 30).at(12, 0, 0, 0))),
            vec![2],
        ),
        (day(4).userid(UserId(2)), vec![2]),
        (day(5).userid(UserId(1)), vec![3]),
        (day(5).userid(UserId(3)), vec![2, 3]),
        (day(6).from_date(date(2026, 1, 1)), vec![]),
        (day(6), vec![1]),
    ] {
        let request = all.clone().filters([condition]);
        assert_eq!(keys(&sandbox, &request), found, "{request:?}");
    }
    let both = [day(1).from_date(date(2026, 3, 30)), day(4).userid(UserId(1))];
    let rows = client(&sandbox)
        .call(&all.clone().filters(both))
        .unwrap()
        .rows
        .into_set()
        .unwrap();
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!(row.action_id.set(), Some(&last));
    assert_eq!(row.task_id.set(), Some(&TaskId(2)));
    assert_eq!(row.items[0].value.set().unwrap(), "31-03-2026");

    assert_eq!(code(&sandbox, &Request::new(AnalyticId(9))), "10002");
    assert_eq!(code(&sandbox, &all.clone().task(TaskId(99))), "3001");
    assert_eq!(code(&sandbox, &all.filters([day(99)])), "4012");
}

#[test]
fn actions_with_analytics_are_listed_newest_first() {
    let sandbox = sandbox();
    let added = worked(&sandbox, 2, date(2026, 3, 31), 1);
    let request = get_list_with_analitic::Request::new(AnalyticId(1));
    let found = |request: &get_list_with_analitic::Request| {
        let actions = client(&sandbox).call(request).unwrap().actions;
        let ids: Vec<i64> = actions.items.iter().map(|action| action.id.0).collect();
        (ids, actions.total_count.set().copied())
    };
    assert_eq!(found(&request), (vec![added.0, 1], Some(2)));
    assert_eq!(found(&request.clone().page_size(1).page_current(2)), (vec![1], Some(2)));
    assert_eq!(found(&request.clone().task_id(TaskId(1))), (vec![1], Some(1)));
    assert_eq!(
        found(&get_list_with_analitic::Request::new(AnalyticId(2))),
        (vec![], Some(0))
    );
    client(&sandbox).call(&action::delete::Request::new(added)).unwrap();
    assert_eq!(found(&request), (vec![1], Some(1)));
}
