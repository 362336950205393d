import CCurl
import Glibc

extension RunningTransfer {
    /// Tells the library what to do. Everything that it would take from elsewhere (variables, files in the home folder)
    /// is set here.
    func configure() {
        let request = transfer.request
        handle.set(CURLOPT_URL, to: request.url.textWithCredentials)
        handle.set(CURLOPT_PATH_AS_IS, to: 1)
        handle.set(CURLOPT_PROTOCOLS_STR, to: "http,https")
        // A server may answer before it has read a long request. In HTTP/2, libcurl 7.88 takes that for an error.
        handle.set(
            CURLOPT_HTTP_VERSION, to: request.body == nil ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1)
        handle.set(CURLOPT_HTTPAUTH, to: ccurl_auth_basic)
        handle.set(CURLOPT_NETRC, to: Int(CURL_NETRC_IGNORED.rawValue))
        handle.set(CURLOPT_FOLLOWLOCATION, to: 0)
        handle.set(CURLOPT_USERAGENT, to: request.userAgent)
        // The library would ask for leave to send a long body, and wait for it.
        handle.set(CURLOPT_HTTPHEADER, to: request.headers + ["Expect:"])
        if let body = request.body { handle.setBody(body) }
        // The other packings that the library knows ask for much more memory than gzip's 32 KiB.
        if request.acceptsPacked { handle.set(CURLOPT_ACCEPT_ENCODING, to: "gzip") }
        if !request.addresses.isEmpty { handle.set(CURLOPT_RESOLVE, to: request.addresses) }
        configureConnection(request)
        configureCallbacks()
    }

    private func configureConnection(_ request: TransferRequest) {
        // No signals, and no waiting for a resolver that nobody listens to any more.
        handle.set(CURLOPT_NOSIGNAL, to: 1)
        handle.set(CURLOPT_QUICK_EXIT, to: 1)
        // Of several addresses each gets a part of it. The loop has a clock of its own.
        handle.set(CURLOPT_CONNECTTIMEOUT_MS, to: request.policy.connectTimeout)
        handle.set(CURLOPT_HAPPY_EYEBALLS_TIMEOUT_MS, to: 200)

        handle.set(CURLOPT_PROXY, to: request.proxy?.text ?? "")
        handle.set(CURLOPT_NOPROXY, to: "")
        handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, to: 1)

        handle.set(CURLOPT_SSLVERSION, to: CURL_SSLVERSION_TLSv1_2)
        handle.set(CURLOPT_SSL_VERIFYPEER, to: 1)
        handle.set(CURLOPT_SSL_VERIFYHOST, to: 2)
        if let file = request.authorities.file { handle.set(CURLOPT_CAINFO, to: file) }
        if let folders = request.authorities.folders { handle.set(CURLOPT_CAPATH, to: folders) }
        guard request.proxy?.isSecure == true else { return }
        handle.set(CURLOPT_PROXY_SSLVERSION, to: CURL_SSLVERSION_TLSv1_2)
        handle.set(CURLOPT_PROXY_SSL_VERIFYPEER, to: 1)
        handle.set(CURLOPT_PROXY_SSL_VERIFYHOST, to: 2)
        if let file = request.authorities.file { handle.set(CURLOPT_PROXY_CAINFO, to: file) }
        if let folders = request.authorities.folders { handle.set(CURLOPT_PROXY_CAPATH, to: folders) }
    }

    private func configureCallbacks() {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe handle.set(CURLOPT_PREREQDATA, to: context)
        unsafe handle.setPrerequest { context, _, _, _, _ in
            unsafe RunningTransfer.at(context)?.mayBegin() == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
        unsafe handle.set(CURLOPT_HEADERDATA, to: context)
        unsafe handle.setWriter(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
            return unsafe RunningTransfer.at(context)?.receivedHead(line: Span(_unsafeBytes: line)) == true
                ? line.count : 0
        }
        unsafe handle.set(CURLOPT_WRITEDATA, to: context)
        unsafe handle.setWriter(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            let part = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
            return unsafe RunningTransfer.at(context)?.receivedBody(Span(_unsafeBytes: part)) ?? 0
        }
        // Programs that are started meanwhile do not keep the connection.
        unsafe handle.setSocketOptions { _, socket, _ in
            _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
            return CURL_SOCKOPT_OK
        }
    }

    private static func at(_ context: UnsafeMutableRawPointer?) -> RunningTransfer? {
        unsafe context.map { unsafe Unmanaged<RunningTransfer>.fromOpaque($0).takeUnretainedValue() }
    }
}
