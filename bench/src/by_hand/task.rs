//! The response of task.get.

use super::{Client, FieldValues, Template};
use hard_xml::{XmlRead, XmlWrite};
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[serde(rename = "response")]
#[xml(tag = "response")]
pub struct TaskResponse {
    #[serde(rename = "@status")]
    #[xml(attr = "status")]
    pub status: String,
    #[xml(child = "task")]
    pub task: Task,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[serde(rename_all = "camelCase")]
#[xml(tag = "task")]
pub struct Task {
    #[xml(flatten_text = "id")]
    pub id: i64,
    #[xml(flatten_text = "title")]
    pub title: Option<String>,
    #[xml(flatten_text = "description")]
    pub description: Option<String>,
    #[xml(flatten_text = "importance")]
    pub importance: Option<String>,
    #[xml(flatten_text = "status")]
    pub status: Option<String>,
    #[xml(flatten_text = "statusSet")]
    pub status_set: Option<i64>,
    #[xml(flatten_text = "checkResult")]
    pub check_result: Option<u8>,
    #[serde(rename = "type")]
    #[xml(flatten_text = "type")]
    pub kind: Option<String>,
    #[xml(child = "owner")]
    pub owner: Option<Owner>,
    #[xml(child = "parent")]
    pub parent: Option<Parent>,
    #[xml(child = "template")]
    pub template: Option<Template>,
    #[xml(child = "project")]
    pub project: Option<Project>,
    #[xml(child = "client")]
    pub client: Option<Client>,
    #[xml(flatten_text = "beginDateTime")]
    pub begin_date_time: Option<String>,
    #[xml(flatten_text = "startTime")]
    pub start_time: Option<String>,
    #[xml(flatten_text = "endTime")]
    pub end_time: Option<String>,
    #[xml(flatten_text = "duration")]
    pub duration: Option<i64>,
    #[xml(flatten_text = "durationUnit")]
    pub duration_unit: Option<i64>,
    #[xml(flatten_text = "general")]
    pub general: Option<i64>,
    #[xml(flatten_text = "isOverdued")]
    pub is_overdued: Option<u8>,
    #[xml(flatten_text = "isCloseToDeadline")]
    pub is_close_to_deadline: Option<u8>,
    #[xml(flatten_text = "isNotAcceptedInTime")]
    pub is_not_accepted_in_time: Option<u8>,
    #[xml(flatten_text = "isSummary")]
    pub is_summary: Option<u8>,
    #[xml(flatten_text = "starred")]
    pub starred: Option<u8>,
    #[xml(flatten_text = "additionalDescriptionData")]
    pub additional_description_data: Option<String>,
    #[xml(child = "workers")]
    pub workers: Option<Workers>,
    #[xml(child = "members")]
    pub members: Option<Members>,
    #[xml(child = "auditors")]
    pub auditors: Option<Auditors>,
    #[xml(child = "periodicity")]
    pub periodicity: Option<Periodicity>,
    #[xml(child = "customData")]
    pub custom_data: Option<FieldValues>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "owner")]
pub struct Owner {
    #[xml(flatten_text = "id")]
    pub id: i64,
    #[xml(flatten_text = "name")]
    pub name: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "parent")]
pub struct Parent {
    #[xml(flatten_text = "id")]
    pub id: Option<i64>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "project")]
pub struct Project {
    #[xml(flatten_text = "id")]
    pub id: i64,
    #[xml(flatten_text = "title")]
    pub title: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "workers")]
pub struct Workers {
    #[xml(child = "users")]
    pub users: Option<Users>,
    #[xml(child = "groups")]
    pub groups: Option<Groups>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "members")]
pub struct Members {
    #[xml(child = "users")]
    pub users: Option<Users>,
    #[xml(child = "groups")]
    pub groups: Option<Groups>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "auditors")]
pub struct Auditors {
    #[xml(child = "users")]
    pub users: Option<Users>,
    #[xml(child = "groups")]
    pub groups: Option<Groups>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "users")]
pub struct Users {
    #[serde(default)]
    #[xml(child = "user")]
    pub user: Vec<User>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "user")]
pub struct User {
    #[xml(flatten_text = "id")]
    pub id: i64,
    #[xml(flatten_text = "name")]
    pub name: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "groups")]
pub struct Groups {
    #[serde(default)]
    #[xml(child = "group")]
    pub group: Vec<GroupName>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "group")]
pub struct GroupName {
    #[xml(flatten_text = "id")]
    pub id: i64,
    #[xml(flatten_text = "name")]
    pub name: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[serde(rename_all = "camelCase")]
#[xml(tag = "periodicity")]
pub struct Periodicity {
    #[xml(child = "weekly")]
    pub weekly: Option<Weekly>,
    #[xml(flatten_text = "startDate")]
    pub start_date: Option<String>,
    #[xml(child = "endCondition")]
    pub end_condition: Option<EndCondition>,
    #[xml(child = "notify")]
    pub notify: Option<Notify>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "weekly")]
pub struct Weekly {
    #[serde(rename = "type")]
    #[xml(flatten_text = "type")]
    pub kind: Option<String>,
    #[xml(flatten_text = "shift")]
    pub shift: Option<i64>,
    #[xml(flatten_text = "days")]
    pub days: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[serde(rename_all = "camelCase")]
#[xml(tag = "endCondition")]
pub struct EndCondition {
    #[serde(rename = "type")]
    #[xml(flatten_text = "type")]
    pub kind: Option<String>,
    #[xml(flatten_text = "repeatCount")]
    pub repeat_count: Option<i64>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "notify")]
pub struct Notify {
    #[serde(rename = "type")]
    #[xml(flatten_text = "type")]
    pub kind: Option<i64>,
    #[xml(flatten_text = "day")]
    pub day: Option<i64>,
}
