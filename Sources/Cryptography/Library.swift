import CCrypto
import Glibc

/// libcrypto's state for this room, and what it says of a failure.
enum Library {
    /// The algorithms, those of the provider that is built in; nil without memory for them.
    ///
    /// A context of our own takes them from no module, whatever a configuration file says, and leaves the default context
    /// to TLS. It lives as long as the process.
    nonisolated(unsafe) static let context: OpaquePointer? = {
        // When the process ends, other threads may still be at work here: nothing is taken from under them.
        var options = OPENSSL_INIT_NO_ATEXIT
        // Whichever of us is first decides for the process whether the file of `OPENSSL_CONF`, or else the system's, is
        // read. Where libssl is loaded, it says what TLS may do.
        if unsafe dlsym(nil, "OPENSSL_init_ssl") == nil { options |= OPENSSL_INIT_NO_LOAD_CONFIG }
        guard OPENSSL_init_crypto(UInt64(options), nil) == 1 else { return nil }
        return unsafe OSSL_LIB_CTX_new()
    }()

    /// The algorithm that `fetch` finds in the context by its name; to be freed by the caller.
    ///
    /// Throws ``CryptographyError`` if there is none.
    static func fetched(
        _ algorithm: String, _ fetch: (OpaquePointer, String) -> OpaquePointer?
    ) throws(CryptographyError) -> OpaquePointer {
        guard let context = unsafe context else { throw .outOfMemory }
        guard let fetched = unsafe fetch(context, algorithm) else { throw failure(of: algorithm) }
        return unsafe fetched
    }

    /// What the queue of this thread's errors says of a failure. The queue is empty then: others look at it to see whether
    /// their own calls have failed.
    static func failure(of algorithm: String) -> CryptographyError {
        var reason = "no reason given"
        var isOutOfMemory = false
        while case let code = ERR_get_error(), code != 0 {
            isOutOfMemory = isOutOfMemory || ERR_GET_REASON(code) == CCRYPTO_MALLOC_FAILURE
            if let text = unsafe ERR_reason_error_string(code) { reason = unsafe String(cString: text) }
        }
        return isOutOfMemory ? .outOfMemory : .failed(algorithm: algorithm, reason: reason)
    }
}
