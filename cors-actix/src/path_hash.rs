//! A hash for paths that the program names itself.

use std::hash::{BuildHasherDefault, Hasher};

/// Of paths that are put there when an application is finished: requests look for paths, and can put none there that collide.
pub(crate) type ByPath<T> = std::collections::HashMap<String, T, BuildHasherDefault<PathHasher>>;

#[derive(Debug, Default)]
pub(crate) struct PathHasher(u64);

impl PathHasher {
    #[inline]
    fn stir(&mut self, eight: u64) {
        self.0 = (self.0.rotate_left(23) ^ eight).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for PathHasher {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some((first, others)) = rest.split_first_chunk() {
            self.stir(u64::from_le_bytes(*first));
            rest = others;
        }
        // What is left, with its length, so that nothing else has the same bytes.
        let last = rest.iter().fold(rest.len() as u64, |last, byte| last << 8 | u64::from(*byte));
        self.stir(last);
    }

    #[inline]
    fn write_u8(&mut self, _: u8) {
        // The end of a text, which has been seen.
    }

    #[inline]
    fn finish(&self) -> u64 {
        // A product's high bits depend on all that is below.
        self.0.rotate_left(32)
    }
}
