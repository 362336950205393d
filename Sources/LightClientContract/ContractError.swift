import BN254
import Ethereum
import Failures

/// Why the contract reverted, as its revert data says.
public enum ContractError: Error, Hashable, Sendable {
    /// An error that somebody declared; `argument` is its address or word in hexadecimal, if it has one.
    case declared(DeclaredError, argument: String?)
    /// `Error(string)`: a text, printable and at most 200 characters long.
    case text(String)
    /// `Panic(uint256)`.
    case panic(UInt256)
    /// Data that is none of these; at most 36 bytes of it are kept.
    case unknown(data: [UInt8])
    /// No data at all: no such function, out of gas, or `revert()`.
    case empty

    /// The error of the data of a revert, which may be anything.
    public init(revertData data: [UInt8]) {
        guard !data.isEmpty else {
            self = .empty
            return
        }
        let arguments = Array(data.dropFirst(4))
        let selector = FunctionSelector(bytes: Array(data.prefix(4)))
        if let selector, let declared = DeclaredError(selector: selector),
            let argument = Self.argument(of: declared, arguments)
        {
            self = .declared(declared, argument: argument.text)
        } else if selector == Self.textSelector, let text = ABI.errorString(arguments) {
            self = .text(text)
        } else if selector == Self.panicSelector, arguments.count == 32, let word = ABI.words(arguments)?.first {
            self = .panic(word)
        } else {
            self = .unknown(data: Array(data.prefix(36)))
        }
    }

    /// The argument's text inside an optional of its own; nil if the data does not have the error's form.
    private static func argument(of error: DeclaredError, _ data: [UInt8]) -> (text: String?, Void)? {
        guard let type = error.argumentType else { return data.isEmpty ? (nil, ()) : nil }
        guard data.count == 32, let word = ABI.words(data)?.first else { return nil }
        guard type == "address" else { return (word.hexadecimalWord, ()) }
        return Address(word: word).map { ($0.checksummed, ()) }
    }

    private static let textSelector = FunctionSelector(signature: "Error(string)")
    private static let panicSelector = FunctionSelector(signature: "Panic(uint256)")
}

extension ContractError {
    /// The error's name; `Unknown` or `Reverted` where the data has none. Stays the same between versions.
    public var name: String {
        switch self {
        case .declared(let error, _): error.name
        case .text: "Error"
        case .panic: "Panic"
        case .unknown: "Unknown"
        case .empty: "Reverted"
        }
    }

    /// The first four bytes of the data, fewer if there were fewer.
    public var selector: [UInt8] {
        switch self {
        case .declared(let error, _): error.selector.bytes
        case .text: Self.textSelector.bytes
        case .panic: Self.panicSelector.bytes
        case .unknown(let data): Array(data.prefix(4))
        case .empty: []
        }
    }

    /// The error's argument as text, if it has one.
    public var argument: String? {
        switch self {
        case .declared(_, let argument): argument
        case .text(let text): text
        case .panic(let code): code.hexadecimalQuantity
        case .unknown(let data): data.dataText
        case .empty: nil
        }
    }

    /// What happened, in one clause without a full stop.
    public var meaning: String {
        switch self {
        case .declared(let error, _): error.meaning
        case .text(let text): Self.olderTexts[text]?.meaning ?? "the contract gave this reason"
        case .panic(let code): PanicCode(code)?.meaning ?? "a check of the compiler failed"
        case .unknown: "the contract reverted with an error that this program does not know"
        case .empty: "the contract reverted without saying why"
        }
    }

    /// What an operator of a prover can do about it, in one clause without a full stop.
    public var advice: String {
        switch self {
        case .declared(let error, _): error.advice
        case .text(let text): Self.olderTexts[text]?.advice ?? Self.otherContractAdvice
        case .unknown: Self.otherContractAdvice
        case .panic: "check the submitted heights against the contract's settings, which read-contract shows"
        case .empty: "\(Self.otherContractAdvice), and the gas limit"
        }
    }

    private static let otherContractAdvice = "check the contract's address and version with read-contract"

    /// What versions 1 and 2 of the contract say where version 3 has an error: their library of BN254 is an older one.
    private static let olderTexts: [String: DeclaredError] = [
        "Bn254: invalid scalar field": .invalidScalar,
        "Bn254: invalid G1 point": .invalidG1,
        "Bn254: group addition failed!": .bn254G1AddFailed,
        "Bn254: scalar mul failed!": .bn254ScalarMulFailed,
        "Bn254: pow precompile failed!": .powPrecompileFailed,
        "Bn254: Pairing check failed!": .bn254PairingProdFailed,
    ]
}

extension ContractError: CustomStringConvertible {
    /// Name, argument and meaning on one line: `OutdatedState: the contract already has …`.
    public var description: String {
        argument.map { "\(name)(\($0)): \(meaning)" } ?? "\(name): \(meaning)"
    }
}

extension ContractError: Failure {
    /// `.notPermitted` if another account is the contract's prover, else `.peerNonsense`.
    package var failureKind: FailureKind {
        if case .declared(.proverNotPermissioned, _) = self { .notPermitted } else { .peerNonsense }
    }

    /// `reverted-` and the words of the name, such as `reverted-outdated-state`.
    package var code: String {
        name.reduce(into: "reverted") { $0 += $1.isUppercase ? "-\($1.lowercased())" : "\($1)" }
    }

    /// The ``advice``.
    package var hint: String? { advice }
}
