//! A response to be filled by one attempt of several.

#[cfg(feature = "async")]
use super::maybe_send::BoxFuture;
use super::unreadable::Unreadable;
use crate::record::{Record, Typed};

/// A response to fill. It is made blank again before another attempt, since an answer that broke off may have filled a
/// part of it.
pub(super) trait Slot: Send {
    fn record(&mut self) -> &mut dyn Record;
    fn reset(&mut self);

    /// Returns where the file of a response goes, if not into the record.
    fn sink(&mut self) -> Option<&mut dyn Sink> {
        None
    }
}

/// The destination of a file that is written as it arrives.
pub(super) trait Sink: Send {
    fn write(&mut self, bytes: &[u8]) -> Result<(), Unreadable>;
    fn finish(&mut self) -> Result<(), Unreadable>;
    #[cfg(feature = "async")]
    fn write_async<'s>(&'s mut self, bytes: &'s [u8]) -> BoxFuture<'s, Result<(), Unreadable>>;
    #[cfg(feature = "async")]
    fn finish_async(&mut self) -> BoxFuture<'_, Result<(), Unreadable>>;
}

impl<R: Record + Typed> Slot for R {
    fn record(&mut self) -> &mut dyn Record {
        self
    }

    fn reset(&mut self) {
        *self = R::blank();
    }
}

impl Slot for Box<dyn Record> {
    fn record(&mut self) -> &mut dyn Record {
        &mut **self
    }

    fn reset(&mut self) {
        *self = self.fresh();
    }
}
