//! Employees and their groups: their life, status, membership, lists.

mod common;

use common::{assert_refused, client, code, post, request, sandbox};
use planfix_api::jiff::civil::date;
use planfix_api::{
    DateTime, Equality, Maybe, PhoneTypeId, PostId, Sex, User, UserFilter, UserGroupId, UserGroupSort, UserId,
    UserNumber, UserRole, UserSort, UserStatus, user, user_group,
};
use planfix_sandbox::Sandbox;

fn get(sandbox: &Sandbox, id: UserId) -> User {
    client(sandbox).call(&user::get::Request::new().key(id)).unwrap().user
}

#[test]
fn an_employee_is_added_read_and_changed() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let request = user::add::Request::new("Олег")
        .last_name("Новый")
        .email("oleg@example.com")
        .post_id(PostId(2))
        .phones([user::add::Phone::new("+7 900").type_name("Work")]);
    let id = client.call(&request).unwrap().id;
    let added = get(&sandbox, id);
    assert_eq!(
        (added.name, added.last_name),
        (Maybe::Set("Олег".to_owned()), Maybe::Set("Новый".to_owned()))
    );
    assert_eq!(
        (added.role, added.status),
        (Maybe::Set(UserRole::User), Maybe::Set(UserStatus::Active))
    );
    assert_eq!(
        added.phones.into_set().unwrap()[0].phone_type,
        Maybe::Set(PhoneTypeId(2))
    );
    assert_eq!(added.post.into_set().unwrap().name, Maybe::Set("Engineer".to_owned()));

    let request = user::update::Request::new(id)
        .clear_last_name()
        .birthdate(date(1990, 1, 2))
        .sex(Sex::Male)
        .role(UserRole::Admin)
        .password("never kept")
        .user_pic(planfix_api::Bytes::from(vec![1, 2, 3]));
    client.call(&request).unwrap();
    let changed = get(&sandbox, id);
    assert_eq!(changed.last_name, Maybe::Empty);
    assert_eq!(changed.birthdate, Maybe::Set(DateTime::from(date(1990, 1, 2))));
    assert_eq!(
        (changed.role, changed.sex),
        (Maybe::Set(UserRole::Admin), Maybe::Set(Sex::Male))
    );
    assert!(changed.user_pic.set().unwrap().starts_with("https://"));
    // Values that are left out are kept.
    assert_eq!(changed.email, Maybe::Set("oleg@example.com".to_owned()));
    assert!(changed.phones.is_set());
}

#[test]
fn without_an_identifier_it_is_the_caller() {
    let sandbox = sandbox();
    let caller = client(&sandbox).call(&user::get::Request::new()).unwrap().user;
    assert_eq!(caller.id, UserId(1));
    let by_number = client(&sandbox)
        .call(&user::get::Request::new().key(UserNumber(2)))
        .unwrap()
        .user;
    assert_eq!(by_number.id, UserId(2));
}

#[test]
fn missing_and_duplicate_values_have_their_codes() {
    let sandbox = sandbox();
    let no = UserId(99);
    assert_eq!(code(&sandbox, &user::get::Request::new().key(no)), "6004");
    // A contact is not an employee.
    assert_eq!(code(&sandbox, &user::get::Request::new().key(UserId(1001))), "6004");
    assert_eq!(code(&sandbox, &user::update::Request::new(no).name("x")), "6004");
    assert_eq!(code(&sandbox, &user::change_status::Request::new(no)), "6004");
    let new = || user::add::Request::new("x");
    assert_eq!(code(&sandbox, &new().email("JOHN.sample@example.com")), "6002");
    assert_eq!(code(&sandbox, &new().post_id(PostId(9))), "0015");
    let taken = user::update::Request::new(UserId(2)).email("demo@example.com");
    assert_eq!(code(&sandbox, &taken), "6002");
    // An employee may keep the address.
    client(&sandbox)
        .call(&user::update::Request::new(UserId(1)).email("demo@example.com"))
        .unwrap();
    assert_eq!(code(&sandbox, &user_group::get::Request::new(UserGroupId(9))), "5001");
    assert_eq!(
        code(&sandbox, &user_group::update::Request::new(UserGroupId(9), "x")),
        "5001"
    );
    let join = user::update_group_membership::Request::new(UserId(2)).add_user_group([UserGroupId(9)]);
    assert_eq!(code(&sandbox, &join), "6006");
}

#[test]
fn a_status_is_set_or_toggled() {
    let sandbox = sandbox();
    let change = || user::change_status::Request::new(UserId(2));
    let call = |request: user::change_status::Request| client(&sandbox).call(&request).unwrap().status;
    assert_eq!(call(change()), Maybe::Set(UserStatus::Unactive));
    assert_eq!(get(&sandbox, UserId(2)).status, Maybe::Set(UserStatus::Unactive));
    assert_eq!(call(change()), Maybe::Set(UserStatus::Active));
    assert_eq!(
        call(change().status(UserStatus::Active)),
        Maybe::Set(UserStatus::Active)
    );
}

#[test]
fn groups_are_joined_and_left() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let id = client.call(&user_group::add::Request::new("Night shift")).unwrap().id;
    let request = user::update_group_membership::Request::new(UserId(2))
        .add_user_group([id])
        .del_user_group([UserGroupId(1), UserGroupId(3)]);
    client.call(&request).unwrap();
    let groups = get(&sandbox, UserId(2)).user_groups.into_set().unwrap();
    let names: Vec<_> = groups.into_iter().map(|group| group.name.into_set().unwrap()).collect();
    assert_eq!(names, ["Support", "Night shift"]);
    client
        .call(&user_group::update::Request::new(id, "Late shift"))
        .unwrap();
    let group = client.call(&user_group::get::Request::new(id)).unwrap().user_group;
    assert_eq!(
        (group.name, group.user_count),
        (Maybe::Set("Late shift".to_owned()), Maybe::Set(1))
    );

    let list = |request: user_group::get_list::Request| -> Vec<i64> {
        let groups = client.call(&request).unwrap().user_groups.items;
        groups.iter().map(|group| group.id.0).collect()
    };
    let all = user_group::get_list::Request::new;
    assert_eq!(list(all().sort_type(UserGroupSort::NameAsc)), [3, 1, 2]);
    assert_eq!(list(all().sort_type(UserGroupSort::NameDesc)), [2, 1, 3]);
    assert_eq!(list(all().page_size(2).page_current(2)), [3]);
    assert!(list(all().page_current(0)).is_empty());
}

#[test]
fn a_list_has_its_employees() {
    let sandbox = sandbox();
    let ids = |request: user::get_list::Request| -> Vec<i64> {
        let users = client(&sandbox).call(&request).unwrap().users.items;
        users.iter().map(|user| user.id.0).collect()
    };
    let list = user::get_list::Request::new;
    assert_eq!(ids(list()), [1, 2, 3]);
    assert_eq!(ids(list().status(UserStatus::Unactive)), [3]);
    assert_eq!(ids(list().only_online(true)), [1]);
    // The status is ignored if a group is given.
    assert_eq!(ids(list().id(UserGroupId(1)).status(UserStatus::Unactive)), [1, 2]);
    assert_eq!(ids(list().sort_type(UserSort::NameAsc)), [1, 3, 2]);
    assert_eq!(ids(list().sort_type(UserSort::NameDesc)), [2, 3, 1]);
    assert_eq!(ids(list().sort_type(UserSort::IsActiveAsc)), [3, 1, 2]);
    assert_eq!(ids(list().filters([UserFilter::name(Equality::Equal, "орл")])), [2]);
    assert_eq!(
        ids(list().filters([UserFilter::email(Equality::NotEqual, "sample")])),
        [1, 2]
    );
    assert_eq!(ids(list().page_size(2).page_current(2)), [3]);
    let counted = client(&sandbox).call(&list().page_current(0)).unwrap().users;
    assert_eq!((counted.total_count, counted.count), (Maybe::Set(3), Maybe::Set(0)));
    assert_refused(
        &post(&sandbox, &request("user.getList", "<pageSize>101</pageSize>")),
        "0021",
        "pageSize",
    );
}
