import SRS
import Testing

@Suite struct LocationTests {
    /// A domain of n rows needs the degree n + 2.
    @Test(arguments: [
        (5, 1024), (1022, 1024), (1023, 16392), (1 << 14, 16392), (1 << 15, 32776), (1 << 16, 65544),
        (1 << 17, 131_080),
        (1 << 18, 262_152), (1 << 19, 524_296), (1 << 20, 1_048_584),
    ])
    func theSmallestFileThatSufficesIsChosen(domainSize: Int, degree: Int) {
        #expect(AztecCeremony.published(forDomainSize: domainSize)?.degree == degree)
    }

    @Test func beyondTheCeremonyThereIsNone() {
        #expect(AztecCeremony.published(forDomainSize: 1 << 21) == nil)
    }

    @Test func theFileIsWhereTheOriginalKeepsIt() throws {
        let file = try #require(AztecCeremony.published(degree: 1024))
        func path(_ environment: [String: String]) -> String? {
            AztecCeremony.cachePath(of: file, environment: environment)
        }
        let name = "ark-srs/aztec20/kzg10-aztec20-srs-1024.bin"
        #expect(path(["XDG_DATA_HOME": "/data", "HOME": "/home/me"]) == "/data/" + name)
        #expect(path(["XDG_DATA_HOME": "relative", "HOME": "/home/me"]) == "/home/me/.local/share/" + name)
        #expect(path(["HOME": "/home/me"]) == "/home/me/.local/share/" + name)
        #expect(path([:]) == nil)
    }

    @Test func checksumsAreThePublishedOnes() {
        #expect(
            AztecCeremony.published.last?.checksum.description
                == "cded83e82e4b49fee4cb2e0f374f996954fe12548ad39100432ee493069ef09d")
        #expect(
            AztecCeremony.published.first?.checksum.description
                == "0e2a5fb1d9102ee5b06723472b23f4f29f938712251a7b5b75eed4df4049871c")
        #expect(AztecCeremony.published.map(\.degree) == AztecCeremony.published.map(\.degree).sorted())
    }
}
