//! What the benchmarks compare: two documents, and the structs that a user of quick-xml's serde
//! would write by hand for them.

pub mod by_hand;
pub mod documents;
pub mod machine;
pub mod serde_crate;
