import CommandSupport
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

    /// What a user reads about a list of URLs: what was seen, in which one, and nothing that may be a secret.
    @Test(arguments: [
        ("ws://node.example/key", "it begins with ws://: the url for http:// or https:// is needed"),
        ("http://a, wss://b/key", "of number 2 of 2, it begins with wss://: the url for http:// or https:// is needed"),
        ("http://a,", "nothing stands after the last comma"), ("http://a,,http://b", "nothing stands before a comma"),
        ("", "it is empty"), ("node.example:8545", "it has no scheme: http:// or https:// belongs before it"),
        ("'http://a/key'", "it stands in quotation marks: leave them out"),
        ("http://a/key\r", "it ends with a carriage return, as a line of a windows file does: leave it out"),
        ("http://a b/key", "it has a blank inside"), ("http://a:70000/key", "its port is not a number from 1 to 65535"),
    ])
    func whatIsWrongIsSaid(text: String, flaw: String) throws {
        var configuration = Configuration(environment: ["URLS": text.isEmpty ? "x" : text])
        let setting = Setting<[HTTPURL]>("urls", .list(of: .url), environment: ["URLS"])
        let message = "--urls: expected an http or https URL, or several separated by commas: "
        do throws(StageFailure) {
            _ = try configuration.resolve(setting, option: text)
            Issue.record("taken: \(text)")
        } catch {
            #expect(error.message == message + flaw)
            #expect(!error.message.contains("key"))
        }
    }
}
