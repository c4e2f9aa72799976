//! The body of a request, which logs do not show.

use bytes::Bytes;
use std::fmt;
use std::ops::Deref;

/// The body of a request. It holds the session, the password of a login, and personal values, so `Debug` shows only
/// its length.
///
/// ```
/// use planfix_api::client::Body;
///
/// let body = Body::from(b"<request/>".to_vec());
/// assert_eq!(body.len(), 10);
/// assert_eq!(format!("{body:?}"), "Body(10 bytes)");
/// assert_eq!(Vec::from(body), b"<request/>");
/// ```
///
/// A clone shares the bytes.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Body(Bytes);

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} bytes)", self.0.len())
    }
}

impl Deref for Body {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Body {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

/// Copies the bytes only where a clone still shares them.
impl From<Body> for Vec<u8> {
    fn from(body: Body) -> Self {
        body.0.into()
    }
}

impl From<Body> for Bytes {
    fn from(body: Body) -> Self {
        body.0
    }
}
