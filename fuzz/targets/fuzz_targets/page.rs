#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| planfix_fuzz::vendor_page(data));
