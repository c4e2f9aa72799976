//! Projects and their groups: their life, references, lists and filters.

mod common;

use common::{NOW, assert_refused, client, code, post, request, sandbox};
use planfix_api::jiff::civil::date;
use planfix_api::{
    ContactId, DateTime, Equality, FieldEdit, FieldId, FilterDateType, FilterOperator, FilterPeriod, Maybe, Project,
    ProjectFilter, ProjectGroupId, ProjectId, ProjectNumber, ProjectSort, ProjectStatus, ProjectTarget, UserId,
    project, project_group,
};
use planfix_sandbox::Sandbox;

fn get(sandbox: &Sandbox, id: ProjectId) -> Project {
    client(sandbox).call(&project::get::Request::new(id)).unwrap().project
}

#[test]
fn what_is_added_can_be_read_and_changed() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let request = project::add::Request::new("Garden")
        .description("Behind the house")
        .client_id(ContactId(4))
        .has_end_date(true)
        .end_date(date(2026, 5, 1))
        .group_id(ProjectGroupId(2))
        .parent_id(ProjectId(1))
        .auditors([UserId(3)])
        .managers([UserId(2)])
        .workers([UserId(2), UserId(1003)])
        .custom_data([FieldEdit::new(FieldId(301)).value("Outside")]);
    let id = client.call(&request).unwrap().id;
    let added = get(&sandbox, id);
    assert_eq!(added.title, Maybe::Set("Garden".to_owned()));
    assert_eq!(added.status, Maybe::Set(ProjectStatus::Active));
    assert_eq!(added.owner.into_set().unwrap().id, UserId(1));
    assert_eq!(added.group_name, Maybe::Set("Internal".to_owned()));
    assert_eq!(added.end_date, Maybe::Set(DateTime::from(date(2026, 5, 1))));
    assert_eq!(added.begin_date, Maybe::Set(DateTime::from(NOW)));
    assert_eq!(added.task_count, Maybe::Set(0));
    let workers = added.workers.into_set().unwrap().users.into_set().unwrap();
    assert_eq!(workers[1].name, Maybe::Set("Clara".to_owned()));
    assert_eq!(added.auditors.into_set().unwrap()[0].id, UserId(3));

    let request = project::update::Request::new(id)
        .title("Back garden")
        .clear_description()
        .has_end_date(false)
        .members([UserId(1)])
        .clear_auditors();
    client.call(&request).unwrap();
    let changed = get(&sandbox, id);
    assert_eq!(changed.title, Maybe::Set("Back garden".to_owned()));
    assert_eq!((changed.description, changed.end_date), (Maybe::Empty, Maybe::Empty));
    assert_eq!(changed.auditors, Maybe::Empty);
    // Values that are left out are kept.
    assert_eq!(changed.parent_id, Maybe::Set(ProjectId(1)));
    assert_eq!(changed.workers.into_set().unwrap().users.into_set().unwrap().len(), 2);
    assert_eq!(
        changed.members.into_set().unwrap().users.into_set().unwrap()[0].id,
        UserId(1)
    );
    assert_eq!(
        changed.custom_data.into_set().unwrap()[0].text,
        Maybe::Set("Outside".to_owned())
    );
}

#[test]
fn a_missing_object_has_the_code_of_its_kind() {
    let sandbox = sandbox();
    assert_eq!(code(&sandbox, &project::get::Request::new(ProjectId(99))), "2001");
    assert_eq!(code(&sandbox, &project::get::Request::new(ProjectNumber(1))), "2001");
    assert_eq!(
        code(&sandbox, &project::update::Request::new(ProjectId(99)).title("x")),
        "2001"
    );
    let new = || project::add::Request::new("x");
    assert_eq!(code(&sandbox, &new().parent_id(ProjectId(99))), "2001");
    assert_eq!(code(&sandbox, &new().client_id(ContactId(99))), "8002");
    assert_eq!(code(&sandbox, &new().group_id(ProjectGroupId(99))), "0015");
    assert_eq!(code(&sandbox, &new().managers([UserId(1), UserId(99)])), "6004");
    let field = FieldEdit::new(FieldId(201)).value("x");
    assert_eq!(code(&sandbox, &new().custom_data([field])), "0015");
    assert_eq!(
        code(
            &sandbox,
            &project::update::Request::new(ProjectId(1)).parent_id(ProjectId(2))
        ),
        "0016"
    );
    // An end without its flag is a contradiction.
    let fields = "<project><title>x</title><hasEndDate>0</hasEndDate><endDate>01-01-2027</endDate></project>";
    assert_refused(
        &post(&sandbox, &request("project.add", fields)),
        "0016",
        "project.endDate",
    );
}

fn list() -> project::get_list::Request {
    project::get_list::Request::new().page_current(1)
}

fn ids(sandbox: &Sandbox, request: &project::get_list::Request) -> Vec<i64> {
    let projects = client(sandbox).call(request).unwrap().projects.items;
    projects.iter().map(|project| project.id.0).collect()
}

#[test]
fn a_list_has_its_projects() {
    let sandbox = sandbox();
    assert_eq!(ids(&sandbox, &list()), [1, 2]);
    assert_eq!(ids(&sandbox, &list().target(ProjectTarget::Template)), [3]);
    assert_eq!(ids(&sandbox, &list().target(ProjectTarget::Created)), [1]);
    assert_eq!(ids(&sandbox, &list().user_id(UserId(3))), [1]);
    assert_eq!(ids(&sandbox, &list().status(ProjectStatus::Draft)), [2]);
    assert_eq!(ids(&sandbox, &list().client_id(ContactId(4))), [1]);
    assert_eq!(ids(&sandbox, &list().sort_type(ProjectSort::TitleAsc)), [2, 1]);
    assert_eq!(ids(&sandbox, &list().sort_type(ProjectSort::NumberDesc)), [2, 1]);
    assert_eq!(ids(&sandbox, &list().page_size(1).page_current(2)), [2]);
    let listed = client(&sandbox).call(&list()).unwrap().projects.items.remove(0);
    assert!(listed.workers.is_absent() && listed.members.is_absent() && listed.auditors.is_absent());
    assert_eq!(listed.task_count, Maybe::Set(2));
}

#[test]
fn without_a_page_projects_are_only_counted() {
    let sandbox = sandbox();
    for request in [
        project::get_list::Request::new(),
        list().page_current(0),
        list().page_current(-3),
    ] {
        let projects = client(&sandbox).call(&request).unwrap().projects;
        assert_eq!((projects.total_count, projects.count), (Maybe::Set(2), Maybe::Set(0)));
        assert!(projects.items.is_empty());
    }
    assert_refused(
        &post(&sandbox, &request("project.getList", "<pageSize>101</pageSize>")),
        "0021",
        "pageSize",
    );
}

#[test]
fn filters_decide_or_say_that_they_cannot() {
    let sandbox = sandbox();
    let found = |filter| ids(&sandbox, &list().filters([filter]));
    assert_eq!(found(ProjectFilter::title(Equality::Equal, "furn")), [2]);
    assert_eq!(found(ProjectFilter::owner(Equality::NotEqual, UserId(2))), [1]);
    assert_eq!(found(ProjectFilter::parent(Equality::Equal, ProjectId(1))), [2]);
    let last_day = FilterPeriod::new(FilterDateType::Date).date_from(date(2099, 12, 31));
    assert_eq!(found(ProjectFilter::end_date(FilterOperator::Equal, last_day)), [1]);
    assert_eq!(
        found(ProjectFilter::text_field(FieldId(301), Equality::Equal, "town")),
        [1]
    );
    let refused = list().filters([ProjectFilter::client_manager(Equality::Equal, UserId(1))]);
    assert_eq!(code(&sandbox, &refused), "0018");
}

#[test]
fn groups_are_added_renamed_and_listed() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let id = client.call(&project_group::add::Request::new("Partners")).unwrap().id;
    client
        .call(&project_group::update::Request::new(id, "Friends"))
        .unwrap();
    let group = client
        .call(&project_group::get::Request::new(id))
        .unwrap()
        .project_group;
    assert_eq!(group.name, Maybe::Set("Friends".to_owned()));
    let groups = client
        .call(&project_group::get_list::Request::new())
        .unwrap()
        .project_groups;
    assert_eq!((groups.total_count, groups.items.len()), (Maybe::Set(3), 3));
    let no = ProjectGroupId(99);
    assert_eq!(code(&sandbox, &project_group::get::Request::new(no)), "0101");
    assert_eq!(code(&sandbox, &project_group::update::Request::new(no, "x")), "0101");
}
