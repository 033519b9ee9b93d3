//! Texts that only readers of the catalogue see.

/// A text that explains a rule, a member or an operation to a person. Natively it is
/// itself. The WebAssembly module never shows it: the build writes all of them to the
/// package's `wasm/catalogue.js`, since they are the same for everybody. There it is
/// empty, so that the module does not carry it.
///
/// In a constant the text itself vanishes, as nothing is left that refers to it.
pub const fn for_readers(text: &'static str) -> &'static str {
    if cfg!(target_arch = "wasm32") { "" } else { text }
}
