//! The text of a table to its model.

mod argument;
mod blocks;
mod choice;
mod combination;
mod conditions;
mod custom_fields;
mod differences;
mod enums;
mod errors;
mod facts;
mod field;
mod filters;
mod forms;
mod method;
mod naming;
mod note;
mod page;
mod parts;
mod place;
mod precedence;
mod reads;
mod record;
mod rows;
mod rules;
mod shared;
mod table;
mod tree;
mod twins;
mod types;
mod values;
mod vendors;

pub use custom_fields::read_custom_fields;
pub use differences::read_differences;
pub use errors::read_errors;
pub use method::read_method;
pub(crate) use shared::kind_word;
pub use shared::read_type;

use crate::fault::{Collector, Faults};
use crate::limits;
use crate::source::Source;

/// The result of reading a table.
///
/// There is always a model, made of everything that could be read, so that a generator can emit a skeleton for a
/// faulty table and its users do not fail as well.
#[derive(Debug, Clone)]
pub struct Reading<T> {
    /// The model; complete only where there are no faults.
    pub model: T,
    /// The faults of the table.
    pub faults: Option<Faults>,
}

impl<T> Reading<T> {
    /// Returns the model of a table without faults.
    ///
    /// # Errors
    /// Every fault of the table.
    pub fn into_result(self) -> Result<T, Faults> {
        match self.faults {
            None => Ok(self.model),
            Some(faults) => Err(faults),
        }
    }
}

/// Reads with a collector of faults; a text that is too large is not read at all.
fn reading<T>(source: &Source, read: impl Fn(&mut Collector<'_>) -> T) -> Reading<T> {
    let empty = Source {
        text: String::new(),
        ..source.clone()
    };
    let size = source.text.len();
    let whole = if size > limits::BYTES {
        let message = format!("the table has {size} bytes; at most {} are read", limits::BYTES);
        Some((message, "too large", "is it the right file?"))
    } else if source.text.trim().is_empty() {
        let help = "`spec/README.md` describes a table; begin with `# ` and the name";
        Some(("the table is empty".to_owned(), "nothing here", help))
    } else {
        None
    };
    if let Some((message, label, help)) = whole {
        let mut faults = Collector::new(&empty);
        faults.help(0..0, message, label, help);
        return Reading {
            // An empty text would have faults of its own.
            model: read(&mut Collector::new(&empty)),
            faults: faults.finish(),
        };
    }
    let mut faults = Collector::new(source);
    let model = read(&mut faults);
    vendors::check(&mut faults);
    Reading {
        model,
        faults: faults.finish(),
    }
}
