import BN254
import LightClientContract
import Testing

/// What the data of a revert says.
@Suite struct ContractErrorTests {
    @Test(arguments: DeclaredError.allCases)
    func everyDeclaredError(declared: DeclaredError) throws {
        let hasArgument = !declared.signature.hasSuffix("()")
        let argument = hasArgument ? words(UInt256(0xbeef)) : []
        let error = ContractError(revertData: declared.selector.bytes + argument)
        #expect(error.name == declared.name)
        #expect(error.selector == declared.selector.bytes)
        #expect((error.argument != nil) == hasArgument)
        #expect(error.meaning == declared.meaning)
        // Clauses, as all messages here: they stand after a colon.
        for words in [error.meaning, error.advice] {
            #expect(words.first?.isLowercase == true && words.last != "." && words.utf8.count < 120, "\(words)")
        }
        // The right selector with other data is not this error.
        let other = ContractError(revertData: declared.selector.bytes + argument + [0])
        #expect(other.name == "Unknown")
    }

    @Test func arguments() throws {
        let account = try address("0x4fD0Ac6922Da5C96b6f94202EcE60E8fE3bF3947")
        let error = ContractError(
            revertData: DeclaredError.ownableUnauthorizedAccount.selector.bytes + words(account.word))
        #expect(error == .declared(.ownableUnauthorizedAccount, argument: account.checksummed))
        #expect(
            error.description
                == "OwnableUnauthorizedAccount(0x4fD0Ac6922Da5C96b6f94202EcE60E8fE3bF3947): "
                + "this account does not own the contract")
        let uuid = ContractError(
            revertData: DeclaredError.uupsUnsupportedProxiableUUID.selector.bytes + words(UInt256(1)))
        #expect(uuid.argument == UInt256(1).hexadecimalWord)
        let tooWide = DeclaredError.addressEmptyCode.selector.bytes + words(.max)
        #expect(ContractError(revertData: tooWide) == .unknown(data: tooWide))
    }

    @Test func text() {
        let data: [UInt8] =
            [0x08, 0xc3, 0x79, 0xa0] + words(UInt256(32), UInt256(5)) + Array("sorry".utf8)
            + [UInt8](repeating: 0, count: 27)
        #expect(ContractError(revertData: data) == .text("sorry"))
        #expect(ContractError(revertData: Array(data.prefix(40))).name == "Unknown")
    }

    @Test(
        "a text of the older library advises as the error that took its place",
        arguments: [
            ("Bn254: invalid scalar field", .invalidScalar), ("Bn254: invalid G1 point", .invalidG1),
            ("Bn254: group addition failed!", .bn254G1AddFailed),
            ("Bn254: scalar mul failed!", .bn254ScalarMulFailed),
            ("Bn254: pow precompile failed!", .powPrecompileFailed),
            ("Bn254: Pairing check failed!", .bn254PairingProdFailed),
        ] as [(String, DeclaredError)])
    func olderText(text: String, newer: DeclaredError) {
        let error = ContractError(
            revertData: [0x08, 0xc3, 0x79, 0xa0] + words(UInt256(32), UInt256(UInt64(text.utf8.count)))
                + Array(text.utf8) + [UInt8](repeating: 0, count: 32 - text.utf8.count))
        #expect(error == .text(text))
        #expect(error.description == "Error(\(text)): \(newer.meaning)")
        #expect(error.advice == newer.advice)
        #expect(ContractError.text("Bn254: something else").advice.contains("read-contract"))
    }

    @Test(
        arguments: [(0x11, "an arithmetic operation overflowed"), (0x12, "a division by zero")] as [(UInt64, String)])
    func panics(code: UInt64, meaning: String) {
        let error = ContractError(revertData: [0x4e, 0x48, 0x7b, 0x71] + words(UInt256(code)))
        #expect(error == .panic(UInt256(code)))
        #expect(error.meaning == meaning)
    }

    @Test func allPanicsDiffer() {
        #expect(Set(PanicCode.allCases.map(\.meaning)).count == PanicCode.allCases.count)
        #expect(PanicCode(UInt256(0x99)) == nil)
        #expect(PanicCode(.max) == nil)
    }

    @Test func unknownData() {
        #expect(ContractError(revertData: []) == .empty)
        #expect(ContractError(revertData: [1]).selector == [1])
        let error = ContractError(revertData: [0xde, 0xad, 0xbe, 0xef] + [UInt8](repeating: 7, count: 1000))
        #expect(error.argument == "0xdeadbeef" + String(repeating: "07", count: 32))
        #expect(error.name == "Unknown")
    }
}
