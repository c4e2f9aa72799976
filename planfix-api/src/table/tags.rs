//! The tags of an element, prepared at compile time.

/// The tags of an element, in a form that is fast to write and compare.
#[derive(Debug, Clone, Copy)]
pub struct Tags {
    /// Name on the wire.
    pub name: &'static str,
    /// The first sixteen bytes of `<name>`, then those of `</name>`, padded with spaces.
    both: [u8; 32],
}

impl Tags {
    /// Creates the tags. Called by generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str, both: &[u8; 32]) -> Self {
        Self { name, both: *both }
    }

    /// Returns `<name>`.
    #[inline]
    pub(crate) fn open(&self) -> Tag<'_> {
        Tag {
            chunk: self.both.first_chunk().unwrap_or(&NEITHER),
            begin: "<",
            name: self.name,
        }
    }

    /// Returns `</name>`.
    #[inline]
    pub(crate) fn close(&self) -> Tag<'_> {
        Tag {
            chunk: self.both.last_chunk().unwrap_or(&NEITHER),
            begin: "</",
            name: self.name,
        }
    }
}

/// Never used, since an array of 32 bytes has two chunks of 16.
const NEITHER: [u8; 16] = [0; 16];

/// A start tag or an end tag.
#[derive(Clone, Copy)]
pub(crate) struct Tag<'t> {
    chunk: &'t [u8; 16],
    begin: &'static str,
    name: &'static str,
}

impl<'t> Tag<'t> {
    /// Returns its length in bytes.
    #[inline]
    pub(crate) fn len(self) -> usize {
        self.begin.len() + self.name.len() + ">".len()
    }

    /// Returns the tag as three pieces.
    pub(crate) fn pieces(self) -> [&'static str; 3] {
        [self.begin, self.name, ">"]
    }

    /// Returns the tag as a padded block, to be copied at once, if it is no longer than that.
    #[inline]
    pub(crate) fn chunk(self) -> Option<&'t [u8; 16]> {
        (self.len() <= 16).then_some(self.chunk)
    }

    /// Returns the rest of a text that begins with the tag.
    #[inline]
    pub(crate) fn after(self, text: &str) -> Option<&str> {
        if self.begins(text.as_bytes()) {
            text.get(self.len()..)
        } else {
            None
        }
    }

    /// Returns true if the bytes begin with the tag.
    #[inline]
    pub(crate) fn begins(self, bytes: &[u8]) -> bool {
        match self.agrees(bytes, self.len()) {
            Some(yes) => yes,
            None => begins_slowly(self.begin, self.name, bytes),
        }
    }

    /// Returns true if the bytes begin with the tag of the empty element, `<name/>` for `<name>`. Returns false for a
    /// long name, and near the end of the input, where the tokenizer takes over.
    #[inline]
    pub(crate) fn begins_empty(self, bytes: &[u8]) -> bool {
        let after_name = self.begin.len() + self.name.len();
        let is_closed = bytes.get(after_name..).is_some_and(|rest| rest.starts_with(b"/>"));
        is_closed && self.agrees(bytes, after_name) == Some(true)
    }

    /// Compares the first `length` bytes with the tag. Returns `None` if that cannot be decided: beyond sixteen bytes,
    /// or near the end of the input. Tags are short, and a call to compare them would cost more than this.
    #[inline]
    fn agrees(self, bytes: &[u8], length: usize) -> Option<bool> {
        let found = bytes.first_chunk::<16>()?;
        let differs = u128::from_le_bytes(*found) ^ u128::from_le_bytes(*self.chunk);
        // Most differ in their first half.
        let (first, second) = (differs as u64, (differs >> 64) as u64);
        match COUNTS.get(length) {
            Some(counts) => Some(first & counts[0] == 0 && second & counts[1] == 0),
            None if differs == 0 => None,
            None => Some(false),
        }
    }
}

/// Bitmasks of the first bytes of a block, by their number, each as two words.
#[allow(clippy::indexing_slicing, reason = "evaluated while it is compiled")]
static COUNTS: [[u64; 2]; 17] = {
    let mut counts = [[0; 2]; 17];
    let mut len = 1;
    while len <= 16 {
        let bits = u128::MAX >> (128 - 8 * len);
        counts[len] = [bits as u64, (bits >> 64) as u64];
        len += 1;
    }
    counts
};

#[inline(never)]
fn begins_slowly(begin: &str, name: &str, bytes: &[u8]) -> bool {
    let name_on = bytes.strip_prefix(begin.as_bytes());
    let after = name_on.and_then(|rest| rest.strip_prefix(name.as_bytes()));
    after.is_some_and(|rest| rest.starts_with(b">"))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Returns the bytes that generated code has for a name.
    pub(crate) fn both_tags(name: &str) -> &'static [u8; 32] {
        let both = [format!("<{name}>"), format!("</{name}>")].map(|tag| {
            let padded = format!("{tag:<16}");
            *padded.as_bytes().first_chunk::<16>().unwrap()
        });
        Box::leak(Box::new(both.concat().try_into().unwrap()))
    }

    #[test]
    fn a_tag_is_told_from_any_other_bytes() {
        for length in 1..40 {
            let name: &'static str = "a".repeat(length).leak();
            let tags = Tags::new(name, both_tags(name));
            for tag in [tags.open(), tags.close()] {
                let text = tag.pieces().concat();
                assert_eq!(text.len(), tag.len());
                for after in ["", "1", "<", "            </and more"] {
                    let right = format!("{text}{after}");
                    assert!(tag.begins(right.as_bytes()), "{right}");
                    for at in 0..text.len() {
                        let mut wrong = right.clone().into_bytes();
                        wrong[at] ^= 1;
                        assert!(!tag.begins(&wrong), "{right}, another byte at {at}");
                        assert!(!tag.begins(&right.as_bytes()[..at]), "{right}, the first {at}");
                    }
                    let empty = format!("{}/>{after}", text.trim_end_matches('>'));
                    assert!(!tag.begins_empty(right.as_bytes()), "{right}");
                    let short = empty.len() >= 16 && text.len() <= 17;
                    assert_eq!(tag.begins_empty(empty.as_bytes()), short, "{empty}");
                    for at in 0..=text.len() {
                        let mut wrong = empty.clone().into_bytes();
                        wrong[at] ^= 1;
                        assert!(!tag.begins_empty(&wrong), "{empty}, another byte at {at}");
                    }
                }
            }
        }
    }
}
