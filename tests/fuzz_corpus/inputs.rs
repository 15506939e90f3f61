//! Inputs without a fuzzer: files of the corpus, changed here and there, or words in a row.

/// Makes an input from a number: Vigna's splitmix64.
pub(crate) struct Inputs(u64);

impl Inputs {
    pub(crate) fn new(number: u64) -> Self {
        Inputs(number.wrapping_mul(0x2545_f491_4f6c_dd1d))
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).expect("it is below a usize")
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).expect("it is below 256")
    }

    pub(crate) fn next(&mut self, seeds: &[&[u8]], words: &[&str]) -> Vec<u8> {
        match self.below(4) {
            0 => (0..self.below(120)).map(|_| self.byte()).collect(),
            1 => (0..self.below(8)).flat_map(|_| words[self.below(words.len())].bytes()).collect(),
            _ => {
                let mut data = seeds[self.below(seeds.len())].to_vec();
                for _ in 0..=self.below(4) {
                    self.change(&mut data, seeds, words);
                }
                data
            }
        }
    }

    fn change(&mut self, data: &mut Vec<u8>, seeds: &[&[u8]], words: &[&str]) {
        let at = self.below(data.len() + 1);
        match self.below(6) {
            0 => data.truncate(at),
            1 => data.insert(at, self.byte()),
            2 if at < data.len() => data[at] = self.byte(),
            3 if at < data.len() => drop(data.remove(at)),
            4 => {
                let seed = seeds[self.below(seeds.len())];
                let from = self.below(seed.len() + 1);
                data.truncate(at);
                data.extend_from_slice(&seed[from..]);
            }
            _ => {
                let word = words[self.below(words.len())];
                data.splice(at..at, word.bytes());
            }
        }
    }
}
