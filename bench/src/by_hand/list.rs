//! The response of contact.getList.

use super::Phones;
use hard_xml::{XmlRead, XmlWrite};
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[serde(rename = "response")]
#[xml(tag = "response")]
pub struct ListResponse {
    #[serde(rename = "@status")]
    #[xml(attr = "status")]
    pub status: String,
    #[xml(child = "contacts")]
    pub contacts: Contacts,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "contacts")]
pub struct Contacts {
    #[serde(rename = "@totalCount")]
    #[xml(attr = "totalCount")]
    pub total_count: Option<i64>,
    #[serde(rename = "@count")]
    #[xml(attr = "count")]
    pub count: Option<i64>,
    #[serde(default)]
    #[xml(child = "contact")]
    pub contact: Vec<Contact>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[serde(rename_all = "camelCase")]
#[xml(tag = "contact")]
pub struct Contact {
    #[xml(flatten_text = "id")]
    pub id: i64,
    #[xml(flatten_text = "userid")]
    pub userid: Option<i64>,
    #[xml(flatten_text = "general")]
    pub general: Option<i64>,
    #[xml(child = "template")]
    pub template: Option<Template>,
    #[xml(flatten_text = "name")]
    pub name: Option<String>,
    #[xml(flatten_text = "lastName")]
    pub last_name: Option<String>,
    #[xml(flatten_text = "isCompany")]
    pub is_company: Option<u8>,
    #[xml(flatten_text = "post")]
    pub post: Option<String>,
    #[xml(flatten_text = "email")]
    pub email: Option<String>,
    #[xml(child = "phones")]
    pub phones: Option<Phones>,
    #[xml(flatten_text = "address")]
    pub address: Option<String>,
    #[xml(flatten_text = "description")]
    pub description: Option<String>,
    #[xml(flatten_text = "sex")]
    pub sex: Option<String>,
    #[xml(flatten_text = "skype")]
    pub skype: Option<String>,
    #[xml(flatten_text = "facebook")]
    pub facebook: Option<String>,
    #[xml(flatten_text = "vk")]
    pub vk: Option<String>,
    #[xml(flatten_text = "telegramId")]
    pub telegram_id: Option<String>,
    #[xml(flatten_text = "icq")]
    pub icq: Option<String>,
    #[xml(flatten_text = "userPic")]
    pub user_pic: Option<String>,
    #[xml(flatten_text = "birthdate")]
    pub birthdate: Option<String>,
    #[xml(child = "contractors")]
    pub contractors: Option<Contractors>,
    #[xml(flatten_text = "havePlanfixAccess")]
    pub have_planfix_access: Option<u8>,
    #[xml(child = "customData")]
    pub custom_data: Option<FieldValues>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "template")]
pub struct Template {
    #[xml(flatten_text = "id")]
    pub id: Option<i64>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "contractors")]
pub struct Contractors {
    #[serde(default)]
    #[xml(child = "client")]
    pub client: Vec<Client>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "client")]
pub struct Client {
    #[xml(flatten_text = "id")]
    pub id: Option<i64>,
    #[xml(flatten_text = "name")]
    pub name: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[serde(rename_all = "camelCase")]
#[xml(tag = "customData")]
pub struct FieldValues {
    #[serde(default)]
    #[xml(child = "customValue")]
    pub custom_value: Vec<FieldValue>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "customValue")]
pub struct FieldValue {
    #[xml(child = "field")]
    pub field: Option<FieldName>,
    #[xml(flatten_text = "value")]
    pub value: Option<String>,
    #[xml(flatten_text = "text")]
    pub text: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, XmlRead, XmlWrite)]
#[xml(tag = "field")]
pub struct FieldName {
    #[xml(flatten_text = "id")]
    pub id: Option<i64>,
    #[xml(flatten_text = "name")]
    pub name: Option<String>,
}
