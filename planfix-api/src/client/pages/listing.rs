//! The iterators and streams over pages and items: what both clients share.

use super::course::Course;
use super::part::{Page, RecordItem, RecordPage};
use crate::Paged;
use std::fmt;
use std::marker::PhantomData;
use std::vec;

/// The pages of a list: an [`Iterator`] for the blocking client, a `Stream` for the asynchronous one.
///
/// After an error it ends, until [`resume`](Self::resume) is called.
#[must_use = "nothing is read before the first page is asked for"]
pub struct Pages<C: Caller, M = AnyMethod> {
    pub(super) client: C,
    /// `None` during a call of an asynchronous client, and if there is nothing to read.
    pub(super) course: Option<Course>,
    #[cfg_attr(not(feature = "async"), allow(dead_code, reason = "a blocking call has no state"))]
    pub(super) call: C::Call,
    pub(super) method: PhantomData<fn() -> M>,
}

/// The items of a list: an [`Iterator`] for the blocking client, a `Stream` for the asynchronous one.
///
/// After an error it ends, until [`resume`](Self::resume) is called.
#[must_use = "nothing is read before the first item is asked for"]
pub struct Items<C: Caller, M: Listing = AnyMethod> {
    pub(super) pages: Pages<C, M>,
    pub(super) items: vec::IntoIter<M::Item>,
    pub(super) page: Option<i64>,
    pub(super) total: Option<i64>,
}

/// A client that reads lists. Implemented for both clients.
pub trait Caller {
    /// State of a call.
    #[doc(hidden)]
    type Call: Default;
}

/// A list of one type of items. Implemented for every [`Paged`] method, and for [`AnyMethod`].
pub trait Listing {
    /// A page of the list.
    type Page;
    /// An item of the list.
    type Item;
    #[doc(hidden)]
    fn page(page: RecordPage) -> Self::Page;
    #[doc(hidden)]
    fn items(page: RecordPage) -> vec::IntoIter<Self::Item>;
}

/// A method that is known only at run time.
#[derive(Debug, Clone, Copy)]
pub enum AnyMethod {}

impl Listing for AnyMethod {
    type Page = RecordPage;
    type Item = RecordItem;

    fn page(page: RecordPage) -> RecordPage {
        page
    }

    fn items(page: RecordPage) -> vec::IntoIter<RecordItem> {
        page.into_items()
    }
}

impl<M: Paged> Listing for M {
    type Page = Page<<M as Paged>::Item>;
    type Item = <M as Paged>::Item;

    fn page(page: RecordPage) -> Self::Page {
        Page::of::<M>(page)
    }

    fn items(page: RecordPage) -> vec::IntoIter<Self::Item> {
        Page::of::<M>(page).into_iter()
    }
}

impl<C: Caller, M> Pages<C, M> {
    pub(super) fn new(client: C, course: Option<Course>) -> Self {
        Self {
            client,
            course,
            call: C::Call::default(),
            method: PhantomData,
        }
    }

    /// Begins with this page instead of the first.
    pub fn from_page(mut self, page: i64) -> Self {
        if let Some(course) = &mut self.course {
            course.go_to(page);
        }
        self
    }

    /// Continues after an error with the page that was not read. Without an error it does nothing.
    pub fn resume(&mut self) {
        if let Some(course) = &mut self.course {
            course.resume();
        }
    }
}

impl<C: Caller, M: Listing> Items<C, M> {
    pub(super) fn new(pages: Pages<C, M>) -> Self {
        Self {
            pages,
            items: Vec::new().into_iter(),
            page: None,
            total: None,
        }
    }

    /// Begins with this page instead of the first.
    pub fn from_page(mut self, page: i64) -> Self {
        self.pages = self.pages.from_page(page);
        self
    }

    /// Continues after an error with the page that was not read. Without an error it does nothing.
    pub fn resume(&mut self) {
        self.pages.resume();
    }

    /// Returns the number of the page that the last item is from; `None` before the first one.
    #[must_use]
    pub const fn page(&self) -> Option<i64> {
        self.page
    }

    /// Takes the items of the next page.
    pub(super) fn take(&mut self, page: RecordPage) {
        self.page = Some(page.number);
        self.total = page.total;
        self.items = M::items(page);
    }
}

impl<C: Caller, M> fmt::Debug for Pages<C, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let method = self.course.as_ref().map(|course| course.method().name);
        let page = self.course.as_ref().map(Course::number);
        f.debug_struct("Pages")
            .field("method", &method)
            .field("page", &page)
            .finish_non_exhaustive()
    }
}

impl<C: Caller, M: Listing> fmt::Debug for Items<C, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
