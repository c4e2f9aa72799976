//! What contact.update does to a contact: left out keeps, emptied clears, set replaces.
//!
//! Lists (telephones, e-mail addresses, who is responsible) are replaced whole; values of custom
//! fields are merged by field. Whatever a request refers to must exist; all that does not is named
//! at once with 0015.

use crate::failure::Failure;
use crate::store::{Begun, Directory, FieldKind, Selector, Stored};
use planfix_api::contact::update;
use planfix_api::{
    ContactGroup, ContactPhone, ContactResponsible, ContactTelegram, ContactTemplate, CustomField, Decimal, FieldEdit,
    Maybe, PhoneTypeId, UserGroupRef, UserRef,
};
use std::collections::BTreeMap;

/// Changes the contact; nothing is changed where a reference is wrong.
pub(super) fn apply(store: &Begun<'_>, stored: &mut Stored, request: &update::Request) -> Result<(), Failure> {
    let directory = store.directory()?;
    check(store, &directory, request)?;
    let contact = &mut stored.contact;
    patch(&mut contact.name, &request.name);
    patch(&mut contact.mid_name, &request.mid_name);
    patch(&mut contact.last_name, &request.last_name);
    patch_to(&mut contact.template, &request.template, |number| {
        ContactTemplate::new().id(*number)
    });
    patch(&mut contact.post, &request.post);
    patch(&mut contact.email, &request.email);
    patch_to(&mut contact.phones, &request.phones, |list| {
        list.iter().map(|phone| self::phone(phone, &directory)).collect()
    });
    patch(&mut contact.secondary_emails, &request.secondary_emails);
    patch(&mut contact.address, &request.address);
    patch(&mut contact.description, &request.description);
    patch(&mut contact.sex, &request.sex);
    patch(&mut contact.site, &request.site);
    patch(&mut contact.skype, &request.skype);
    patch(&mut contact.facebook, &request.facebook);
    patch(&mut contact.vk, &request.vk);
    patch(&mut contact.icq, &request.icq);
    patch(&mut contact.birthdate, &request.birthdate);
    patch_to(&mut contact.group, &request.group_id, |id| ContactGroup::new().id(*id));
    patch_to(&mut contact.telegram, &request.telegram_id, |id| {
        ContactTelegram::new().id(*id)
    });
    custom_data(&mut contact.custom_data, &request.custom_data);
    if let Maybe::Set(change) = &request.responsible {
        let mut both = contact
            .responsible
            .clone()
            .into_set()
            .unwrap_or_else(ContactResponsible::new);
        patch_to(&mut both.users, &change.users, |ids| {
            ids.iter().map(|id| UserRef::new(*id)).collect()
        });
        patch_to(&mut both.groups, &change.groups, |ids| {
            ids.iter().map(|id| UserGroupRef::new(*id)).collect()
        });
        contact.responsible = Maybe::Set(both);
    }
    let extra = &mut stored.extra;
    patch(&mut extra.lang, &request.lang);
    patch(&mut extra.can_be_worker, &request.can_be_worker);
    patch(&mut extra.can_be_client, &request.can_be_client);
    patch(&mut extra.telegram_username, &request.telegram_username);
    Ok(())
}

fn patch<T: Clone>(slot: &mut Maybe<T>, change: &Maybe<T>) {
    patch_to(slot, change, T::clone);
}

/// The three states: left out keeps, emptied clears, set replaces.
fn patch_to<S, T>(slot: &mut Maybe<S>, change: &Maybe<T>, value: impl FnOnce(&T) -> S) {
    match change {
        Maybe::Absent => {}
        Maybe::Empty => *slot = Maybe::Empty,
        Maybe::Set(change) => *slot = Maybe::Set(value(change)),
    }
}

/// The type is kept by its identifier, also where the request gives its name alone.
fn phone(phone: &update::Phone, directory: &Directory) -> ContactPhone {
    let by_name = || {
        let name = phone.type_name.set()?;
        let found = directory.phone_types.iter().find(|(_, known)| *known == name)?;
        Some(PhoneTypeId(*found.0))
    };
    let kept = ContactPhone::new().number(phone.number.as_str());
    match phone.type_id.into_set().or_else(by_name) {
        Some(id) => kept.type_id(id),
        None => kept,
    }
}

/// Values of the fields that the change names; an emptied list clears every field.
fn custom_data(slot: &mut Maybe<Vec<CustomField>>, change: &Maybe<Vec<FieldEdit>>) {
    let changes = match change {
        Maybe::Absent => return,
        Maybe::Empty => {
            *slot = Maybe::Empty;
            return;
        }
        Maybe::Set(changes) => changes,
    };
    let kept = std::mem::take(slot).into_set().unwrap_or_default();
    let mut values: BTreeMap<Option<i64>, CustomField> = kept
        .into_iter()
        .map(|value| (value.field_id.set().map(|id| id.0), value))
        .collect();
    for change in changes {
        let value = values
            .entry(Some(change.id.0))
            .or_insert_with(|| CustomField::new().field_id(change.id));
        patch(&mut value.value, &change.value);
    }
    *slot = Maybe::Set(values.into_values().collect());
}

/// Everything a request refers to must exist, and values must fit their custom field.
fn check(store: &Begun<'_>, directory: &Directory, request: &update::Request) -> Result<(), Failure> {
    let mut wrong: Vec<String> = Vec::new();
    if let Maybe::Set(number) = request.template
        && store.template(number)?.is_none()
    {
        wrong.push(format!(
            "contact.template: there is no contact template number {number}"
        ));
    }
    if let Maybe::Set(id) = request.group_id
        && !directory.groups.contains_key(&id.0)
    {
        wrong.push(format!("contact.group.id: there is no group of contacts {id}"));
    }
    for (index, phone) in set(&request.phones).iter().enumerate() {
        let place = format!("contact.phones.phone[{index}]");
        match (&phone.type_id, &phone.type_name) {
            (Maybe::Set(id), _) if !directory.phone_types.contains_key(&id.0) => {
                wrong.push(format!("{place}.typeId: there is no type of telephones {id}"));
            }
            (Maybe::Absent | Maybe::Empty, Maybe::Set(name))
                if !directory.phone_types.values().any(|known| known == name) =>
            {
                wrong.push(format!("{place}.typeName: there is no type of telephones {name:?}"));
            }
            _ => {}
        }
    }
    if let Maybe::Set(responsible) = &request.responsible {
        for (index, id) in set(&responsible.users).iter().enumerate() {
            if !directory.employees.contains_key(&id.0) && store.contact(&Selector::UserId(*id))?.is_none() {
                wrong.push(format!(
                    "contact.responsible.users.id[{index}]: there is no employee {id}, and no contact of this userid"
                ));
            }
        }
        for (index, id) in set(&responsible.groups).iter().enumerate() {
            if !directory.user_groups.contains_key(&id.0) {
                wrong.push(format!(
                    "contact.responsible.groups.id[{index}]: there is no group of employees {id}"
                ));
            }
        }
    }
    for (index, value) in set(&request.custom_data).iter().enumerate() {
        let place = format!("contact.customData.customValue[{index}]");
        match directory.fields.get(&value.id.0) {
            None => wrong.push(format!("{place}.id: contacts have no custom field {}", value.id)),
            Some(field) => {
                if let Maybe::Set(text) = &value.value
                    && let Err(expected) = fits(field.kind, &text.text().unwrap_or_default())
                {
                    wrong.push(format!("{place}.value: the custom field {} takes {expected}", value.id));
                }
            }
        }
    }
    if !wrong.is_empty() {
        return Err(Failure::refused("0015", wrong.join("\n")));
    }
    emails(request)
}

fn set<T>(list: &Maybe<Vec<T>>) -> &[T] {
    list.set().map_or(&[], Vec::as_slice)
}

fn fits(kind: FieldKind, text: &str) -> Result<(), &'static str> {
    let ids = |text: &str| {
        let inner = text.strip_prefix('[')?.strip_suffix(']')?;
        let number = |id: &str| id.trim().parse::<i64>().is_ok();
        (inner.trim().is_empty() || inner.split(',').all(number)).then_some(())
    };
    match kind {
        FieldKind::Text => Ok(()),
        FieldKind::Number => text.trim().parse::<Decimal>().map(|_| ()).map_err(|_| "a number"),
        FieldKind::Ids => ids(text.trim()).ok_or("identifiers in brackets, such as [3,14]"),
    }
}

/// An address needs an `@` with something on each side; more only a mail server can tell.
fn emails(request: &update::Request) -> Result<(), Failure> {
    let valid = |address: &str| {
        !address.contains(char::is_whitespace)
            && address
                .rsplit_once('@')
                .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
    };
    let main = request.email.set().map(|address| ("contact.email".to_owned(), address));
    let others = set(&request.secondary_emails)
        .iter()
        .enumerate()
        .map(|(index, address)| (format!("contact.secondaryEmails.email[{index}]"), address));
    let wrong: Vec<String> = main
        .into_iter()
        .chain(others)
        .filter(|(_, address)| !valid(address))
        .map(|(place, _)| format!("{place}: not an e-mail address"))
        .collect();
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Failure::refused("8010", wrong.join("\n")))
    }
}
