//! The enums that a PlanFix field table and the Rust made from it have in common.
//!
//! planfix-schema reads them from a table and planfix-api obeys them at run time. Both reexport them: use them from there.
//!
//! ```
//! use planfix_model::Effect;
//!
//! assert_eq!(Effect::of("create"), Some(Effect::Create));
//! assert!(!Effect::Create.repeatable());
//! ```

mod class;
mod effect;
mod joint;
mod place;
mod reply;

pub use class::Class;
pub use effect::Effect;
pub use joint::Joint;
pub use place::Place;
pub use reply::Reply;
