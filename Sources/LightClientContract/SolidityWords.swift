import BN254
import LightClient

extension LightClientState {
    /// Three words: viewNum, blockHeight, blockCommRoot.
    var solidityWords: [UInt256] { [UInt256(viewNumber), UInt256(blockHeight), blockCommitmentRoot.canonical] }
}

extension StakeTableState {
    /// Four words, the threshold first, unlike everywhere else. Source: <doc:ContractCalls>.
    var solidityWords: [UInt256] {
        [
            threshold.canonical, blsKeyCommitment.canonical, schnorrKeyCommitment.canonical,
            amountCommitment.canonical,
        ]
    }
}
