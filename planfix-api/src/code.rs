//! The error codes of PlanFix as constants, from `spec/errors.md`. [`Code::of`](crate::Code::of) tells the class and the
//! meaning of one.
//!
//! ```
//! use planfix_api::client::Error;
//! use planfix_api::{Code, code};
//!
//! fn is_gone(error: &Error) -> bool {
//!     error.code() == Some(code::CONTACT_NOT_FOUND)
//! }
//!
//! let code = Code::of(code::CONTACT_NOT_FOUND).unwrap();
//! assert_eq!((code.code, code.name), ("8002", "CONTACT_NOT_FOUND"));
//! ```

crate::__private::error_codes! { [crate] "spec/errors.md" }
