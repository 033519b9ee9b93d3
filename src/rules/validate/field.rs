//! One field of a form.

use super::text;
use crate::model::member::Value as Place;
use crate::model::operations::{
    ATTRIBUTE_NAME, ATTRIBUTE_VALUE, CLUSTER_ID, CONTAINER_INSTANCE_ID, TAG_KEY, TAG_VALUE, TAGS,
};

/// What a field of a form may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The name of an attribute, as PutAttributes takes it.
    AttributeName,
    /// The value of an attribute, as PutAttributes takes it.
    AttributeValue,
    /// The key of a tag.
    TagKey,
    /// The value of a tag.
    TagValue,
    /// A cluster's name or ARN.
    ClusterName,
    /// A container instance's short ID or ARN.
    ContainerInstanceId,
    /// A whole list of tags.
    Tags,
}

static PLACES: [(Field, Place); 7] = [
    (Field::AttributeName, ATTRIBUTE_NAME),
    (Field::AttributeValue, ATTRIBUTE_VALUE),
    (Field::TagKey, TAG_KEY),
    (Field::TagValue, TAG_VALUE),
    (Field::ClusterName, CLUSTER_ID),
    (Field::ContainerInstanceId, CONTAINER_INSTANCE_ID),
    (Field::Tags, TAGS),
];

impl Field {
    /// The field of this number, in the order above.
    pub fn from_number(number: u32) -> Option<Field> {
        PLACES.get(number as usize).map(|(field, _)| *field)
    }

    /// Whether a text keeps every rule of the field.
    pub fn accepts(self, text: &str) -> bool {
        text::keeps(self.place(), text)
    }

    /// What it is held to.
    #[inline]
    pub fn place(self) -> &'static Place {
        let [(_, first), ..] = &PLACES;
        PLACES.iter().find(|(field, _)| *field == self).map_or(first, |(_, place)| place)
    }
}
