import BN254
import Files
import ProvingKeys
import TestSupport
import Testing
import TurboPlonk

@Suite struct CatalogTests {
    private let folder: TemporaryFolder
    private let catalog: ProvingKeyCatalog

    init() throws {
        folder = try TemporaryFolder()
        catalog = ProvingKeyCatalog(folder: folder.path + "/keys")
    }

    private static let circuit = CircuitIdentity(contractVersion: 3, capacity: 2, rangeCheck: .canonical)

    private func add(
        _ circuit: CircuitIdentity = circuit, isInsecure: Bool = true, betaH: G2Point = .generator * 3
    ) throws -> String {
        var key = try RandomKey(betaH: betaH)
        (key.description.label, key.description.isInsecure) = (circuit.label, isInsecure)
        let name = circuit.fileName(betaH: key.verifyingKey.betaH, isInsecure: isInsecure)
        try key.write(to: "\(catalog.folder)/\(name)")
        return name
    }

    private func find(capacity: Int = 2) throws(ProvingKeyCatalogError) -> ProvingKeyFile {
        try catalog.find(CircuitIdentity(contractVersion: 3, capacity: capacity, rangeCheck: .canonical))
    }

    @Test func namesTellTheCircuitAndTheSetup() throws {
        #expect(try add() == "v3-cap2-canonical-insecure-9e939fbc.hspkey")
        let other = try add(
            CircuitIdentity(contractVersion: 1, capacity: 200, rangeCheck: .legacy), isInsecure: false)
        #expect(other == "v1-cap200-legacy-srs-9e939fbc.hspkey")
        #expect(
            try add(isInsecure: false, betaH: KnownKey.v3.verifyingKey.betaH)
                == "v3-cap2-canonical-aztec.hspkey")
    }

    @Test func theSecureKeyIsFoundFirst() throws {
        let insecure = try add()
        #expect(try find().path == "\(catalog.folder)/\(insecure)")
        let other = try add(isInsecure: false)
        #expect(try find().path == "\(catalog.folder)/\(other)")
        let aztec = try add(isInsecure: false, betaH: KnownKey.v3.verifyingKey.betaH)
        #expect(try find().path == "\(catalog.folder)/\(aztec)")
    }

    @Test func aDamagedSecureKeyIsNotPassedOver() throws {
        _ = try add()
        let secure = try add(isInsecure: false, betaH: KnownKey.v3.verifyingKey.betaH)
        let path = "\(catalog.folder)/\(secure)"
        try PatchedFile(path).write(0, at: 8191 - 40)
        try PatchedFile(path).write(0xee, at: 5000)
        let damaged = ProvingKeyCatalogError.unusable(.damagedHeader(path: path))
        #expect(throws: damaged) { try find() }
        #expect(damaged.hint == "make it again: prepare-keys --force")
    }

    @Test func withoutAKeyItSaysWhatItLookedFor() throws {
        _ = try add()
        let circuit = CircuitIdentity(contractVersion: 3, capacity: 20, rangeCheck: .canonical)
        let missing = ProvingKeyCatalogError.noKey(
            circuit, pattern: "v3-cap20-canonical-*.hspkey", folder: catalog.folder)
        #expect(throws: missing) { try find(capacity: 20) }
        #expect(missing.hint == "make one: prepare-keys --contract-version 3 --stake-table-capacity 20")
        #expect(throws: missing) {
            try ProvingKeyCatalog(folder: catalog.folder).find(circuit)
        }
    }

    @Test func aMissingFolderIsAnEmptyOne() throws {
        let failure = #expect(throws: ProvingKeyCatalogError.self) { try find() }
        #expect(failure?.code == "no-key")
    }

    @Test func twoKeysOfTheSameRankAreAmbiguous() throws {
        let names = [try add(), try add(betaH: .generator * 5)].sorted()
        #expect(throws: ProvingKeyCatalogError.ambiguous(names.map { "\(catalog.folder)/\($0)" })) { try find() }
    }

    @Test func aNameThatLiesIsRefused() throws {
        let name = try add()
        let key = try fileBytes("\(catalog.folder)/\(name)")
        try writeFile("\(catalog.folder)/v3-cap20-canonical-aztec.hspkey", key)
        let failure = #expect(throws: ProvingKeyCatalogError.self) { try find(capacity: 20) }
        #expect(failure?.code == "invalid-header")
    }

    @Test func thePlaceIsTheCacheFolder() {
        #expect(
            ProvingKeyCatalog(environment: ["XDG_CACHE_HOME": "/c"])?.folder == "/c/hotshot-state-prover/keys")
        #expect(ProvingKeyCatalog(environment: ["HOME": "/h"])?.folder == "/h/.cache/hotshot-state-prover/keys")
        #expect(ProvingKeyCatalog(environment: [:]) == nil)
    }
}
