//! Documents and hand-written structs to compare with.
