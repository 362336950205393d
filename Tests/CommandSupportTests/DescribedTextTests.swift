import Files
import TestSupport
import Testing
import Text

/// What is said of a text that may be a secret.
@Suite struct DescribedTextTests {
    @Test(arguments: [
        ("", "nothing"), ("x", "1 character"), ("hunter2", "7 characters"), ("8", "1 digit"), ("0815", "4 digits"),
        ("0x", "2 characters"), ("0x8", "1 hexadecimal digit"), ("deadbeef", "8 hexadecimal digits"),
        ("bad", "3 characters"),
        ("abandon ability\table\n", "3 words, 21 characters"), ("  ", "2 characters"), ("\u{1f511}", "1 character"),
    ])
    func described(text: String, words: String) {
        #expect(LineText.described(text) == words)
    }

    @Test func aPathIsShownIfItIsSeenToBeOne() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("", to: "with blanks and words")
        for path in [
            file, folder.path, folder.path + "/none/at all", "prover.json", "/nonexistent/settings.json",
            "./a b", "../a b", "/dev/fd/63",
        ] {
            #expect(PathText.shown(path) == path)
        }
        for secret in [
            "abandon ability able", "4c0883a69102937d6231471b5dbb6204fe512961708279df95b4a2200eb6b0e7", "hunter2",
            "a+b/c==", "/hunter2", "//hunter2/x", "https://host/key", "abandon ability.json", "no/such/folder",
            "hunter2/status.json",
            String(repeating: "k", count: 41) + ".key",
        ] {
            #expect(PathText.shown(secret) == "a path of \(secret.count) characters")
        }
        #expect(PathText.shown("") == "an empty path")
        #expect(PathText.shown(folder.path + "/a\nb") == folder.path + #"/a\nb"#)
    }

    @Test func theNearestName() {
        let names = ["max-gas-price", "max-tip", "port", "key", "out"]
        #expect(NearestName.find("max-gas-prize", in: names)?.name == "max-gas-price")
        #expect(NearestName.find("", in: names)?.distance == 3)
        #expect(NearestName.find("anything", in: []) == nil)
        #expect(NearestName.find("port", in: names)?.distance == 0)
        for (written, meant) in [("max_gas_price", "max-gas-price"), ("prot", nil), ("prt", "port"), ("kay", nil)] {
            #expect(NearestName.slip(written, in: names) == meant, "\(written)")
        }
        #expect(NearestName.slip("abandon ability able", in: names) == nil)
        #expect(NearestName.find(String(repeating: "x", count: 1 << 20), in: names) != nil)
    }
}
