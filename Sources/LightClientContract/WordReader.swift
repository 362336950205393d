import BN254
import Ethereum
import LightClient
import TurboPlonk

/// The words of a static ABI value, read one after the other, each against the range of its type.
///
/// Asking for more words than there are traps: whoever makes a reader says their number.
struct WordReader {
    /// What errors call the value.
    private let name: String
    private let words: [UInt256]
    private var position = 0

    /// The words of `bytes`, of which there must be `count`. Throws `.wrongLength`.
    init(_ bytes: [UInt8], count: Int, of name: String) throws(ContractDataError) {
        guard bytes.count == 32 * count, let words = ABI.words(bytes) else {
            throw .wrongLength(of: name, expected: 32 * count, found: bytes.count)
        }
        self.name = name
        self.words = words
    }

    mutating func word() -> UInt256 {
        defer { position += 1 }
        return words[position]
    }

    /// The bytes of the next `count` words.
    mutating func bytes(ofWords count: Int) -> [UInt8] {
        defer { position += count }
        return ABI.encode(words: Array(words[position..<position + count]))
    }

    mutating func uint64(_ field: String? = nil) throws(ContractDataError) -> UInt64 {
        let word = word()
        guard let value = word.uint64 else { throw outOfRange(field, "uint64", word) }
        return value
    }

    mutating func uint32() throws(ContractDataError) -> UInt32 {
        let word = word()
        guard let value = word.uint64.flatMap(UInt32.init(exactly:)) else { throw outOfRange(nil, "uint32", word) }
        return value
    }

    mutating func uint8(_ field: String) throws(ContractDataError) -> UInt8 {
        let word = word()
        guard let value = word.uint64.flatMap(UInt8.init(exactly:)) else { throw outOfRange(field, "uint8", word) }
        return value
    }

    mutating func bool() throws(ContractDataError) -> Bool {
        let word = word()
        guard let value = word.uint64, value <= 1 else { throw outOfRange(nil, "bool", word) }
        return value == 1
    }

    mutating func address(_ field: String? = nil) throws(ContractDataError) -> Address {
        let word = word()
        guard let address = Address(word: word) else { throw outOfRange(field, "address", word) }
        return address
    }

    mutating func scalar(_ field: String? = nil) throws(ContractDataError) -> Fr {
        let word = word()
        guard let scalar = try? Fr(canonical: word) else {
            throw outOfRange(field, "element of the scalar field", word)
        }
        return scalar
    }

    /// Three words. Source: <doc:ContractCalls>.
    mutating func lightClientState() throws(ContractDataError) -> LightClientState {
        LightClientState(
            viewNumber: try uint64("viewNum"), blockHeight: try uint64("blockHeight"),
            blockCommitmentRoot: try scalar("blockCommRoot"))
    }

    /// Four words, the threshold first. Source: <doc:ContractCalls>.
    mutating func stakeTableState() throws(ContractDataError) -> StakeTableState {
        let threshold = try scalar("threshold")
        return StakeTableState(
            blsKeyCommitment: try scalar("blsKeyComm"), schnorrKeyCommitment: try scalar("schnorrKeyComm"),
            amountCommitment: try scalar("amountComm"), threshold: threshold)
    }

    /// A raw word, which may exceed the modulus.
    mutating func authRoot() -> AuthRoot { AuthRoot(word().bigEndianBytes) ?? .zero }

    /// 40 words.
    mutating func verifyingKey() throws(ContractDataError) -> VerifyingKey {
        do throws(TurboPlonkError) {
            return try VerifyingKey(solidityWords: bytes(ofWords: VerifyingKey.solidityWordCount))
        } catch {
            throw .invalid(name, error)
        }
    }

    /// 36 words.
    mutating func proof() throws(ContractDataError) -> Proof {
        do throws(TurboPlonkError) {
            return try Proof(solidityWords: bytes(ofWords: Proof.solidityWordCount))
        } catch {
            throw .invalid(name, error)
        }
    }

    private func outOfRange(_ field: String?, _ type: String, _ word: UInt256) -> ContractDataError {
        .outOfRange(of: field.map { "\(name) \($0)" } ?? name, type: type, word: word)
    }
}
