//! Where the reader stands, and how an error names that.

/// The steps from the root to where the reader stands.
pub(super) struct Path<'a> {
    steps: Vec<Step<'a>>,
    /// The first of the steps as text, as long as they stay: thousands of unknown elements may stand in one struct.
    text: String,
    /// Where each of those ends in it.
    ends: Vec<usize>,
}

/// A step of a path.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    /// An element.
    Element(&'a str),
    /// An element that is an item of a list, and which one, counted from 0.
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

    /// How many steps below the root it is.
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

    /// Makes the last step, an element, the item of this number.
    pub(super) fn number(&mut self, index: usize) {
        if let Some(&Step::Element(name)) = self.steps.last() {
            self.pop();
            self.push(Step::Item(name, index));
        }
    }

    /// `contact.phones.phone[0]@count`; nothing for the root.
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
        // As long as it was before, and not the same.
        path.push(Step::Item("task", 0));
        path.push(Step::Element("owner"));
        assert_eq!(path.text(), "task[0].owner");
    }
}
