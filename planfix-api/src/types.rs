//! The shared types: identifiers, enums, unions and records that several tables use. Each is made from a table of
//! `spec/types`, and compiled if the feature of a group is on whose methods use it.

crate::__private::shared_types! {
    [crate] "spec/types" for "spec/methods", where "auth" has no feature
}
