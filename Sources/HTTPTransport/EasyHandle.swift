import CCurl

/// One handle of libcurl's easy interface; freed with this object, and used by one thread.
@safe final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    /// What tells it from other handles, for as long as it lives.
    var identifier: UInt { unsafe UInt(bitPattern: pointer) }
    /// What the library said to the first option that it did not take.
    private(set) var refusal: CURLcode?

    private let messageBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var lists: [UnsafeMutablePointer<curl_slist>] = unsafe []

    /// Nil if there is no memory for it.
    init?() {
        guard let pointer = unsafe curl_easy_init() else {
            unsafe messageBuffer.deallocate()
            return nil
        }
        unsafe self.pointer = pointer
        unsafe messageBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        unsafe note(ccurl_set_pointer(pointer, CURLOPT_ERRORBUFFER, messageBuffer))
    }

    deinit {
        unsafe curl_easy_cleanup(pointer)
        unsafe lists.forEach { unsafe curl_slist_free_all($0) }
        unsafe messageBuffer.deallocate()
    }

    /// The library's words for what failed.
    var message: String { unsafe String(cString: messageBuffer) }

    func set(_ option: CURLoption, to value: Int) { unsafe note(ccurl_set_long(pointer, option, value)) }

    func set(_ option: CURLoption, to value: Duration) { set(option, to: max(1, value.milliseconds)) }

    /// The library copies the text.
    func set(_ option: CURLoption, to text: String) { unsafe note(ccurl_set_text(pointer, option, text)) }

    /// Sets a list of lines, such as headers.
    func set(_ option: CURLoption, to lines: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = unsafe curl_slist_append(list, line) else {
                unsafe curl_slist_free_all(list)
                return note(CURLE_OUT_OF_MEMORY)
            }
            unsafe list = longer
        }
        if let list = unsafe list { unsafe lists.append(list) }
        unsafe note(ccurl_set_list(pointer, option, list))
    }

    /// What callbacks are called with; the caller keeps it for as long as it keeps the handle.
    func set(_ option: CURLoption, to context: UnsafeMutableRawPointer) {
        unsafe note(ccurl_set_pointer(pointer, option, context))
    }

    /// Makes the request a `POST` of `body`, which the library copies.
    func setBody(_ body: [UInt8]) {
        set(CURLOPT_POST, to: 1)
        unsafe note(ccurl_set_offset(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
        unsafe body.withUnsafeBytes { bytes in
            // With nothing to copy the library would read a body from standard input.
            unsafe note(
                ccurl_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress ?? UnsafeRawPointer(messageBuffer))
            )
        }
    }

    func setWriter(_ option: CURLoption, to callback: @escaping curl_write_callback) {
        unsafe note(ccurl_set_write(pointer, option, callback))
    }

    func setPrerequest(_ callback: @escaping curl_prereq_callback) {
        unsafe note(ccurl_set_prerequest(pointer, callback))
    }

    func setSocketOptions(_ callback: @escaping curl_sockopt_callback) {
        unsafe note(ccurl_set_socket(pointer, callback))
    }

    /// A number that the library tells of the last transfer, 0 if it does not.
    func number(_ info: CURLINFO) -> Int {
        var value = 0
        return unsafe ccurl_get_long(pointer, info, &value) == CURLE_OK ? value : 0
    }

    /// A count of bytes that the library tells of the last transfer, 0 if it does not.
    func count(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        return unsafe ccurl_get_offset(pointer, info, &value) == CURLE_OK ? Int(value) : 0
    }

    /// A text that the library tells of the last transfer, nil if it does not.
    func text(_ info: CURLINFO) -> String? {
        var value: UnsafeMutablePointer<CChar>?
        guard unsafe ccurl_get_text(pointer, info, &value) == CURLE_OK, let value = unsafe value else { return nil }
        return unsafe String(cString: value)
    }

    /// The first value of a header of the answer, nil if it has none.
    func header(_ name: String) -> String? {
        // An empty value keeps its end of line in libcurl 7.88.
        unsafe ccurl_header(pointer, name).map { unsafe String(String(cString: $0).prefix { !$0.isNewline }) }
    }

    private func note(_ code: CURLcode) {
        if code != CURLE_OK, refusal == nil { refusal = code }
    }
}

extension Duration {
    /// Whole milliseconds, rounded up and at most a day.
    var milliseconds: Int {
        guard self < .seconds(86_400) else { return 86_400_000 }
        let (seconds, attoseconds) = components
        return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
