//! The shared types: identifiers, enums, unions and records that several tables use. Each is generated from a table in
//! `spec/types`, and compiled if the feature of a group that uses it is on.

crate::__private::shared_types! {
    [crate] "spec/types" for "spec/methods", where "auth" has no feature
}
