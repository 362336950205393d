import HTTPTransport
import Testing

@Suite struct URLJoiningTests {
    @Test(arguments: [
        ("http://host", "config/hotshot", "http://host/config/hotshot"),
        ("http://host/", "config/hotshot", "http://host/config/hotshot"),
        ("http://host/", "/config/hotshot", "http://host/config/hotshot"),
        ("http://host//", "//config", "http://host/config"),
        ("http://host/base", "a/b/", "http://host/base/a/b/"),
        ("http://host/base/?key=1", "a", "http://host/base/a?key=1"),
        ("http://host?key=1", "a?x=2", "http://host/a?x=2&key=1"),
        ("http://host/#top", "a", "http://host/a"),
        ("http://host", "", "http://host/"),
    ])
    func oneSlashJoins(base: String, path: String, url: String) {
        #expect(joinedURL(base: base, path: path) == url)
    }
}
