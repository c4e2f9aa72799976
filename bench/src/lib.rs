//! What the benchmarks share: the documents, the structs that a user of another library would write by hand
//! for them, and how sides are measured in turn.

pub mod by_hand;
pub mod documents;
pub mod http;
pub mod machine;
pub mod rounds;
pub mod serde_crate;
pub mod shapes;
