//! One field of a struct: its name, its rules, its number.

use super::note::Rule;
use super::record::{Build, Scope};
use super::rows::ParsedRow;
use super::rules::Subject;
use super::tree::Node;
use crate::limits;
use crate::model::{Content, Field, Place, Shape, Type};
use crate::names::snake;

impl Build<'_, '_> {
    /// The field of a row, and of the row around it where the two are one list.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn field(
        &mut self,
        scope: &mut Scope,
        node: &Node<'_>,
        row: &ParsedRow,
        outer: Option<&ParsedRow>,
        shape: Shape,
        ty: Type,
        prefix: &str,
    ) -> Content {
        let mut names =
            outer
                .into_iter()
                .chain([row])
                .flat_map(|row| &row.rules)
                .filter_map(|(rule, span)| match rule {
                    Rule::As(name) => Some((name.clone(), span.clone())),
                    _ => None,
                });
        let given = names.next();
        if let Some((_, span)) = names.next() {
            self.faults.help(
                span,
                "a second name for one list",
                "the row around it has one too",
                "the two rows are one field: keep one `as`",
            );
        }
        let own = snake(if node.place == Place::Text { "text" } else { &node.name });
        let (name, span) = given.unwrap_or_else(|| (format!("{prefix}{own}"), row.path.span.clone()));
        let subject = Subject {
            row,
            shape: &shape,
            ty: &ty,
            name: &name,
            name_span: &span,
        };
        let rules = self.rules(scope, &subject);
        let rust = match rules.choice {
            None => {
                let words = [(rules.patch, "clear"), (shape != Shape::Single, "push")];
                let others: Vec<&'static str> = words.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
                self.name_field(scope, &name, &span, row, &others)
            }
            // The variant that `member` has taken.
            Some(choice) => {
                let members = scope.choices.get(choice).map(|(_, members)| members.as_slice());
                members
                    .and_then(<[_]>::last)
                    .map_or(name, |(variant, _)| variant.clone())
            }
        };
        let docs: Vec<&str> = outer
            .into_iter()
            .chain([row])
            .map(|row| row.doc.as_str())
            .filter(|doc| !doc.is_empty())
            .collect();
        let index = scope.count;
        if index == limits::FIELDS {
            self.faults.help(
                row.path.span.clone(),
                format!("more than {} fields in one struct", limits::FIELDS),
                "from here on",
                "add a row for an element that holds some of them, so that it is a struct of its own",
            );
        }
        scope.count = scope.count.saturating_add(1);
        Content::Field(Box::new(Field {
            path: row.path.text.clone(),
            rust,
            index,
            shape,
            ty,
            doc: docs.join(" "),
            line: row.line,
            rules,
        }))
    }
}
