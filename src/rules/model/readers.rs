//! Texts that only readers of the catalogue see.

/// A text that explains a rule, a member or an operation to a person. The WebAssembly
/// module never shows one: the build writes all of them to the package's
/// `wasm/catalogue.js`, since they are the same for everybody. There it takes no room at
/// all, so that the module does not carry it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForReaders {
    #[cfg(not(target_arch = "wasm32"))]
    text: &'static str,
}

impl ForReaders {
    /// The text; empty in the WebAssembly module.
    pub const fn text(self) -> &'static str {
        #[cfg(not(target_arch = "wasm32"))]
        return self.text;
        #[cfg(target_arch = "wasm32")]
        return "";
    }
}

/// Such a text.
#[cfg(not(target_arch = "wasm32"))]
pub const fn for_readers(text: &'static str) -> ForReaders {
    ForReaders { text }
}

/// Such a text, which vanishes as nothing is left that refers to it.
#[cfg(target_arch = "wasm32")]
pub const fn for_readers(_: &'static str) -> ForReaders {
    ForReaders {}
}
