//! The type of a custom field, guessed from one value. The API does not tell types, so every guess is a question.

use planfix_api::types::{CustomField, FieldValue};

/// A type for a table, and the question that a person answers.
pub(super) struct Guess {
    pub(super) ty: &'static str,
    pub(super) question: Option<String>,
}

/// Guesses the type of a field. A text is a right type for every field, so it needs no question if nothing else is
/// likely.
pub(super) fn guess(field: &CustomField) -> Guess {
    let asked = |ty, question: &str| Guess {
        ty,
        question: Some(question.to_owned()),
    };
    let Some(value) = field.value.set() else {
        return asked("string", "which type is it? The field has no value here");
    };
    let shown = field.text.as_str();
    let stored = value.as_text();
    let is_shown_otherwise = shown.is_some_and(|shown| stored.as_deref() != Some(shown));
    match value {
        FieldValue::Date(planfix_api::DateTime::Date(_)) => asked("date", "is it a date? Its value is one"),
        FieldValue::Date(_) => asked("datetime", "is it a date with a time? Its value is one"),
        FieldValue::Ids(_) => asked(
            "brackets(int)",
            "is it brackets(UserId), brackets(TaskId) or brackets(RecordKey)? Its value is a list of numbers",
        ),
        FieldValue::Texts(_) => asked(
            "brackets(string)",
            "is it brackets(string)? Its value is a list of texts",
        ),
        _ if value.as_bool().is_some() => asked("bool", "is it bool? Its value is 1 or 0"),
        _ if value.as_integer().is_some() && is_shown_otherwise => asked(
            "int",
            "is it UserId or RecordKey? Its value is a number, and the interface shows another text",
        ),
        _ if value.as_integer().is_some() => asked("int", "is it int or decimal? Its value is a whole number"),
        _ if value.as_number().is_some() => asked("decimal", "is it decimal? Its value is a number"),
        _ if value.as_time().is_some() => asked("time", "is it a time of day? Its value is one"),
        _ => Guess {
            ty: "string",
            question: None,
        },
    }
}
