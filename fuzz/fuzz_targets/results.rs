//! Any bytes as test results: the readers answer, and what they answer is sound.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| landfall::readers::trial::tests(bytes));
