//! The current position in a document, as a path for errors.

/// The steps from the root to the current position.
pub(super) struct Path<'a> {
    steps: Vec<Step<'a>>,
    /// Text of the first steps, kept because thousands of unknown elements may share them.
    text: String,
    /// End of each of those steps in `text`.
    ends: Vec<usize>,
}

/// A step of a path.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    /// An element.
    Element(&'a str),
    /// An element that is an item of a list, with its index from 0.
    Item(&'a str, usize),
    /// An attribute.
    Attribute(&'a str),
    /// The text of an element.
    Text,
}

impl<'a> Path<'a> {
    pub(super) fn new() -> Self {
        Self {
            steps: Vec::with_capacity(8),
            text: String::new(),
            ends: Vec::new(),
        }
    }

    /// Returns the number of steps below the root.
    pub(super) fn len(&self) -> usize {
        self.steps.len()
    }

    pub(super) fn is_root(&self) -> bool {
        self.steps.is_empty()
    }

    pub(super) fn push(&mut self, step: Step<'a>) {
        self.steps.push(step);
    }

    pub(super) fn pop(&mut self) -> Option<Step<'a>> {
        let step = self.steps.pop();
        self.ends.truncate(self.steps.len());
        step
    }

    /// Turns the last step, an element, into an item with this index.
    pub(super) fn number(&mut self, index: usize) {
        if let Some(&Step::Element(name)) = self.steps.last() {
            self.pop();
            self.push(Step::Item(name, index));
        }
    }

    /// Returns the path as text, such as `contact.phones.phone[0]@count`; empty for the root.
    pub(super) fn text(&mut self) -> &str {
        let Self { steps, text, ends } = self;
        text.truncate(ends.last().copied().unwrap_or(0));
        for step in steps.iter().skip(ends.len()) {
            let is_below = matches!(step, Step::Element(_) | Step::Item(..)) && !text.is_empty();
            if is_below {
                text.push('.');
            }
            match *step {
                Step::Element(name) => text.push_str(name),
                Step::Item(name, index) => text.extend([name, "[", itoa::Buffer::new().format(index), "]"]),
                Step::Attribute(name) => text.extend(["@", name]),
                Step::Text => text.push_str("#text"),
            }
            ends.push(text.len());
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_follows_the_steps() {
        let mut path = Path::new();
        assert_eq!(path.text(), "");
        path.push(Step::Element("contact"));
        path.push(Step::Element("phones"));
        assert_eq!(path.text(), "contact.phones");
        path.push(Step::Element("phone"));
        assert_eq!(path.text(), "contact.phones.phone");
        path.number(10);
        assert_eq!(path.text(), "contact.phones.phone[10]");
        path.push(Step::Attribute("kind"));
        assert_eq!(path.text(), "contact.phones.phone[10]@kind");
        path.pop();
        path.pop();
        path.push(Step::Text);
        assert_eq!(path.text(), "contact.phones#text");
        path.pop();
        path.pop();
        path.pop();
        // The same length as before, but another path.
        path.push(Step::Item("task", 0));
        path.push(Step::Element("owner"));
        assert_eq!(path.text(), "task[0].owner");
    }
}
