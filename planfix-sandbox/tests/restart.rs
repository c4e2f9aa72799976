//! Sandboxes in files: they survive a restart, and no other file is mistaken for one.

mod common;

use common::{Folder, client, options};
use planfix_api::{
    Bytes, ContactId, FileSource, HandbookFieldEdit, HandbookId, Maybe, TaskId, UploadFile, UploadFileContent, UserId,
    action, contact, file, handbook, project, project_group, task, user, user_group,
};
use planfix_sandbox::{Sandbox, StoreError};

#[test]
fn contacts_survive_a_restart() {
    let folder = Folder::new();
    let added = {
        let sandbox = Sandbox::open(folder.file(), options()).unwrap();
        let client = client(&sandbox);
        client
            .call(
                &contact::update::Request::new(ContactId(1))
                    .post("Captain")
                    .clear_email(),
            )
            .unwrap();
        client.call(&contact::delete::Request::new(ContactId(2))).unwrap();
        client.call(&contact::add::Request::new().name("Новый")).unwrap().id
    };
    let sandbox = Sandbox::open(folder.file(), options()).unwrap();
    let client = client(&sandbox);
    let get = |id| client.call(&contact::get::Request::new(id));
    let anna = get(ContactId(1)).unwrap().contact;
    assert_eq!(anna.post, Maybe::Set("Captain".to_owned()));
    assert_eq!(anna.email, Maybe::Empty);
    assert_eq!(get(ContactId(2)).unwrap_err().code(), Some("8002"));
    assert_eq!(get(added).unwrap().contact.name, Maybe::Set("Новый".to_owned()));
    let next = client.call(&contact::add::Request::new().name("B")).unwrap();
    assert!(next.id > added);
}

#[test]
fn every_kind_of_object_survives_a_restart() {
    let folder = Folder::new();
    let sandbox = Sandbox::open(folder.file(), options()).unwrap();
    let client = client(&sandbox);
    let task = client.call(&task::add::Request::new("Kept")).unwrap().id;
    client.call(&task::accept::Request::new(TaskId(1))).unwrap();
    let project = client.call(&project::add::Request::new("Kept")).unwrap().id;
    let group = client.call(&project_group::add::Request::new("Kept")).unwrap().id;
    let user = client.call(&user::add::Request::new("Kept")).unwrap().id;
    let users = client.call(&user_group::add::Request::new("Kept")).unwrap().id;
    let field = HandbookFieldEdit::new(planfix_api::FieldId(401)).value("Kept");
    let record = handbook::add_record::Request::new(HandbookId(1)).custom_data([field]);
    let record = client.call(&record).unwrap().key;
    let on_task = action::add::Target::Task(action::add::OnTask::new(task));
    let comment = client
        .call(&action::add::Request::new(on_task).description("Kept"))
        .unwrap()
        .id;
    let body = UploadFileContent::Body(Bytes::from(b"kept".to_vec()));
    let upload = UploadFile::new(FileSource::Filesystem, body).name("kept.txt");
    let place = file::upload::Place::Task(file::upload::Task::new(task));
    let uploaded = client.call(&file::upload::Request::new(place, [upload])).unwrap().files;
    drop(sandbox);

    let sandbox = Sandbox::open(folder.file(), options()).unwrap();
    let client = common::client(&sandbox);
    let kept = || Maybe::Set("Kept".to_owned());
    assert_eq!(client.call(&task::get::Request::new(task)).unwrap().task.title, kept());
    let accepted = client.call(&task::get::Request::new(TaskId(1))).unwrap().task;
    assert_eq!(accepted.status, Maybe::Set(planfix_api::TaskStatusId(2).into()));
    assert_eq!(
        client.call(&project::get::Request::new(project)).unwrap().project.title,
        kept()
    );
    assert_eq!(
        client
            .call(&project_group::get::Request::new(group))
            .unwrap()
            .project_group
            .name,
        kept()
    );
    assert_eq!(
        client.call(&user::get::Request::new().key(user)).unwrap().user.name,
        kept()
    );
    assert_eq!(
        client
            .call(&user_group::get::Request::new(users))
            .unwrap()
            .user_group
            .name,
        kept()
    );
    let record = client
        .call(&handbook::get_record::Request::new(HandbookId(1), record))
        .unwrap()
        .record;
    assert_eq!(record.custom_data.set().unwrap()[0].text, kept());
    assert_eq!(
        client
            .call(&action::get::Request::new(comment))
            .unwrap()
            .action
            .description,
        kept()
    );
    let content = client
        .call(&file::download::Request::new(uploaded[0].unique_id))
        .unwrap()
        .content;
    assert_eq!(
        content,
        Some(file::download::Content::Body(Bytes::from(b"kept".to_vec())))
    );
    // Numbers continue.
    let next = client.call(&user::add::Request::new("Next")).unwrap().id;
    assert_eq!(next, UserId(user.0 + 1));
    assert!(client.call(&task::add::Request::new("Next")).unwrap().id > task);
}

#[test]
fn two_programs_may_use_one_file() {
    let folder = Folder::new();
    let first = Sandbox::open(folder.file(), options()).unwrap();
    let second = Sandbox::open(folder.file(), options()).unwrap();
    std::thread::scope(|scope| {
        for sandbox in [&first, &second] {
            scope.spawn(move || {
                for _ in 0..20 {
                    client(sandbox).call(&contact::add::Request::new().name("A")).unwrap();
                }
            });
        }
    });
    let page = client(&first)
        .call(&contact::get_list::Request::new())
        .unwrap()
        .contacts;
    assert_eq!(page.total_count, Maybe::Set(43));
}

#[test]
fn another_file_is_left_alone() {
    let folder = Folder::new();
    std::fs::write(folder.file(), "name;phone\n".repeat(200)).unwrap();
    let error = Sandbox::open(folder.file(), options()).unwrap_err();
    assert!(
        error.to_string().contains("data.db is not a data file of a sandbox"),
        "{error}"
    );
    assert!(
        std::fs::read_to_string(folder.file())
            .unwrap()
            .starts_with("name;phone")
    );

    let other = folder.0.join("other.db");
    let database = rusqlite::Connection::open(&other).unwrap();
    database.execute_batch("CREATE TABLE contact (x)").unwrap();
    let error = Sandbox::open(&other, options()).unwrap_err();
    assert!(matches!(error, StoreError::Foreign(_)), "{error}");

    let missing = folder.0.join("no/such/folder.db");
    let error = Sandbox::open(missing, options()).unwrap_err();
    assert!(error.to_string().contains("folder.db cannot be opened"), "{error}");
}

#[test]
fn a_file_of_a_newer_version_is_refused() {
    let folder = Folder::new();
    drop(Sandbox::open(folder.file(), options()).unwrap());
    let database = rusqlite::Connection::open(folder.file()).unwrap();
    database.pragma_update(None, "user_version", 99).unwrap();
    drop(database);
    let error = Sandbox::open(folder.file(), options()).unwrap_err();
    assert!(matches!(error, StoreError::Newer { found: 99, .. }), "{error}");
}

#[test]
fn a_file_of_the_version_before_is_refused_and_left_alone() {
    let folder = Folder::new();
    drop(Sandbox::open(folder.file(), options()).unwrap());
    let database = rusqlite::Connection::open(folder.file()).unwrap();
    database.pragma_update(None, "user_version", 1).unwrap();
    drop(database);
    let error = Sandbox::open(folder.file(), options()).unwrap_err();
    assert!(matches!(error, StoreError::Older { found: 1, .. }), "{error}");
    assert!(error.to_string().contains("remove it or name another file"), "{error}");
    let database = rusqlite::Connection::open(folder.file()).unwrap();
    let version: i64 = database
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(version, 1);
}

#[test]
fn a_name_that_is_not_a_path_is_refused() {
    let names = [
        "",
        " ",
        ":memory:",
        "file:planfix.db",
        "file:planfix.db?mode=memory",
        "FILE:x",
        "file:/tmp/x",
        "sqlite:x.db",
        "http://x/y",
    ];
    for name in names {
        let error = Sandbox::open(name, options()).unwrap_err();
        assert!(matches!(error, StoreError::NoPath(_)), "{name}: {error}");
        assert!(error.to_string().contains("is not the path of a file"), "{error}");
    }
    assert!(Sandbox::open("\0", options()).is_err());
    // With a folder before it, such a name is a file.
    let folder = Folder::new();
    for name in [":memory:", "file:x", "sqlite:x.db", "a?mode=memory"] {
        drop(Sandbox::open(folder.0.join(name), options()).unwrap());
        assert!(folder.0.join(name).is_file(), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_new_file_is_readable_by_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let sandbox = Sandbox::open(folder.file(), options()).unwrap();
    client(&sandbox).call(&contact::add::Request::new().name("A")).unwrap();
    let mut files = 0;
    for file in std::fs::read_dir(&folder.0).unwrap() {
        let file = file.unwrap();
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", file.path().display());
        files += 1;
    }
    assert!(files > 1, "the file alone, without its log");
    // The permissions of an existing file are left alone.
    drop(sandbox);
    std::fs::set_permissions(folder.file(), std::fs::Permissions::from_mode(0o640)).unwrap();
    drop(Sandbox::open(folder.file(), options()).unwrap());
    let mode = std::fs::metadata(folder.file()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn a_file_that_cannot_be_filled_does_not_stay() {
    let folder = Folder::new();
    // The log of the file cannot be created.
    std::fs::create_dir(folder.0.join("data.db-journal")).unwrap();
    std::fs::create_dir(folder.0.join("data.db-wal")).unwrap();
    let error = Sandbox::open(folder.file(), options()).unwrap_err();
    assert!(error.to_string().contains("data.db cannot be opened"), "{error}");
    assert!(!folder.file().exists());
}

#[test]
fn a_file_of_one_byte_is_left_alone() {
    let folder = Folder::new();
    std::fs::write(folder.file(), "7").unwrap();
    let error = Sandbox::open(folder.file(), options()).unwrap_err();
    assert!(matches!(error, StoreError::Foreign(_)), "{error}");
    assert_eq!(std::fs::read_to_string(folder.file()).unwrap(), "7");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_missing_file_creates_a_complete_file_or_none() {
    let folder = Folder::new();
    let (link, next) = (folder.0.join("link.db"), folder.0.join("next.db"));
    std::os::unix::fs::symlink("next.db", &link).unwrap();
    std::os::unix::fs::symlink("data.db", &next).unwrap();
    // The logs of the file cannot be created.
    let logs = ["data.db-journal", "data.db-wal"].map(|name| folder.0.join(name));
    logs.iter().for_each(|log| std::fs::create_dir(log).unwrap());
    assert!(Sandbox::open(&link, options()).is_err());
    assert!(!folder.file().exists());

    logs.iter().for_each(|log| std::fs::remove_dir(log).unwrap());
    drop(Sandbox::open(&link, options()).unwrap());
    assert!(link.is_symlink() && next.is_symlink() && folder.file().is_file());

    let ring = folder.0.join("ring.db");
    std::os::unix::fs::symlink("ring.db", &ring).unwrap();
    assert!(Sandbox::open(&ring, options()).is_err());
}
