//! A response to be filled by one attempt of several.

use crate::record::{Record, Typed};

/// A response to fill. It is made blank again before another attempt, since an answer that broke off may have filled a
/// part of it.
pub(super) trait Slot: Send {
    fn record(&mut self) -> &mut dyn Record;
    fn reset(&mut self);
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
