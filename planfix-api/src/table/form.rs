//! The forms of a union by their names, for people who write a value of a certain form.

use super::{Form, Joint, Kind, Union};
use crate::value::joined;
use crate::value::parse::{expected, to_wire};
use std::borrow::Cow;

impl Union {
    /// Returns the form with this name in JSON, such as `date`, if its value is a text on the wire.
    pub(crate) fn leaf(&self, name: &str) -> Option<&'static Form> {
        self.leaves().find(|form| form.json_name() == name)
    }

    /// Returns the forms whose values are texts on the wire.
    pub(crate) fn leaves(&self) -> impl Iterator<Item = &'static Form> + use<> {
        let forms: &'static [Form] = self.forms;
        forms.iter().filter(|form| !matches!(form.kind, Kind::Record(_)))
    }
}

impl Form {
    /// Returns the name in JSON and in paths: `handbookKey` for `HandbookKey`.
    pub(crate) fn json_name(&self) -> String {
        let mut letters = self.name.chars();
        let first = letters.next().map(|first| first.to_ascii_lowercase());
        first.into_iter().chain(letters).collect()
    }

    /// Converts a text that people write to the text of the wire. Identifiers in brackets may be written with commas
    /// between, without the brackets. The error describes a valid text.
    pub(crate) fn wire(&self, text: &str) -> Result<String, String> {
        let text = match (self.kind, text) {
            (Kind::Bool, "true") => "1",
            (Kind::Bool, "false") => "0",
            _ => text,
        };
        let bare = |item: &Kind| !matches!(item, Kind::Text) && !text.trim_start().starts_with('[');
        let wire = match self.kind {
            Kind::Joined(Joint::Brackets, item) if bare(item) => {
                joined::parts(Joint::Commas, false, text).map(|parts| Cow::Owned(bracketed(*item, &parts)))
            }
            kind => to_wire(kind, text),
        };
        let wire = wire.filter(|wire| !wire.is_empty());
        let fits = wire.filter(|wire| crate::__private::filter::fits(self.kind, wire).is_ok());
        fits.map(Cow::into_owned).ok_or_else(|| match self.kind {
            Kind::Joined(Joint::Brackets, item) if !matches!(item, Kind::Text) => {
                format!("{} with commas between, such as 3,14", expected(*item))
            }
            kind => expected(kind).to_owned(),
        })
    }
}

/// Joins the texts of several values in brackets.
pub(crate) fn bracketed(item: Kind, texts: &[Cow<'_, str>]) -> String {
    joined::join(
        Joint::Brackets,
        item,
        texts.iter().map(|text| text.clone().into_owned()),
    )
}
