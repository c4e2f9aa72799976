//! The filters of lists. Each type of a filter is a condition of one form on one place of the stored object;
//! which, the file of its kind says (`contact`, `task`, `project`, `user`). A filter that nothing stored can
//! decide is answered 0018.

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
    /// Any of the texts at these places holds the value, whatever its case.
    Text(&'static [&'static str]),
    /// The identifier at this place, or one of the list there, is the value.
    Id(&'static str),
    /// Any of the identifiers of the value, with semicolons between, is the one at this place.
    AnyOf(&'static str),
    /// The date at this place stands to the period as the operator says.
    Date(&'static str),
    /// The same without the year.
    Yearly(&'static str),
    /// It holds; the value is 1.
    Is(Term),
    /// The objects for which the value holds are looked up when the request is read.
    LookUp(LookUp),
    /// A custom field of this type.
    Custom(&'static str),
}

/// Finds the objects that a filter is about.
type LookUp = Box<dyn Fn(&Asked<'_>) -> Result<Term, Failure>>;

/// One filter of a request.
struct Asked<'a> {
    call: &'a Call<'a>,
    kind: &'static ObjectKind,
    filter: &'static Filter,
    said: &'a Value,
    place: &'a str,
}

/// Every condition in `filters` of a request about objects of a kind.
pub(crate) fn conditions(call: &Call<'_>, kind: &'static ObjectKind, said: &Value) -> Result<Vec<Term>, Failure> {
    let mut all = Vec::new();
    for (index, filter) in tree::items(tree::at(said, "filters.filter")).iter().enumerate() {
        let place = format!("filters.filter[{index}]");
        let number = tree::int(tree::at(filter, "type")).unwrap_or_default();
        let unable = || {
            let message = format!("{place}.type: this sandbox has no filter {number}");
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
            said: filter,
            place: &place,
        };
        all.push(asked.condition(form.ok_or_else(unable)?)?);
    }
    Ok(all)
}

/// The table of the filters that the method takes.
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
            Form::Text(places) => {
                let value = self.text()?.to_lowercase();
                let holds = |place: &&'static str| {
                    let value = value.clone();
                    Term::has(*place, Test::Text(Box::new(move |text| text.contains(&value))))
                };
                Term::Any(places.iter().map(holds).collect()).wanted(wanted)
            }
            Form::Id(place) => Term::is(place, self.id()?).wanted(wanted),
            Form::AnyOf(place) => {
                let ids = self.text()?.split(';').filter_map(|id| id.trim().parse().ok());
                Term::Any(ids.map(|id| Term::is(place, id)).collect()).wanted(wanted)
            }
            Form::Date(place) => {
                let within = |first, last| Term::has(place, Test::Between(Key::Int(first), Key::Int(last)));
                self.period()?.term(&self.operator(), within)
            }
            Form::Yearly(place) => {
                let (period, operator) = (self.period()?, self.operator());
                number(place, move |at| {
                    period.holds_yearly(&operator, at.and_then(from_seconds))
                })
            }
            Form::Is(term) => term,
            Form::LookUp(look_up) => look_up(self)?,
            Form::Custom(ty) => custom::condition(self, ty)?,
        })
    }

    /// How it compares. What the type of the filter does not take was refused by its table.
    fn operator(&self) -> FilterOperator {
        match tree::at(self.said, "operator").as_str() {
            Some("notequal") => FilterOperator::NotEqual,
            Some("gt") => FilterOperator::Greater,
            Some("lt") => FilterOperator::Less,
            _ => FilterOperator::Equal,
        }
    }

    fn text(&self) -> Result<&str, Failure> {
        let value = tree::at(self.said, "value").as_str();
        value.ok_or_else(|| self.wrong("0015", "value", "takes a text"))
    }

    fn id(&self) -> Result<i64, Failure> {
        let number = self.text()?.trim().parse();
        number.map_err(|_| self.wrong("0015", "value", "takes an identifier"))
    }

    fn period(&self) -> Result<Period, Failure> {
        let value: FilterPeriod = serde_json::from_value(tree::at(self.said, "value").clone())
            .map_err(|_| self.wrong("0015", "value", "takes a period, which begins with datetype"))?;
        Period::of(&value, self.call.now.date(), self.place)
    }

    fn wrong(&self, code: &'static str, element: &str, what: &str) -> Failure {
        let (place, number) = (self.place, self.filter.number);
        Failure::refused(code, format!("{place}.{element}: the filter {number} {what}"))
    }
}

/// The condition that this holds for the number at a place, or for none.
fn number(place: &'static str, holds: impl Fn(Option<i64>) -> bool + 'static) -> Term {
    // An object without a number is not in the index: it is found as one that is not among the others.
    let wanted = !holds(None);
    Term::has(
        place,
        Test::Number(Box::new(move |number| holds(Some(number)) == wanted)),
    )
    .wanted(wanted)
}

/// The same for a text.
fn text(place: String, holds: impl Fn(Option<&str>) -> bool + 'static) -> Term {
    let wanted = !holds(None);
    Term::has(place, Test::Text(Box::new(move |text| holds(Some(text)) == wanted))).wanted(wanted)
}
