//! Heads of groups of employees, and the order of groups of projects.

mod common;

use common::{client, code, sandbox};
use planfix_api::{ProjectGroupId, UserGroupId, UserId, project_group, user_group};
use planfix_sandbox::Sandbox;

#[test]
fn a_group_has_its_heads() {
    let sandbox = sandbox();
    let heads = |group| {
        let request = user_group::get_heads::Request::new(UserGroupId(group));
        client(&sandbox).call(&request).unwrap().users
    };
    let found = heads(2);
    assert_eq!(found.items.iter().map(|user| user.id).collect::<Vec<_>>(), [UserId(2)]);
    assert_eq!(found.total_count.set(), Some(&1));
    let added = client(&sandbox).call(&user_group::add::Request::new("Repair")).unwrap();
    let UserGroupId(added) = added.id;
    assert_eq!(heads(added).items, []);
    assert_eq!(
        code(&sandbox, &user_group::get_heads::Request::new(UserGroupId(99))),
        "5001"
    );
}

fn order(sandbox: &Sandbox) -> Vec<i64> {
    let groups = client(sandbox)
        .call(&project_group::get_list::Request::new())
        .unwrap()
        .project_groups;
    groups.items.iter().map(|group| group.id.0).collect()
}

fn add(sandbox: &Sandbox, name: &str) -> i64 {
    client(sandbox)
        .call(&project_group::add::Request::new(name))
        .unwrap()
        .id
        .0
}

#[test]
fn a_group_of_projects_is_moved_after_another() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let third = add(&sandbox, "Garden");
    assert_eq!(order(&sandbox), [1, 2, third]);
    let moves = |group, after| project_group::r#move::Request::new(ProjectGroupId(group), ProjectGroupId(after));
    let moved = client.call(&moves(1, 2)).unwrap();
    assert_eq!(moved.id.into_set(), Some(ProjectGroupId(1)));
    assert_eq!(order(&sandbox), [2, 1, third]);
    // The same again changes nothing, and a new group is the last.
    client.call(&moves(1, 2)).unwrap();
    let fourth = add(&sandbox, "House");
    assert_eq!(order(&sandbox), [2, 1, third, fourth]);
    client.call(&moves(fourth, 2)).unwrap();
    assert_eq!(order(&sandbox), [2, fourth, 1, third]);
    client.call(&moves(1, 1)).unwrap();
    // A new name does not move it.
    let renamed = project_group::update::Request::new(ProjectGroupId(fourth), "Cellar");
    client.call(&renamed).unwrap();
    assert_eq!(order(&sandbox), [2, fourth, 1, third]);
    for (group, after, refused) in [(1, 99, "0015"), (99, 1, "0015")] {
        assert_eq!(code(&sandbox, &moves(group, after)), refused, "{group} after {after}");
    }
    assert_eq!(order(&sandbox), [2, fourth, 1, third]);
}
