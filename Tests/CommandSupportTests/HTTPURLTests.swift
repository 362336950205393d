import HTTPSettings
import Testing

@Suite struct HTTPURLTests {
    @Test(arguments: [
        ("http://localhost:8083", "http://localhost:8083"),
        ("http://localhost:8083/", "http://localhost:8083/"),
        ("HTTPS://Relay.Example.org", "HTTPS://Relay.Example.org"),
        ("https://mainnet.example.io/v3/0123456789abcdef", "https://mainnet.example.io/v3/***"),
        ("https://user:word@example.org:8545/x?key=1#y", "https://***@example.org:8545/***?***#***"),
        ("https://example.org?key=1", "https://example.org?***"),
        ("http://[::1]:8545", "http://[::1]:8545"),
        ("http://127.0.0.1:65535", "http://127.0.0.1:65535"),
    ])
    func accepted(text: String, redacted: String) throws {
        let url = try #require(HTTPURL(text))
        #expect(url.text == text)
        #expect(url.redacted == redacted)
    }

    @Test(arguments: [
        "", "localhost:8083", "ftp://example.org", "http:/example.org", "http://", "http:///path", "http://:80",
        "http://a:0", "http://a:65536", "http://a:+80", "http://a:8x", "http://a b", "http://a/\n",
        "http://a/é",
        "http://[::1", "http://a@b@example.org/", "http://user@", "://a", "http://a\\b",
    ])
    func refused(text: String) {
        #expect(HTTPURL(text) == nil)
    }
}
