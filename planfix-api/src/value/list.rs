//! Implements [`Value`] and [`List`] for a `Vec`.

use super::LIST;
use crate::record::{Expected, List, Record, Typed, Value, View};
use crate::table::Kind;

impl<T: Typed> Value for Vec<T> {
    fn view(&self) -> View<'_> {
        View::List(self)
    }
    fn set_text(&mut self, _: &str) -> Result<(), Expected> {
        Err(LIST)
    }
    fn set_empty(&mut self) -> Result<(), Expected> {
        self.clear();
        Ok(())
    }
    fn record(&mut self) -> Option<&mut dyn Record> {
        None
    }
    fn list(&mut self) -> Option<&mut dyn List> {
        Some(self)
    }
}

impl<T: Typed> Typed for Vec<T> {
    const KIND: Kind = T::KIND;
    const LIST: bool = true;
    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Typed> List for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }
    fn get(&self, index: usize) -> Option<&dyn Value> {
        self.as_slice().get(index).map(|item| item as &dyn Value)
    }
    fn push(&mut self) -> &mut dyn Value {
        self.push_mut(T::blank())
    }
    fn last_mut(&mut self) -> Option<&mut dyn Value> {
        self.as_mut_slice().last_mut().map(|item| item as &mut dyn Value)
    }
    fn pop(&mut self) {
        self.pop();
    }
    fn remove(&mut self, index: usize) {
        if index < self.len() {
            self.remove(index);
        }
    }
    fn reserve(&mut self, more: usize) {
        self.reserve_exact(more);
    }
}
