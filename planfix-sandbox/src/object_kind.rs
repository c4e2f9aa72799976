//! The kinds of objects: their names in the store, how requests name an object, and the codes for a missing one.

use crate::property::{self, Property};
use planfix_api::table::Kind;

/// The identifier of the employee who makes every call.
pub(crate) const CALLER: i64 = 1;

/// A kind of object.
#[derive(Debug)]
pub(crate) struct ObjectKind {
    /// The name in the store.
    pub(crate) name: &'static str,
    /// The word in messages.
    pub(crate) noun: &'static str,
    /// The element with the identifier under which the object is stored.
    pub(crate) key: &'static str,
    /// The elements by which a request names an object, and what they identify it by.
    pub(crate) selectors: &'static [(&'static str, By)],
    /// The properties that are in the index.
    pub(crate) properties: &'static [Property],
    /// The code if the object that a request is about does not exist.
    pub(crate) missing: &'static str,
    /// The code if an object that a request refers to does not exist.
    pub(crate) unknown: &'static str,
}

/// The meaning of an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum By {
    /// The identifier under which the object is stored.
    Key,
    /// The number that the web interface shows.
    General,
    /// The identifier of a contact among employees: a contact can take part in tasks like an employee.
    UserId,
    /// The identifier of a file, which all of its versions share.
    Number,
}

const ID: &[(&str, By)] = &[("id", By::Key)];
const ID_OR_NUMBER: &[(&str, By)] = &[("id", By::Key), ("general", By::General)];

macro_rules! kinds {
    ($($(#[$doc:meta])* $constant:ident = $name:literal, $noun:literal, $key:literal, $selectors:expr, $missing:literal, $unknown:literal, $properties:expr;)+) => {
        $($(#[$doc])* pub(crate) static $constant: ObjectKind = ObjectKind {
            name: $name,
            noun: $noun,
            key: $key,
            selectors: $selectors,
            properties: $properties,
            missing: $missing,
            unknown: $unknown,
        };)+

        /// Every kind.
        pub(crate) static ALL: &[&ObjectKind] = &[$(&$constant),+];
    };
}

kinds! {
    ACTION = "action", "action", "id", ID, "4002", "4002", property::ACTION;
    ANALYTIC = "analytic", "analytics", "id", ID, "10002", "10002", property::NONE;
    ANALYTIC_GROUP = "analyticGroup", "group of analytics", "id", ID, "10003", "10003", property::NONE;
    /// A row of data of an analytic.
    ANALYTIC_ROW = "analyticRow", "row of analytics", "key", ID, "4010", "4010", property::NONE;
    CONTACT = "contact", "contact", "id", &[("id", By::Key), ("userid", By::UserId), ("general", By::General)], "8002", "8002", property::CONTACT;
    CONTACT_GROUP = "contactGroup", "group of contacts", "id", ID, "0101", "0015", property::NONE;
    /// A custom field of a kind of object, or a field of a directory.
    FIELD = "field", "custom field", "id", ID, "0101", "0015", property::NONE;
    /// A version of a file.
    FILE = "file", "file", "uniqueId", &[("id", By::Number), ("uniqueId", By::Key)], "9002", "9002", property::FILE;
    HANDBOOK = "handbook", "directory", "id", ID, "0101", "0101", property::NONE;
    HANDBOOK_GROUP = "handbookGroup", "group of directories", "id", ID, "0101", "0015", property::NONE;
    PHONE_TYPE = "phoneType", "type of telephones", "id", ID, "0101", "0015", property::NONE;
    POST = "post", "job title", "id", ID, "0101", "0015", property::NONE;
    PROCESS = "process", "process", "id", ID, "0101", "0015", property::NONE;
    PROJECT = "project", "project", "id", ID_OR_NUMBER, "2001", "2001", property::PROJECT;
    PROJECT_GROUP = "projectGroup", "group of projects", "id", ID, "0101", "0015", property::NONE;
    /// A record of a directory.
    RECORD = "record", "record of the directory", "key", &[("key", By::Key)], "0101", "0101", property::RECORD;
    TASK = "task", "task", "id", ID_OR_NUMBER, "3001", "3001", property::TASK;
    USER = "user", "employee", "id", ID_OR_NUMBER, "6004", "6004", property::USER;
    USER_GROUP = "userGroup", "group of employees", "id", ID, "5001", "5001", property::USER_GROUP;
}

/// Lists the types of identifiers, each with the kind of object that it names.
macro_rules! identifiers {
    ($($id:ident => $kind:ident, $by:ident;)+) => {
        /// Returns the kind of object that an identifier of this type names. For [`By::UserId`] it may be an employee or
        /// a contact.
        pub(crate) fn of_type(ty: Kind) -> Option<(&'static ObjectKind, By)> {
            let Kind::Id(shared) = ty else { return None };
            Some(match shared.name {
                $(stringify!($id) => (&$kind, By::$by),)+
                _ => return None,
            })
        }

        $(impl sealed::Identifies for planfix_api::$id {
            fn number(self) -> i64 {
                self.0
            }
        })+
    };
}

/// Keeps `ObjectId` to the types below.
pub(crate) mod sealed {
    pub trait Identifies: planfix_api::record::Typed {
        fn number(self) -> i64;
    }
}

identifiers! {
    ActionId => ACTION, Key;
    AnalyticGroupId => ANALYTIC_GROUP, Key;
    AnalyticId => ANALYTIC, Key;
    ContactGroupId => CONTACT_GROUP, Key;
    ContactId => CONTACT, Key;
    ContactNumber => CONTACT, General;
    FieldId => FIELD, Key;
    FileId => FILE, Number;
    FileUniqueId => FILE, Key;
    HandbookGroupId => HANDBOOK_GROUP, Key;
    HandbookId => HANDBOOK, Key;
    PhoneTypeId => PHONE_TYPE, Key;
    PostId => POST, Key;
    ProcessId => PROCESS, Key;
    ProjectGroupId => PROJECT_GROUP, Key;
    ProjectId => PROJECT, Key;
    ProjectNumber => PROJECT, General;
    TaskId => TASK, Key;
    TaskNumber => TASK, General;
    UserGroupId => USER_GROUP, Key;
    UserId => USER, UserId;
    UserNumber => USER, General;
}
