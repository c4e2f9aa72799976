//! A stored contact as contact.get and contact.getList answer it.
//!
//! Each of the two returns elements that the other does not; `spec/types/Contact.md` says which.
//! What is not set is an empty element, as PlanFix writes it; names are added to identifiers.

use crate::failure::Failure;
use crate::store::{Begun, Directory, Selector, Stored};
use planfix_api::{Contact, ContactExtraField, ContactResponsible, CustomField, Maybe};

/// Whose answer it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// contact.get.
    One,
    /// contact.getList.
    Listed,
}

/// What is needed to answer with contacts.
pub(super) struct Answering<'a> {
    store: &'a Begun<'a>,
    directory: Directory,
    shape: Shape,
    fields: &'a [ContactExtraField],
}

impl<'a> Answering<'a> {
    pub(super) fn new(store: &'a Begun<'a>, shape: Shape, fields: &'a [ContactExtraField]) -> Result<Self, Failure> {
        Ok(Self {
            store,
            directory: store.directory()?,
            shape,
            fields,
        })
    }

    pub(super) fn contact(&self, stored: Stored) -> Result<Contact, Failure> {
        let mut contact = stored.contact;
        self.names(&mut contact)?;
        for text in [
            &mut contact.name,
            &mut contact.mid_name,
            &mut contact.last_name,
            &mut contact.post,
            &mut contact.email,
            &mut contact.address,
            &mut contact.description,
            &mut contact.site,
            &mut contact.skype,
            &mut contact.facebook,
            &mut contact.vk,
            &mut contact.icq,
            &mut contact.user_pic,
        ] {
            or_empty(text);
        }
        or_empty(&mut contact.template);
        or_empty(&mut contact.phones);
        or_empty(&mut contact.secondary_emails);
        or_empty(&mut contact.sex);
        or_empty(&mut contact.birthdate);
        or_empty(&mut contact.group);
        or_empty(&mut contact.contractors);
        or_empty(&mut contact.responsible);
        contact.have_planfix_access = Maybe::Set(false);
        let telegram = contact.telegram.set().and_then(|telegram| telegram.id.into_set());
        match self.shape {
            Shape::One => {
                contact.facebook = Maybe::Absent;
                contact.vk = Maybe::Absent;
                if telegram.is_none() {
                    contact.telegram = Maybe::Absent;
                }
            }
            Shape::Listed => {
                contact.telegram_id = telegram.map_or(Maybe::Empty, |id| Maybe::Set(id.to_string()));
                contact.telegram = Maybe::Absent;
                contact.mid_name = Maybe::Absent;
                contact.secondary_emails = Maybe::Absent;
                contact.site = Maybe::Absent;
                contact.group = Maybe::Absent;
                contact.responsible = Maybe::Absent;
            }
        }
        self.on_demand(&mut contact);
        Ok(contact)
    }

    /// Adds the name to each identifier that the contact refers to.
    fn names(&self, contact: &mut Contact) -> Result<(), Failure> {
        let name = |name: Option<&String>| name.map_or(Maybe::Empty, |name| Maybe::Set(name.clone()));
        if let Maybe::Set(group) = &mut contact.group {
            group.name = name(group.id.set().and_then(|id| self.directory.groups.get(&id.0)));
        }
        if let Maybe::Set(phones) = &mut contact.phones {
            for phone in phones {
                phone.type_name = name(phone.type_id.set().and_then(|id| self.directory.phone_types.get(&id.0)));
                or_empty(&mut phone.type_id);
            }
        }
        if let Maybe::Set(clients) = &mut contact.contractors {
            let mut there = Vec::with_capacity(clients.len());
            for mut client in std::mem::take(clients) {
                if let Maybe::Set(id) = client.id
                    && let Some(company) = self.store.contact(&Selector::Id(id))?
                {
                    client.name = company.contact.name;
                    there.push(client);
                }
            }
            *clients = there;
        }
        if let Maybe::Set(responsible) = &mut contact.responsible {
            self.responsible(responsible)?;
        }
        self.custom_data(contact);
        Ok(())
    }

    fn responsible(&self, responsible: &mut ContactResponsible) -> Result<(), Failure> {
        if let Maybe::Set(users) = &mut responsible.users {
            for user in users {
                user.name = match self.directory.employees.get(&user.id.0) {
                    Some(name) => Maybe::Set(name.clone()),
                    None => match self.store.contact(&Selector::UserId(user.id))? {
                        Some(found) => found.contact.name,
                        None => Maybe::Empty,
                    },
                };
            }
        }
        if let Maybe::Set(groups) = &mut responsible.groups {
            for group in groups {
                group.name = match self.directory.user_groups.get(&group.id.0) {
                    Some(name) => Maybe::Set(name.clone()),
                    None => Maybe::Empty,
                };
            }
        }
        or_empty(&mut responsible.users);
        or_empty(&mut responsible.groups);
        Ok(())
    }

    /// Every custom field that contacts have, with its value or empty.
    fn custom_data(&self, contact: &mut Contact) {
        let values = contact.custom_data.set().map_or([].as_slice(), Vec::as_slice);
        let all: Vec<CustomField> = self
            .directory
            .fields
            .iter()
            .map(|(id, field)| {
                let value = values
                    .iter()
                    .find(|value| value.field_id.set().is_some_and(|field| field.0 == *id))
                    .and_then(|value| value.value.set());
                let text = value.and_then(planfix_api::FieldValue::text);
                let text = text.map(|value| value.trim_matches(['[', ']']).replace(',', ", "));
                let mut shown = CustomField::new()
                    .field_id(planfix_api::FieldId(*id))
                    .field_name(field.name.as_str());
                shown.value = value.map_or(Maybe::Empty, |value| Maybe::Set(value.clone()));
                shown.text = match field.kind {
                    crate::store::FieldKind::Ids => text.map_or(Maybe::Empty, Maybe::Set),
                    _ => text.map_or(Maybe::Empty, Maybe::Set),
                };
                shown
            })
            .collect();
        contact.custom_data = Maybe::Set(all);
    }

    /// The elements that are returned only where `fields` asks for them.
    fn on_demand(&self, contact: &mut Contact) {
        if self.fields.contains(&ContactExtraField::LastUpdateDate) {
            or_empty(&mut contact.last_update_date);
        } else {
            contact.last_update_date = Maybe::Absent;
        }
        // Nothing writes comments yet.
        contact.last_comment_date = if self.fields.contains(&ContactExtraField::LastCommentDate) {
            Maybe::Empty
        } else {
            Maybe::Absent
        };
    }
}

fn or_empty<T>(slot: &mut Maybe<T>) {
    if slot.is_absent() {
        *slot = Maybe::Empty;
    }
}
