// Documented in `lib.rs`, which includes the index of the types.

crate::__private::shared_types! {
    [crate] "spec/types" for "spec/methods", where "auth" has no feature
}
