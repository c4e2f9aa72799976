//! Files: bytes, links and copies; lists, versions, downloads.

mod common;

use common::{BASIC, assert_refused, client, code, post, request, sandbox};
use planfix_api::file::{
    delete, download, get, get_list_for_client, get_list_for_project, get_list_for_task, get_list_for_user, upload,
};
use planfix_api::{
    ActionId, Bytes, ContactId, DateTime, File, FileId, FileSort, FileSource, FileSourceKind, FileUniqueId,
    FileUploadTarget, Maybe, ProjectId, TaskId, TaskNumber, UploadFile, UploadFileContent, UserId, action,
};
use planfix_sandbox::Sandbox;

fn bytes(name: &str, content: &[u8]) -> UploadFile {
    UploadFile::new(
        FileSource::Filesystem,
        UploadFileContent::Body(Bytes::from(content.to_vec())),
    )
    .name(name)
}

fn to_task(id: i64, files: Vec<UploadFile>) -> upload::Request {
    upload::Request::new(upload::Place::Task(upload::Task::new(TaskId(id))), files)
}

fn to_project(id: i64, files: Vec<UploadFile>) -> upload::Request {
    upload::Request::new(upload::Place::Project(upload::Project::new(ProjectId(id))), files)
}

/// Uploads a file and returns its unique identifier.
fn put(sandbox: &Sandbox, request: &upload::Request) -> FileUniqueId {
    client(sandbox).call(request).unwrap().files[0].unique_id
}

fn file(sandbox: &Sandbox, id: FileUniqueId) -> File {
    client(sandbox).call(&get::Request::new(id)).unwrap().file
}

/// The result of a download: the bytes, or the link.
fn content(sandbox: &Sandbox, id: FileUniqueId) -> Result<Vec<u8>, String> {
    match client(sandbox).call(&download::Request::new(id)).unwrap().content {
        Some(download::Content::Body(bytes)) => Ok(bytes.as_slice().unwrap().to_vec()),
        Some(download::Content::Link(link)) => Err(link),
        None => Ok(Vec::new()),
    }
}

#[test]
fn bytes_come_back_as_they_were() {
    let sandbox = sandbox();
    let all: Vec<u8> = (0..=255).cycle().take(3000).collect();
    let request = to_task(1, vec![bytes("all.bin", &all).description("Every byte")]).owner(UserId(2));
    let response = client(&sandbox).call(&request).unwrap();
    let id = response.files[0].unique_id;
    assert_eq!(content(&sandbox, id), Ok(all));
    let stored = file(&sandbox, id);
    assert_eq!(
        (stored.name, stored.description),
        (Maybe::Set("all.bin".to_owned()), Maybe::Set("Every byte".to_owned()))
    );
    // In kilobytes, rounded up.
    assert_eq!((stored.size, stored.version), (Maybe::Set(3), Maybe::Set(1)));
    assert_eq!(stored.source_type, Maybe::Set(FileSourceKind::Filesystem));
    assert_eq!(stored.date, Maybe::Set(DateTime::from(common::NOW)));
    assert_eq!(stored.task.into_set().unwrap().id, TaskId(1));
    assert_eq!(stored.project.into_set().unwrap().id, ProjectId(1));
    assert_eq!(stored.user.into_set().unwrap().id, UserId(2));
    assert!(stored.download_link.is_absent());
    // A new action of the task has it.
    let action = response.action_id.into_set().unwrap();
    let action = client(&sandbox)
        .call(&action::get::Request::new(action))
        .unwrap()
        .action;
    assert_eq!(
        action.files.into_set().unwrap()[0].name,
        Maybe::Set("all.bin".to_owned())
    );
}

#[test]
fn a_link_stays_a_link() {
    let sandbox = sandbox();
    let url = "https://example.com/docs/цены/price.xlsx?v=2";
    let link = UploadFile::new(FileSource::Internet, UploadFileContent::Url(url.to_owned()));
    let id = put(&sandbox, &to_project(1, vec![link]));
    let stored = client(&sandbox)
        .call(&get::Request::new(id).return_download_links(true))
        .unwrap()
        .file;
    assert_eq!(
        (stored.name, stored.source_type),
        (
            Maybe::Set("price.xlsx".to_owned()),
            Maybe::Set(FileSourceKind::Internet)
        )
    );
    assert_eq!(stored.download_link, Maybe::Set(url.to_owned()));
    let ascii = "https://example.com/docs/%D1%86%D0%B5%D0%BD%D1%8B/price.xlsx?v=2";
    assert_eq!(content(&sandbox, id), Err(ascii.to_owned()));
}

#[test]
fn a_file_of_the_project_is_added_to_a_task() {
    let sandbox = sandbox();
    let own = put(&sandbox, &to_project(1, vec![bytes("plan.txt", b"walls")]));
    let number = file(&sandbox, own).id;
    let existing = |id| vec![UploadFile::new(FileSource::Project, UploadFileContent::File(id)).new_version(true)];
    let copy = put(&sandbox, &to_task(2, existing(number)));
    assert_eq!(content(&sandbox, copy), Ok(b"walls".to_vec()));
    assert_eq!(code(&sandbox, &to_project(1, existing(number))), "9008");
    assert_eq!(code(&sandbox, &to_task(3, existing(number))), "9009");
    assert_eq!(code(&sandbox, &to_task(2, existing(FileId(99)))), "9002");
}

#[test]
fn a_name_is_unique_unless_it_is_a_new_version() {
    let sandbox = sandbox();
    let first = put(&sandbox, &to_task(1, vec![bytes("a.txt", b"1")]));
    let number = file(&sandbox, first).id;
    // Another task of the same project.
    let again = to_task(2, vec![bytes("a.txt", b"2")]);
    assert_eq!(code(&sandbox, &again), "9006");
    let raw = "<task><id>1</id></task><files><file><name>a.txt</name><sourceType>FILESYSTEM</sourceType><body>YQ==</body></file></files>";
    let answer = post(&sandbox, &request("file.upload", raw));
    assert!(
        answer.contains(&format!("<id>{number}</id><name>a.txt</name>")),
        "{answer}"
    );
    let second = put(&sandbox, &to_task(1, vec![bytes("a.txt", b"2").new_version(true)]));
    let newest = client(&sandbox).call(&get::Request::new(number)).unwrap().file;
    assert_eq!((newest.unique_id, newest.version), (Maybe::Set(second), Maybe::Set(2)));
    assert_eq!(content(&sandbox, first), Ok(b"1".to_vec()));
    // A list has only the newest version, and the identifier deletes both.
    let listed = client(&sandbox)
        .call(&get_list_for_task::Request::new(TaskId(1)))
        .unwrap()
        .files;
    assert_eq!(listed.total_count, Maybe::Set(2));
    client(&sandbox).call(&delete::Request::new(number)).unwrap();
    for id in [first, second] {
        assert_eq!(code(&sandbox, &get::Request::new(id)), "9002");
    }
    // A task without a project has file names of its own.
    put(&sandbox, &to_task(3, vec![bytes("desks.txt", b"x")]));
}

#[test]
fn every_fault_has_its_code() {
    let sandbox = sandbox();
    for name in ["a/b.txt", ".", "..", " .. "] {
        assert_eq!(code(&sandbox, &to_task(1, vec![bytes(name, b"x")])), "9005", "{name}");
    }
    assert_eq!(code(&sandbox, &to_task(99, vec![bytes("a", b"x")])), "3001");
    assert_eq!(code(&sandbox, &to_project(99, vec![bytes("a", b"x")])), "2001");
    assert_eq!(
        code(&sandbox, &to_task(1, vec![bytes("a", b"x")]).owner(UserId(99))),
        "6004"
    );
    assert_eq!(code(&sandbox, &delete::Request::new(FileId(99))), "9002");
    assert_eq!(code(&sandbox, &download::Request::new(FileId(99))), "9002");
    let both = "<files><id>1</id><id>2</id><uniqueId>1</uniqueId><uniqueId>2</uniqueId></files>";
    assert_refused(&post(&sandbox, &request("file.delete", both)), "0019", "files.uniqueId");
    for none in ["", "<files/>", "<files><id/><uniqueId/></files>"] {
        assert_refused(&post(&sandbox, &request("file.delete", none)), "0009", "files.id");
    }
    let answer = post(&sandbox, &request("file.upload", "<task><id>1</id></task><files/>"));
    assert_refused(&answer, "0009", "files");
}

#[test]
fn files_are_attached_to_an_action_or_to_the_task() {
    let sandbox = sandbox();
    let to = |target| to_task(1, vec![bytes("x.txt", b"x").new_version(true)]).target(target);
    let response = client(&sandbox)
        .call(&to(FileUploadTarget::Action).action(ActionId(1)))
        .unwrap();
    assert_eq!(response.action_id, Maybe::Set(ActionId(1)));
    let action = client(&sandbox)
        .call(&action::get::Request::new(ActionId(1)))
        .unwrap()
        .action;
    assert_eq!(action.files.into_set().unwrap().len(), 2);
    assert!(
        client(&sandbox)
            .call(&to(FileUploadTarget::Task))
            .unwrap()
            .action_id
            .is_absent()
    );
    // An action of a contact does not belong to the task.
    assert_eq!(
        code(&sandbox, &to(FileUploadTarget::Action).action(ActionId(2))),
        "0016"
    );
    assert_eq!(
        code(&sandbox, &to(FileUploadTarget::Action).action(ActionId(99))),
        "4002"
    );
}

#[test]
fn lists_are_of_a_task_a_project_a_client_and_an_employee() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    for name in ["b.zip", "a.txt"] {
        put(&sandbox, &to_task(1, vec![bytes(name, b"12345")]));
    }
    let names = |files: &[File]| -> Vec<String> { files.iter().map(|file| file.name.set().unwrap().clone()).collect() };
    let of_task = |sort| get_list_for_task::Request::new(TaskNumber(101)).sort(sort);
    for (sort, expected) in [
        (FileSort::NumberDesc, ["a.txt", "b.zip", "desks.txt"]),
        (FileSort::NameAsc, ["a.txt", "b.zip", "desks.txt"]),
        (FileSort::ExtDesc, ["b.zip", "desks.txt", "a.txt"]),
    ] {
        assert_eq!(names(&client.call(&of_task(sort)).unwrap().files.items), expected);
    }
    let request = get_list_for_project::Request::new(ProjectId(1))
        .return_download_links(true)
        .page_size(2)
        .page_current(2);
    let files = client.call(&request).unwrap().files;
    assert_eq!((files.total_count, files.count), (Maybe::Set(4), Maybe::Set(2)));
    assert!(files.items[0].download_link.is_set() && files.items[0].unique_id.is_absent());
    let files = client
        .call(&get_list_for_client::Request::new(ContactId(4)))
        .unwrap()
        .files
        .items;
    // Only this list is in bytes.
    assert_eq!((files.len(), files[0].size), (4, Maybe::Set(18)));
    let files = client.call(&get_list_for_user::Request::new(UserId(2))).unwrap().files;
    assert_eq!(names(&files.items), ["desks.txt"]);
    let counted = client
        .call(&get_list_for_user::Request::new(UserId(1)).page_current(0))
        .unwrap()
        .files;
    assert_eq!((counted.total_count, counted.count), (Maybe::Set(3), Maybe::Set(0)));
    assert_eq!(
        code(&sandbox, &get_list_for_client::Request::new(ContactId(99))),
        "8002"
    );
    assert_eq!(code(&sandbox, &get_list_for_user::Request::new(UserId(99))), "6004");
    assert_eq!(
        code(&sandbox, &get_list_for_user::Request::new(UserId(1)).page_size(101)),
        "0021"
    );
}

/// Returns the HTTP answer to a download.
fn answer(sandbox: &Sandbox, id: i64) -> http::Response<Vec<u8>> {
    let body = request("file.download", &format!("<file><id>{id}</id></file>"));
    let request = http::Request::post("/xml/")
        .header("Authorization", BASIC)
        .body(body.into_bytes());
    sandbox.handle(&request.unwrap())
}

#[test]
fn a_download_is_a_body_or_a_redirect_or_an_error() {
    let sandbox = sandbox();
    let found = answer(&sandbox, 1);
    assert_eq!(
        (found.status().as_u16(), found.body().as_slice()),
        (200, b"Twelve white desks".as_slice())
    );
    assert_eq!(found.headers()["content-type"], "application/octet-stream");
    let link = answer(&sandbox, 2);
    assert_eq!(link.status(), 302);
    assert_eq!(link.headers()["location"], "https://example.com/plan.pdf");
    let missing = answer(&sandbox, 99);
    assert_eq!(missing.status(), 404);
    assert_refused(std::str::from_utf8(missing.body()).unwrap(), "9002", "file.id");
}
