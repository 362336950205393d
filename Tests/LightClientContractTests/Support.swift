import BN254
import Ethereum
import LightClient
import TurboPlonk

extension Proof {
    /// Points of the curve and small scalars: the words of a proof of nothing.
    static let sample = Proof(
        points: Array(repeating: .generator, count: 13), scalars: (1...10).map { Fr(UInt64($0)) })
}

extension SignedStatement {
    /// All parts different.
    static let sample = SignedStatement(
        state: LightClientState(viewNumber: 9, blockHeight: 8, blockCommitmentRoot: Fr(7)), nextStakeTable: .sample,
        authRoot: AuthRoot([UInt8](repeating: 0xff, count: 32)) ?? .zero)
}

extension StakeTableState {
    /// All elements different.
    static let sample = StakeTableState(
        blsKeyCommitment: Fr(11), schnorrKeyCommitment: Fr(12), amountCommitment: Fr(13), threshold: Fr(14))
}

/// The words in 32 bytes each.
func words(_ values: UInt256...) -> [UInt8] { values.flatMap(\.bigEndianBytes) }

/// The word of decimal digits.
func number(_ digits: String) throws -> UInt256 { try UInt256(decimal: digits) }

func address(_ text: String) throws -> Address { try Address(text: text) }
