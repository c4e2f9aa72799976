//! The methods, one module each. This list is the index: a new table is a new line here.

/// A module for each group, in it one for each method, and the list of them all.
macro_rules! methods {
    ($($(#[$doc:meta])* $group:ident { $($name:ident $table:literal)+ })+) => {
        $(
            $(#[$doc])*
            pub mod $group {
                $(
                    #[doc = concat!("The method of `", $table, "`.")]
                    pub mod $name {
                        crate::method!($table);
                    }
                )+
            }
        )+

        /// Every method there is, in the order of their names.
        #[must_use]
        pub fn methods() -> &'static [&'static crate::table::Method] {
            &[$($(<$group::$name::Request as crate::Method>::METHOD),+),+]
        }
    };
}

methods! {
    /// Authentication.
    auth {
        login "spec/methods/auth.login.md"
    }
    /// Contacts.
    contact {
        add "spec/methods/contact.add.md"
        delete "spec/methods/contact.delete.md"
        get "spec/methods/contact.get.md"
        get_group_list "spec/methods/contact.getGroupList.md"
        get_list "spec/methods/contact.getList.md"
        get_phone_types "spec/methods/contact.getPhoneTypes.md"
        update "spec/methods/contact.update.md"
    }
}
