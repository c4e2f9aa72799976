//! The tags of an element, made ready while the program is compiled.

/// The tags of an element, ready to be written and compared.
#[derive(Debug, Clone, Copy)]
pub struct Tags {
    /// Name on the wire.
    pub name: &'static str,
    /// `<name></name>`, and spaces behind: sixteen bytes can be taken from the start of either.
    padded: &'static str,
}

impl Tags {
    /// Called by generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str, padded: &'static str) -> Self {
        Self { name, padded }
    }

    /// `<name>`.
    #[inline]
    pub(crate) fn open(&self) -> Tag {
        Tag {
            padded: self.padded.as_bytes(),
            len: self.name.len() + "<>".len(),
        }
    }

    /// `</name>`.
    #[inline]
    pub(crate) fn close(&self) -> Tag {
        let behind = self.name.len() + "<>".len();
        Tag {
            padded: self.padded.as_bytes().get(behind..).unwrap_or(&[]),
            len: behind + "/".len(),
        }
    }
}

/// A start tag or an end tag.
#[derive(Clone, Copy)]
pub(crate) struct Tag {
    padded: &'static [u8],
    len: usize,
}

impl Tag {
    /// How many bytes it has.
    #[inline]
    pub(crate) fn len(self) -> usize {
        self.len
    }

    /// The tag.
    #[inline]
    pub(crate) fn bytes(self) -> &'static [u8] {
        self.padded.get(..self.len).unwrap_or(&[])
    }

    /// The tag with what follows it, where it is no longer than this: to be copied at once.
    #[inline]
    pub(crate) fn chunk(self) -> Option<&'static [u8; 16]> {
        if self.len <= 16 {
            self.padded.first_chunk()
        } else {
            None
        }
    }

    /// Whether bytes begin with it. Tags are short: a call to compare them would cost more than this.
    #[inline]
    pub(crate) fn begins(self, bytes: &[u8]) -> bool {
        match (bytes.first_chunk::<16>(), self.chunk()) {
            (Some(found), Some(tag)) => {
                let differs = u128::from_le_bytes(*found) ^ u128::from_le_bytes(*tag);
                // Most are told apart by their first half. What is shifted out stands behind the tag.
                let (first, second) = (differs as u64, (differs >> 64) as u64);
                match self.len.checked_sub(9) {
                    None => first << (64 - 8 * self.len) == 0,
                    Some(more) => first == 0 && second << (56 - 8 * more) == 0,
                }
            }
            _ => bytes.starts_with(self.bytes()),
        }
    }
}
