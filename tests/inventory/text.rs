//! The table for a terminal.

use cors_core::Inventory;
use expect_test::{expect, expect_file};

use crate::app::{apps, overrides};

/// A release build does not know `dev_origins`.
#[cfg_attr(not(debug_assertions), ignore = "the snapshot is that of a debug build")]
#[test]
fn the_table_is_the_one_that_was_reviewed() {
    for inventory in apps() {
        expect_file!["snapshot.txt"].assert_eq(&inventory.to_string());
    }
}

#[test]
fn the_table_can_be_read_at_a_hundred_columns() {
    for inventory in apps() {
        for line in inventory.to_string().lines() {
            assert!(line.chars().count() <= 100, "{line}");
            assert_eq!(line, line.trim_end());
        }
    }
}

#[test]
fn no_reason_can_forge_a_line_or_hide_one() {
    for inventory in overrides() {
        let forged: Inventory = inventory.rows().iter().filter(|row| row.pattern == "/forged").cloned().collect();
        expect![[r#"
            PATTERN  METHOD  CREDENTIALS  MAX-AGE  ENFORCE  POLICY
            /forged  GET     yes          -        -        its own
              handler         app::forged
              origins         http://intranet.example
              accepted risks  insecure_origin: it's\n/admin  GET  yes\r\u{1b}[2K \u{202e}fine\n
        "#]]
        .assert_eq(&forged.to_string());
    }
}
