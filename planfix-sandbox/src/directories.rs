//! contact.getGroupList and contact.getPhoneTypes.

use crate::behaviour::Call;
use crate::failure::Failure;
use planfix_api::contact::{get_group_list, get_phone_types};
use planfix_api::{ContactGroup, ContactGroupId, PhoneTypeId};

pub(crate) fn groups(call: &Call<'_>, _: &get_group_list::Request) -> Result<get_group_list::Response, Failure> {
    let groups = call.store.contact_groups()?;
    let mut list = get_group_list::ContactGroups::new()
        .total_count(count(groups.len()))
        .count(count(groups.len()));
    for (id, name) in groups {
        list.items.push(ContactGroup::new().id(ContactGroupId(id)).name(name));
    }
    Ok(get_group_list::Response::new(list))
}

pub(crate) fn phone_types(call: &Call<'_>, _: &get_phone_types::Request) -> Result<get_phone_types::Response, Failure> {
    let types = call.store.phone_types()?;
    let mut list = get_phone_types::PhoneTypes::new().total_count(count(types.len()));
    for (id, name) in types {
        list.items
            .push(get_phone_types::PhoneType::new(PhoneTypeId(id)).name(name));
    }
    Ok(get_phone_types::Response::new(list))
}

/// A number of things, as an attribute carries it.
pub(crate) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
