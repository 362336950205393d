import CCurl

/// One handle of libcurl's easy interface; freed with this object, and used by one thread.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    /// What the library said to the first option that it did not take.
    private(set) var refusal: CURLcode?

    private let messageBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var lists: [UnsafeMutablePointer<curl_slist>] = []

    /// Nil if there is no memory for it.
    init?() {
        guard let pointer = curl_easy_init() else {
            messageBuffer.deallocate()
            return nil
        }
        self.pointer = pointer
        messageBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        note(ccurl_set_pointer(pointer, CURLOPT_ERRORBUFFER, messageBuffer))
    }

    deinit {
        curl_easy_cleanup(pointer)
        for list in lists { curl_slist_free_all(list) }
        messageBuffer.deallocate()
    }

    /// The library's words for what failed.
    var message: String { String(cString: messageBuffer) }

    func set(_ option: CURLoption, to value: Int) { note(ccurl_set_long(pointer, option, value)) }

    func set(_ option: CURLoption, to value: Duration) { set(option, to: max(1, value.milliseconds)) }

    /// The library copies the text.
    func set(_ option: CURLoption, to text: String) { note(ccurl_set_text(pointer, option, text)) }

    /// Sets a list of lines, such as headers.
    func set(_ option: CURLoption, to lines: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else {
                curl_slist_free_all(list)
                return note(CURLE_OUT_OF_MEMORY)
            }
            list = longer
        }
        if let list { lists.append(list) }
        note(ccurl_set_list(pointer, option, list))
    }

    /// What callbacks are called with; the caller keeps it for as long as it keeps the handle.
    func set(_ option: CURLoption, to context: UnsafeMutableRawPointer) {
        note(ccurl_set_pointer(pointer, option, context))
    }

    /// Makes the request a `POST` of `body`, which the library copies.
    func setBody(_ body: [UInt8]) {
        set(CURLOPT_POST, to: 1)
        note(ccurl_set_offset(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
        body.withUnsafeBytes { bytes in
            // With nothing to copy the library would read a body from standard input.
            note(
                ccurl_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress ?? UnsafeRawPointer(messageBuffer))
            )
        }
    }

    func setWriter(_ option: CURLoption, to callback: @escaping curl_write_callback) {
        note(ccurl_set_write(pointer, option, callback))
    }

    func setPrerequest(_ callback: @escaping curl_prereq_callback) { note(ccurl_set_prerequest(pointer, callback)) }

    func setSocketOptions(_ callback: @escaping curl_sockopt_callback) { note(ccurl_set_socket(pointer, callback)) }

    /// A number that the library tells of the last transfer, 0 if it does not.
    func number(_ info: CURLINFO) -> Int {
        var value = 0
        return ccurl_get_long(pointer, info, &value) == CURLE_OK ? value : 0
    }

    /// A count of bytes that the library tells of the last transfer, 0 if it does not.
    func count(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        return ccurl_get_offset(pointer, info, &value) == CURLE_OK ? Int(value) : 0
    }

    /// A text that the library tells of the last transfer, nil if it does not.
    func text(_ info: CURLINFO) -> String? {
        var value: UnsafeMutablePointer<CChar>?
        guard ccurl_get_text(pointer, info, &value) == CURLE_OK, let value else { return nil }
        return String(cString: value)
    }

    /// The first value of a header of the answer, nil if it has none.
    func header(_ name: String) -> String? {
        // An empty value keeps its end of line in libcurl 7.88.
        ccurl_header(pointer, name).map { String(String(cString: $0).prefix { !$0.isNewline }) }
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
