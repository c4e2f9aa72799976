//! The shared types that planfix-api has, for tables that stand anywhere.

/// Names of the files in `spec/types`. A test checks that this list and the folder agree.
pub const TYPES: &[&str] = &[
    "ActionId",
    "Contact",
    "ContactExtraField",
    "ContactFilterId",
    "ContactFilterValue",
    "ContactGroup",
    "ContactGroupId",
    "ContactId",
    "ContactNumber",
    "ContactTarget",
    "ContactUserStatus",
    "FieldId",
    "FilterDateType",
    "FilterOperator",
    "Language",
    "PhoneTypeId",
    "Sex",
    "TelegramId",
    "UserGroupId",
    "UserGroupRef",
    "UserId",
    "UserRef",
];
