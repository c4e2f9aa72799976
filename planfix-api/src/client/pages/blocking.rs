//! The iterators of the blocking client.

use super::course::Course;
use super::error::{NotPaged, PageError};
use super::listing::{Caller, Items, Listing, Pages};
use super::part::RecordPage;
use crate::Paged;
use crate::client::{Client, Transport};
use crate::record::Record;
use crate::table::Method;

impl<T> Caller for Client<T> {
    type Call = ();
}

impl<T: Transport> Client<T> {
    /// Iterates over the pages of a list, one call for each.
    ///
    /// The pages are as large as the method allows, unless the request asks for a size, and begin with the first one,
    /// or with the one that the request asks for. A lookup such as `task.getMulti` may have any number of identifiers;
    /// each call gets as many as the method takes. An item that was on an earlier page, because the account is edited
    /// meanwhile, is left out.
    ///
    /// ```
    /// # use planfix_api::client::{Auth, Client, Connection, Endpoint};
    /// use planfix_api::contact;
    /// # struct Http;
    /// # impl planfix_api::client::Transport for Http {
    /// #     fn send(
    /// #         &self,
    /// #         _: http::Request<planfix_api::client::Body>,
    /// #     ) -> Result<http::Response<Vec<u8>>, planfix_api::client::TransportError> {
    /// #         let contacts = r#"<contacts totalCount="1" count="1"><contact><id>1</id></contact></contacts>"#;
    /// #         Ok(http::Response::new(format!("<response status=\"ok\">{contacts}</response>").into_bytes()))
    /// #     }
    /// # }
    /// # let client = Client::new(Connection::new(Endpoint::europe(), "name", Auth::token("key", "token")), Http);
    ///
    /// for page in client.pages(&contact::get_list::Request::new()) {
    ///     let page = page?;
    ///     println!("page {}: {} of {:?} contacts", page.number, page.items.len(), page.total);
    /// }
    /// # Ok::<(), planfix_api::client::PageError>(())
    /// ```
    pub fn pages<M: Paged>(&self, request: &M) -> Pages<Self, M> {
        Pages::new(self.clone(), Course::of(M::METHOD, Box::new(request.clone())))
    }

    /// Iterates over the items of a list, one call for each page. See [`Client::pages`].
    ///
    /// ```
    /// # use planfix_api::client::{Auth, Client, Connection, Endpoint};
    /// use planfix_api::contact;
    /// # struct Http;
    /// # impl planfix_api::client::Transport for Http {
    /// #     fn send(
    /// #         &self,
    /// #         _: http::Request<planfix_api::client::Body>,
    /// #     ) -> Result<http::Response<Vec<u8>>, planfix_api::client::TransportError> {
    /// #         let contacts = r#"<contacts totalCount="1" count="1"><contact><id>1</id></contact></contacts>"#;
    /// #         Ok(http::Response::new(format!("<response status=\"ok\">{contacts}</response>").into_bytes()))
    /// #     }
    /// # }
    /// # let client = Client::new(Connection::new(Endpoint::europe(), "name", Auth::token("key", "token")), Http);
    ///
    /// let mut contacts = client.items(&contact::get_list::Request::new());
    /// assert_eq!(contacts.total()?, Some(1));
    /// let contacts: Result<Vec<_>, _> = contacts.collect();
    /// assert_eq!(contacts?.len(), 1);
    /// # Ok::<(), planfix_api::client::PageError>(())
    /// ```
    pub fn items<M: Paged>(&self, request: &M) -> Items<Self, M> {
        Items::new(self.pages(request))
    }

    /// Does the same as [`Client::pages`] for a method that is known only at run time. `request` must be a request of
    /// that method.
    ///
    /// # Errors
    /// The list of the method does not come in pages.
    pub fn pages_any(&self, method: &'static Method, request: Box<dyn Record>) -> Result<Pages<Self>, NotPaged> {
        let course = Course::of(method, request).ok_or(NotPaged { method: method.name })?;
        Ok(Pages::new(self.clone(), Some(course)))
    }

    /// Does the same as [`Client::items`] for a method that is known only at run time. `request` must be a request of
    /// that method.
    ///
    /// # Errors
    /// The list of the method does not come in pages.
    pub fn items_any(&self, method: &'static Method, request: Box<dyn Record>) -> Result<Items<Self>, NotPaged> {
        self.pages_any(method, request).map(Items::new)
    }
}

impl<T: Transport, M> Pages<Client<T>, M> {
    fn fetch(&mut self) -> Option<Result<RecordPage, PageError>> {
        let course = self.course.as_mut()?;
        let (method, page) = (course.method(), course.number());
        Some(match self.client.call_any(method, course.request()?) {
            Ok(response) => Ok(course.receive(response)),
            Err(error) => Err(course.fail(page, error)),
        })
    }
}

impl<T: Transport, M: Listing> Iterator for Pages<Client<T>, M> {
    type Item = Result<M::Page, PageError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.fetch()?.map(M::page))
    }
}

impl<T: Transport, M: Listing> Items<Client<T>, M> {
    /// Reads the next page. Returns `None` if there is none.
    fn fetch(&mut self) -> Option<Result<(), PageError>> {
        Some(self.pages.fetch()?.map(|page| self.take(page)))
    }

    /// Returns the number of items on all pages as the last answer tells it, or of the identifiers of a lookup; `None`
    /// if the method does not tell. Reads the first page if nothing was read yet.
    ///
    /// # Errors
    /// The first page could not be read.
    pub fn total(&mut self) -> Result<Option<i64>, PageError> {
        if self.page.is_none() {
            self.fetch().transpose()?;
        }
        Ok(self.total)
    }
}

impl<T: Transport, M: Listing> Iterator for Items<Client<T>, M> {
    type Item = Result<M::Item, PageError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(Ok(item));
            }
            if let Err(error) = self.fetch()? {
                return Some(Err(error));
            }
        }
    }
}
