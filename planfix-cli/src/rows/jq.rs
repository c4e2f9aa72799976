//! jq expressions: `--jq`.

use crate::status::Failure;
use jaq_core::data::JustLut;
use jaq_core::load::{Arena, File, Loader};
use jaq_core::{Compiler, Ctx, Filter, Vars, unwrap_valr};
use jaq_json::Val;
use serde_json::Value;

/// A compiled expression.
pub(crate) struct Jq {
    filter: Filter<JustLut<Val>>,
}

impl Jq {
    /// Compiles an expression.
    ///
    /// # Errors
    /// It is not an expression of jq, or calls an unknown function.
    pub(super) fn new(expression: &str) -> Result<Self, Failure> {
        let fault = |what: &str| Failure::input(format!("--jq {}: {what}", crate::words::one_line(expression)));
        let defs = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
        let funs = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
        let arena = Arena::default();
        let file = File {
            code: expression,
            path: (),
        };
        let modules = Loader::new(defs).load(&arena, file).map_err(|errors| {
            use jaq_core::load::Error;
            let places = errors.into_iter().flat_map(|(_, error)| match error {
                Error::Io(_) => vec!["a file cannot be read here".to_owned()],
                Error::Lex(errors) => errors
                    .into_iter()
                    .map(|(expected, at)| place(expected.as_str(), at))
                    .collect(),
                Error::Parse(errors) => errors
                    .into_iter()
                    .map(|(expected, at)| place(expected.as_str(), at))
                    .collect(),
            });
            fault(&format!(
                "not an expression of jq: {}",
                places.collect::<Vec<_>>().join("; ")
            ))
        })?;
        let filter = Compiler::default().with_funs(funs).compile(modules).map_err(|errors| {
            let names = errors.into_iter().flat_map(|(_, errors)| errors);
            let names: Vec<String> = names
                .map(|(name, what)| format!("unknown {} `{name}`", what.as_str()))
                .collect();
            fault(&names.join("; "))
        })?;
        Ok(Self { filter })
    }

    /// Applies the expression and returns its results, one on each line. A text is printed as it is, without quotes.
    ///
    /// # Errors
    /// The expression does not fit the value.
    pub(super) fn lines(&self, input: &Value) -> Result<String, Failure> {
        let text = input.to_string();
        let fault = |what: String| Failure::unwritten(format!("--jq: {}", crate::words::one_line(&what)));
        let input = jaq_json::read::parse_single(text.as_bytes()).map_err(|error| fault(error.to_string()))?;
        let context = Ctx::<JustLut<Val>>::new(&self.filter.lut, Vars::new([]));
        let mut out = String::new();
        for result in self.filter.id.run((context, input)).map(unwrap_valr) {
            let value = result.map_err(|error| fault(error.to_string()))?;
            let json = value.to_string();
            match serde_json::from_str::<Value>(&json) {
                Ok(Value::String(text)) => out.push_str(&text),
                _ => out.push_str(&crate::terminal::safe_json(&json)),
            }
            out.push('\n');
        }
        Ok(out)
    }
}

/// Describes what was expected, and the rest of the expression there.
fn place(expected: &str, rest: &str) -> String {
    let rest: String = rest.chars().take(20).collect();
    match rest.as_str() {
        "" => format!("expected {expected} at the end"),
        rest => format!("expected {expected} at `{}`", crate::words::one_line(rest)),
    }
}
