import BN254
import Ethereum
import EthereumAccounts
import JSON
import PublicVectors
import TestSupport
import Testing

@Suite(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
struct TransactionVectorTests {
    /// Unsigned and signed bytes of legacy transactions without and with a chain, EIP-2930 and EIP-1559.
    @Test func ethers() throws {
        let cases = try publicVectors("ethers/transactions.json").elements()
        #expect(cases.count == 231)
        var checked: [String: Int] = [:]
        for vector in cases {
            let key = try #require(PrivateKey(bytes: vector.bytes("privateKey")))
            for kind in ["Legacy", "Eip155", "Berlin", "London"] {
                let unsigned = try vector.bytes("unsigned\(kind)")
                guard !unsigned.isEmpty else { continue }
                checked[kind, default: 0] += 1
                let transaction = try transaction(vector.field("transaction"), kind: kind)
                #expect(transaction.signingPayload == unsigned, "\(vector.path) \(kind)")
                let signed = try transaction.signed(with: key.sign(transaction.signingHash))
                #expect(try signed.raw == vector.bytes("signed\(kind)"), "\(vector.path) \(kind)")
                let decoded = try SignedTransaction(raw: vector.bytes("signed\(kind)"))
                #expect(decoded == signed, "\(vector.path) \(kind)")
                #expect(decoded.sender == key.address, "\(vector.path) \(kind)")
            }
        }
        #expect(checked == ["Legacy": 231, "Eip155": 135, "Berlin": 231, "London": 231])
    }

    /// The limits of EIP-1559 by ethereum/tests. Fees from 2^128 wei on, which the one valid transaction has, are
    /// refused here: its signer and hash are checked on its parts.
    @Test(arguments: [
        ("GasLimitPriceProductOverflow", TransactionError.invalidField("maxFeePerGas", .outOfRange)),
        ("GasLimitPriceProductOverflowtMinusOne", .invalidField("maxFeePerGas", .outOfRange)),
        ("GasLimitPriceProductPlusOneOverflow", .invalidField("maxFeePerGas", .outOfRange)),
        ("maxFeePerGas00prefix", .invalidField("maxFeePerGas", .leadingZeros)),
        ("maxFeePerGas32BytesValue", .invalidField("maxFeePerGas", .outOfRange)),
        ("maxFeePerGasOverflow", .invalidField("maxFeePerGas", .outOfRange)),
        ("maxPriorityFeePerGas00prefix", .invalidField("maxPriorityFeePerGas", .leadingZeros)),
        ("maxPriorityFeePerGasOverflow", .invalidField("maxPriorityFeePerGas", .outOfRange)),
        ("maxPriorityFeePerGass32BytesValue", .invalidField("maxPriorityFeePerGas", .outOfRange)),
    ])
    func limitsOfEIP1559(name: String, error: TransactionError) throws {
        let file = try publicVectors("transaction-tests/ttEIP1559/\(name).json")
        let vector = try #require(try file.members().first).value
        let raw = try vector.bytes("txbytes")
        #expect(throws: error) { try SignedTransaction(raw: raw) }

        let result = try vector.field("result").field("London")
        guard try result.optionalField("exception") == nil else { return }
        #expect(try Hash256(of: raw).bytes == result.bytes("hash"))
        guard case .list(let fields) = try RLP.decode(Array(raw.dropFirst())), case .bytes(let parity) = fields[9],
            case .bytes(let r) = fields[10], case .bytes(let s) = fields[11]
        else {
            Issue.record("not twelve fields")
            return
        }
        let signature = try #require(
            Signature(
                r: UInt256(hexadecimal: r.dataText), s: UInt256(hexadecimal: s.dataText), yParity: parity == [1]))
        let payload = [2] + RLP.encode(.list(Array(fields[..<9])))
        #expect(try signature.signer(of: Hash256(of: payload))?.bytes == result.bytes("sender"))
    }

    private func transaction(_ reader: JSONReader, kind: String) throws -> UnsignedTransaction {
        func number(_ name: String) throws -> UInt64 {
            guard let field = try reader.optionalField(name) else { return 0 }
            if case .number = field.value { return try field.uint64() }
            return try #require(try UInt256(hexadecimal: field.string()).uint64)
        }
        let fees: UnsignedTransaction.Fees =
            switch kind {
            case "London":
                .dynamic(
                    maxFeePerGas: Wei(UInt128(try number("maxFeePerGas"))),
                    maxPriorityFeePerGas: Wei(UInt128(try number("maxPriorityFeePerGas"))))
            case "Berlin": .accessList(gasPrice: Wei(UInt128(try number("gasPrice"))))
            default: .legacy(gasPrice: Wei(UInt128(try number("gasPrice"))))
            }
        let entries = fees.transactionType == 0 ? [] : try reader.optionalField("accessList")?.elements() ?? []
        return UnsignedTransaction(
            chainID: kind == "Legacy" ? 0 : try number("chainId"), nonce: try number("nonce"), fees: fees,
            gasLimit: try number("gasLimit"), to: try reader.optionalField("to").map { try Address(text: $0.string()) },
            value: Wei(UInt128(try number("value"))), data: try reader.optionalField("data")?.bytes() ?? [],
            accessList: try entries.map { entry in
                AccessListEntry(
                    address: try Address(text: entry.text("address")),
                    storageKeys: try entry.field("storageKeys").elements().map { try UInt256(hexadecimal: $0.string()) }
                )
            })
    }
}
