//! Custom fields: typed values, fields by their names, and a table of your own.
//!
//! An account adds fields of its own to contacts, tasks, projects and directories. A request sets them with a list of
//! [`FieldEdit`](crate::FieldEdit), an identifier and a value each; an answer has a list of
//! [`CustomField`](crate::CustomField) with identifiers, names and values.
//!
//! # Values
//!
//! On the wire every value is a text, and its form follows from the type of the field in the account: a date is
//! `03-02-2026`, yes is `1`, two employees are `[3,14]`. [`FieldValue`](crate::FieldValue) is made from typed values and
//! read as one:
//!
//! ```
//! use jiff::civil::date;
//! use planfix_api::{ContactId, FieldEdit, FieldId, FieldValue, UserId, contact};
//!
//! let request = contact::update::Request::new(ContactId(1)).custom_data([
//!     FieldEdit::new(FieldId(7)).value("Gold"),
//!     FieldEdit::new(FieldId(8)).value(date(2026, 2, 3)),
//!     FieldEdit::new(FieldId(9)).value(true),
//!     FieldEdit::new(FieldId(10)).value(FieldValue::ids([UserId(3), UserId(14)])),
//!     FieldEdit::new(FieldId(11)).clear_value(),
//! ]);
//!
//! fn since(value: &FieldValue) -> Option<jiff::civil::Date> {
//!     value.as_date()
//! }
//! # assert_eq!(request.custom_data.get(1).and_then(|edit| since(edit.value.set()?)), Some(date(2026, 2, 3)));
//! ```
//!
//! A text is never converted: only the account knows if `2026-02-03` is a date or the text that it looks like. So in JSON
//! and in flat text a string is the text of the wire, and a value that is written by its form says so:
//!
//! | JSON | flat text, command line | on the wire |
//! |---|---|---|
//! | `"value": "Gold"` | `value=Gold` | `Gold` |
//! | `"value": {"date": "2026-02-03"}` | `value.date=2026-02-03` | `03-02-2026` |
//! | `"value": {"date": "2026-02-03T17:09"}` | `value.date=2026-02-03T17:09` | `03-02-2026 17:09` |
//! | `"value": true` | `value=1` | `1` |
//! | `"value": 10.5` | `value=10.5` | `10.5` |
//! | `"value": [3, 14]` | `value.ids=3,14` | `[3,14]` |
//! | `"value": ["red", "green"]` | `value.texts=["red","green"]` | `["red","green"]` |
//!
//! # By name
//!
//! Answers of `contact.get` and `task.get` name the fields. [`Custom`](crate::custom::Custom) finds one by its name, and
//! [`Fields`](crate::custom::Fields) makes changes by name. A name that is wrong, or that two fields have, is an error
//! with the names there are.
//!
//! ```
//! use planfix_api::client::{Client, Transport};
//! use planfix_api::custom::Custom as _;
//! use planfix_api::{ContactId, contact};
//!
//! fn promote(client: &Client<impl Transport>, id: ContactId) -> Result<(), Box<dyn std::error::Error>> {
//!     let contact = client.call(&contact::get::Request::new(id))?.contact;
//!     let fields = contact.custom_fields();
//!     if fields.value("Level")?.and_then(|value| value.as_text()).as_deref() == Some("Silver") {
//!         let edit = fields.edit("Level", "Gold")?;
//!         client.call(&contact::update_custom_data::Request::new(id, [edit]))?;
//!     }
//!     Ok(())
//! }
//! ```
//!
//! # A table of your own
//!
//! A program that uses the same fields every day has them in a table, which becomes a struct with a type for each field.
//! `planfix fields contact --id 5 -o tables/contact-fields.md` writes the table from an account. The API does not tell
//! the types of fields, so a type that is guessed from a value is a question in the table, which you answer.
//! [`custom_fields!`](crate::custom_fields) takes the path of the table, or the table itself:
//!
//! ```
//! use planfix_api::client::{Client, Transport};
//! use planfix_api::custom::CustomTable as _;
//! use planfix_api::{ContactId, contact};
//!
//! planfix_api::custom_fields! {
//!     /// # ContactFields
//!     ///
//!     /// The custom fields of contacts.
//!     ///
//!     /// ## Fields
//!     ///
//!     /// | name           | type             | note |
//!     /// |----------------|------------------|------|
//!     /// | Level          | string           | `id 101` How important the contact is. |
//!     /// | Contract since | date             | `id 104` |
//!     /// | Team           | brackets(UserId) | `id 113` |
//! }
//!
//! fn renew(client: &Client<impl Transport>, id: ContactId) -> Result<(), planfix_api::client::Error> {
//!     let contact = client.call(&contact::get::Request::new(id))?.contact;
//!     let fields = ContactFields::read(&contact.custom_data);
//!     for kept in planfix_api::unknown(&fields) {
//!         eprintln!("{}: {}", kept.path, kept.why);
//!     }
//!     if fields.contract_since.is_emptied() {
//!         let change = ContactFields::new().level("Gold").contract_since(jiff::civil::date(2026, 2, 3));
//!         client.call(&contact::update_custom_data::Request::new(id, &change))?;
//!     }
//!     Ok(())
//! }
//! ```
//!
//! The struct is like every other: fields are left out, emptied or set, `Debug` hides their values, and with the feature
//! `serde` it is JSON, in which dates are ISO 8601 because their types are known.
