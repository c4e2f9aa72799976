//! The limits of a table. `spec/README.md` lists the same numbers; a test compares the two.

/// Bytes of a table. No table is near this size; a larger text is refused before anything reads it.
pub const BYTES: usize = 1 << 20;

/// Rows of one section. Far more than any method has; a bound, so that no table takes long to refuse.
pub const ROWS: usize = 2000;

/// Elements inside each other. Deeper than any message of PlanFix; a bound, so that no table makes the reader recurse
/// far.
pub const DEPTH: usize = 16;

/// Fields of one struct. Far more than any message of PlanFix has, and its one-ofs can be numbered in a byte.
pub const FIELDS: u16 = 255;

/// Faults of one table that are told. Nobody reads more, and a hostile text makes millions.
pub const FAULTS: usize = 500;
