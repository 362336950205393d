import BN254
import Ethereum
import EthereumAccounts
import TestSupport
import Testing

@Suite struct TransactionTests {
    /// The example of EIP-155.
    @Test("what one unit of gas costs follows from the base fee of the block")
    func price() {
        let fees = UnsignedTransaction.Fees.dynamic(maxFeePerGas: Wei(10), maxPriorityFeePerGas: Wei(2))
        for (baseFee, price) in [(0, 2), (7, 9), (8, 10), (9, 10), (10, 10)] as [(UInt128, UInt128)] {
            #expect(fees.price(atBaseFee: Wei(baseFee)) == Wei(price))
        }
        #expect(fees.price(atBaseFee: Wei(11)) == nil && fees.price(atBaseFee: nil) == nil)
        #expect(UnsignedTransaction.Fees.legacy(gasPrice: Wei(3)).price(atBaseFee: nil) == Wei(3))
        #expect(UnsignedTransaction.Fees.accessList(gasPrice: Wei(3)).price(atBaseFee: Wei(2)) == Wei(3))
    }

    @Test func theExampleOfEIP155() throws {
        let transaction = UnsignedTransaction(
            chainID: 1, nonce: 9, fees: .legacy(gasPrice: Wei(gwei: 20)), gasLimit: 21000,
            to: try Address(text: "0x3535353535353535353535353535353535353535"), value: Wei(gwei: 1_000_000_000))
        #expect(
            transaction.signingHash.description == "0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53")
        let key = try #require(PrivateKey(bytes: [UInt8](repeating: 0x46, count: 32)))
        let signed = try transaction.signed(with: key.sign(transaction.signingHash))
        #expect(
            signed.raw.dataText
                == "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025a028ef61"
                + "340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f761aecb703304b3800ccf555c9f3"
                + "dc64214b297fb1966a3b6d83")
        #expect(signed.sender == key.address)
        #expect(signed.hash == Hash256(of: signed.raw))
        #expect(try SignedTransaction(raw: signed.raw) == signed)
    }

    @Test func theOtherSignatureOfTheSameKeyIsRefused() throws {
        let (transaction, signature) = try Self.sample()
        let high = try #require(
            Signature(
                r: signature.r, s: Signature.order.subtractingReportingOverflow(signature.s).partialValue,
                yParity: !signature.yParity))
        #expect(high.signer(of: transaction.signingHash) == signature.signer(of: transaction.signingHash))
        #expect(!high.isLowS && signature.isLowS)
        #expect(throws: TransactionError.invalidSignature(.highS)) { try transaction.signed(with: high) }
    }

    @Test func whatNoNodeTakesIsNotWritten() throws {
        let (transaction, signature) = try Self.sample()
        func refused(_ error: TransactionError, _ change: (inout UnsignedTransaction) -> Void) {
            var changed = transaction
            change(&changed)
            #expect(throws: error) { try changed.signed(with: signature) }
        }
        refused(.invalidField("nonce", .outOfRange)) { $0.nonce = .max }
        refused(.tipAboveLimit(maxPriorityFeePerGas: Wei(2), maxFeePerGas: Wei(1))) {
            $0.fees = .dynamic(maxFeePerGas: Wei(1), maxPriorityFeePerGas: Wei(2))
        }
        refused(.invalidField("accessList", .notAllowed)) {
            $0.fees = .legacy(gasPrice: Wei(1))
            $0.accessList = [AccessListEntry(address: .zero, storageKeys: [])]
        }
        var long = transaction
        long.data = [UInt8](repeating: 1, count: SignedTransaction.maximumLength)
        #expect { try long.signed(with: signature) } throws: {
            ($0 as? TransactionError)?.code == "transaction-too-long"
        }
    }

    @Test(
        arguments: [
            ([], TransactionError.encoding(.truncated(offset: 0))),
            ([0xc0], .wrongFieldCount(expected: 9, found: 0)),
            ([0x02, 0xc0], .wrongFieldCount(expected: 12, found: 0)),
            ([0x02, 0x80], .invalidField("transaction", .wrongKind)),
            ([0x03, 0xc0], .unsupportedType(3)),
            ([0x7f], .unsupportedType(0x7f)),
            ([0x02], .encoding(.truncated(offset: 0))),
        ] as [([UInt8], TransactionError)])
    func bytesThatAreNone(raw: [UInt8], error: TransactionError) {
        #expect(throws: error) { try SignedTransaction(raw: raw) }
    }

    /// Every field of the wrong kind, with a leading zero, and too long.
    @Test func everyFieldIsHeldToItsForm() throws {
        let (transaction, signature) = try Self.sample()
        let raw = try transaction.signed(with: signature).raw
        guard case .list(let fields) = try RLP.decode(Array(raw.dropFirst())) else { return }
        let names = [
            "chainId", "nonce", "maxPriorityFeePerGas", "maxFeePerGas", "gasLimit", "to", "value", "data", "accessList",
            "yParity", "r", "s",
        ]
        func error(_ index: Int, _ field: RLP.Item) -> TransactionError? {
            var changed = fields
            changed[index] = field
            do {
                _ = try SignedTransaction(raw: [2] + RLP.encode(.list(changed)))
                return nil
            } catch { return error }
        }
        for (index, name) in names.enumerated() {
            let otherKind = index == 8 ? RLP.Item.bytes([]) : .list([])
            #expect(error(index, otherKind) == .invalidField(name, .wrongKind))
            guard ![5, 7, 8].contains(index) else { continue }
            #expect(error(index, .bytes([0, 1])) == .invalidField(name, .leadingZeros))
            #expect(error(index, .bytes([UInt8](repeating: 1, count: 33))) == .invalidField(name, .outOfRange))
        }
        #expect(error(5, .bytes([1])) == .invalidField("to", .wrongLength))
        #expect(error(9, .bytes([2])) == .invalidField("yParity", .outOfRange))
        #expect(error(10, .bytes([])) == .invalidSignature(.outOfRange))
        #expect(error(11, RLP.Item(Signature.order)) == .invalidSignature(.outOfRange))
        #expect(error(8, .list([.list([])])) == .invalidField("accessList", .wrongKind))
        #expect(error(8, .list([.list([.bytes([1]), .list([])])])) == .invalidField("accessList", .wrongLength))
    }

    @Test func randomTransactionsOfAllTypesComeBack() throws {
        var generator = SeededGenerator(seed: 41)
        for index in 0..<300 {
            let transaction = Self.random(&generator, type: index % 3)
            let key = try #require(PrivateKey(bytes: generator.bytes(32)))
            let signed = try transaction.signed(with: key.sign(transaction.signingHash))
            #expect(signed.transaction == transaction)
            #expect(signed.sender == key.address)
            #expect(try SignedTransaction(raw: signed.raw) == signed)
        }
    }

    /// Changed bytes are refused, or are another transaction in its one form, mostly of another sender.
    @Test func changedBytesAreNotTheSameTransaction() throws {
        var generator = SeededGenerator(seed: 42)
        for index in 0..<2000 {
            let transaction = Self.random(&generator, type: index % 3)
            let key = try #require(PrivateKey(bytes: generator.bytes(32)))
            var raw = try transaction.signed(with: key.sign(transaction.signingHash)).raw
            let place = Int.random(in: 0..<raw.count, using: &generator)
            raw[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            if let changed = try? SignedTransaction(raw: raw) {
                #expect(changed.sender != key.address)
                #expect(try changed.transaction.signed(with: changed.signature).raw == raw)
            }
            let cut = Array(raw.prefix(place))
            #expect(throws: TransactionError.self) { try SignedTransaction(raw: cut) }
            _ = try? SignedTransaction(raw: generator.bytes(place))
        }
    }

    static func sample() throws -> (UnsignedTransaction, Signature) {
        let transaction = UnsignedTransaction(
            chainID: 1, nonce: 1, fees: .dynamic(maxFeePerGas: Wei(gwei: 30), maxPriorityFeePerGas: Wei(gwei: 1)),
            gasLimit: 100_000, to: .zero, data: [1, 2, 3])
        let key = try #require(PrivateKey(bytes: [UInt8](repeating: 7, count: 32)))
        return (transaction, key.sign(transaction.signingHash))
    }

    static func random(_ generator: inout SeededGenerator, type: Int) -> UnsignedTransaction {
        func word(_ bits: Int) -> UInt64 { generator.next() >> UInt64(64 - bits) }
        func wei() -> Wei { Wei((UInt128(generator.next()) << UInt128(word(6))) >> 2) }
        let (price, tip) = (wei(), wei())
        let slots = (0..<Int(word(2))).map { _ in UInt256(generator.next(), 0, generator.next(), word(20)) }
        return UnsignedTransaction(
            chainID: max(1, word(1 + Int(word(5)) * 2)), nonce: word(1 + Int(word(5))),
            fees: type == 0
                ? .legacy(gasPrice: price)
                : type == 1
                    ? .accessList(gasPrice: price)
                    : .dynamic(maxFeePerGas: max(price, tip), maxPriorityFeePerGas: min(price, tip)),
            gasLimit: word(40), to: word(1) == 0 ? nil : Address(bytes: generator.bytes(20)), value: wei(),
            data: generator.bytes(Int(word(8))),
            accessList: type == 0 || word(1) == 0 ? [] : [AccessListEntry(address: .zero, storageKeys: slots)])
    }
}
