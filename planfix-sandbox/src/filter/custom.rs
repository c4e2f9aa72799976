//! Filters on custom fields. The value is compared according to the type of the field.

use super::{Asked, text};
use crate::custom_fields;
use crate::dates;
use crate::failure::Failure;
use crate::property;
use crate::store::Term;
use crate::tree;
use planfix_api::FilterOperator;
use planfix_api::table::Filter;
use serde_json::Value;

/// Returns the type of custom fields that a filter is for. Objects of every kind share these filters.
pub(super) fn ty(filter: &Filter) -> Option<&'static str> {
    Some(match filter.name {
        "text_field" => "text",
        "number_field" => "number",
        "date_field" => "date",
        "checkbox_field" => "checkbox",
        "list_field" | "choice_field" => "list",
        "record_field" => "record",
        "contact_field" => "contact",
        "user_field" => "user",
        "participant_field" => "participant",
        "users_field" => "users",
        "records_field" => "records",
        "values_field" => "values",
        _ => return None,
    })
}

/// Makes a condition on a field of this type.
pub(super) fn condition(asked: &Asked<'_>, ty: &'static str) -> Result<Term, Failure> {
    let property = property::custom(field(asked, ty)?);
    let operator = asked.operator();
    let wanted = operator != FilterOperator::NotEqual;
    Ok(match ty {
        "text" => {
            let value = asked.text()?.to_lowercase();
            text(property, move |text| {
                wanted == text.is_some_and(|text| text.to_lowercase().contains(&value))
            })
        }
        "number" => {
            let value = number(asked.text()?).ok_or_else(|| asked.wrong("0015", "value", "takes a number"))?;
            text(property, move |text| compares(&operator, text.and_then(number), value))
        }
        "date" => {
            let period = asked.period()?;
            text(property, move |text| {
                let stored = text.and_then(iso);
                period.holds(&operator, stored.and_then(|text| dates::read(&Value::String(text))))
            })
        }
        "users" => {
            let user = asked.id()?;
            text(property, move |text| {
                let users = text.and_then(custom_fields::joined);
                wanted == users.is_some_and(|users| users.contains(&user))
            })
        }
        "records" => {
            let keys: Vec<i64> = asked
                .text()?
                .split(';')
                .filter_map(|key| key.trim().parse().ok())
                .collect();
            text(property, move |text| {
                let stored = text.and_then(custom_fields::joined).unwrap_or_default();
                wanted == keys.iter().any(|key| stored.contains(key))
            })
        }
        "values" => {
            let values: Vec<String> = asked.text()?.split(';').map(|value| value.trim().to_owned()).collect();
            text(property, move |text| {
                let stored: Vec<String> = text
                    .and_then(|text| serde_json::from_str(text).ok())
                    .unwrap_or_default();
                wanted == values.iter().any(|value| stored.contains(value))
            })
        }
        "checkbox" => {
            // A box that was never ticked counts as not ticked.
            let ticked = tree::yes(&Value::String(asked.text()?.replace("true", "1")));
            text(property, move |text| wanted == ((text == Some("1")) == ticked))
        }
        _ => {
            let value = asked.text()?.trim().to_owned();
            text(property, move |text| {
                wanted == text.is_some_and(|text| text.trim() == value)
            })
        }
    })
}

/// Returns the field that the filter names, which must have the type that the filter is for.
fn field(asked: &Asked<'_>, ty: &str) -> Result<i64, Failure> {
    let path = asked.path;
    let id = tree::int(tree::at(asked.request, "field")).unwrap_or_default();
    let owner = Value::from(asked.kind.name);
    let Some(field) = custom_fields::find(asked.call, &owner, id)? else {
        let noun = asked.kind.noun;
        return Err(Failure::refused(
            "0015",
            format!("{path}.field: there is no custom field {id} of a {noun}"),
        ));
    };
    let found = custom_fields::kind_of(field);
    if found == ty {
        return Ok(id);
    }
    let number = asked.filter.number;
    Err(Failure::refused(
        "0016",
        format!("{path}.field: the custom field {id} has the type {found}, and the filter {number} is for {ty}"),
    ))
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

fn compares(operator: &FilterOperator, stored: Option<f64>, value: f64) -> bool {
    let Some(stored) = stored else {
        return *operator == FilterOperator::NotEqual;
    };
    match operator {
        FilterOperator::Equal => stored == value,
        FilterOperator::NotEqual => stored != value,
        FilterOperator::Greater => stored > value,
        FilterOperator::Less => stored < value,
        _ => false,
    }
}

/// Converts a date of the wire to its stored form: `31-03-2026 12:30` becomes `2026-03-31T12:30`.
fn iso(text: &str) -> Option<String> {
    let (date, time) = text
        .trim()
        .split_once(' ')
        .map_or((text.trim(), None), |(date, time)| (date, Some(time)));
    let mut parts = date.splitn(3, '-');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let time = time.map_or(String::new(), |time| format!("T{time}"));
    Some(format!("{year}-{month}-{day}{time}"))
}
