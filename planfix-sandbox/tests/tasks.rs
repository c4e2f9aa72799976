//! Tasks: their life, what an update resets, statuses, assignees, lists and filters.

mod common;

use common::{NOW, assert_refused, client, code, post, request, sandbox};
use planfix_api::jiff::civil::date;
use planfix_api::{
    ContactId, DateTime, FieldEdit, FieldId, FilterDateType, FilterOperator, FilterPeriod, Importance, Maybe,
    ProcessId, ProjectId, Task, TaskFilter, TaskId, TaskNumber, TaskSort, TaskStateFilter, TaskStatus, TaskStatusId,
    TaskTarget, TimeOrDate, UserGroupId, UserId, Words, action, task,
};
use planfix_sandbox::Sandbox;

fn get(sandbox: &Sandbox, id: TaskId) -> Task {
    client(sandbox).call(&task::get::Request::new(id)).unwrap().task
}

fn add(sandbox: &Sandbox, request: &task::add::Request) -> TaskId {
    client(sandbox).call(request).unwrap().id
}

/// Returns the number of the status of a task.
fn status(sandbox: &Sandbox, id: TaskId) -> i64 {
    match get(sandbox, id).status {
        Maybe::Set(TaskStatus::Id(TaskStatusId(number))) => number,
        other => panic!("{other:?}"),
    }
}

fn full() -> task::add::Request {
    task::add::Request::new("Buy paint")
        .description("White")
        .importance(Importance::High)
        .status(TaskStatus::Active)
        .process(ProcessId(1))
        .project_id(ProjectId(1))
        .client_id(ContactId(4))
        .parent_id(TaskId(1))
        .start_date_is_set(true)
        .start_date(date(2026, 4, 1))
        .end_date_is_set(true)
        .end_date(date(2026, 4, 8))
        .end_time_is_set(true)
        .end_time(planfix_api::jiff::civil::time(17, 30, 0, 0))
        .workers(
            task::add::Workers::new()
                .users([UserId(1), UserId(1002)])
                .groups([UserGroupId(1)]),
        )
        .members(task::add::Members::new().users([UserId(2)]))
        .custom_data([FieldEdit::new(FieldId(201)).value("Cellar")])
}

#[test]
fn a_date_sent_instead_of_a_time_is_the_date() {
    let sandbox = sandbox();
    let day = date(2021, 3, 6);
    let mut request = task::add::Request::new("Old client");
    request.end_time = Maybe::Set(TimeOrDate::Date(day));
    let id = add(&sandbox, &request);
    assert_eq!(get(&sandbox, id).end_time, Maybe::Set(DateTime::from(day)));
}

#[test]
fn what_is_added_can_be_read() {
    let sandbox = sandbox();
    let added = client(&sandbox).call(&full()).unwrap();
    let task = get(&sandbox, added.id);
    assert_eq!(task.title, Maybe::Set("Buy paint".to_owned()));
    assert_eq!(task.general, added.general);
    assert_eq!(task.importance, Maybe::Set(Importance::High));
    assert_eq!(task.status, Maybe::Set(TaskStatus::Id(TaskStatusId(1))));
    assert_eq!(task.created, Maybe::Set(DateTime::from(NOW)));
    assert_eq!(task.start_time, Maybe::Set(DateTime::from(date(2026, 4, 1))));
    assert_eq!(
        task.end_time,
        Maybe::Set(DateTime::from(date(2026, 4, 8).at(17, 30, 0, 0)))
    );
    let project = task.project.into_set().unwrap();
    assert_eq!(
        (project.id, project.title),
        (ProjectId(1), Maybe::Set("New office".to_owned()))
    );
    let owner = task.owner.into_set().unwrap();
    assert_eq!((owner.id, owner.name), (UserId(1), Maybe::Set("Demo User".to_owned())));
    assert_eq!(
        task.client.into_set().unwrap().name,
        Maybe::Set("ООО «Пример»".to_owned())
    );
    let workers = task.workers.into_set().unwrap();
    let names: Vec<_> = workers
        .users
        .into_set()
        .unwrap()
        .into_iter()
        .map(|user| user.name.into_set().unwrap())
        .collect();
    assert_eq!(names, ["Demo User", "Борис"]);
    assert_eq!(
        workers.groups.into_set().unwrap()[0].name,
        Maybe::Set("Sales".to_owned())
    );
    let fields = task.custom_data.into_set().unwrap();
    assert_eq!(fields[0].field_name, Maybe::Set("Place".to_owned()));
    assert_eq!(fields[0].text, Maybe::Set("Cellar".to_owned()));
    // Its number names the same task.
    let number = added.general.into_set().unwrap();
    let by_number = client(&sandbox).call(&task::get::Request::new(number)).unwrap();
    assert_eq!(by_number.task.id, added.id);
    assert_ne!(number.0, added.id.0);
}

#[test]
fn an_update_sets_clears_and_resets() {
    let sandbox = sandbox();
    let id = add(&sandbox, &full());
    let request = task::update::Request::new(id)
        .title("Buy white paint")
        .clear_description()
        .importance(Importance::High)
        .silent(true);
    client(&sandbox).call(&request).unwrap();
    let task = get(&sandbox, id);
    assert_eq!(task.title, Maybe::Set("Buy white paint".to_owned()));
    assert_eq!(task.description, Maybe::Empty);
    assert_eq!(task.importance, Maybe::Set(Importance::High));
    // Values that were not sent are reset.
    assert_eq!(
        (task.project, task.start_time, task.end_time),
        (Maybe::Empty, Maybe::Empty, Maybe::Empty)
    );
    assert_eq!(task.parent_id, Maybe::Set(TaskId(0)));
    assert_eq!(task.client.into_set().unwrap().id, ContactId(0));
    assert!(
        task.workers
            .set()
            .is_none_or(|workers| !workers.users.is_set() && !workers.groups.is_set())
    );
    assert_eq!(task.owner.into_set().unwrap().id, UserId(1));
    // A custom field keeps its value, and so do values that no update can send.
    assert_eq!(
        task.custom_data.into_set().unwrap()[0].text,
        Maybe::Set("Cellar".to_owned())
    );
    assert_eq!(task.created, Maybe::Set(DateTime::from(NOW)));
}

#[test]
fn the_title_is_reset_too() {
    let sandbox = sandbox();
    client(&sandbox)
        .call(&task::update::Request::new(TaskId(1)).description("Only this"))
        .unwrap();
    assert_eq!(get(&sandbox, TaskId(1)).title, Maybe::Empty);
}

#[test]
fn custom_data_alone_changes_nothing_else() {
    let sandbox = sandbox();
    let before = get(&sandbox, TaskId(1));
    let fields = [
        FieldEdit::new(FieldId(201)).clear_value(),
        FieldEdit::new(FieldId(205)).value("1"),
    ];
    client(&sandbox)
        .call(&task::update_custom_data::Request::new(TaskId(1), fields))
        .unwrap();
    let after = get(&sandbox, TaskId(1));
    assert_eq!(
        (&after.title, &after.workers, &after.end_time),
        (&before.title, &before.workers, &before.end_time)
    );
    let fields = after.custom_data.into_set().unwrap();
    assert_eq!(fields[0].value, Maybe::Empty);
    assert_eq!(fields[3].text, Maybe::Set("Yes".to_owned()));
    // Fields that are left out keep their values.
    assert_eq!(fields[1].text, Maybe::Set("4000".to_owned()));
}

#[test]
fn a_missing_object_has_the_code_of_its_kind() {
    let sandbox = sandbox();
    let no = TaskId(999);
    assert_eq!(code(&sandbox, &task::get::Request::new(no)), "3001");
    assert_eq!(code(&sandbox, &task::get::Request::new(TaskNumber(999))), "3001");
    assert_eq!(code(&sandbox, &task::update::Request::new(no)), "3001");
    assert_eq!(code(&sandbox, &task::accept::Request::new(no)), "3001");
    let new = || task::add::Request::new("x");
    assert_eq!(code(&sandbox, &new().parent_id(no)), "3001");
    assert_eq!(code(&sandbox, &new().project_id(ProjectId(999))), "3003");
    assert_eq!(code(&sandbox, &new().client_id(ContactId(999))), "8002");
    assert_eq!(code(&sandbox, &new().owner_id(UserId(999))), "6004");
    assert_eq!(code(&sandbox, &new().process(ProcessId(999))), "0015");
    assert_eq!(code(&sandbox, &new().template(TaskId(1))), "0015");
    let groups = task::add::Workers::new().groups([UserGroupId(1), UserGroupId(99)]);
    assert_eq!(code(&sandbox, &new().workers(groups)), "5001");
    // The message names all of them, and nothing was added.
    let fields =
        "<task><title>x</title><project><id>99</id></project><workers><users><id>99</id></users></workers></task>";
    let answer = post(&sandbox, &request("task.add", fields));
    assert_refused(&answer, "3003", "task.project.id: there is no project 99");
    assert_refused(&answer, "3003", "task.workers.users.id[0]: ");
    assert_eq!(total(&sandbox, &task::get_list::Request::new()), 3);
}

#[test]
fn dates_and_parents_must_make_sense() {
    let sandbox = sandbox();
    let backwards = task::add::Request::new("x")
        .start_date(date(2026, 4, 8))
        .end_date(date(2026, 4, 1));
    assert_eq!(code(&sandbox, &backwards), "3006");
    // A flag of 0 removes the value.
    let request = task::add::Request::new("x")
        .start_date_is_set(false)
        .start_date(date(2026, 4, 8));
    let id = add(&sandbox, &request);
    assert_eq!(get(&sandbox, id).start_time, Maybe::Empty);
    let below = task::update::Request::new(TaskId(1)).title("x").parent_id(TaskId(2));
    assert_eq!(code(&sandbox, &below), "0016");
}

#[test]
fn a_template_provides_properties() {
    let sandbox = sandbox();
    let id = add(&sandbox, &task::add::Request::new("Order lamps").template(TaskId(4)));
    let task = get(&sandbox, id);
    assert_eq!(task.template_id, Maybe::Set(TaskId(4)));
    assert_eq!(task.importance, Maybe::Set(Importance::High));
    assert_eq!(
        task.workers.into_set().unwrap().users.into_set().unwrap()[0].id,
        UserId(2)
    );
    assert_eq!(task.description, Maybe::Set("What to order".to_owned()));
    let of_template = TaskFilter::template(planfix_api::Equality::Equal, TaskId(4));
    assert_eq!(ids(&sandbox, &list().filters([of_template])), [id.0]);
}

#[test]
fn statuses_change_only_as_allowed() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let id = TaskId(1);
    let possible = client
        .call(&task::get_possible_status_to_change::Request::new(id))
        .unwrap()
        .status_list;
    assert_eq!(possible.total_count, Maybe::Set(5));
    let values: Vec<TaskStatus> = possible.items.into_iter().map(|status| status.value).collect();
    let number = |number| TaskStatus::Id(TaskStatusId(number));
    assert_eq!(values, [number(2), number(3), number(4), number(6), number(7)]);
    for value in values {
        let request = task::change_status::Request::new(id, value.clone()).activate_at(date(2026, 5, 1));
        client.call(&request).unwrap();
        assert_eq!(get(&sandbox, id).status, Maybe::Set(value));
    }
    client
        .call(&task::change_status::Request::new(TaskNumber(101), TaskStatus::Done))
        .unwrap();
    assert_eq!(status(&sandbox, id), 6);
    let change = |status| task::change_status::Request::new(id, status);
    assert_eq!(code(&sandbox, &change(TaskStatus::Rejected)), "4006");
    assert_eq!(code(&sandbox, &change(number(77))), "0015");
    assert_eq!(code(&sandbox, &change(number(4))), "0017");
    let delayed = request("task.changeStatus", "<task><id>1</id></task><status>DELAYED</status>");
    assert_refused(&post(&sandbox, &delayed), "0017", "dateTime");
}

#[test]
fn processes_are_listed() {
    let request = planfix_api::task_status::get_set_list::Request::new();
    let processes = client(sandbox()).call(&request).unwrap().task_status_sets;
    assert_eq!(processes.total_count, Maybe::Set(1));
    assert_eq!(processes.items[0].name, Maybe::Set("Standard".to_owned()));
}

#[test]
fn an_assignee_accepts_or_rejects_once() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let accept = task::accept::Request::new(TaskId(1));
    client.call(&accept).unwrap();
    assert_eq!(status(&sandbox, TaskId(1)), 2);
    assert_eq!(code(&sandbox, &accept), "3011");
    assert_eq!(
        code(&sandbox, &task::reject::Request::new(TaskId(1), "Too late")),
        "3010"
    );
    assert_eq!(code(&sandbox, &task::accept::Request::new(TaskId(3))), "3012");
    let workers = task::add::Workers::new().groups([UserGroupId(1)]);
    let id = add(&sandbox, &task::add::Request::new("By a group").workers(workers));
    client.call(&task::reject::Request::new(id, "No time")).unwrap();
    assert_eq!(status(&sandbox, id), 5);
    let target = action::get_list::Target::Task(action::get_list::OnTask::new(id));
    let actions = client
        .call(&action::get_list::Request::new(target))
        .unwrap()
        .actions
        .items;
    assert_eq!(actions[0].description, Maybe::Set("No time".to_owned()));
    assert_eq!(actions[0].kind, Maybe::Set(planfix_api::ActionType::TaskRejected));
}

#[test]
fn assignees_come_and_go() {
    let sandbox = sandbox();
    let request = task::change_workers::Request::new(TaskId(1)).workers(
        task::change_workers::Workers::new()
            .add_users([UserId(2), UserId(3)])
            .del_users([UserId(1), UserId(3)])
            .add_groups([UserGroupId(1)]),
    );
    client(&sandbox).call(&request).unwrap();
    let workers = get(&sandbox, TaskId(1)).workers.into_set().unwrap();
    let ids: Vec<i64> = workers
        .users
        .into_set()
        .unwrap()
        .into_iter()
        .map(|user| user.id.0)
        .collect();
    // A person in both lists stays.
    assert_eq!(ids, [1002, 2, 3]);
    assert_eq!(workers.groups.into_set().unwrap()[0].id, UserGroupId(1));
}

#[test]
fn the_owner_of_a_task_moves_its_end_and_others_ask() {
    let sandbox = sandbox();
    let day = date(2026, 6, 1);
    let change = |id| task::change_expect_date::Request::new(TaskId(id), day);
    assert_eq!(
        client(&sandbox).call(&change(2)).unwrap().end_time,
        Maybe::Set(DateTime::from(day))
    );
    assert_eq!(get(&sandbox, TaskId(2)).end_time, Maybe::Set(DateTime::from(day)));
    assert!(client(&sandbox).call(&change(1)).unwrap().end_time.is_absent());
    assert_ne!(get(&sandbox, TaskId(1)).end_time, Maybe::Set(DateTime::from(day)));
}

fn list() -> task::get_list::Request {
    task::get_list::Request::new()
}

fn ids(sandbox: &Sandbox, request: &task::get_list::Request) -> Vec<i64> {
    let tasks = client(sandbox).call(request).unwrap().tasks.items;
    tasks.iter().map(|task| task.id.0).collect()
}

fn total(sandbox: &Sandbox, request: &task::get_list::Request) -> i64 {
    client(sandbox)
        .call(request)
        .unwrap()
        .tasks
        .total_count
        .into_set()
        .unwrap()
}

#[test]
fn a_list_has_its_tasks() {
    let sandbox = sandbox();
    assert_eq!(ids(&sandbox, &list()), [1, 2, 3]);
    assert_eq!(ids(&sandbox, &list().target(TaskTarget::Incoming)), [1]);
    assert_eq!(ids(&sandbox, &list().target(TaskTarget::Outgoing)), [2, 3]);
    assert_eq!(ids(&sandbox, &list().target(TaskTarget::Template)), [4]);
    assert!(ids(&sandbox, &list().target(TaskTarget::Periodic)).is_empty());
    assert_eq!(ids(&sandbox, &list().project_id(ProjectId(1))), [1, 2]);
    assert_eq!(ids(&sandbox, &list().parent_id(TaskId(1))), [2]);
    assert_eq!(ids(&sandbox, &list().user_id(UserId(3))), [1]);
    assert_eq!(ids(&sandbox, &list().status(TaskStatus::Completed)), [3]);
    let states = |states: &[TaskStateFilter]| list().states(Words::new(states.to_vec()));
    assert_eq!(ids(&sandbox, &states(&[TaskStateFilter::Active])), [1, 2]);
    assert_eq!(ids(&sandbox, &states(&[TaskStateFilter::Overdue])), [2]);
    assert_eq!(
        ids(&sandbox, &states(&[TaskStateFilter::Active, TaskStateFilter::My])),
        [1]
    );
    let wrong = request("task.getList", "<filter>ACTIVE SLEEPY</filter>");
    assert_refused(&post(&sandbox, &wrong), "0015", "SLEEPY");
    // Tasks of subprojects are listed on request.
    let id = add(&sandbox, &task::add::Request::new("Chairs").project_id(ProjectId(2)));
    let of = list().project_id(ProjectId(1));
    assert_eq!(ids(&sandbox, &of.clone().with_subprojects(true)), [1, 2, id.0]);
    assert_eq!(ids(&sandbox, &of), [1, 2]);
}

#[test]
fn a_list_has_an_order_and_pages() {
    let sandbox = sandbox();
    for (sort, expected) in [
        (TaskSort::TitleAsc, [1, 2, 3]),
        (TaskSort::TitleDesc, [3, 2, 1]),
        (TaskSort::NumberAsc, [2, 1, 3]),
        (TaskSort::DeadlineDesc, [1, 2, 3]),
        (TaskSort::DeadlineAsc, [2, 1, 3]),
        (TaskSort::ImportanceDesc, [1, 2, 3]),
    ] {
        assert_eq!(ids(&sandbox, &list().sort(sort.clone())), expected, "{sort:?}");
    }
    let page = |current, size| list().page_current(current).page_size(size);
    assert_eq!(ids(&sandbox, &page(2, 2)), [3]);
    assert!(ids(&sandbox, &page(3, 2)).is_empty());
    assert_eq!(ids(&sandbox, &page(1, 0)), [1, 2, 3]);
    for current in [0, -1] {
        assert_eq!(
            (
                ids(&sandbox, &page(current, 2)).len(),
                total(&sandbox, &page(current, 2))
            ),
            (0, 3)
        );
    }
    let large = request("task.getList", "<pageSize>101</pageSize>");
    assert_refused(&post(&sandbox, &large), "0021", "pageSize");
}

#[test]
fn listed_tasks_come_without_members_and_auditors() {
    let sandbox = sandbox();
    let listed = client(&sandbox).call(&list()).unwrap().tasks.items.remove(0);
    assert!(listed.members.is_absent() && listed.auditors.is_absent() && listed.workers.is_set());
    assert!(get(&sandbox, TaskId(1)).members.is_set());
}

#[test]
fn every_filter_selects_tasks() {
    let sandbox = sandbox();
    let found = |filter| ids(&sandbox, &list().filters([filter]));
    let equal = || planfix_api::Equality::Equal;
    let not_equal = || planfix_api::Equality::NotEqual;
    let period = |kind| FilterPeriod::new(kind);
    assert_eq!(found(TaskFilter::title(equal(), "PAINT")), [2]);
    assert_eq!(found(TaskFilter::title(not_equal(), "paint")), [1, 3]);
    assert_eq!(found(TaskFilter::owner(equal(), UserId(1))), [2, 3]);
    assert_eq!(found(TaskFilter::worker(equal(), UserId(1002))), [1]);
    assert_eq!(found(TaskFilter::member(equal(), UserId(3))), [1]);
    assert_eq!(found(TaskFilter::task_auditor(equal(), UserId(2))), [1]);
    assert_eq!(found(TaskFilter::project_auditor(equal(), UserId(3))), [1, 2]);
    assert_eq!(found(TaskFilter::task_or_project_auditor(not_equal(), UserId(3))), [3]);
    assert_eq!(found(TaskFilter::with_start()), [1]);
    assert_eq!(found(TaskFilter::without_start()), [2, 3]);
    assert_eq!(found(TaskFilter::without_end()), [3]);
    assert_eq!(found(TaskFilter::overdue()), [2]);
    assert_eq!(found(TaskFilter::not_overdue()), [1, 3]);
    assert_eq!(found(TaskFilter::without_workers()), [3]);
    assert_eq!(found(TaskFilter::without_members()), [2, 3]);
    assert_eq!(found(TaskFilter::worker_is_contact()), [1]);
    assert_eq!(found(TaskFilter::worker_is_user()), [1, 2]);
    assert_eq!(found(TaskFilter::owner_is_user()), [1, 2, 3]);
    assert!(found(TaskFilter::repeating()).is_empty());
    assert_eq!(found(TaskFilter::parent(equal(), TaskId(1))), [2]);
    assert_eq!(found(TaskFilter::client(equal(), ContactId(4))), [1]);
    assert_eq!(found(TaskFilter::process(equal(), ProcessId(1))), [1]);
    let statuses = planfix_api::Semicolons::from([TaskStatusId(1), TaskStatusId(3)]);
    assert_eq!(found(TaskFilter::status(equal(), statuses)), [1, 3]);
    assert_eq!(found(TaskFilter::text_field(FieldId(201), equal(), "ware")), [1]);
    assert_eq!(
        found(TaskFilter::number_field(FieldId(202), FilterOperator::Greater, 3999)),
        [1]
    );
    assert_eq!(
        found(TaskFilter::checkbox_field(FieldId(205), equal(), false)),
        [1, 2, 3]
    );
    assert_eq!(found(TaskFilter::has_field_value(FieldId(201))), [1]);
    assert_eq!(found(TaskFilter::has_no_field_value(FieldId(201))), [2, 3]);
    assert_eq!(found(TaskFilter::has_analytic(planfix_api::AnalyticId(1))), [1]);
    assert_eq!(found(TaskFilter::has_no_analytic(planfix_api::AnalyticId(1))), [2, 3]);
    let today = || period(FilterDateType::Today);
    assert_eq!(found(TaskFilter::created(FilterOperator::Equal, today())), [1, 3]);
    assert_eq!(found(TaskFilter::created(FilterOperator::Less, today())), [2]);
    assert_eq!(found(TaskFilter::last_active(FilterOperator::Equal, today())), [1]);
    assert_eq!(
        found(TaskFilter::changed_or_commented(FilterOperator::Equal, today())),
        [1, 2, 3]
    );
    assert_eq!(found(TaskFilter::completed(FilterOperator::Equal, today())), [3]);
    let minute = period(FilterDateType::MinutePeriod)
        .date_from(DateTime::from(date(2099, 12, 1).at(17, 59, 0, 0)))
        .date_to(DateTime::from(date(2099, 12, 1).at(18, 0, 0, 0)));
    assert_eq!(found(TaskFilter::planned_end(FilterOperator::Equal, minute)), [1]);
}
