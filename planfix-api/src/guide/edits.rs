//! Changing an object without losing what others wrote.
//!
//! A change is a request of its own, and what PlanFix does with the fields that it leaves out depends on the method.
//! `contact.update` keeps them. `task.update` resets them: a request with nothing but a new title may lose the
//! description, the dates and the assignees.
//!
//! [`Client::edit`] reads the object, passes everything to a function as a request, and sends the result:
//!
//! ```
//! use planfix_api::client::{Client, Error, Transport};
//! use planfix_api::jiff::civil::date;
//! use planfix_api::{ContactId, TaskId};
//!
//! fn change(client: &Client<impl Transport>) -> Result<(), Error> {
//!     // Everything is sent, since task.update resets what is left out.
//!     client.edit(TaskId(7), |task| task.title("Order desks").end_date(date(2026, 9, 1)))?;
//!     // Only the job title is sent.
//!     let sent = client.edit(ContactId(42), |contact| contact.post("Manager"))?;
//!     if sent.is_none() {
//!         println!("it was the job title before");
//!     }
//!     Ok(())
//! }
//! ```
//!
//! The answer of the change comes back, or `None` if nothing differs: then nothing was sent. A flag such as
//! `endDateIsSet` follows its date, unless the function sets it.
//!
//! # More than an identifier
//!
//! In the place of the identifier, a request may say which object it is and what else to send: the number of a task, the
//! directory of a record, or that nobody is notified.
//!
//! ```
//! use planfix_api::client::{Client, Error, Transport};
//! use planfix_api::{ContactId, HandbookId, RecordKey, TaskNumber, contact, handbook, task};
//!
//! fn change(client: &Client<impl Transport>) -> Result<(), Error> {
//!     client.edit(task::update::Request::new(TaskNumber(118)), |task| task.title("Order desks"))?;
//!     let silently = contact::update::Request::new(ContactId(42)).silent(true);
//!     client.edit(silently, |contact| contact.clear_post())?;
//!     let record = handbook::update_record::Request::new(HandbookId(1), RecordKey(5));
//!     client.edit(record, |record| record.archived(true))?;
//!     Ok(())
//! }
//! ```
//!
//! # What cannot be edited
//!
//! A value that PlanFix would reset, and that cannot be read, must be set by the function; otherwise nothing is sent, and
//! the error names it. `action.update` has one, whether a comment is hidden:
//!
//! ```
//! use planfix_api::ActionId;
//! use planfix_api::client::{Client, Error, Transport};
//!
//! fn correct(client: &Client<impl Transport>, comment: ActionId) -> Result<(), Error> {
//!     client.edit(comment, |comment| comment.description("Twelve, not ten.").is_hidden(false))?;
//!     Ok(())
//! }
//! ```
//!
//! The same happens if a stored value does not match the table, so that it could not be sent back.
//!
//! Two calls are not one. If somebody changes the object between them, a change of the same field is lost, and with
//! `task.update` a change of any field.
//!
//! # The parts of an edit
//!
//! A request is made of what was read with `From`, and [`changes`](crate::changes()) leaves only what differs in it, where
//! the method keeps the rest:
//!
//! ```
//! use planfix_api::client::{Client, Error, Transport};
//! use planfix_api::{ContactId, changes, contact};
//!
//! fn change(client: &Client<impl Transport>, id: ContactId) -> Result<(), Error> {
//!     let read = client.call(&contact::get::Request::new(id))?;
//!     let before = contact::update::Request::from(&read);
//!     let after = before.clone().post("Manager");
//!     if let Some(request) = changes(&before, &after) {
//!         client.call(&request)?;
//!     }
//!     Ok(())
//! }
//! ```
//!
//! A record converts too (`task::update::Request::from(&task)`), but take it from the method that reads a single object:
//! the lists leave out participants, auditors and more, and `task.update` would reset them.
//!
//! [`convert`](crate::convert()) makes a value of one method of that of another: a telephone that was read to one that is
//! sent. [`fill`](crate::fill()) does the same for what a request leaves out, such as the values of a `contact.add` in a
//! `contact.update` that has the identifier. And `push_phones` adds one item to a list, so one more number is:
//!
//! ```
//! use planfix_api::ContactId;
//! use planfix_api::client::{Client, Error, Transport};
//! use planfix_api::contact::update::Phone;
//!
//! fn add(client: &Client<impl Transport>, number: &str) -> Result<(), Error> {
//!     client.edit(ContactId(42), |contact| contact.push_phones(Phone::new(number)))?;
//!     Ok(())
//! }
//! ```
//!
//! [`Client::edit`]: crate::client::Client::edit
