import CSecp256k1

/// libsecp256k1's context: one for the process, blinded with random numbers against side channels.
///
/// The library's functions only read it, so that any number of threads may use it at once.
enum Secp256k1 {
    /// The context.
    static var context: OpaquePointer { unsafe shared.pointer }

    private static let shared = Context()

    @safe private final class Context: Sendable {
        nonisolated(unsafe) let pointer: OpaquePointer

        init() {
            let flags = SECP256K1_CONTEXT_SIGN | SECP256K1_CONTEXT_VERIFY
            // The library ends the process itself when it has no memory.
            guard let pointer = unsafe secp256k1_context_create(UInt32(flags)) else {
                preconditionFailure("libsecp256k1 made no context")
            }
            var generator = SystemRandomNumberGenerator()
            var seed = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
            defer { seed.wipe() }
            unsafe precondition(secp256k1_context_randomize(pointer, seed) == 1, "libsecp256k1 was not blinded")
            unsafe self.pointer = pointer
        }
    }
}
