//! Methods of a server that extends PlanFix, with types that only this crate defines.

/// The shared types of this crate.
pub mod types {
    pf::shared_type!("spec/types/Booker.md");
    pf::shared_type!("spec/types/Equipment.md");
    pf::shared_type!("spec/types/RoomId.md");
    pf::shared_type!("spec/types/RoomKind.md");
    pf::shared_type!("spec/types/RoomTarget.md");
}

/// The methods of rooms. Their types are in [`types`], the default module.
pub mod room {
    /// The method room.book.
    pub mod book {
        pf::method!("spec/methods/room.book.md");
    }
}

/// Tables in a folder beside their module, with types in a module of another name.
pub mod desks {
    pf::shared_type!("./desks/types/DeskId.md", types: crate::desks);
    pf::shared_type!("./desks/types/Desk.md", types: crate::desks);

    /// The method desk.getFree.
    pub mod get_free {
        pf::method!("./desks/desk.getFree.md", types: crate::desks);
    }

    /// The method room.close, whose table is a doc comment.
    pub mod close {
        pf::method! {
            /// # room.close
            ///
            /// Closes one room.
            ///
            /// - effect: set
            /// - source: an example
            ///
            /// ## Request
            ///
            /// | name | type     | note |
            /// |------|----------|------|
            /// | id   | RoomId   | `required` Identifier of the room. |
            /// | by   | UserId   | Who closes it. |
            /// | kind | RoomKind | `patch` What becomes of it. |
            ///
            /// ## Response
            ///
            /// None.
            types: crate::types
        }
    }
}

pub mod lists;
