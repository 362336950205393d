import Documents
import LightClientContract
import TurboPlonk

extension ContractSnapshot {
    /// The field `contract` of an update document.
    public var documentPart: ContractPart {
        ContractPart(
            address: address, implementation: implementation, chainID: chainID, version: version,
            release: release.description,
            block: ContractPart.Block(number: block.number, hash: block.hash, timestamp: block.timestamp),
            finalizedState: finalizedState, votingStakeTable: votingStakeTable, genesisState: genesisState,
            genesisStakeTable: genesisStakeTable, authRoot: authRoot,
            epochs: epochs.map {
                ContractPart.Epochs(
                    blocksPerEpoch: $0.blocksPerEpoch, epochStartBlock: $0.epochStartBlock,
                    currentEpoch: $0.currentEpoch)
            },
            permissionedProver: permissionedProver, owner: owner,
            history: ContractPart.History(
                retentionSeconds: history.retentionPeriod.map(UInt64.init), count: history.count,
                firstIndex: history.firstIndex),
            verifyingKeyHash: verifyingKey?.keccak, verifyingKeyName: knownKey?.name, baseFee: block.baseFeePerGas,
            gasPrice: gasPrice,
            account: account.map { ContractPart.Account(address: $0.address, balance: $0.balance, nonce: $0.nonce) })
    }
}
