//! Lists in pages, and a method that changes what another one reads.

/// The method room.list, whose first page is 0.
pub mod list {
    pf::method! {
        /// # room.list
        ///
        /// Reads one page of the rooms; beside them the answer has the doors.
        ///
        /// - effect: read
        /// - source: an example
        /// - pages: rooms.room[] from 0
        ///
        /// ## Request
        ///
        /// | name        | type | note |
        /// |-------------|------|------|
        /// | pageCurrent | int  | Number of the page, from 0. |
        /// | pageSize    | int  | `range 1..2` Number of rooms on a page. |
        ///
        /// ## Response
        ///
        /// | name             | type   | note |
        /// |------------------|--------|------|
        /// | rooms            |        | The rooms. |
        /// | rooms@totalCount | int    | How many there are on all pages. |
        /// | rooms.room[]     |        | One room. |
        /// | rooms.room[].id  | RoomId | `required` Its identifier. |
        /// | doors.door[]     |        | One door. |
        /// | doors.door[].id  | int    | Its number. |
        types: crate::types
    }
}

/// The method room.get.
pub mod get {
    pf::method! {
        /// # room.get
        ///
        /// Reads one room.
        ///
        /// - effect: read
        /// - source: an example
        ///
        /// ## Request
        ///
        /// | name | type   | note |
        /// |------|--------|------|
        /// | id   | RoomId | `required` Identifier of the room. |
        ///
        /// ## Response
        ///
        /// | name           | type   | note |
        /// |----------------|--------|------|
        /// | id             | RoomId | `required` Identifier of the room. |
        /// | title          | string | Its name. |
        /// | keeper.user.id | UserId | Who looks after it. |
        types: crate::types
    }
}

/// The method room.update.
pub mod update {
    pf::method! {
        /// # room.update
        ///
        /// Changes one room. What is left out goes back to its default.
        ///
        /// - effect: set
        /// - source: an example
        /// - left-out: reset
        /// - reads: room.get
        ///
        /// ## Request
        ///
        /// | name   | type   | note |
        /// |--------|--------|------|
        /// | id     | RoomId | `required` Identifier of the room. |
        /// | title  | string | `patch` Its name. |
        /// | keeper | UserId | `patch` `reads keeper.user.id` Who looks after it. |
        ///
        /// ## Response
        ///
        /// None.
        types: crate::types
    }

    impl pf::Edit for Request {
        type Read = super::get::Request;
    }
}
