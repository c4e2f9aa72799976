//! The filters of lists. Each type of a filter is a condition of one form on one place of the stored object;
//! which, the file of its kind says (`contact`, `task`, `project`, `user`). A filter that nothing stored can
//! decide is answered 0018.

mod contact;
mod custom;
mod period;
mod project;
mod task;
mod user;

use crate::behaviour::Call;
use crate::failure::Failure;
use crate::kind::Kind;
use crate::{kind, tree};
use period::Period;
use planfix_api::jiff::civil::DateTime;
use planfix_api::table::{Content, Filter, Kind as Type, Table};
use planfix_api::{FilterOperator, FilterPeriod};
use serde_json::Value;
use std::collections::HashSet;

/// One condition, ready to be asked of each object.
pub(crate) type Condition = Box<dyn Fn(&Value) -> bool>;

/// The form of a condition.
enum Form {
    /// Any of the texts at these places holds the value, whatever its case.
    Text(&'static [&'static str]),
    /// The identifier at this place is the value.
    Id(&'static str),
    /// The list of identifiers at this place holds the value.
    Among(&'static str),
    /// Any of the identifiers of the value, with semicolons between, is the one at this place.
    AnyOf(&'static str),
    /// The date at this place stands to the period as the operator says.
    Date(&'static str),
    /// The same without the year.
    Yearly(&'static str),
    /// It holds or does not; the value is 1.
    Is(fn(&Value) -> bool),
    /// The object is one of these; the value is 1.
    In(HashSet<i64>),
    /// The object is none of these; the value is 1.
    NotIn(HashSet<i64>),
    /// The objects for which the value holds are looked up when the request is read.
    LookUp(LookUp),
    /// A custom field of this type.
    Custom(&'static str),
}

/// Finds the objects that a filter is about.
type LookUp = Box<dyn Fn(&Asked<'_>) -> Result<Condition, Failure>>;

/// One filter of a request.
struct Asked<'a> {
    call: &'a Call<'a>,
    kind: &'static Kind,
    filter: &'static Filter,
    said: &'a Value,
    place: &'a str,
}

/// Every condition in `filters` of a request about objects of a kind.
pub(crate) fn conditions(call: &Call<'_>, kind: &'static Kind, said: &Value) -> Result<Vec<Condition>, Failure> {
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
    fn condition(&self, form: Form) -> Result<Condition, Failure> {
        let key = self.kind.key;
        let is_in = move |set: &HashSet<i64>, object: &Value| {
            tree::int(tree::at(object, key)).is_some_and(|id| set.contains(&id))
        };
        let wanted = self.operator() != FilterOperator::NotEqual;
        Ok(match form {
            Form::Text(places) => {
                let value = self.text()?.to_lowercase();
                let holds = move |object: &Value| places.iter().any(|place| any_holds(object, place, &value));
                Box::new(move |object| wanted == holds(object))
            }
            Form::Id(place) => {
                let id = self.id()?;
                Box::new(move |object| wanted == (tree::int(tree::at(object, place)) == Some(id)))
            }
            Form::Among(place) => {
                let id = self.id()?;
                Box::new(move |object| wanted == tree::ids(tree::at(object, place)).contains(&id))
            }
            Form::AnyOf(place) => {
                let ids: Vec<i64> = self
                    .text()?
                    .split(';')
                    .filter_map(|id| id.trim().parse().ok())
                    .collect();
                let holds =
                    move |object: &Value| tree::int(tree::at(object, place)).is_some_and(|id| ids.contains(&id));
                Box::new(move |object| wanted == holds(object))
            }
            Form::Date(place) => {
                let (period, operator) = (self.period()?, self.operator());
                Box::new(move |object| period.holds(&operator, date(tree::at(object, place))))
            }
            Form::Yearly(place) => {
                let (period, operator) = (self.period()?, self.operator());
                Box::new(move |object| period.holds_yearly(&operator, date(tree::at(object, place))))
            }
            Form::Is(holds) => Box::new(holds),
            Form::In(set) => Box::new(move |object| is_in(&set, object)),
            Form::NotIn(set) => Box::new(move |object| !is_in(&set, object)),
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

/// Whether a text at the place holds the value; the place may go through lists.
fn any_holds(object: &Value, place: &str, lowercase: &str) -> bool {
    match (object, place.split_once('.')) {
        (Value::Array(list), _) => list.iter().any(|item| any_holds(item, place, lowercase)),
        (object, Some((name, rest))) => object.get(name).is_some_and(|inner| any_holds(inner, rest, lowercase)),
        (object, None) => match object.get(place) {
            Some(Value::String(text)) => text.to_lowercase().contains(lowercase),
            Some(Value::Array(texts)) => texts
                .iter()
                .filter_map(Value::as_str)
                .any(|text| text.to_lowercase().contains(lowercase)),
            _ => false,
        },
    }
}

/// A stored date, with or without a time.
pub(crate) fn date(value: &Value) -> Option<DateTime> {
    value.as_str()?.parse().ok()
}

/// The tasks that a filter is about, as the sets of people in them.
fn people(
    call: &Call<'_>,
    which: impl Fn(&Value) -> bool,
    of: impl Fn(&Value) -> Vec<i64>,
) -> Result<HashSet<i64>, Failure> {
    let tasks = call.store.all(&kind::TASK)?;
    Ok(tasks.iter().filter(|task| which(task)).flat_map(of).collect())
}
