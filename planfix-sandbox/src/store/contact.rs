//! The rows of contacts.

use super::{Begun, StoreError};
use planfix_api::jiff::civil::DateTime;
use planfix_api::{Contact, ContactId, ContactNumber, Maybe, UserId, contact};
use rusqlite::{OptionalExtension, Row, named_params, params};

/// A contact as it is kept.
#[derive(Clone)]
pub(crate) struct Stored {
    /// What answers carry. Only values: what is not set is absent or empty; references are
    /// identifiers, and their names are added when it is answered.
    pub(crate) contact: Contact,
    /// What contact.update takes and no answer carries: `lang`, `canBeWorker`, `canBeClient`,
    /// `telegram.username`. Its other fields are absent.
    pub(crate) extra: contact::update::Request,
    pub(crate) is_template: bool,
    pub(crate) created: DateTime,
}

/// How a request names a contact.
pub(crate) enum Selector {
    Id(ContactId),
    UserId(UserId),
    General(ContactNumber),
}

/// The one-of of each method that names a contact.
macro_rules! selector {
    ($($key:path),+) => {
        $(impl From<&$key> for Selector {
            fn from(key: &$key) -> Self {
                use $key as Key;
                match *key {
                    Key::Id(id) => Self::Id(id),
                    Key::UserId(id) => Self::UserId(id),
                    Key::General(number) => Self::General(number),
                }
            }
        })+
    };
}
selector!(contact::update::Key, contact::get::Key, contact::delete::Key);

/// Which kind of contact a list holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Person,
    Company,
    Template,
}

const COLUMNS: &str = "id, is_template, created, body, extra";

impl Begun<'_> {
    /// The contact, if there is one that was not deleted.
    pub(crate) fn contact(&self, selector: &Selector) -> Result<Option<Stored>, StoreError> {
        let (column, value) = match selector {
            Selector::Id(id) => ("id", id.0),
            Selector::UserId(id) => ("userid", id.0),
            Selector::General(number) => ("general", number.0),
        };
        let mut statement = self.0.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM contact WHERE {column} = ?1 AND NOT deleted"
        ))?;
        let row = statement
            .query_row([value], |row| Ok(RawContact::read(row)))
            .optional()?;
        row.map(|raw| raw?.decode()).transpose()
    }

    /// Calls `see` with each contact of a kind that was not deleted, in the order of identifiers.
    pub(crate) fn each_contact<E: From<StoreError>>(
        &self,
        kind: Kind,
        mut see: impl FnMut(RawContact) -> Result<(), E>,
    ) -> Result<(), E> {
        let error = |error: rusqlite::Error| E::from(error.into());
        let mut statement = self
            .0
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM contact
                 WHERE NOT deleted AND is_template = ?1 AND (is_template OR is_company = ?2) ORDER BY id"
            ))
            .map_err(error)?;
        let mut rows = statement
            .query([kind == Kind::Template, kind == Kind::Company])
            .map_err(error)?;
        while let Some(row) = rows.next().map_err(error)? {
            see(RawContact::read(row)?)?;
        }
        Ok(())
    }

    /// A new contact with identifiers of its own and nothing else.
    pub(crate) fn new_contact(&self, created: DateTime) -> Result<Stored, StoreError> {
        let (id, general, user) = self.0.query_row(
            "SELECT (SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'contact'),
                    coalesce(max(general), 0) + 1, coalesce(max(userid), 1000) + 1 FROM contact",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?;
        Ok(Stored {
            contact: Contact::new(ContactId(id))
                .general(ContactNumber(general))
                .user_id(UserId(user)),
            extra: contact::update::Request::new(ContactId(id)),
            is_template: false,
            created,
        })
    }

    /// Writes a contact, new or changed.
    pub(crate) fn save_contact(&self, stored: &Stored) -> Result<(), StoreError> {
        let Stored { contact, extra, .. } = stored;
        let (Maybe::Set(general), Maybe::Set(user)) = (contact.general, contact.user_id) else {
            return Err(StoreError::Inconsistent("a contact without its identifiers"));
        };
        let encode = |_| StoreError::Inconsistent("a contact that cannot be written as JSON");
        self.0
            .prepare_cached(
                "INSERT INTO contact (id, general, userid, is_company, is_template, created, body, extra)
                 VALUES (:id, :general, :userid, :is_company, :is_template, :created, :body, :extra)
                 ON CONFLICT (id) DO UPDATE SET is_company = :is_company, body = :body, extra = :extra",
            )?
            .execute(named_params! {
                ":id": contact.id.0,
                ":general": general.0,
                ":userid": user.0,
                ":is_company": contact.is_company == Maybe::Set(true),
                ":is_template": stored.is_template,
                ":created": stored.created.to_string(),
                ":body": serde_json::to_string(contact).map_err(encode)?,
                ":extra": serde_json::to_string(extra).map_err(encode)?,
            })?;
        Ok(())
    }

    /// Marks a contact as deleted; its identifiers are never used again.
    pub(crate) fn delete_contact(&self, id: ContactId) -> Result<(), StoreError> {
        self.0.execute("UPDATE contact SET deleted = 1 WHERE id = ?1", [id.0])?;
        Ok(())
    }

    /// The template of a number.
    pub(crate) fn template(&self, number: ContactNumber) -> Result<Option<Stored>, StoreError> {
        Ok(self
            .contact(&Selector::General(number))?
            .filter(|found| found.is_template))
    }

    /// Writes an action of the history.
    pub(crate) fn new_action(&self, contact: ContactId, now: DateTime) -> Result<i64, StoreError> {
        self.0.execute(
            "INSERT INTO action (contact, at) VALUES (?1, ?2)",
            params![contact.0, now.to_string()],
        )?;
        Ok(self.0.last_insert_rowid())
    }
}

/// A row that is not decoded yet: a list decodes only what it needs.
pub(crate) struct RawContact {
    is_template: bool,
    created: String,
    body: String,
    extra: String,
}

impl RawContact {
    fn read(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            is_template: row.get("is_template")?,
            created: row.get("created")?,
            body: row.get("body")?,
            extra: row.get("extra")?,
        })
    }

    pub(crate) fn decode(&self) -> Result<Stored, StoreError> {
        Ok(Stored {
            contact: serde_json::from_str(&self.body)
                .map_err(|_| StoreError::Inconsistent("a contact whose JSON does not fit the table of Contact"))?,
            extra: serde_json::from_str(&self.extra)
                .map_err(|_| StoreError::Inconsistent("a contact whose JSON does not fit contact.update"))?,
            is_template: self.is_template,
            created: self
                .created
                .parse()
                .map_err(|_| StoreError::Inconsistent("a contact without a date of creation"))?,
        })
    }
}
