//! The programs in `cases/` and the messages of the compiler beside them: see `messages.rs`.
