//! Lists in pages, and lookups of many objects.
//!
//! PlanFix returns a list in pages of at most 100 items. [`Client::items`] reads all of them, one call for each page, and
//! [`Client::pages`] returns the pages themselves:
//!
//! ```
//! use planfix_api::client::{Client, PageError, Transport};
//! use planfix_api::contact::get_list::Request;
//! use planfix_api::{ContactId, ContactTarget};
//!
//! fn everybody(client: &Client<impl Transport>) -> Result<Vec<ContactId>, PageError> {
//!     let people = client.items(&Request::new());
//!     // PlanFix lists people and companies separately.
//!     let companies = client.items(&Request::new().target(ContactTarget::Company));
//!     people.chain(companies).map(|contact| Ok(contact?.id)).collect()
//! }
//! ```
//!
//! Any request of a paged method can be given, with its filters and its order. Its pages are as large as the method
//! allows unless it sets `page_size`, and it begins with the first page unless it sets `page_current`. The iterators
//! make no call before they are asked for an item, so `take(10)` reads one page.
//!
//! With the asynchronous client the same methods return streams. They have a `next` of their own, so a loop needs no
//! other crate; the traits of `futures` work too.
//!
//! ```
//! # #[cfg(feature = "async")]
//! # mod asynchronous {
//! use planfix_api::client::{AsyncClient, PageError};
//! use planfix_api::task;
//!
//! async fn print(client: &AsyncClient) -> Result<(), PageError> {
//!     let mut tasks = client.items(&task::get_list::Request::new());
//!     println!("{:?} tasks", tasks.total().await?);
//!     while let Some(task) = tasks.next().await {
//!         println!("{}", task?.id);
//!     }
//!     Ok(())
//! }
//! # }
//! ```
//!
//! # The total
//!
//! `total()` of the items is the number that the last answer told, and reads the first page if nothing was read yet. It
//! is `None` for the two methods that tell no total, `handbook.getRecords` and `analitic.getDataByCondition`.
//!
//! # Lists that change
//!
//! PlanFix keeps no state between the pages of a list. If somebody edits the account meanwhile, an item can move to a
//! page that was read before, or to one that is still to be read:
//!
//! - An item is returned once, however often it comes.
//! - If the total falls between two pages, items have moved to pages that were read. These are read again, and the items
//!   that are new are returned. So a list can be deleted item by item while it is read.
//! - An item that is added meanwhile may be missing, as may one that another item replaces while the total stays the
//!   same. Where that matters, read the list once more when nobody works.
//!
//! # After an error
//!
//! A call that fails is one error, with the number of its page, and then the iterator ends. All pages before it were
//! returned whole. To go on, call `resume` and ask again, or keep the number of the page and start there tomorrow:
//!
//! ```
//! use planfix_api::client::{Client, Transport};
//! use planfix_api::contact;
//!
//! /// Reads contacts from a page on, and returns the page to start with next time; `None` at the end.
//! fn read(client: &Client<impl Transport>, from: i64) -> Option<i64> {
//!     for page in client.pages(&contact::get_list::Request::new()).from_page(from) {
//!         match page {
//!             Ok(page) => println!("{} contacts", page.items.len()),
//!             Err(error) => return Some(error.page),
//!         }
//!     }
//!     None
//! }
//! ```
//!
//! # Many identifiers
//!
//! A call of `task.getMulti` takes up to 100 identifiers, and one of `handbook.getRecordMulti` up to 100 keys. A request
//! for more of them is split:
//!
//! ```
//! use planfix_api::client::{Client, PageError, Transport};
//! use planfix_api::{TaskId, task, types};
//!
//! fn tasks(client: &Client<impl Transport>, ids: &[TaskId]) -> Result<Vec<types::Task>, PageError> {
//!     client.items(&task::get_multi::Request::new().ids(ids.iter().copied())).collect()
//! }
//! ```
//!
//! An identifier that appears twice is asked for once, and one that no object has is left out of the result.
//!
//! # Methods that are known only at run time
//!
//! [`Client::items_any`] and [`Client::pages_any`] are to `items` and `pages` what
//! [`call_any`](crate::client::Client::call_any) is to `call`. [`table::Method::parts`](crate::table::Method) tells which
//! methods return their list in parts.
//!
//! [`Client::items`]: crate::client::Client::items
//! [`Client::pages`]: crate::client::Client::pages
//! [`Client::items_any`]: crate::client::Client::items_any
//! [`Client::pages_any`]: crate::client::Client::pages_any
