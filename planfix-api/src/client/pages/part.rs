//! One part of a list: a page, or the objects of some identifiers.

use super::place::Place;
use crate::Paged;
use crate::record::Record;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<I> {
    /// Number of the page, as in `pageCurrent`. The parts of a lookup are counted from 1.
    pub number: i64,
    /// Number of items on all pages, as this answer tells it; `None` if the method does not tell.
    pub total: Option<i64>,
    /// Items that were on no earlier page.
    pub items: Vec<I>,
}

impl<I> IntoIterator for Page<I> {
    type Item = I;
    type IntoIter = std::vec::IntoIter<I>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<I> Page<I> {
    /// Takes the items out of the response of a method that is known at compile time.
    pub(super) fn of<M: Paged<Item = I>>(page: RecordPage) -> Self {
        let RecordPage {
            number,
            total,
            response,
            new,
            ..
        } = page;
        let response = response.into_any().downcast::<M::Response>();
        let items = response.map_or_else(|_| Vec::new(), |response| M::items(*response));
        let mut new = new.into_iter().peekable();
        let items = items.into_iter().enumerate();
        let items = items.filter(|(index, _)| new.next_if_eq(index).is_some());
        Self {
            number,
            total,
            items: items.map(|(_, item)| item).collect(),
        }
    }
}

/// A page of a list of a method that is known only at run time.
#[non_exhaustive]
pub struct RecordPage {
    /// Number of the page, as in `pageCurrent`. The parts of a lookup are counted from 1.
    pub number: i64,
    /// Number of items on all pages, as this answer tells it; `None` if the method does not tell.
    pub total: Option<i64>,
    /// The whole response.
    pub response: Box<dyn Record>,
    place: Place,
    /// Indexes of the items that were on no earlier page.
    new: Vec<usize>,
}

impl RecordPage {
    pub(super) fn new(
        number: i64,
        total: Option<i64>,
        response: Box<dyn Record>,
        place: Place,
        new: Vec<usize>,
    ) -> Self {
        Self {
            number,
            total,
            response,
            place,
            new,
        }
    }

    /// Returns the items that were on no earlier page.
    pub fn items(&self) -> impl Iterator<Item = &dyn Record> {
        self.new
            .iter()
            .filter_map(|index| self.place.item(&*self.response, *index))
    }

    /// Splits the page into its items, which share it.
    pub(super) fn into_items(self) -> std::vec::IntoIter<RecordItem> {
        let page = Arc::new(self);
        let new = page.new.iter();
        let items = new.filter(|index| page.place.item(&*page.response, **index).is_some());
        let items = items.map(|index| RecordItem {
            page: Arc::clone(&page),
            index: *index,
        });
        items.collect::<Vec<_>>().into_iter()
    }
}

impl fmt::Debug for RecordPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordPage")
            .field("number", &self.number)
            .field("total", &self.total)
            .field("items", &self.new.len())
            .finish_non_exhaustive()
    }
}

/// An item of a list of a method that is known only at run time. It dereferences to its [`Record`].
#[derive(Clone)]
pub struct RecordItem {
    page: Arc<RecordPage>,
    index: usize,
}

impl Deref for RecordItem {
    type Target = dyn Record;

    fn deref(&self) -> &Self::Target {
        let page = &*self.page;
        // Only items that exist are made.
        page.place.item(&*page.response, self.index).unwrap_or(&*page.response)
    }
}

impl fmt::Debug for RecordItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::interpret::debug::record(&**self, f)
    }
}
