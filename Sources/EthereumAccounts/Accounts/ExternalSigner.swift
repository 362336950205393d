import Ethereum
import Files
import Glibc
import JSON

/// Lets another program sign: one that has the key, or asks somebody who has.
///
/// For each transaction the program is started without a shell. It is given one line of JSON on standard input:
///
///     {"from":"0x…","chainId":"0x1","nonce":"0x0","type":"0x2","gas":"0x5208","to":"0x…","value":"0x0","data":"0x",
///      "maxFeePerGas":"0x…","maxPriorityFeePerGas":"0x…","signingHash":"0x…","unsignedTransaction":"0x…"}
///
/// with `gasPrice` instead of the two limits in a legacy transaction, `to` null if it makes a contract, and
/// `accessList` if there is one. It answers on standard output with `0x` and the signed transaction, or with an object
/// that has it as `rawTransaction`, `raw` or `signedTransaction`, and ends with exit code 0. What it writes to standard
/// error goes to ours; it can ask for a password on the terminal. It ends with the process that asks, however that ends.
public struct ExternalSigner: TransactionSigner {
    /// The account whose signature is asked for.
    public let address: Address

    private let program: ExternalProgram

    /// - Parameters:
    ///   - command: the program, looked for on `PATH` if it has no `/`, and its arguments.
    ///   - address: the account.
    ///   - timeout: when the program is killed.
    ///   - environment: all of the program's environment; a copy of ours if nil.
    public init(
        command: [String], address: Address, timeout: Duration = .seconds(120), environment: [String: String]? = nil
    ) {
        self.address = address
        program = ExternalProgram(
            command: command, environment: environment ?? ProcessEnvironment.variables, timeout: timeout,
            // A signed transaction in hexadecimal, in an object.
            maximumOutput: 2 * SignedTransaction.maximumLength + 4096)
    }

    /// The transaction with a signature of ``address``, checked: it is this transaction, and the sender is recovered.
    ///
    /// Throws ``SigningError``. Cancelling the task kills the program.
    public func sign(_ transaction: UnsignedTransaction) async throws(SigningError) -> SignedTransaction {
        try transaction.requireChain()
        let answer = try await program.run(input: Array(request(for: transaction).utf8))
        guard let raw = Self.rawTransaction(in: answer) else { throw .answerUnreadable(program: program.name) }
        let signed: SignedTransaction
        do { signed = try SignedTransaction(raw: raw) } catch {
            throw .answerInvalid(program: program.name, error)
        }
        if let field = transaction.firstDifference(from: signed.transaction) {
            throw .differentTransaction(program: program.name, field: field)
        }
        guard signed.sender == address else { throw .wrongSigner(expected: address, found: signed.sender) }
        return signed
    }

    private func request(for transaction: UnsignedTransaction) throws(SigningError) -> String {
        let type = transaction.fees.transactionType
        var request: JSONObject = [
            "from": .string(address.checksummed),
            "chainId": .quantity(transaction.chainID),
            "nonce": .quantity(transaction.nonce),
            "type": .quantity(UInt64(type)),
            "gas": .quantity(transaction.gasLimit),
            "to": transaction.to.map { .string($0.checksummed) } ?? .null,
            "value": .quantity(transaction.value),
            "data": .string(transaction.data.dataText),
        ]
        switch transaction.fees {
        case .legacy(let gasPrice), .accessList(let gasPrice):
            request["gasPrice"] = .quantity(gasPrice)
        case .dynamic(let limit, let tip):
            request["maxFeePerGas"] = .quantity(limit)
            request["maxPriorityFeePerGas"] = .quantity(tip)
        }
        if !transaction.accessList.isEmpty {
            request["accessList"] = .array(transaction.accessList.map(\.json))
        }
        request["signingHash"] = .string(transaction.signingHash.description)
        request["unsignedTransaction"] = .string(transaction.signingPayload.dataText)
        guard let line = try? JSONValue.object(request).serialized() else {
            throw .programNotStarted(program: program.name, code: ENOMEM)
        }
        return line + "\n"
    }

    /// The transaction in a program's answer; nil if there is none.
    static func rawTransaction(in answer: [UInt8]) -> [UInt8]? {
        let text = String(decoding: answer, as: UTF8.self)
        if let start = text.firstIndex(where: { !$0.isWhitespace }), text[start] == "0" {
            return [UInt8](data: text[start...].prefix { !$0.isWhitespace })
        }
        guard case .object(let object)? = try? JSONValue(parsing: answer) else { return nil }
        for name in ["rawTransaction", "raw", "signedTransaction"] {
            if case .string(let text)? = object[name] { return [UInt8](data: text) }
        }
        return nil
    }
}

extension ExternalSigner: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Program and account; arguments and environment may be secret.
    public var description: String { "signer \(program.name) of \(address)" }
    /// Program and account.
    public var debugDescription: String { description }
    /// Program and account.
    public var customMirror: Mirror { Mirror(self, children: ["program": program.name, "address": address]) }
}

extension JSONValue {
    fileprivate static func quantity(_ value: UInt64) -> JSONValue { .string("0x" + String(value, radix: 16)) }

    fileprivate static func quantity(_ value: Wei) -> JSONValue { .string("0x" + String(value.amount, radix: 16)) }
}

extension AccessListEntry {
    fileprivate var json: JSONValue {
        [
            "address": .string(address.checksummed),
            "storageKeys": .array(storageKeys.map { .string($0.hexadecimalWord) }),
        ]
    }
}
