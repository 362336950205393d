import Cryptography

/// Bytes that nothing prints and that are overwritten when the last reference goes.
///
/// Copies made on the way in and out are the caller's to wipe; Swift may have made others.
@safe final class SecretBytes: Sendable {
    nonisolated(unsafe) private let memory: UnsafeMutableBufferPointer<UInt8>

    /// A copy of `bytes`.
    init(_ bytes: some Collection<UInt8>) {
        unsafe memory = .allocate(capacity: bytes.count)
        _ = unsafe memory.initialize(fromContentsOf: bytes)
    }

    deinit {
        unsafe UnsafeMutableRawBufferPointer(memory).wipe()
        unsafe memory.deallocate()
    }

    /// The number of bytes.
    var count: Int { unsafe memory.count }

    /// A copy, which the caller wipes.
    var copy: [UInt8] { unsafe Array(memory) }

    /// Calls `body` with the address of the bytes, which must not be kept.
    func withAddress<Result>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result {
        withExtendedLifetime(self) {
            guard let start = unsafe memory.baseAddress else { preconditionFailure("allocated memory has an address") }
            return unsafe body(start)
        }
    }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The word `secret`.
    var description: String { "secret" }
    /// The word `secret`.
    var debugDescription: String { "secret" }
    /// No children.
    var customMirror: Mirror { Mirror(self, children: []) }
}
