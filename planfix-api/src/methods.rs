//! The methods, one module each. This list is the index: add one line for a new table.

/// Generates a module for each group, with a module for each of its methods, and the list of all methods. A group is
/// compiled only if its feature is on; one without a feature always is.
macro_rules! methods {
    ($($(#[$doc:meta])* $group:ident $($feature:literal)? { $($name:ident $table:literal)+ })+) => {
        $(
            $(#[$doc])*
            $(#[cfg(feature = $feature)])?
            pub mod $group {
                $(
                    crate::__private::method! { [crate] [$group::$name] $table }
                )+
            }
        )+

        /// Re-exports the groups at the root of the crate, one by one: if the feature of a group is off, the compiler
        /// then suggests the feature, which it does not do through `*`.
        macro_rules! groups {
            () => {
                $(
                    $(#[cfg(feature = $feature)])?
                    pub use methods::$group;
                )+
            };
        }

        /// Returns all methods of the groups whose features are on, in the order of their names.
        #[must_use]
        pub fn methods() -> &'static [&'static crate::table::Method] {
            static METHODS: std::sync::LazyLock<Vec<&'static crate::table::Method>> =
                std::sync::LazyLock::new(|| {
                    let groups: &[&[&'static crate::table::Method]] = &[$(
                        $(#[cfg(feature = $feature)])?
                        &[$(<$group::$name::Request as crate::Method>::METHOD),+],
                    )+];
                    groups.concat()
                });
            &METHODS
        }
    };
}

methods! {
    /// Actions: comments and the history of tasks and contacts.
    action "action" {
        add "spec/methods/action.add.md"
        delete "spec/methods/action.delete.md"
        get "spec/methods/action.get.md"
        get_list "spec/methods/action.getList.md"
        get_list_by_period "spec/methods/action.getListByPeriod.md"
        get_list_with_analitic "spec/methods/action.getListWithAnalitic.md"
        update "spec/methods/action.update.md"
    }
    /// Analytics: rows of data attached to actions.
    analitic "analitic" {
        get_data "spec/methods/analitic.getData.md"
        get_data_by_condition "spec/methods/analitic.getDataByCondition.md"
        get_group_list "spec/methods/analitic.getGroupList.md"
        get_handbook "spec/methods/analitic.getHandbook.md"
        get_list "spec/methods/analitic.getList.md"
        get_options "spec/methods/analitic.getOptions.md"
    }
    /// Authentication.
    auth {
        login "spec/methods/auth.login.md"
    }
    /// Contacts: people, companies and templates of them.
    contact "contact" {
        add "spec/methods/contact.add.md"
        delete "spec/methods/contact.delete.md"
        get "spec/methods/contact.get.md"
        get_filter_list "spec/methods/contact.getFilterList.md"
        get_group_list "spec/methods/contact.getGroupList.md"
        get_list "spec/methods/contact.getList.md"
        get_phone_types "spec/methods/contact.getPhoneTypes.md"
        manage_planfix_access "spec/methods/contact.managePlanfixAccess.md"
        update "spec/methods/contact.update.md"
        update_contractors "spec/methods/contact.updateContractors.md"
        update_custom_data "spec/methods/contact.updateCustomData.md"
        update_user_info "spec/methods/contact.updateUserInfo.md"
    }
    /// Files of tasks, projects and contacts.
    file "file" {
        delete "spec/methods/file.delete.md"
        download "spec/methods/file.download.md"
        get "spec/methods/file.get.md"
        get_history "spec/methods/file.getHistory.md"
        get_list_for_client "spec/methods/file.getListForClient.md"
        get_list_for_project "spec/methods/file.getListForProject.md"
        get_list_for_task "spec/methods/file.getListForTask.md"
        get_list_for_user "spec/methods/file.getListForUser.md"
        upload "spec/methods/file.upload.md"
    }
    /// Directories and their records.
    handbook "handbook" {
        add_record "spec/methods/handbook.addRecord.md"
        get_group_list "spec/methods/handbook.getGroupList.md"
        get_list "spec/methods/handbook.getList.md"
        get_record "spec/methods/handbook.getRecord.md"
        get_record_multi "spec/methods/handbook.getRecordMulti.md"
        get_records "spec/methods/handbook.getRecords.md"
        get_structure "spec/methods/handbook.getStructure.md"
        update_record "spec/methods/handbook.updateRecord.md"
    }
    /// Projects.
    project "project" {
        add "spec/methods/project.add.md"
        get "spec/methods/project.get.md"
        get_list "spec/methods/project.getList.md"
        update "spec/methods/project.update.md"
    }
    /// Groups of projects.
    project_group "projectGroup" {
        add "spec/methods/projectGroup.add.md"
        get "spec/methods/projectGroup.get.md"
        get_list "spec/methods/projectGroup.getList.md"
        r#move "spec/methods/projectGroup.move.md"
        update "spec/methods/projectGroup.update.md"
    }
    /// Tasks.
    task "task" {
        accept "spec/methods/task.accept.md"
        add "spec/methods/task.add.md"
        change_expect_date "spec/methods/task.changeExpectDate.md"
        change_status "spec/methods/task.changeStatus.md"
        change_workers "spec/methods/task.changeWorkers.md"
        get "spec/methods/task.get.md"
        get_filter_list "spec/methods/task.getFilterList.md"
        get_list "spec/methods/task.getList.md"
        get_multi "spec/methods/task.getMulti.md"
        get_possible_status_to_change "spec/methods/task.getPossibleStatusToChange.md"
        reject "spec/methods/task.reject.md"
        update "spec/methods/task.update.md"
        update_custom_data "spec/methods/task.updateCustomData.md"
    }
    /// Processes of tasks.
    task_status "taskStatus" {
        get_list_of_set "spec/methods/taskStatus.getListOfSet.md"
        get_set_list "spec/methods/taskStatus.getSetList.md"
    }
    /// Employees.
    user "user" {
        actions_added "spec/methods/user.actionsAdded.md"
        add "spec/methods/user.add.md"
        change_status "spec/methods/user.changeStatus.md"
        get "spec/methods/user.get.md"
        get_list "spec/methods/user.getList.md"
        update "spec/methods/user.update.md"
        update_group_membership "spec/methods/user.updateGroupMembership.md"
    }
    /// Groups of employees.
    user_group "userGroup" {
        add "spec/methods/userGroup.add.md"
        get "spec/methods/userGroup.get.md"
        get_heads "spec/methods/userGroup.getHeads.md"
        get_list "spec/methods/userGroup.getList.md"
        update "spec/methods/userGroup.update.md"
    }
}
