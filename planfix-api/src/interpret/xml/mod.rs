//! XML: writes and reads records by their static tables.
//!
//! `write` walks a record along its table; `read` walks a document along the table of the record that it fills;
//! `document` is the tokenizer.

mod buffer;
mod characters;
mod document;
mod envelope;
mod fault;
mod grammar;
mod limits;
mod options;
mod pieces;
mod read;
mod references;
mod refusal;
#[cfg(feature = "signature")]
mod sign;
mod transcode;
mod write;

pub(crate) use characters::first_illegal;
pub use envelope::{Answer, Envelope, Request, check, read_request, read_response, request_head};
pub use envelope::{check_within, read_request_within, read_response_with};
pub(crate) use envelope::{read_answer, request_pieces};
pub use envelope::{write_request, write_response};
pub use fault::{FaultKind, Malformed, ReadError, ReadFault};
pub use limits::Limits;
pub use options::ReadOptions;
pub(crate) use pieces::{Piece, Pieces};
pub use refusal::Refusal;
#[cfg(feature = "signature")]
pub use sign::signature;
