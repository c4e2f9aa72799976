//! Code shared by the benchmarks: the documents, the structs that a user of another library would write for them by
//! hand, and the measurement of sides in turn.

pub mod by_hand;
pub mod documents;
pub mod http;
pub mod machine;
pub mod rounds;
pub mod serde_crate;
pub mod shapes;
