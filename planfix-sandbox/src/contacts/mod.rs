//! The methods of contacts: what each changes or answers, over the rows of `store`.

mod answer;
mod change;
mod dates;
mod filter;
mod list;
mod one;

pub(crate) use list::list;
pub(crate) use one::{add, delete, get, stored, update};
