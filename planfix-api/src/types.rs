//! The shared types, one file each under `spec/types`.

macro_rules! types { ($($name:literal)+) => { $(crate::shared_type!($name);)+ } }

types! {
    "spec/types/ActionId.md"
    "spec/types/Contact.md"
    "spec/types/ContactExtraField.md"
    "spec/types/ContactFilterId.md"
    "spec/types/ContactFilterValue.md"
    "spec/types/ContactGroup.md"
    "spec/types/ContactGroupId.md"
    "spec/types/ContactId.md"
    "spec/types/ContactNumber.md"
    "spec/types/ContactTarget.md"
    "spec/types/ContactUserStatus.md"
    "spec/types/FieldId.md"
    "spec/types/FilterDateType.md"
    "spec/types/FilterOperator.md"
    "spec/types/Language.md"
    "spec/types/PhoneTypeId.md"
    "spec/types/Sex.md"
    "spec/types/TelegramId.md"
    "spec/types/UserGroupId.md"
    "spec/types/UserGroupRef.md"
    "spec/types/UserId.md"
    "spec/types/UserRef.md"
}
