//! The serialised form of an inventory: `{"version": 1, "routes": […]}`.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error, ser::SerializeStruct};

use super::{Inventory, row::InventoryRow};

/// Increased for changes that readers of the earlier form would misunderstand, not for additional fields.
const VERSION: u32 = 1;

impl Serialize for Inventory {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut shape = serializer.serialize_struct("Inventory", 2)?;
        shape.serialize_field("version", &VERSION)?;
        shape.serialize_field("routes", &self.rows)?;
        shape.end()
    }
}

impl<'de> Deserialize<'de> for Inventory {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Shape {
            version: u32,
            routes: Vec<InventoryRow>,
        }
        let Shape { version, routes } = Shape::deserialize(deserializer)?;
        if version != VERSION {
            return Err(D::Error::custom(format_args!(
                "an inventory of version {version}; this reads version {VERSION}"
            )));
        }
        Ok(routes.into_iter().collect())
    }
}
