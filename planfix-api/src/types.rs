//! The shared types, one file each under `spec/types`, with the groups of methods that need it. A test
//! checks that these are exactly the groups whose tables name it.

macro_rules! types {
    ($($name:literal for $($feature:literal)+;)+) => {
        $(
            #[cfg(any($(feature = $feature),+))]
            crate::shared_type!($name);
        )+
    };
}

types! {
    "spec/types/AccessResult.md" for "contact";
    "spec/types/Action.md" for "action";
    "spec/types/ActionDateChange.md" for "action";
    "spec/types/ActionId.md" for "action" "contact" "file";
    "spec/types/ActionType.md" for "action";
    "spec/types/AnalyticFieldId.md" for "action" "analitic";
    "spec/types/AnalyticFieldType.md" for "analitic";
    "spec/types/AnalyticGroup.md" for "analitic";
    "spec/types/AnalyticGroupId.md" for "analitic";
    "spec/types/AnalyticId.md" for "action" "analitic" "task";
    "spec/types/AnalyticKey.md" for "action" "analitic";
    "spec/types/AnalyticUsers.md" for "action";
    "spec/types/AnalyticValue.md" for "action";
    "spec/types/Contact.md" for "contact";
    "spec/types/ContactExtraField.md" for "contact";
    "spec/types/ContactFilter.md" for "contact";
    "spec/types/ContactFilterId.md" for "contact";
    "spec/types/ContactGroup.md" for "contact";
    "spec/types/ContactGroupId.md" for "contact";
    "spec/types/ContactId.md" for "action" "contact" "file" "project" "task";
    "spec/types/ContactNumber.md" for "action" "contact";
    "spec/types/ContactRef.md" for "project" "task";
    "spec/types/ContactTarget.md" for "contact";
    "spec/types/CustomField.md" for "contact" "handbook" "project" "task";
    "spec/types/DayKind.md" for "task";
    "spec/types/DurationUnit.md" for "task";
    "spec/types/Equality.md" for "contact" "project" "task" "user";
    "spec/types/FieldEdit.md" for "contact" "project" "task";
    "spec/types/FieldId.md" for "contact" "handbook" "project" "task";
    "spec/types/FieldValue.md" for "contact" "handbook" "project" "task";
    "spec/types/File.md" for "file";
    "spec/types/FileId.md" for "action" "file" "handbook";
    "spec/types/FileRef.md" for "action";
    "spec/types/FileSort.md" for "file";
    "spec/types/FileSource.md" for "file" "handbook";
    "spec/types/FileSourceKind.md" for "file";
    "spec/types/FileUniqueId.md" for "file";
    "spec/types/FileUploadTarget.md" for "file";
    "spec/types/FilterDateType.md" for "contact" "project" "task" "user";
    "spec/types/FilterOperator.md" for "contact" "project" "task" "user";
    "spec/types/FilterPeriod.md" for "contact" "project" "task" "user";
    "spec/types/FilterValue.md" for "contact" "project" "task" "user";
    "spec/types/HandbookFieldEdit.md" for "handbook";
    "spec/types/HandbookGroup.md" for "handbook";
    "spec/types/HandbookGroupId.md" for "handbook";
    "spec/types/HandbookId.md" for "analitic" "handbook";
    "spec/types/HandbookRecord.md" for "handbook";
    "spec/types/Importance.md" for "task";
    "spec/types/Language.md" for "contact";
    "spec/types/PhoneTypeId.md" for "contact" "user";
    "spec/types/PostId.md" for "user";
    "spec/types/ProcessId.md" for "task" "taskStatus";
    "spec/types/Project.md" for "project";
    "spec/types/ProjectFilter.md" for "project";
    "spec/types/ProjectGroup.md" for "projectGroup";
    "spec/types/ProjectGroupId.md" for "project" "projectGroup";
    "spec/types/ProjectId.md" for "action" "file" "project" "task";
    "spec/types/ProjectMembers.md" for "project";
    "spec/types/ProjectNumber.md" for "project";
    "spec/types/ProjectRef.md" for "action" "file" "task";
    "spec/types/ProjectSort.md" for "project";
    "spec/types/ProjectStatus.md" for "project";
    "spec/types/ProjectTarget.md" for "project";
    "spec/types/RecordKey.md" for "action" "analitic" "contact" "handbook" "project" "task";
    "spec/types/Sex.md" for "contact" "user";
    "spec/types/SortDirection.md" for "action";
    "spec/types/Task.md" for "task";
    "spec/types/TaskFilter.md" for "task";
    "spec/types/TaskFilterId.md" for "task";
    "spec/types/TaskId.md" for "action" "file" "task";
    "spec/types/TaskKind.md" for "task";
    "spec/types/TaskNoticeUnit.md" for "task";
    "spec/types/TaskNumber.md" for "action" "file" "task";
    "spec/types/TaskRef.md" for "action" "file";
    "spec/types/TaskRepeatDaily.md" for "task";
    "spec/types/TaskRepeatEnd.md" for "task";
    "spec/types/TaskRepeatMonthly.md" for "task";
    "spec/types/TaskRepeatWeekly.md" for "task";
    "spec/types/TaskSort.md" for "task";
    "spec/types/TaskStateFilter.md" for "task";
    "spec/types/TaskStatus.md" for "action" "task";
    "spec/types/TaskStatusId.md" for "action" "task";
    "spec/types/TaskTarget.md" for "task";
    "spec/types/TaskWeekday.md" for "task";
    "spec/types/TelegramId.md" for "contact" "user";
    "spec/types/TimePeriod.md" for "action";
    "spec/types/UploadFile.md" for "file" "handbook";
    "spec/types/User.md" for "user";
    "spec/types/UserFilter.md" for "user";
    "spec/types/UserGroup.md" for "userGroup";
    "spec/types/UserGroupId.md" for "contact" "project" "task" "user" "userGroup";
    "spec/types/UserGroupRef.md" for "contact" "project" "task" "user";
    "spec/types/UserGroupSort.md" for "userGroup";
    "spec/types/UserId.md" for "action" "contact" "file" "project" "task" "user";
    "spec/types/UserNumber.md" for "user";
    "spec/types/UserRef.md" for "action" "contact" "file" "project" "task";
    "spec/types/UserRole.md" for "user";
    "spec/types/UserSort.md" for "user";
    "spec/types/UserStatus.md" for "contact" "user";
}
