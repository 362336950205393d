import Cryptography

/// Bytes that nothing prints and that are overwritten when the last reference goes.
///
/// Copies made on the way in and out are the caller's to wipe; Swift may have made others.
final class SecretBytes: Sendable {
    nonisolated(unsafe) private let memory: UnsafeMutableRawBufferPointer

    /// A copy of `bytes`.
    init(_ bytes: some Collection<UInt8>) {
        memory = .allocate(byteCount: bytes.count, alignment: 1)
        memory.copyBytes(from: bytes)
    }

    deinit {
        memory.wipe()
        memory.deallocate()
    }

    /// The number of bytes.
    var count: Int { memory.count }

    /// Calls `body` with the bytes, which must not be kept.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withExtendedLifetime(self) { body(UnsafeRawBufferPointer(memory)) }
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
