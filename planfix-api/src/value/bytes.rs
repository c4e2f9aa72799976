//! Bytes, in memory or read from a file when they are sent.

use super::encoding::Encoder;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::hash::{Hash, Hasher};
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

/// Bytes, in base64 on the wire: in memory, or from a file that is read only when they are sent, so that its size does
/// not matter. `Debug` shows only their number.
///
/// ```
/// use planfix_api::Bytes;
///
/// let bytes = Bytes::from(b"planfix".to_vec());
/// assert_eq!(bytes.as_slice(), Some(&b"planfix"[..]));
/// assert_eq!(bytes.len(), 7);
/// ```
///
/// A file is opened again for each attempt, so a call that is repeated sends all of it again. A file whose length has
/// changed in the meantime is not sent.
///
/// ```no_run
/// use planfix_api::client::{Client, Transport};
/// use planfix_api::{Bytes, FileSource, TaskId, UploadFile, file::upload};
///
/// # fn upload<T: Transport>(client: Client<T>) -> Result<(), Box<dyn std::error::Error>> {
/// let report = UploadFile::new(FileSource::Filesystem, Bytes::file("report.pdf")?).name("report.pdf");
/// client.call(&upload::Request::new(upload::Task::new(TaskId(1)), [report]))?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Bytes(Content);

#[derive(Clone)]
enum Content {
    Memory(bytes::Bytes),
    Source(Arc<Source>),
}

/// Content that can be read more than once.
struct Source {
    len: u64,
    open: Box<Open>,
}

type Open = dyn Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync;

impl Bytes {
    /// Creates bytes that are read from this file when they are sent.
    ///
    /// # Errors
    /// The file cannot be opened, or is not a file with a length, such as a folder or a pipe.
    pub fn file(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let metadata = File::open(&path)?.metadata()?;
        if !metadata.is_file() {
            let why = "not a file with a length: read it into memory";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        }
        Ok(Self::source(metadata.len(), move || Ok(Box::new(File::open(&path)?))))
    }

    /// Creates bytes that are read from a source when they are sent: `open` opens it from its beginning, for each attempt
    /// anew, and it must then give exactly `len` bytes.
    ///
    /// ```
    /// use planfix_api::Bytes;
    ///
    /// let zeros = Bytes::source(1 << 30, || Ok(Box::new(std::io::Read::take(std::io::repeat(0), 1 << 30))));
    /// assert_eq!(zeros.len(), 1 << 30);
    /// assert_eq!(zeros.as_slice(), None);
    /// ```
    pub fn source(len: u64, open: impl Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync + 'static) -> Self {
        if len == 0 {
            return Self::default();
        }
        let open = Box::new(open);
        Self(Content::Source(Arc::new(Source { len, open })))
    }

    /// Returns the number of bytes.
    #[must_use]
    pub fn len(&self) -> u64 {
        match &self.0 {
            Content::Memory(bytes) => bytes.len() as u64,
            Content::Source(source) => source.len,
        }
    }

    /// Returns true if there are no bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the bytes; `None` if they are not in memory.
    #[must_use]
    pub fn as_slice(&self) -> Option<&[u8]> {
        match &self.0 {
            Content::Memory(bytes) => Some(bytes),
            Content::Source(_) => None,
        }
    }

    /// Returns the bytes, and reads them if they are not in memory.
    ///
    /// # Errors
    /// Their source cannot be read, or its length has changed.
    pub fn read(&self) -> io::Result<Cow<'_, [u8]>> {
        match &self.0 {
            Content::Memory(bytes) => Ok(Cow::Borrowed(bytes)),
            Content::Source(_) => {
                let mut bytes = Vec::new();
                self.reader()?.read_to_end(&mut bytes)?;
                Ok(Cow::Owned(bytes))
            }
        }
    }

    /// Returns a reader of the bytes, from their beginning. It fails if its source has more or fewer bytes than it had
    /// when it was set.
    ///
    /// # Errors
    /// The source cannot be opened.
    pub fn reader(&self) -> io::Result<impl Read + Send + use<>> {
        Ok(match &self.0 {
            Content::Memory(bytes) => Exact {
                left: bytes.len() as u64,
                source: Box::new(io::Cursor::new(bytes.clone())),
            },
            Content::Source(source) => Exact {
                left: source.len,
                source: (source.open)()?,
            },
        })
    }

    /// Returns a reader of the bytes in base64.
    pub(crate) fn encoder(&self) -> io::Result<Encoder<impl Read + Send + use<>>> {
        self.reader().map(Encoder::new)
    }

    pub(crate) fn decode(text: &str) -> Option<Self> {
        // Base64 is often wrapped into lines, so white space is not content.
        let compact: String = text.split_ascii_whitespace().collect();
        STANDARD.decode(compact).ok().map(Self::from)
    }

    /// Returns the bytes in base64.
    ///
    /// # Errors
    /// Their source cannot be read.
    pub(crate) fn encode(&self) -> io::Result<String> {
        self.read().map(|bytes| STANDARD.encode(bytes))
    }

    /// Returns the number of bytes in base64.
    pub(crate) fn encoded_len(&self) -> u64 {
        self.len().div_ceil(3).saturating_mul(4)
    }
}

/// A reader of exactly as many bytes as expected.
struct Exact {
    source: Box<dyn Read + Send>,
    left: u64,
}

impl Read for Exact {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        let read = self.source.read(into)?;
        if read as u64 > self.left || (read == 0 && self.left > 0) {
            let why = "the length of the content has changed since it was set";
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
        self.left -= read as u64;
        Ok(read)
    }
}

impl Default for Bytes {
    fn default() -> Self {
        Self(Content::Memory(bytes::Bytes::new()))
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Content::Memory(bytes.into()))
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self::from(bytes.to_owned())
    }
}

impl<const N: usize> From<[u8; N]> for Bytes {
    fn from(bytes: [u8; N]) -> Self {
        Self::from(bytes.to_vec())
    }
}

/// Bytes in memory are equal if they are the same; bytes from a source are equal only to their clones.
impl PartialEq for Bytes {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Content::Memory(one), Content::Memory(other)) => one == other,
            (Content::Source(one), Content::Source(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl Eq for Bytes {}

impl Hash for Bytes {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.len().hash(state);
        self.as_slice().hash(state);
    }
}

/// Formats as base64.
impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.encode() {
            Ok(text) => f.write_str(&text),
            Err(error) => write!(f, "({} bytes that cannot be read: {error})", self.len()),
        }
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bytes({})", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(promised: u64, bytes: &'static [u8]) -> Bytes {
        Bytes::source(promised, move || Ok(Box::new(bytes)))
    }

    #[test]
    fn a_source_is_read_each_time_from_its_beginning() {
        let bytes = source(7, b"planfix");
        for _ in 0..2 {
            assert_eq!(&*bytes.read().unwrap(), b"planfix");
            assert_eq!(bytes.encode().unwrap(), "cGxhbmZpeA==");
        }
        assert_eq!(bytes, bytes.clone());
        assert_ne!(bytes, source(7, b"planfix"));
        assert_ne!(bytes, Bytes::from(*b"planfix"));
    }

    #[test]
    fn a_source_of_another_length_is_an_error() {
        for promised in [6, 8] {
            let error = source(promised, b"planfix").read().unwrap_err();
            assert!(
                error.to_string().contains("length of the content has changed"),
                "{error}"
            );
        }
        assert!(Bytes::file("/").is_err());
        assert!(Bytes::file("/there/is/none").is_err());
    }
}
