//! The filters of lists. Each filter is a condition of some form on a property of the stored object, which the file of
//! the kind defines (`contact`, `task`, `project`, `user`). A filter that the stored data cannot decide is refused with
//! 0018.

mod contact;
mod custom;
mod period;
mod project;
mod task;
mod user;

pub(crate) use task::overdue;

use crate::call::Call;
use crate::dates::from_seconds;
use crate::failure::Failure;
use crate::object_kind::ObjectKind;
use crate::property::Key;
use crate::store::{Term, Test};
use crate::tree;
use period::Period;
use planfix_api::table::{Content, Filter, Kind as Type, Table};
use planfix_api::{FilterOperator, FilterPeriod};
use serde_json::Value;

/// The form of a condition.
enum Form {
    /// One of the texts in these properties contains the value, in any case.
    Text(&'static [&'static str]),
    /// The identifier in this property, or one of the list there, is the value.
    Id(&'static str),
    /// The identifier in this property is among those of the value, which are separated by semicolons.
    AnyOf(&'static str),
    /// The date in this property compares with the period as the operator says.
    Date(&'static str),
    /// The date, without its year, compares with the period as the operator says.
    Yearly(&'static str),
    /// A fixed condition; the value of the filter is 1.
    Is(Term),
    /// A condition that is looked up when the request is read.
    LookUp(LookUp),
    /// A custom field of this type.
    Custom(&'static str),
}

/// Makes the condition of a filter.
type LookUp = Box<dyn Fn(&Asked<'_>) -> Result<Term, Failure>>;

/// One filter of a request.
struct Asked<'a> {
    call: &'a Call<'a>,
    kind: &'static ObjectKind,
    filter: &'static Filter,
    request: &'a Value,
    path: &'a str,
}

/// Returns the conditions in `filters` of a request about objects of a kind.
pub(crate) fn conditions(call: &Call<'_>, kind: &'static ObjectKind, request: &Value) -> Result<Vec<Term>, Failure> {
    let mut all = Vec::new();
    for (index, filter) in tree::items(tree::at(request, "filters.filter")).iter().enumerate() {
        let path = format!("filters.filter[{index}]");
        let number = tree::int(tree::at(filter, "type")).unwrap_or_default();
        let unable = || {
            let message = format!("{path}.type: the sandbox has no filter {number}");
            Failure::refused("0018", message)
        };
        let row = table(call).and_then(|table| table.filters.iter().find(|filter| filter.number == number));
        let row = row.ok_or_else(unable)?;
        let form = match (custom::ty(row), kind.name) {
            (Some(ty), _) => Some(Form::Custom(ty)),
            (None, "contact") => contact::form(call, row.name)?,
            (None, "task") => task::form(call, row.name)?,
            (None, "project") => project::form(row.name),
            (None, _) => user::form(row.name),
        };
        let asked = Asked {
            call,
            kind,
            filter: row,
            request: filter,
            path: &path,
        };
        all.push(asked.condition(form.ok_or_else(unable)?)?);
    }
    Ok(all)
}

/// Returns the table of the filters that the method takes.
fn table(call: &Call<'_>) -> Option<&'static Table> {
    let filters = call.method.request.fields().find(|element| element.name == "filters")?;
    match filters.content {
        Content::List {
            kind: Type::Record(table),
            ..
        } => Some(table),
        _ => None,
    }
}

impl Asked<'_> {
    fn condition(&self, form: Form) -> Result<Term, Failure> {
        let wanted = self.operator() != FilterOperator::NotEqual;
        Ok(match form {
            Form::Text(properties) => {
                let value = self.text()?.to_lowercase();
                let holds = |property: &&'static str| {
                    let value = value.clone();
                    Term::has(*property, Test::Text(Box::new(move |text| text.contains(&value))))
                };
                Term::Any(properties.iter().map(holds).collect()).wanted(wanted)
            }
            Form::Id(property) => Term::is(property, self.id()?).wanted(wanted),
            Form::AnyOf(property) => {
                let ids = self.text()?.split(';').filter_map(|id| id.trim().parse().ok());
                Term::Any(ids.map(|id| Term::is(property, id)).collect()).wanted(wanted)
            }
            Form::Date(property) => {
                let within = |first, last| Term::has(property, Test::Between(Key::Int(first), Key::Int(last)));
                self.period()?.term(&self.operator(), within)
            }
            Form::Yearly(property) => {
                let (period, operator) = (self.period()?, self.operator());
                number(property, move |at| {
                    period.holds_yearly(&operator, at.and_then(from_seconds))
                })
            }
            Form::Is(term) => term,
            Form::LookUp(look_up) => look_up(self)?,
            Form::Custom(ty) => custom::condition(self, ty)?,
        })
    }

    /// Returns the operator. One that the filter does not take has been refused along the table.
    fn operator(&self) -> FilterOperator {
        match tree::at(self.request, "operator").as_str() {
            Some("notequal") => FilterOperator::NotEqual,
            Some("gt") => FilterOperator::Greater,
            Some("lt") => FilterOperator::Less,
            _ => FilterOperator::Equal,
        }
    }

    fn text(&self) -> Result<&str, Failure> {
        let value = tree::at(self.request, "value").as_str();
        value.ok_or_else(|| self.wrong("0015", "value", "takes a text"))
    }

    fn id(&self) -> Result<i64, Failure> {
        let number = self.text()?.trim().parse();
        number.map_err(|_| self.wrong("0015", "value", "takes an identifier"))
    }

    fn period(&self) -> Result<Period, Failure> {
        let value: FilterPeriod = serde_json::from_value(tree::at(self.request, "value").clone())
            .map_err(|_| self.wrong("0015", "value", "takes a period, which begins with datetype"))?;
        Period::of(&value, self.call.now.date(), self.path)
    }

    fn wrong(&self, code: &'static str, element: &str, what: &str) -> Failure {
        let (path, number) = (self.path, self.filter.number);
        Failure::refused(code, format!("{path}.{element}: the filter {number} {what}"))
    }
}

/// Returns the condition that `holds` accepts the number in a property, or `None` if there is none.
fn number(property: &'static str, holds: impl Fn(Option<i64>) -> bool + 'static) -> Term {
    // An object without a number is not in the index, so it is found through the objects that are.
    let wanted = !holds(None);
    Term::has(
        property,
        Test::Number(Box::new(move |number| holds(Some(number)) == wanted)),
    )
    .wanted(wanted)
}

/// Returns the condition that `holds` accepts the text in a property, or `None` if there is none.
fn text(property: String, holds: impl Fn(Option<&str>) -> bool + 'static) -> Term {
    let wanted = !holds(None);
    Term::has(property, Test::Text(Box::new(move |text| holds(Some(text)) == wanted))).wanted(wanted)
}
