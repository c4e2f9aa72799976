//! The request of contact.update.

use hard_xml::{XmlRead, XmlWrite};
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[serde(rename = "request")]
#[xml(tag = "request")]
pub struct UpdateRequest {
    #[serde(rename = "@method")]
    #[xml(attr = "method")]
    pub method: String,
    #[xml(flatten_text = "account")]
    pub account: String,
    #[xml(flatten_text = "silent")]
    pub silent: Option<u8>,
    #[xml(child = "contact")]
    pub contact: UpdateContact,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[serde(rename_all = "camelCase")]
#[xml(tag = "contact")]
pub struct UpdateContact {
    #[xml(flatten_text = "id")]
    pub id: Option<i64>,
    #[xml(flatten_text = "name")]
    pub name: Option<String>,
    #[xml(flatten_text = "midName")]
    pub mid_name: Option<String>,
    #[xml(flatten_text = "lastName")]
    pub last_name: Option<String>,
    #[xml(flatten_text = "template")]
    pub template: Option<i64>,
    #[xml(flatten_text = "post")]
    pub post: Option<String>,
    #[xml(flatten_text = "email")]
    pub email: Option<String>,
    #[xml(child = "phones")]
    pub phones: Option<Phones>,
    #[xml(child = "secondaryEmails")]
    pub secondary_emails: Option<Emails>,
    #[xml(flatten_text = "address")]
    pub address: Option<String>,
    #[xml(flatten_text = "description")]
    pub description: Option<String>,
    #[xml(flatten_text = "sex")]
    pub sex: Option<String>,
    #[xml(flatten_text = "site")]
    pub site: Option<String>,
    #[xml(flatten_text = "skype")]
    pub skype: Option<String>,
    #[xml(flatten_text = "facebook")]
    pub facebook: Option<String>,
    #[xml(flatten_text = "vk")]
    pub vk: Option<String>,
    #[xml(flatten_text = "icq")]
    pub icq: Option<String>,
    #[xml(flatten_text = "birthdate")]
    pub birthdate: Option<String>,
    #[xml(flatten_text = "lang")]
    pub lang: Option<String>,
    #[xml(flatten_text = "canBeWorker")]
    pub can_be_worker: Option<u8>,
    #[xml(flatten_text = "canBeClient")]
    pub can_be_client: Option<u8>,
    #[xml(child = "group")]
    pub group: Option<Group>,
    #[xml(child = "customData")]
    pub custom_data: Option<CustomData>,
    #[xml(child = "responsible")]
    pub responsible: Option<Responsible>,
    #[xml(child = "telegram")]
    pub telegram: Option<Telegram>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "phones")]
pub struct Phones {
    #[serde(default)]
    #[xml(child = "phone")]
    pub phone: Vec<Phone>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[serde(rename_all = "camelCase")]
#[xml(tag = "phone")]
pub struct Phone {
    #[xml(flatten_text = "number")]
    pub number: String,
    #[xml(flatten_text = "typeId")]
    pub type_id: Option<i64>,
    #[xml(flatten_text = "typeName")]
    pub type_name: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "secondaryEmails")]
pub struct Emails {
    #[serde(default)]
    #[xml(flatten_text = "email")]
    pub email: Vec<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "group")]
pub struct Group {
    #[xml(flatten_text = "id")]
    pub id: Option<i64>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[serde(rename_all = "camelCase")]
#[xml(tag = "customData")]
pub struct CustomData {
    #[serde(default)]
    #[xml(child = "customValue")]
    pub custom_value: Vec<CustomValue>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "customValue")]
pub struct CustomValue {
    #[xml(flatten_text = "id")]
    pub id: i64,
    #[xml(flatten_text = "value")]
    pub value: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "responsible")]
pub struct Responsible {
    #[xml(child = "users")]
    pub users: Option<UserIds>,
    #[xml(child = "groups")]
    pub groups: Option<GroupIds>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "users")]
pub struct UserIds {
    #[serde(default)]
    #[xml(flatten_text = "id")]
    pub id: Vec<i64>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "groups")]
pub struct GroupIds {
    #[serde(default)]
    #[xml(flatten_text = "id")]
    pub id: Vec<i64>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "telegram")]
pub struct Telegram {
    #[xml(flatten_text = "id")]
    pub id: Option<i64>,
    #[xml(flatten_text = "username")]
    pub username: Option<String>,
}
