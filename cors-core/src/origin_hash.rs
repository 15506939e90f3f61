//! The hashes that a list of origins is indexed by: the macro computes them, and so does every request.

// FNV-1a, from the end of a host to its beginning, so that the hashes of all its suffixes fall out of one walk. Who writes a
// policy is trusted, and a request cannot change what is stored; so the hash need not withstand an attacker.
pub(crate) const SEED: u32 = 0x811c_9dc5;

#[inline]
pub(crate) const fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

#[expect(clippy::indexing_slicing, reason = "`get` is not const; the index is below the length")]
#[inline]
pub(crate) const fn text_hash(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let mut hash = SEED;
    let mut index = bytes.len();
    while index > 0 {
        index -= 1;
        hash = step(hash, bytes[index]);
    }
    hash
}

#[inline]
pub(crate) const fn port_hash(port: Option<&str>) -> u32 {
    match port {
        Some(port) => text_hash(port),
        None => 0,
    }
}

#[inline]
pub(crate) const fn key(scheme: u32, host: u32, port: u32, subdomains: bool) -> u32 {
    let mixed = host ^ scheme.rotate_left(7) ^ port.rotate_left(19) ^ subdomains as u32;
    let mixed = (mixed ^ (mixed >> 16)).wrapping_mul(0x7feb_352d);
    mixed ^ (mixed >> 15)
}

/// The hash of an element without a `*`: of sixteen bytes at a time.
#[inline]
pub(crate) const fn exact_hash(text: &[u8]) -> u32 {
    let mut hash = text.len() as u64;
    let mut rest = text;
    while let Some((first, others)) = rest.split_first_chunk::<16>() {
        hash = stir(hash, u128::from_le_bytes(*first));
        rest = others;
    }
    // What is left is hashed with what stands in front of it, but for what is shorter than most origins.
    if let (false, Some(last)) = (rest.is_empty(), text.last_chunk::<16>()) {
        hash = stir(hash, u128::from_le_bytes(*last));
        rest = &[];
    }
    while let [first, others @ ..] = rest {
        hash = stir(hash, *first as u128);
        rest = others;
    }
    (hash >> 32) as u32
}

/// A product depends on its factors' low bits more than on their high ones, which the rotation brings down.
#[inline]
const fn stir(hash: u64, sixteen: u128) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let first = (hash.rotate_left(23) ^ sixteen as u64).wrapping_mul(ODD);
    (first.rotate_left(23) ^ (sixteen >> 64) as u64).wrapping_mul(ODD)
}
