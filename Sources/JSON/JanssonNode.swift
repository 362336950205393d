import CJansson

/// A reference to a jansson value, given up when this goes out of scope.
@safe struct JanssonNode: ~Copyable {
    typealias Pointer = UnsafeMutablePointer<json_t>

    let pointer: Pointer

    /// Takes over a new reference; nil when jansson had no memory to make one.
    init?(_ reference: Pointer?) {
        guard let reference = unsafe reference else { return nil }
        unsafe pointer = reference
    }

    deinit { unsafe json_decref(pointer) }

    /// Hands the reference over to jansson, whose `…_new` functions take it even when they fail.
    consuming func release() -> Pointer {
        let pointer = unsafe pointer
        discard self
        return unsafe pointer
    }
}
