//! The conditions of contact.getList: `search`, `company`, and the filters that the sandbox knows.
//!
//! | types | what |
//! |---|---|
//! | 4001 4002 4003 4004 4005 4014 4015 4221 | a text contains the value or does not, whatever its case |
//! | 4006 4007 4010 4012 4013 4017 4018 | a property holds; the value is 1 |
//! | 2 4008 4016 | responsible employee, group, template are the value or not |
//! | 12 4011 4223 | dates of creation and birth against a period |
//! | 4101 4102 | custom fields, a text and a number; `field` names the field |
//!
//! Every other type is answered 0018.

use super::dates::Period;
use crate::behaviour::Call;
use crate::failure::Failure;
use crate::store::{FieldKind, Stored};
use planfix_api::contact::get_list::Request;
use planfix_api::jiff::civil::Date;
use planfix_api::{Contact, ContactFilter, FieldId, FilterOperator, FilterValue, Maybe};
use std::borrow::Cow;

/// One condition, ready to be asked of each contact.
pub(super) struct Condition(Box<dyn Fn(&Stored) -> bool>);

impl Condition {
    /// Every condition of a request.
    pub(super) fn all(call: &Call<'_>, request: &Request) -> Result<Vec<Self>, Failure> {
        let mut all = Vec::new();
        if let Maybe::Set(text) = &request.search {
            let text = text.to_lowercase();
            all.push(Self::new(move |stored| {
                let contact = &stored.contact;
                [&contact.name, &contact.last_name, &contact.email]
                    .into_iter()
                    .any(|field| contains(field, &text))
            }));
        }
        if let Maybe::Set(company) = request.company {
            all.push(Self::new(move |stored| {
                let clients = stored.contact.contractors.set().map_or([].as_slice(), Vec::as_slice);
                clients.iter().any(|client| client.id == Maybe::Set(company))
            }));
        }
        for (index, filter) in request.filters.set().into_iter().flatten().enumerate() {
            all.push(Self::of(call, filter, &format!("filters.filter[{index}]"))?);
        }
        Ok(all)
    }

    pub(super) fn holds(&self, stored: &Stored) -> bool {
        (self.0)(stored)
    }

    fn new(test: impl Fn(&Stored) -> bool + 'static) -> Self {
        Self(Box::new(test))
    }

    fn of(call: &Call<'_>, filter: &ContactFilter, place: &str) -> Result<Self, Failure> {
        let asked = Asked { call, filter, place };
        match filter.kind {
            4001 => asked.text(|c| vec![&c.name, &c.last_name]),
            4002 => asked.text(|c| vec![&c.post]),
            4003 => asked.text(|c| {
                c.phones
                    .set()
                    .into_iter()
                    .flatten()
                    .map(|phone| &phone.number)
                    .collect()
            }),
            4004 => asked.text(|c| vec![&c.address]),
            4005 => asked.text(|c| vec![&c.email]),
            4014 => asked.text(|c| vec![&c.name]),
            4015 => asked.text(|c| vec![&c.last_name]),
            4221 => asked.secondary_email(),
            4006 => asked.property(|stored| stored.contact.is_company == Maybe::Set(true)),
            4007 => asked.property(|stored| stored.contact.is_company != Maybe::Set(true)),
            // Nobody has a login in a sandbox.
            4010 => asked.property(|_| false),
            4012 => asked.property(|stored| stored.extra.can_be_worker == Maybe::Set(true)),
            4017 => asked.property(|stored| stored.extra.can_be_worker != Maybe::Set(true)),
            4013 => asked.property(|stored| stored.extra.can_be_client == Maybe::Set(true)),
            4018 => asked.property(|stored| stored.extra.can_be_client != Maybe::Set(true)),
            2 => asked.identifier(|contact, id| {
                let users = contact.responsible.set().and_then(|both| both.users.set());
                users.is_some_and(|users| users.iter().any(|user| user.id.0 == id))
            }),
            4008 => asked.identifier(|contact, id| {
                let group = contact.group.set().and_then(|group| group.id.into_set());
                group.is_some_and(|group| group.0 == id)
            }),
            4016 => asked.identifier(|contact, number| {
                let template = contact.template.set().and_then(|template| template.id.into_set());
                template.is_some_and(|template| template.0 == number)
            }),
            12 => asked.date(|period, operator, stored| period.holds(operator, Some(stored.created.date()))),
            4223 => asked.date(|period, operator, stored| period.holds(operator, birthdate(stored))),
            4011 => asked.date(|period, operator, stored| period.holds_yearly(operator, birthdate(stored))),
            4101 => asked.custom_text(),
            4102 => asked.custom_number(),
            other => Err(Failure::refused(
                "0018",
                format!("{place}.type: this sandbox has no filter {other}"),
            )),
        }
    }
}

/// One filter of a request.
struct Asked<'a> {
    call: &'a Call<'a>,
    filter: &'a ContactFilter,
    place: &'a str,
}

impl Asked<'_> {
    /// Whether any of the texts contains the value, or none does.
    fn text(&self, of: impl Fn(&Contact) -> Vec<&Maybe<String>> + 'static) -> Result<Condition, Failure> {
        let wanted = self.equality()?;
        let value = self.value()?.to_lowercase();
        Ok(Condition::new(move |stored| {
            wanted == of(&stored.contact).into_iter().any(|text| contains(text, &value))
        }))
    }

    fn secondary_email(&self) -> Result<Condition, Failure> {
        let wanted = self.equality()?;
        let value = self.value()?.to_lowercase();
        Ok(Condition::new(move |stored| {
            let mut all = stored.contact.secondary_emails.set().into_iter().flatten();
            wanted == all.any(|address| address.to_lowercase().contains(&value))
        }))
    }

    fn property(&self, of: impl Fn(&Stored) -> bool + 'static) -> Result<Condition, Failure> {
        if self.filter.operator != FilterOperator::Equal {
            return Err(self.operator("equal"));
        }
        if self.value()?.trim() != "1" {
            return Err(Failure::refused(
                "0015",
                format!("{}.value: this filter takes 1 alone", self.place),
            ));
        }
        Ok(Condition::new(of))
    }

    fn identifier(&self, is: impl Fn(&Contact, i64) -> bool + 'static) -> Result<Condition, Failure> {
        let wanted = self.equality()?;
        let id = self.number()?;
        Ok(Condition::new(move |stored| wanted == is(&stored.contact, id)))
    }

    fn date(&self, holds: impl Fn(&Period, &FilterOperator, &Stored) -> bool + 'static) -> Result<Condition, Failure> {
        let FilterValue::Period(period) = &self.filter.value else {
            return Err(Failure::refused(
                "0017",
                format!(
                    "{}.value.datetype: missing; a filter of dates takes datetype, not a text",
                    self.place
                ),
            ));
        };
        let period = Period::of(period, self.call.now.date(), self.place)?;
        let operator = self.filter.operator.clone();
        Ok(Condition::new(move |stored| holds(&period, &operator, stored)))
    }

    fn custom_text(&self) -> Result<Condition, Failure> {
        let field = self.field(FieldKind::Text)?;
        let wanted = self.equality()?;
        let value = self.value()?.to_lowercase();
        Ok(Condition::new(move |stored| {
            let text = custom_value(&stored.contact, field);
            wanted == text.is_some_and(|text| text.to_lowercase().contains(&value))
        }))
    }

    fn custom_number(&self) -> Result<Condition, Failure> {
        let field = self.field(FieldKind::Number)?;
        let value = self.value()?;
        let number: f64 = value
            .trim()
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
            .ok_or_else(|| Failure::refused("0015", format!("{}.value: expected a number", self.place)))?;
        let operator = self.filter.operator.clone();
        Ok(Condition::new(move |stored| {
            let stored: Option<f64> = custom_value(&stored.contact, field).and_then(|text| text.trim().parse().ok());
            match (&operator, stored) {
                (FilterOperator::NotEqual, None) => true,
                (_, None) => false,
                (FilterOperator::Equal, Some(stored)) => stored == number,
                (FilterOperator::NotEqual, Some(stored)) => stored != number,
                (FilterOperator::Greater, Some(stored)) => stored > number,
                (FilterOperator::Less, Some(stored)) => stored < number,
                _ => false,
            }
        }))
    }

    /// True for `equal`, false for `notequal`; other operators this type of filter does not have.
    fn equality(&self) -> Result<bool, Failure> {
        match self.filter.operator {
            FilterOperator::Equal => Ok(true),
            FilterOperator::NotEqual => Ok(false),
            _ => Err(self.operator("equal or notequal")),
        }
    }

    fn operator(&self, takes: &str) -> Failure {
        let (place, kind) = (self.place, self.filter.kind);
        Failure::refused("0016", format!("{place}.operator: the filter {kind} takes {takes}"))
    }

    fn value(&self) -> Result<Cow<'_, str>, Failure> {
        match self.filter.value.text() {
            Some(text) => Ok(text),
            None => Err(Failure::refused(
                "0015",
                format!("{}.value: the filter {} takes a text", self.place, self.filter.kind),
            )),
        }
    }

    fn number(&self) -> Result<i64, Failure> {
        self.value()?
            .trim()
            .parse()
            .map_err(|_| Failure::refused("0015", format!("{}.value: expected an identifier", self.place)))
    }

    /// The custom field, which must be of the kind that the filter is for.
    fn field(&self, kind: FieldKind) -> Result<FieldId, Failure> {
        let place = self.place;
        let Maybe::Set(id) = self.filter.field else {
            return Err(Failure::refused(
                "0017",
                format!("{place}.field: missing; a filter of custom fields needs it"),
            ));
        };
        let directory = self.call.store.directory()?;
        match directory.fields.get(&id.0) {
            None => Err(Failure::refused(
                "0015",
                format!("{place}.field: contacts have no custom field {id}"),
            )),
            Some(field) if field.kind != kind => Err(Failure::refused(
                "0016",
                format!(
                    "{place}.field: the custom field {id} is of the type {}, the filter {} is for {}",
                    field.kind.word(),
                    self.filter.kind,
                    kind.word()
                ),
            )),
            Some(_) => Ok(id),
        }
    }
}

fn contains(text: &Maybe<String>, lowercase: &str) -> bool {
    text.set().is_some_and(|text| text.to_lowercase().contains(lowercase))
}

fn custom_value(contact: &Contact, field: FieldId) -> Option<Cow<'_, str>> {
    let values = contact.custom_data.set()?;
    values
        .iter()
        .find(|value| value.field_id == Maybe::Set(field))?
        .value
        .set()?
        .text()
}

fn birthdate(stored: &Stored) -> Option<Date> {
    stored.contact.birthdate.into_set().map(planfix_api::DateTime::date)
}
