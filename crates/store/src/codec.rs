//! Bytes and JSON of what is stored.

use picture::LedgerError;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Compact bytes.
pub(crate) fn pack<T: Serialize>(what: &str, value: &T) -> Result<Vec<u8>, LedgerError> {
    postcard::to_stdvec(value).map_err(|error| broken(what, error))
}

/// Reads compact bytes.
pub(crate) fn unpack<T: DeserializeOwned>(what: &str, bytes: &[u8]) -> Result<T, LedgerError> {
    postcard::from_bytes(bytes).map_err(|error| broken(what, error))
}

/// JSON.
pub(crate) fn write<T: Serialize>(what: &str, value: &T) -> Result<String, LedgerError> {
    serde_json::to_string(value).map_err(|error| broken(what, error))
}

/// Reads JSON.
pub(crate) fn read<T: DeserializeOwned>(what: &str, text: &str) -> Result<T, LedgerError> {
    serde_json::from_str(text).map_err(|error| broken(what, error))
}

fn broken(what: &str, reason: impl ToString) -> LedgerError {
    LedgerError::Broken { what: what.to_owned(), reason: reason.to_string() }
}
