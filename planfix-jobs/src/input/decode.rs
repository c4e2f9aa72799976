//! Texts in any encoding, read as UTF-8.

use super::InputError;
use encoding_rs::{Decoder, Encoding, UTF_8, WINDOWS_1251};
use std::io::{self, Read};

/// Returns the encoding with this name.
pub(super) fn encoding(name: &str) -> Result<&'static Encoding, InputError> {
    Encoding::for_label(name.as_bytes()).ok_or_else(|| InputError::Encoding(name.to_owned()))
}

/// Returns the encoding of a text without a byte order mark: the named one, or a guess.
pub(super) fn of(name: Option<&str>, is_utf8: bool) -> &'static Encoding {
    match name.and_then(|name| Encoding::for_label(name.as_bytes())) {
        Some(encoding) => encoding,
        None if is_utf8 => UTF_8,
        // Excel writes CSV in the code page of the system.
        None => WINDOWS_1251,
    }
}

/// A reader of UTF-8 over a text in another encoding. A byte order mark wins over the encoding, and is left out.
pub(super) struct Reader<R> {
    inner: R,
    decoder: Decoder,
    input: Vec<u8>,
    /// The part of `input` that is not decoded yet.
    from: usize,
    to: usize,
    output: Vec<u8>,
    /// The part of `output` that is not returned yet.
    start: usize,
    end: usize,
    is_over: bool,
}

const BLOCK: usize = 1 << 14;

impl<R: Read> Reader<R> {
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder(),
            input: vec![0; BLOCK],
            from: 0,
            to: 0,
            // A byte becomes at most three.
            output: vec![0; 4 * BLOCK],
            start: 0,
            end: 0,
            is_over: false,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        while self.start == self.end && !self.is_over {
            if self.from == self.to {
                self.from = 0;
                self.to = self.inner.read(&mut self.input)?;
            }
            let is_last = self.to == 0;
            let input = self.input.get(self.from..self.to).unwrap_or_default();
            let (result, read, written, _) = self.decoder.decode_to_utf8(input, &mut self.output, is_last);
            self.from += read;
            (self.start, self.end) = (0, written);
            self.is_over = is_last && result == encoding_rs::CoderResult::InputEmpty;
        }
        Ok(())
    }
}

impl<R: Read> Read for Reader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.fill()?;
        let ready = self.output.get(self.start..self.end).unwrap_or_default();
        let length = ready.len().min(out.len());
        if let (Some(out), Some(ready)) = (out.get_mut(..length), ready.get(..length)) {
            out.copy_from_slice(ready);
        }
        self.start += length;
        Ok(length)
    }
}
