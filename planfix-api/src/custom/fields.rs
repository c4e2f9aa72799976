//! Custom fields by their names, from an object that was read.

use super::CustomFieldError;
use crate::record::{Record, View};
use crate::value::listed::nearest;
use crate::{Argument, CustomField, FieldEdit, FieldId, FieldValue};

/// The custom fields of an object that was read, to be found by name.
///
/// ```
/// use planfix_api::custom::Fields;
/// use planfix_api::{CustomField, FieldId, FieldValue};
///
/// let read = [
///     CustomField::new().field_id(FieldId(7)).field_name("Level").value("Gold"),
///     CustomField::new().field_id(FieldId(8)).field_name("Since"),
/// ];
/// let fields = Fields::of(&read);
/// assert_eq!(fields.value("Level")?, Some(&FieldValue::from("Gold")));
/// assert_eq!(fields.value("Since")?, None);
/// let edit = fields.edit("Since", jiff::civil::date(2026, 2, 3))?;
/// assert_eq!(edit.id, FieldId(8));
/// # Ok::<(), planfix_api::custom::CustomFieldError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Fields<'a>(Vec<&'a CustomField>);

impl<'a> Fields<'a> {
    /// Creates it from the list in an answer: a slice, a `Vec`, or a [`Maybe`](crate::Maybe) of one.
    #[must_use]
    pub fn of(fields: impl IntoIterator<Item = &'a CustomField>) -> Self {
        Self(fields.into_iter().collect())
    }

    /// Iterates over the fields, in the order of the answer.
    pub fn iter(&self) -> impl Iterator<Item = &'a CustomField> {
        self.0.iter().copied()
    }

    /// Returns the field with this identifier.
    #[must_use]
    pub fn by_id(&self, id: FieldId) -> Option<&'a CustomField> {
        self.iter().find(|field| field.field_id.copied() == Some(id))
    }

    /// Returns the field with this name, exactly as in PlanFix.
    ///
    /// # Errors
    /// No field has the name, or several have it.
    pub fn get(&self, name: &str) -> Result<&'a CustomField, CustomFieldError> {
        let mut named = self.iter().filter(|field| field.field_name.as_str() == Some(name));
        match (named.next(), named.next()) {
            (Some(field), None) => Ok(field),
            (Some(_), Some(_)) => Err(CustomFieldError::Ambiguous {
                name: name.to_owned(),
                ids: self
                    .iter()
                    .filter(|field| field.field_name.as_str() == Some(name))
                    .filter_map(|field| field.field_id.copied())
                    .collect(),
            }),
            (None, _) => {
                let names = || self.iter().filter_map(|field| field.field_name.as_str());
                Err(CustomFieldError::Unknown {
                    name: name.to_owned(),
                    nearest: nearest(name, names()).map(str::to_owned),
                    names: names().map(str::to_owned).collect(),
                })
            }
        }
    }

    /// Returns the value of the field with this name; `None` if it has none.
    ///
    /// # Errors
    /// No field has the name, or several have it.
    pub fn value(&self, name: &str) -> Result<Option<&'a FieldValue>, CustomFieldError> {
        self.get(name).map(|field| field.value.set())
    }

    /// Returns the identifier of the field with this name.
    ///
    /// # Errors
    /// No field has the name, or several have it, or it has no identifier.
    pub fn id(&self, name: &str) -> Result<FieldId, CustomFieldError> {
        let id = self.get(name)?.field_id.copied();
        id.ok_or_else(|| CustomFieldError::NoId { name: name.to_owned() })
    }

    /// Returns the change that sets the field with this name, for the `custom_data` of a request.
    ///
    /// # Errors
    /// No field has the name, or several have it, or it has no identifier.
    pub fn edit(&self, name: &str, value: impl Argument<FieldValue>) -> Result<FieldEdit, CustomFieldError> {
        Ok(FieldEdit::new(self.id(name)?).value(value))
    }

    /// Returns the change that empties the field with this name.
    ///
    /// # Errors
    /// No field has the name, or several have it, or it has no identifier.
    pub fn clear(&self, name: &str) -> Result<FieldEdit, CustomFieldError> {
        Ok(FieldEdit::new(self.id(name)?).clear_value())
    }
}

/// Finds the custom fields of an object that was read: a contact, a task, a project, a record of a directory.
///
/// ```
/// use planfix_api::custom::Custom as _;
/// use planfix_api::{Contact, ContactId, CustomField, FieldId};
///
/// let level = CustomField::new().field_id(FieldId(7)).field_name("Level").value("Gold");
/// let contact = Contact::new(ContactId(1)).custom_data([level]);
/// assert_eq!(contact.custom("Level")?.value.set().and_then(|value| value.as_text()).as_deref(), Some("Gold"));
/// # Ok::<(), planfix_api::custom::CustomFieldError>(())
/// ```
pub trait Custom {
    /// Returns the custom fields. A struct without such a list has none.
    fn custom_fields(&self) -> Fields<'_>;

    /// Returns the custom field with this name, exactly as in PlanFix.
    ///
    /// # Errors
    /// No field has the name, or several have it.
    fn custom(&self, name: &str) -> Result<&CustomField, CustomFieldError> {
        self.custom_fields().get(name)
    }
}

impl<T: Record> Custom for T {
    fn custom_fields(&self) -> Fields<'_> {
        let lists = self.table().fields().filter_map(|element| {
            let (number, _) = element.content.field()?;
            match self.field(number) {
                View::List(list) => Some(list),
                _ => None,
            }
        });
        let items = lists.flat_map(|list| (0..list.len()).filter_map(|index| list.get(index)));
        Fields(
            items
                .filter_map(|item| match item.view() {
                    View::Record(record) => record.as_any().downcast_ref(),
                    _ => None,
                })
                .collect(),
        )
    }
}
