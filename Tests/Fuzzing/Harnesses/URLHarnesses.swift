import CommandSupport
import Files
import HTTPSettings
@testable import HTTPTransport

/// URLs, proxies and hosts: what is wrong with them, and that no secret of them is ever shown.
let urlHarnesses: [Harness] = [
    Harness("url-redaction", maximumLength: 512) { bytes in
        var input = Input(bytes)
        let choice = input.byte()
        let (before, after, echo) = (input.line(), input.line(), input.text)
        let scheme = ["http", "https", "HTTP", "ws", "socks5"][Int(choice >> 4) % 5]
        let secret = Planted.secret
        // libFuzzer learns it, and writes it where a host belongs.
        if [before, after, echo].contains(where: { $0.holds(secret) }) { return }
        let url =
            switch choice & 7 {
            case 0: "\(scheme)://\(before)\(secret)@\(after)"
            case 1: "\(scheme)://user:\(secret)@\(before)/\(after)"
            case 2: "\(scheme)://node.example/\(before)/\(secret)"
            case 3: "\(scheme)://node.example/v3/\(secret)\(after)"
            case 4: "\(scheme)://node.example/\(before)?key=\(secret)&\(after)"
            case 5: "\(scheme)://node.example/\(before)#\(secret)\(after)"
            case 6: "\(before)\(secret)"
            default: "\(scheme)://\(before):\(secret)@node.example\(after)"
            }
        // A host is shown, and a secret that somebody wrote as one with it.
        if choice & 7 == 6, url.holds("://") || PublicHost.isOne(url[...]) { return }
        let shown = RedactedURL(url)
        Planted.isMissing(in: shown.description, "a redacted URL")
        claim(isPrintableLine(shown.description), "a redacted URL with controls")
        claim(shown.description.unicodeScalars.count <= 301 * 12, "a long redacted URL")
        let redaction = URLRedaction(of: url)
        for hidden in redaction.secrets.prefix(8) where hidden.hasPrefix(secret) && hidden.hasSuffix(secret) {
            Planted.isMissing(in: redaction.scrubbing("no: \(echo)\(hidden)\(after)"), "a scrubbed text")
        }
        if let flaw = RequestURL.flaw(of: url) { Planted.isMissing(in: flaw, "the flaw of a URL") }
        if let request = attempt({ try RequestURL(url) }) {
            claim((1...65535).contains(request.port), "port \(request.port)")
            claim(request.text.utf8.allSatisfy { (0x21...0x7e).contains($0) }, "a URL that is not printable ASCII")
            claim(!request.host.isEmpty && request.host == request.host.lowercased(), "host \(request.host)")
            claim(!request.text.contains("#"), "a fragment is sent")
            do throws(HTTPFailure) {
                let target = try request.redirected(to: echo)
                claim(!request.isSecure || target.isSecure, "a redirect leaves https")
                Planted.isMissing(in: target.shown.description, "a redirect")
                if target.host != request.host {
                    claim(!target.textWithCredentials.holds(secret), "a redirect takes the password elsewhere")
                }
            } catch {
                Planted.isMissing(in: "\(error.kind)", "a refused redirect")
                claim(isPrintableLine("\(error.kind)"), "a refused redirect with controls")
            }
        }
    },

    Harness("urls", maximumLength: 256) { bytes in
        var input = Input(bytes)
        let (base, path) = (input.line(), input.text)
        let shown = redacted(base)
        claim(isPrintableLine(shown), "a redacted URL with controls")
        if let url = HTTPURL(base) {
            claim(RequestURL.flaw(of: base) == nil, "a setting takes a URL that no request does")
            _ = "\(url)"
        }
        let joined = joinedURL(base: base, path: path)
        claim(!joined.contains("#"), "a joined URL has a fragment")
        claim(!joined.isEmpty, "a joined URL is empty")
        if let request = attempt({ try RequestURL(base) }), path.utf8.allSatisfy({ (0x21...0x7e).contains($0) }),
            let longer = attempt({ try RequestURL(joinedURL(base: base, path: path)) })
        {
            claim(longer.host == request.host && longer.port == request.port, "a path changes the host of \(base)")
        }
    },

    Harness("network-settings", maximumLength: 512) { bytes in
        var input = Input(Planted.into(bytes))
        let (proxy, exceptions, url) = (input.line(), input.line(), input.line())
        let settings = NetworkSettings(environment: ["all_proxy": proxy, "no_proxy": exceptions])
        for entry in settings.entries {
            claim(isPrintableLine(entry.value), "a setting with controls")
            // A word is no host for having no dot; of what has one, the host is shown.
            if !proxy.contains(".") && !proxy.contains(":"), !exceptions.contains("."), !exceptions.contains(":") {
                if entry.name == "no-proxy" { Planted.isMissing(in: entry.value, entry.name) }
            }
        }
        guard let request = attempt({ try RequestURL(url) }) else { return }
        do {
            guard let found = try settings.proxies.proxy(for: request) else { return }
            claim(!found.host.isEmpty, "a proxy without a host")
            claim(isPrintableLine(found.shown.description), "a proxy with controls")
        } catch { claim(isPrintableLine("\(error)"), "a flaw with controls") }
    },

    Harness("paths", maximumLength: 256) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        claim(isPrintableLine(PathText.shown(text)), "a path with controls")
        _ = Folder.parent(of: text)
    },
]
