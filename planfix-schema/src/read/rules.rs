//! The rules of a row, which of them it may have, and the one-ofs.

use super::record::{Build, Scope, Side, free_name};
use super::rows::{ParsedRow, Rule, Tail};
use crate::model::{Choice, Rules, Shape, Type};
use crate::names::{is_field, is_type, pascal, snake};
use std::ops::Range;

impl Build<'_, '_> {
    /// The rules of a field.
    pub(super) fn rules(
        &mut self,
        scope: &mut Scope,
        row: &ParsedRow,
        shape: &Shape,
        ty: &Type,
        name: &str,
        name_span: &Range<usize>,
    ) -> Rules {
        let mut rules = Rules::default();
        let leaf = !matches!(ty, Type::Record(_));
        let choice = row.rules.iter().find_map(|(rule, _)| match rule {
            Rule::OneOf(_) | Rule::AtMostOneOf(_) => Some(rule.word()),
            _ => None,
        });
        let has = |word: &str| row.rules.iter().any(|(rule, _)| rule.word() == word);
        for (rule, span) in &row.rules {
            let span = span.clone();
            let word = rule.word();
            match rule {
                Rule::Required => {
                    if let Some(other) = choice {
                        self.contradiction(
                            span,
                            word,
                            other,
                            "exactly one of the members is there; which, the caller says",
                        );
                    } else if has("patch") {
                        self.contradiction(span, word, "patch", "what must be there cannot be left out");
                    } else if has("default") {
                        self.contradiction(span, word, "default", "what must be there needs no default");
                    } else {
                        rules.required = true;
                    }
                }
                Rule::Patch => {
                    if let Some(other) = choice {
                        self.contradiction(span, word, other, "a selector cannot be cleared");
                    } else if has("default") {
                        self.contradiction(span, word, "default", "a field that is left out keeps its value");
                    } else if !matches!(self.side, Side::Request { patch: true } | Side::Shared) {
                        let where_ = if self.side == Side::Response {
                            "a response"
                        } else {
                            "a request that changes nothing stored"
                        };
                        self.faults.help(
                            span,
                            format!("`patch` in {where_}"),
                            "nothing is kept or cleared here",
                            "it stands in requests of methods with the effect `set` or `act`",
                        );
                    } else if !has("required") {
                        if *shape == Shape::Repeat {
                            self.faults.help(
                                span,
                                "`patch` on a list without an element around it",
                                "an empty list cannot be written",
                                "remove it",
                            );
                        } else {
                            rules.patch = true;
                        }
                    }
                }
                Rule::OneOf(group) | Rule::AtMostOneOf(group) => {
                    let twice = matches!(rule, Rule::AtMostOneOf(_)) && has("one-of");
                    let is_part = row.tail != Tail::Element;
                    let required = matches!(rule, Rule::OneOf(_));
                    let nobody = required && self.side == Side::Response;
                    if twice || nobody || *shape != Shape::Single || is_part {
                        scope.faulty.push(group.clone());
                    }
                    if twice {
                        self.contradiction(span, word, "one-of", "a row belongs to one choice");
                    } else if nobody {
                        self.faults.help(
                            span,
                            format!("`{word}` in a response"),
                            "nobody chooses here",
                            "remove it, or make it `at-most-one-of`",
                        );
                    } else if *shape != Shape::Single || is_part {
                        self.faults.help(
                            span,
                            format!("`{word}` on something that is no single element"),
                            "a member is one element",
                            "put it on rows of elements without `[]`",
                        );
                    } else {
                        rules.choice = self.member(scope, group, required, name, name_span, &span, row.line);
                    }
                }
                Rule::Secret if leaf => rules.secret = true,
                Rule::Personal if leaf => rules.personal = true,
                Rule::Secret | Rule::Personal => self.faults.help(
                    span,
                    format!("`{word}` on an element that holds others"),
                    "it has no value of its own",
                    "put it on the rows of its values",
                ),
                // What the type should have been is not known.
                Rule::Range(..) if row.ty_faulty => {}
                Rule::Range(low, high) => match ty {
                    Type::Int | Type::Shared(_) => rules.range = Some((*low, *high)),
                    _ => self.faults.help(
                        span,
                        "`range` on something that is no number",
                        "it bounds `int` and identifiers",
                        "remove it; the exact length of a text is its type, such as `string(32)`",
                    ),
                },
                Rule::Default(value) => {
                    if leaf {
                        rules.default = Some(value.clone());
                    } else {
                        self.faults.help(
                            span,
                            "`default` on an element that holds others",
                            "it has no value of its own",
                            "put it on the rows of its values",
                        );
                    }
                }
                Rule::Struct(_) if leaf => self.faults.help(
                    span,
                    "`struct` on a row that makes no struct",
                    "it has a type",
                    "the name of a field is given with `as`",
                ),
                Rule::Items(low, high) => {
                    if *shape == Shape::Single {
                        self.faults.help(
                            span,
                            "`items` on something that does not repeat",
                            "it bounds the length of a list",
                            "put it on the row with `[]`",
                        );
                    } else {
                        rules.items = Some((*low, *high));
                    }
                }
                Rule::OnlyIf(condition) | Rule::RequiredIf(condition) => {
                    if self.conditional(rule, &span, *shape == Shape::Single && !leaf, has("required"), choice) {
                        scope.conditions.push((condition.path.clone(), span));
                        if matches!(rule, Rule::OnlyIf(_)) {
                            rules.only_if = Some(condition.clone());
                        } else {
                            rules.required_if = Some(condition.clone());
                        }
                    }
                }
                Rule::Field => self.faults.help(
                    span,
                    "`field` on a row that is no filter",
                    "it stands in `## Filters`",
                    "remove it",
                ),
                Rule::As(_) | Rule::Struct(_) => {}
            }
        }
        rules
    }

    /// Whether a row may have a condition.
    fn conditional(
        &mut self,
        rule: &Rule,
        span: &Range<usize>,
        holds_others: bool,
        required: bool,
        choice: Option<&str>,
    ) -> bool {
        let word = rule.word();
        if holds_others {
            self.faults.help(
                span.clone(),
                format!("`{word}` on an element that holds others"),
                "it has no value of its own",
                "put it on the rows of its values",
            );
        } else if required {
            self.contradiction(span.clone(), word, "required", "what must be there depends on nothing");
        } else if let (Rule::RequiredIf(_), Some(other)) = (rule, choice) {
            self.contradiction(span.clone(), word, other, "which member is there, the caller says");
        } else {
            return true;
        }
        false
    }

    fn contradiction(&mut self, span: Range<usize>, one: &str, other: &str, why: &str) {
        self.faults.help(
            span,
            format!("`{one}` and `{other}` contradict each other"),
            why,
            "remove one of them",
        );
    }

    #[allow(clippy::too_many_arguments)]
    fn member(
        &mut self,
        scope: &mut Scope,
        group: &str,
        required: bool,
        name: &str,
        name_span: &Range<usize>,
        span: &Range<usize>,
        line: u32,
    ) -> Option<usize> {
        if !is_field(group) || snake(group) != group {
            self.faults.help(
                span.clone(),
                format!("`{group}` cannot be the name of a one-of"),
                "it becomes a Rust field",
                "use lower case, such as `one-of key`",
            );
            return None;
        }
        let mut variant = pascal(name);
        let is_name = is_type(&variant);
        if !is_name {
            self.faults.help(
                name_span.clone(),
                format!("`{name}` cannot be the name of a variant"),
                "this name",
                "give another one with `as OtherName`",
            );
            variant = "Unnamed".to_owned();
        }
        let at = scope.groups.iter().position(|known| known == group);
        let at = at.unwrap_or_else(|| {
            let remedy = "name this one-of otherwise";
            let rust = match self.groups.get(group) {
                None => {
                    self.groups.insert(group.to_owned(), line);
                    self.claim(&self.prefixed(group), span, line, remedy)
                }
                Some(first) => {
                    let help =
                        format!("the first is on line {first}; a choice is made inside of one struct, so {remedy}");
                    let message = format!("members of one-of `{group}` stand in two structs");
                    self.faults
                        .help(span.clone(), message, "in another struct than the first", help);
                    self.spread.push(group.to_owned());
                    self.take(&self.prefixed(group), line)
                }
            };
            if let Some((first, path)) = scope.fields.get(group) {
                let help = format!("the first is `{path}` on line {first}; {remedy}");
                let message = format!("a row and a one-of with the Rust name `{group}`");
                self.faults.help(span.clone(), message, "the second", help);
            }
            let field = free_name(group, |name| scope.fields.contains_key(name));
            scope.fields.insert(field.clone(), (line, format!("one-of {group}")));
            scope.groups.push(group.to_owned());
            scope.choices.push((
                Choice {
                    name: field,
                    rust,
                    required,
                },
                Vec::new(),
            ));
            scope.choices.len() - 1
        });
        let (choice, members) = scope.choices.get_mut(at)?;
        if choice.required != required {
            self.faults.help(
                span.clone(),
                format!("`{group}` is both `one-of` and `at-most-one-of`"),
                "the first row says the other",
                "write the same rule on every member",
            );
        }
        if is_name && members.iter().any(|(known, _)| *known == variant) {
            self.faults.help(
                name_span.clone(),
                format!("two rows with the Rust name `{variant}` in one-of `{group}`"),
                "the second",
                "give one of them another name with `as OtherName`",
            );
        }
        let variant = free_name(&variant, |name| members.iter().any(|(known, _)| known == name));
        members.push((variant, span.clone()));
        Some(at)
    }
}
