//! The exceptions that a rule of this crate can raise.

/// An exception of the service, by its name on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exception {
    /// A value of the wrong JSON type.
    SerializationException,
    /// A parameter that the service does not take.
    InvalidParameterException,
    /// The service's general refusal.
    ClientException,
}

impl Exception {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Exception::SerializationException => "SerializationException",
            Exception::InvalidParameterException => "InvalidParameterException",
            Exception::ClientException => "ClientException",
        }
    }
}
