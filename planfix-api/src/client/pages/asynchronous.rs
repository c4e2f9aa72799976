//! The streams of the asynchronous client.

use super::course::Course;
use super::error::{NotPaged, PageError};
use super::listing::{Caller, Items, Listing, Pages};
use super::part::RecordPage;
use crate::Paged;
use crate::client::{AsyncClient, AsyncTransport, BoxFuture};
use crate::record::Record;
use crate::table::Method;
use futures_core::Stream;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// A call for a page, if there is one. It owns the course of the list, and returns it with the page.
#[derive(Default)]
pub struct Call(Option<BoxFuture<'static, Answer>>);

type Answer = (Course, Option<Result<RecordPage, PageError>>);

impl<T> Caller for AsyncClient<T> {
    type Call = Call;
}

impl<T: AsyncTransport + 'static> AsyncClient<T> {
    /// Streams the pages of a list, one call for each.
    ///
    /// The pages are as large as the method allows, unless the request asks for a size, and begin with the first one,
    /// or with the one that the request asks for. A lookup such as `task.getMulti` may have any number of identifiers;
    /// each call gets as many as the method takes. An item that was on an earlier page, because the account is edited
    /// meanwhile, is left out.
    ///
    /// ```
    /// use planfix_api::client::{AsyncClient, AsyncTransport, PageError};
    /// use planfix_api::contact;
    ///
    /// async fn report(client: &AsyncClient<impl AsyncTransport + 'static>) -> Result<(), PageError> {
    ///     let mut pages = client.pages(&contact::get_list::Request::new());
    ///     while let Some(page) = pages.next().await {
    ///         let page = page?;
    ///         println!("page {}: {} of {:?} contacts", page.number, page.items.len(), page.total);
    ///     }
    ///     Ok(())
    /// }
    /// ```
    pub fn pages<M: Paged>(&self, request: &M) -> Pages<Self, M> {
        Pages::new(self.clone(), Course::of(M::METHOD, Box::new(request.clone())))
    }

    /// Streams the items of a list, one call for each page. See [`AsyncClient::pages`].
    ///
    /// ```
    /// use planfix_api::client::{AsyncClient, AsyncTransport, PageError};
    /// use planfix_api::{ContactId, contact};
    ///
    /// async fn ids(client: &AsyncClient<impl AsyncTransport + 'static>) -> Result<Vec<ContactId>, PageError> {
    ///     let mut contacts = client.items(&contact::get_list::Request::new());
    ///     let mut ids = Vec::new();
    ///     while let Some(contact) = contacts.next().await {
    ///         ids.push(contact?.id);
    ///     }
    ///     Ok(ids)
    /// }
    /// ```
    pub fn items<M: Paged>(&self, request: &M) -> Items<Self, M> {
        Items::new(self.pages(request))
    }

    /// Does the same as [`AsyncClient::pages`] for a method that is known only at run time. `request` must be a request
    /// of that method.
    ///
    /// # Errors
    /// The list of the method does not come in pages.
    pub fn pages_any(&self, method: &'static Method, request: Box<dyn Record>) -> Result<Pages<Self>, NotPaged> {
        let course = Course::of(method, request).ok_or(NotPaged { method: method.name })?;
        Ok(Pages::new(self.clone(), Some(course)))
    }

    /// Does the same as [`AsyncClient::items`] for a method that is known only at run time. `request` must be a request
    /// of that method.
    ///
    /// # Errors
    /// The list of the method does not come in pages.
    pub fn items_any(&self, method: &'static Method, request: Box<dyn Record>) -> Result<Items<Self>, NotPaged> {
        self.pages_any(method, request).map(Items::new)
    }
}

async fn call<T: AsyncTransport>(client: AsyncClient<T>, mut course: Course) -> Answer {
    let (method, page) = (course.method(), course.number());
    let Some(request) = course.request() else {
        return (course, None);
    };
    let page = match client.call_any(method, request).await {
        Ok(response) => Ok(course.receive(response)),
        Err(error) => Err(course.fail(page, error)),
    };
    (course, Some(page))
}

impl<T: AsyncTransport + 'static, M> Pages<AsyncClient<T>, M> {
    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<RecordPage, PageError>>> {
        if let Some(course) = self.course.take() {
            self.call.0 = Some(Box::pin(call(self.client.clone(), course)));
        }
        let Some(running) = &mut self.call.0 else {
            return Poll::Ready(None);
        };
        let (course, page) = ready!(running.as_mut().poll(cx));
        (self.call.0, self.course) = (None, Some(course));
        Poll::Ready(page)
    }
}

impl<T: AsyncTransport + 'static, M: Listing> Pages<AsyncClient<T>, M> {
    /// Waits for the next page; `None` after the last one, and after an error. Dropping the future loses nothing: the
    /// next one waits for the same answer.
    pub async fn next(&mut self) -> Option<Result<M::Page, PageError>> {
        let page = poll_fn(|cx| self.poll_page(cx)).await;
        Some(page?.map(M::page))
    }
}

impl<T: AsyncTransport + 'static, M: Listing> Stream for Pages<AsyncClient<T>, M> {
    type Item = Result<M::Page, PageError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let page = ready!(self.poll_page(cx));
        Poll::Ready(page.map(|page| page.map(M::page)))
    }
}

impl<T: AsyncTransport + 'static, M: Listing> Items<AsyncClient<T>, M> {
    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<M::Item, PageError>>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.poll_page(cx)) {
                Some(Ok(())) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<(), PageError>>> {
        let page = ready!(self.pages.poll_page(cx));
        Poll::Ready(page.map(|page| page.map(|page| self.take(page))))
    }

    /// Waits for the next item; `None` after the last one, and after an error. Dropping the future loses nothing: the
    /// next one waits for the same answer.
    pub async fn next(&mut self) -> Option<Result<M::Item, PageError>> {
        poll_fn(|cx| self.poll_item(cx)).await
    }

    /// Returns the number of items on all pages as the last answer tells it, or of the identifiers of a lookup; `None`
    /// if the method does not tell. Reads the first page if nothing was read yet.
    ///
    /// # Errors
    /// The first page could not be read.
    pub async fn total(&mut self) -> Result<Option<i64>, PageError> {
        if self.page.is_none() {
            poll_fn(|cx| self.poll_page(cx)).await.transpose()?;
        }
        Ok(self.total)
    }
}

impl<T: AsyncTransport + 'static, M: Listing> Stream for Items<AsyncClient<T>, M>
where
    M::Item: Unpin,
{
    type Item = Result<M::Item, PageError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(cx)
    }
}
