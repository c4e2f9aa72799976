//! The shared types of planfix-api whose values an example can write knowing the name alone.

/// What a value of a shared type is, as far as an example needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An identifier: an integer of its own type.
    Id,
    /// A value of several forms, of which a text is one.
    Union,
}

const IDS: [&str; 29] = [
    "ActionId",
    "AnalyticFieldId",
    "AnalyticGroupId",
    "AnalyticId",
    "AnalyticKey",
    "ContactFilterId",
    "ContactGroupId",
    "ContactId",
    "ContactNumber",
    "FieldId",
    "FileId",
    "FileUniqueId",
    "HandbookGroupId",
    "HandbookId",
    "PhoneTypeId",
    "PostId",
    "ProcessId",
    "ProjectGroupId",
    "ProjectId",
    "ProjectNumber",
    "RecordKey",
    "TaskFilterId",
    "TaskId",
    "TaskNumber",
    "TaskStatusId",
    "TelegramId",
    "UserGroupId",
    "UserId",
    "UserNumber",
];

const UNIONS: [&str; 3] = ["AnalyticValue", "FieldValue", "FilterValue"];

/// The kind of a shared type, if it is one of these.
pub(super) fn kind(name: &str) -> Option<Kind> {
    if IDS.contains(&name) {
        Some(Kind::Id)
    } else {
        UNIONS.contains(&name).then_some(Kind::Union)
    }
}

#[cfg(test)]
mod tests {
    use super::{IDS, UNIONS};
    use std::path::Path;

    #[test]
    fn the_lists_are_those_of_the_tables() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/types");
        let Ok(entries) = std::fs::read_dir(&folder) else {
            println!("skipped: there is no {}", folder.display());
            return;
        };
        let (mut ids, mut unions) = (Vec::new(), Vec::new());
        for path in entries.map(|entry| entry.expect("an entry").path()) {
            let text = std::fs::read_to_string(&path).expect("text");
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            if text.contains("\n- kind: id\n") {
                ids.push(name);
            } else if text.contains("\n- kind: union\n") {
                unions.push(name);
            }
        }
        ids.sort();
        unions.sort();
        assert_eq!(ids, IDS);
        assert_eq!(unions, UNIONS);
    }
}
