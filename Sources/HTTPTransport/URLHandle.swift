import CCurl

/// A URL taken apart by libcurl.
@safe struct URLHandle: ~Copyable {
    private let pointer: OpaquePointer

    /// No URL yet; nil if there is no memory for one.
    init?() {
        guard let pointer = unsafe curl_url() else { return nil }
        unsafe self.pointer = pointer
    }

    deinit { unsafe curl_url_cleanup(pointer) }

    /// Replaces a part; of the whole, which may then be relative to the URL that is there. Nil removes the part.
    func set(_ part: CURLUPart, to text: String?, _ flags: Int32 = 0) -> CURLUcode {
        unsafe curl_url_set(pointer, part, text, UInt32(flags))
    }

    /// A part as it stands in the URL, nil if it has none or it cannot be given in the way of `flags`.
    func get(_ part: CURLUPart, _ flags: Int32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe curl_url_get(pointer, part, &text, UInt32(flags)) == CURLUE_OK, let text = unsafe text else {
            return nil
        }
        defer { unsafe curl_free(text) }
        return unsafe String(cString: text)
    }

    /// Whether user and password, if there are any, can be decoded.
    var hasReadableCredentials: Bool {
        for part in [CURLUPART_USER, CURLUPART_PASSWORD] where get(part) != nil {
            guard get(part, CURLU_URLDECODE) != nil else { return false }
        }
        return true
    }
}
