import CJansson

/// A reference to a jansson value, given up when this goes out of scope.
struct JanssonNode: ~Copyable {
    typealias Pointer = UnsafeMutablePointer<json_t>

    let pointer: Pointer

    /// Takes over a new reference; nil when jansson had no memory to make one.
    init?(_ reference: Pointer?) {
        guard let reference else { return nil }
        pointer = reference
    }

    deinit { json_decref(pointer) }

    /// Hands the reference over to jansson, whose `…_new` functions take it even when they fail.
    consuming func release() -> Pointer {
        let pointer = pointer
        discard self
        return pointer
    }
}
