//! contact.getList: which contacts, and which page of them.

use super::answer::{Answering, Shape};
use super::filter::Condition;
use crate::behaviour::Call;
use crate::directories::count;
use crate::failure::Failure;
use crate::store::{Kind, RawContact};
use planfix_api::contact::get_list::{Contacts, Request, Response};
use planfix_api::{ContactTarget, Maybe};

/// The largest page, and the one where the request does not say.
const PAGE: usize = 100;

/// The contacts that meet every condition, in the order of their identifiers. A page of zero or less
/// gives the counts alone, and so does one behind the last.
pub(crate) fn list(call: &Call<'_>, request: &Request) -> Result<Response, Failure> {
    let kind = kind(&request.target)?;
    let conditions = Condition::all(call, request)?;
    let fields = request.fields.set().map_or([].as_slice(), Vec::as_slice);
    let answering = Answering::new(call.store, Shape::Listed, fields)?;
    let page = Page::of(request);

    let mut total = 0;
    let mut contacts = Vec::new();
    call.store.each_contact(kind, |row: RawContact| {
        // Decoding takes most of the time, so a row outside the page is only counted.
        let mut decoded = None;
        if !conditions.is_empty() {
            let stored = row.decode()?;
            if !conditions.iter().all(|condition| condition.holds(&stored)) {
                return Ok(());
            }
            decoded = Some(stored);
        }
        if page.holds(total) {
            let stored = match decoded {
                Some(stored) => stored,
                None => row.decode()?,
            };
            contacts.push(answering.contact(stored)?);
        }
        total += 1;
        Ok::<(), Failure>(())
    })?;

    let mut list = Contacts::new().total_count(count(total)).count(count(contacts.len()));
    list.items = contacts;
    Ok(Response::new(list))
}

fn kind(target: &Maybe<ContactTarget>) -> Result<Kind, Failure> {
    match target {
        Maybe::Absent | Maybe::Empty | Maybe::Set(ContactTarget::Contact) => Ok(Kind::Person),
        Maybe::Set(ContactTarget::Company) => Ok(Kind::Company),
        Maybe::Set(ContactTarget::Template) => Ok(Kind::Template),
        Maybe::Set(ContactTarget::Filter(id)) => Err(Failure::refused(
            "0101",
            format!("target: there is no stored filter {id}; a sandbox has none"),
        )),
        Maybe::Set(ContactTarget::Unlisted(text)) if text.as_str().starts_with(':') => Err(Failure::refused(
            "0101",
            "target: a sandbox has no stored filters; the filters of the system are the targets contact and company",
        )),
        Maybe::Set(_) => Err(Failure::refused(
            "0015",
            "target: expected contact, company, template or the identifier of a stored filter",
        )),
    }
}

/// A page: the numbers, from 0, of the contacts on it.
struct Page(std::ops::Range<usize>);

impl Page {
    fn of(request: &Request) -> Self {
        let size = match request.page_size {
            // The range was checked against the table.
            Maybe::Set(size) => usize::try_from(size).unwrap_or(PAGE).min(PAGE),
            Maybe::Absent | Maybe::Empty => PAGE,
        };
        let number = request.page_current.into_set().unwrap_or(1);
        match usize::try_from(number) {
            Ok(number @ 1..) => {
                let first = (number - 1).saturating_mul(size);
                Self(first..first.saturating_add(size))
            }
            _ => Self(0..0),
        }
    }

    fn holds(&self, index: usize) -> bool {
        self.0.contains(&index)
    }
}
