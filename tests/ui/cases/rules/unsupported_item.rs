use cors_axum::cors;

#[cors(origins = "*")]
enum Enum {
    A,
}

#[cors(origins = "*")]
struct Fields {
    a: u8,
}

#[cors(origins = "*")]
struct Tuple(u8);

#[cors(origins = "*")]
struct Braces {}

#[cors(origins = "*")]
struct Generic<T>(T);

#[cors(origins = "*")]
union Union {
    a: u8,
}

#[cors(origins = "*")]
impl Tuple {}

#[cors(origins = "*")]
trait Trait {}

#[cors(origins = "*")]
mod module {}

#[cors(origins = "*")]
const CONST: u8 = 0;

#[cors(origins = "*")]
static STATIC: u8 = 0;

#[cors(origins = "*")]
type Alias = u8;

#[cors(origins = "*")]
#[allow(unused_imports)]
use std::fmt as import;

#[cors(origins = "*")]
extern crate axum as another;

#[cors(origins = "*")]
unsafe extern "C" {}

#[cors(origins = "*")]
#[allow(unused_macros)]
macro_rules! declarative {
    () => {};
}

impl Enum {
    #[cors(origins = "*")]
    async fn method(&self) {}

    #[cors(origins = "*")]
    async fn constructor() -> Self {
        Enum::A
    }
}

fn main() {}
