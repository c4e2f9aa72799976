//! The structs that a user of quick-xml's serde would write by hand: the same fields, the same
//! types where serde has them, numbers as numbers, left out as `None`.
#![allow(missing_docs)]

use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename = "request")]
pub struct UpdateRequest {
    #[serde(rename = "@method")]
    pub method: String,
    pub account: String,
    pub silent: Option<u8>,
    pub contact: UpdateContact,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateContact {
    pub id: Option<i64>,
    pub name: Option<String>,
    pub mid_name: Option<String>,
    pub last_name: Option<String>,
    pub template: Option<i64>,
    pub post: Option<String>,
    pub email: Option<String>,
    pub phones: Option<Phones>,
    pub secondary_emails: Option<Emails>,
    pub address: Option<String>,
    pub description: Option<String>,
    pub sex: Option<String>,
    pub site: Option<String>,
    pub skype: Option<String>,
    pub facebook: Option<String>,
    pub vk: Option<String>,
    pub icq: Option<String>,
    pub birthdate: Option<String>,
    pub lang: Option<String>,
    pub can_be_worker: Option<u8>,
    pub can_be_client: Option<u8>,
    pub group: Option<Group>,
    pub custom_data: Option<CustomData>,
    pub responsible: Option<Responsible>,
    pub telegram: Option<Telegram>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Phones {
    #[serde(default)]
    pub phone: Vec<Phone>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Phone {
    pub number: String,
    pub type_id: Option<i64>,
    pub type_name: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Emails {
    #[serde(default)]
    pub email: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Group {
    pub id: Option<i64>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomData {
    #[serde(default)]
    pub custom_value: Vec<CustomValue>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct CustomValue {
    pub id: i64,
    pub value: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Responsible {
    pub users: Option<Ids>,
    pub groups: Option<Ids>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Ids {
    #[serde(default)]
    pub id: Vec<i64>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Telegram {
    pub id: Option<i64>,
    pub username: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename = "response")]
pub struct ListResponse {
    #[serde(rename = "@status")]
    pub status: String,
    pub contacts: Contacts,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Contacts {
    #[serde(rename = "@totalCount")]
    pub total_count: Option<i64>,
    #[serde(rename = "@count")]
    pub count: Option<i64>,
    #[serde(default)]
    pub contact: Vec<Contact>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    pub id: i64,
    pub userid: Option<i64>,
    pub general: Option<i64>,
    pub template: Option<Group>,
    pub name: Option<String>,
    pub last_name: Option<String>,
    pub is_company: Option<u8>,
    pub post: Option<String>,
    pub email: Option<String>,
    pub phones: Option<Phones>,
    pub address: Option<String>,
    pub description: Option<String>,
    pub sex: Option<String>,
    pub skype: Option<String>,
    pub facebook: Option<String>,
    pub vk: Option<String>,
    pub telegram_id: Option<String>,
    pub icq: Option<String>,
    pub user_pic: Option<String>,
    pub birthdate: Option<String>,
    pub contractors: Option<Contractors>,
    pub have_planfix_access: Option<u8>,
    pub custom_data: Option<FieldValues>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Contractors {
    #[serde(default)]
    pub client: Vec<Client>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Client {
    pub id: Option<i64>,
    pub name: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldValues {
    #[serde(default)]
    pub custom_value: Vec<FieldValue>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct FieldValue {
    pub field: Option<FieldName>,
    pub value: Option<String>,
    pub text: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct FieldName {
    pub id: Option<i64>,
    pub name: Option<String>,
}
