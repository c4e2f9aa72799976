//! Adding files to the store, as bytes, as a link or as a copy of another file, and deleting them.

use crate::call::{CALLER, Call};
use crate::failure::Failure;
use crate::object_kind::{By, FILE};
use crate::store::Term;
use crate::{property, tree};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use planfix_api::xml::Refusal;
use serde_json::{Value, json};

/// Characters that file names must not have.
const FORBIDDEN: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

/// Stores a file of a request. Returns `None`, and notes the fault, if it cannot be stored. `place` has the task, the
/// project and the user it belongs to.
pub(crate) fn store(call: &Call<'_>, at: &str, sent: &Value, place: Value) -> Result<Option<Value>, Failure> {
    let source = tree::at(sent, "sourceType").as_str().unwrap_or_default();
    let url = tree::text(tree::at(sent, "otherFile.url"));
    let mut bytes = None;
    let mut file = json!({ "sourceType": if source == "INTERNET" { "INTERNET" } else { "FILESYSTEM" }, "bytes": 0 });
    let mut name = tree::text(tree::at(sent, "name")).map(str::to_owned);
    let mut description = tree::at(sent, "description").clone();
    match source {
        "PROJECT" => {
            let Some(other) = other(call, at, sent, &place)? else {
                return Ok(None);
            };
            name = tree::text(tree::at(&other, "name")).map(str::to_owned);
            description = tree::at(&other, "description").clone();
            bytes = call
                .store
                .content(tree::int(tree::at(&other, "uniqueId")).unwrap_or_default())?;
            for element in ["sourceType", "url"] {
                tree::put(&mut file, element, tree::at(&other, element).clone());
            }
        }
        "INTERNET" => {
            let last = |url: &str| {
                url.rsplit('/')
                    .next()
                    .map(|name| name.split(['?', '#']).next().unwrap_or(name).to_owned())
            };
            name = name.or_else(|| url.and_then(last));
            tree::put(&mut file, "url", url);
        }
        _ => {
            bytes = tree::at(sent, "body")
                .as_str()
                .and_then(|body| STANDARD.decode(body).ok())
        }
    }
    let Some(name) = name.filter(|name| !name.is_empty()) else {
        call.fault("0009", format!("{at}.name: missing"));
        return Ok(None);
    };
    if name.contains(FORBIDDEN) || name.contains(char::is_control) {
        call.fault(
            "9005",
            format!("{at}.name: file names cannot have control characters and / \\ : * ? \" < > |"),
        );
        return Ok(None);
    }
    if matches!(name.trim(), "." | "..") {
        call.fault("9005", format!("{at}.name: names a folder, not a file"));
        return Ok(None);
    }
    let same = match property::home(&place, &name) {
        Some(home) => call.store.last(&FILE, "home", &(home.clone(), home))?,
        None => None,
    };
    let same = same.map_or(Ok(None), |id| call.store.get(&FILE, id))?;
    let (number, version) = match &same {
        Some(other) if tree::yes(tree::at(sent, "newversion")) => {
            let version = tree::int(tree::at(other, "version")).unwrap_or(1);
            (
                tree::int(tree::at(other, "id")).unwrap_or_default(),
                version.saturating_add(1),
            )
        }
        Some(other) => return Err(taken(at, other)),
        None => (call.store.next("file.number")?, 1),
    };
    let unique = call.store.next(FILE.name)?;
    for (element, value) in [
        ("uniqueId", unique.into()),
        ("id", number.into()),
        ("version", version.into()),
        ("name", name.into()),
        ("description", description),
        ("date", call.timestamp().into()),
        ("user", json!({ "id": CALLER })),
    ] {
        tree::put(&mut file, element, value);
    }
    for (element, value) in place.as_object().into_iter().flatten() {
        tree::put(&mut file, element, value.clone());
    }
    if let Some(bytes) = bytes {
        tree::put(&mut file, "bytes", tree::count(bytes.len()));
        call.store.save_content(unique, &bytes)?;
    }
    call.store.save(&FILE, &file)?;
    Ok(Some(file))
}

/// Finds the file of a project that a request adds to a task.
fn other(call: &Call<'_>, at: &str, sent: &Value, place: &Value) -> Result<Option<Value>, Failure> {
    let id = tree::int(tree::at(sent, "otherFile.id")).unwrap_or_default();
    let Some(other) = call.store.find(&FILE, By::Number, id)? else {
        // Its absence has been reported with the references.
        return Ok(None);
    };
    let project = tree::int(tree::at(&other, "project.id"));
    if tree::at(place, "task.id").is_null() {
        call.fault(
            "9008",
            format!("{at}.otherFile.id: a file of a project can be added only to a task"),
        );
        return Ok(None);
    }
    if project.is_none() || project != tree::int(tree::at(place, "project.id")) {
        call.fault(
            "9009",
            format!("{at}.otherFile.id: the file {id} does not belong to the project of the task"),
        );
        return Ok(None);
    }
    Ok(Some(other))
}

/// Makes the refusal for a name that is in use, with the file that has it.
fn taken(at: &str, other: &Value) -> Failure {
    let mut refusal = Refusal::new("9006");
    refusal.message = format!("{at}.name: there is a file with this name; set newversion to add a version of it");
    refusal.id = tree::int(tree::at(other, "id"));
    refusal.name = tree::text(tree::at(other, "name")).map(str::to_owned);
    Failure::Refused(refusal)
}

/// Deletes every version of a file.
pub(crate) fn remove(call: &Call<'_>, number: i64) -> Result<(), Failure> {
    let versions = call.store.ids(&FILE, Term::is("id", number))?;
    versions.iter().try_for_each(|version| remove_version(call, version))
}

/// Deletes one version.
pub(super) fn remove_version(call: &Call<'_>, unique: i64) -> Result<(), Failure> {
    call.store.delete(&FILE, unique)?;
    call.store.delete_content(unique)?;
    Ok(())
}
