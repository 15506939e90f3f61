//! The lines that CORS takes: the difference between a file and the same without CORS.

use std::fmt;

/// Lines that a file has more than `bare.rs`, and lines of `bare.rs` that it lacks. A changed line counts as one of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Changed {
    pub(super) added: usize,
    pub(super) removed: usize,
}

impl Changed {
    pub(super) fn between(bare: &str, file: &str) -> Self {
        let (bare, file) = (lines(bare), lines(file));
        let common = common(&bare, &file);
        Changed { added: file.len() - common, removed: bare.len() - common }
    }

    pub(super) fn all(self) -> usize {
        self.added + self.removed
    }

    /// How many lines the file is longer.
    pub(super) fn growth(self) -> usize {
        self.added - self.removed
    }
}

impl fmt::Display for Changed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+{} −{}", self.added, self.removed)
    }
}

/// Lines of code. The attribute that silences the compiler about `bare.rs` does not count.
fn lines(file: &str) -> Vec<&str> {
    let lines = file.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with("//") && !line.starts_with("#[expect(")).collect()
}

#[test]
fn a_changed_line_counts_twice() {
    let (bare, file) =
        ("let a = 1;\n\nlet b = 2;\nlet c = 3;\n", "// new\nlet a = 1;\nlet b = 4;\nlet c = 3;\nlet d = 5;\n");
    assert_eq!(Changed::between(bare, file), Changed { added: 2, removed: 1 });
}

/// The length of the longest common subsequence.
fn common(one: &[&str], other: &[&str]) -> usize {
    let mut row = vec![0; other.len() + 1];
    for line in one {
        let mut diagonal = 0;
        for (at, other) in other.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if line == other { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[other.len()]
}
