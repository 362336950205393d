import BN254
import Foundation
import JSON
import LightClient
import TestSupport
import TurboPlonk

extension DevelopmentChain {
    /// A light client contract that was deployed.
    public struct Contract: Sendable {
        /// The proxy.
        public let address: String
        /// What is behind it.
        public let implementation: String
    }

    /// What a contract starts with, at view 0 and height 0.
    public struct Genesis: Sendable {
        /// The table that votes first. No element may be zero.
        public var stakeTable: StakeTableState
        /// The root of the block commitments.
        public var blockCommitmentRoot: Fr

        /// A genesis.
        public init(stakeTable: StakeTableState, blockCommitmentRoot: Fr = Fr(1)) {
            self.stakeTable = stakeTable
            self.blockCommitmentRoot = blockCommitmentRoot
        }

        fileprivate var json: JSONValue {
            [
                "state": [
                    "view_number": 0, "block_height": 0, "block_comm_root": .string(blockCommitmentRoot.hexadecimal),
                ],
                "stake_table": [
                    "threshold": .string(stakeTable.threshold.hexadecimal),
                    "bls_key_comm": .string(stakeTable.blsKeyCommitment.hexadecimal),
                    "schnorr_key_comm": .string(stakeTable.schnorrKeyCommitment.hexadecimal),
                    "amount_comm": .string(stakeTable.amountCommitment.hexadecimal),
                ],
            ]
        }
    }

    /// Deploys a contract with a verifier of proofs for `verifyingKey`.
    ///
    /// `epochs` are needed from V2 on: blocks per epoch, more than 5, and the first block with epochs.
    public func deploy(
        _ version: ContractVersion, verifyingKey: VerifyingKey, genesis: Genesis,
        epochs: (blocksPerEpoch: UInt64, startBlock: UInt64)? = nil, permissionedProver: String? = nil
    ) async throws -> Contract {
        let folder = try TemporaryFolder()
        let genesisFile = try folder.write(try genesis.json.serialized(), to: "genesis.json")
        return try await contract(
            ["deploy", "--version", "\(version.rawValue)", "--genesis", genesisFile]
                + keyOptions(verifyingKey, in: folder) + options(epochs)
                + (permissionedProver.map { ["--permissioned-prover", $0] } ?? []))
    }

    /// Upgrades a contract in its place; `epochs` as for ``deploy``, if it has none yet.
    public func upgrade(
        _ contract: Contract, to version: ContractVersion, verifyingKey: VerifyingKey,
        epochs: (blocksPerEpoch: UInt64, startBlock: UInt64)? = nil
    ) async throws -> Contract {
        let folder = try TemporaryFolder()
        return try await self.contract(
            ["upgrade", "--address", contract.address, "--version", "\(version.rawValue)"]
                + keyOptions(verifyingKey, in: folder) + options(epochs))
    }

    /// Lets only `prover` submit, or anybody if nil.
    public func setProver(_ prover: String?, of contract: Contract) async throws {
        _ = try await run(["set-prover", "--address", contract.address, "--prover", prover ?? "none"])
    }

    private func contract(_ arguments: [String]) async throws -> Contract {
        let summary = try await run(arguments)
        return Contract(
            address: try summary.field("address").string(),
            implementation: try summary.field("implementation").string())
    }

    private func keyOptions(_ key: VerifyingKey, in folder: TemporaryFolder) throws -> [String] {
        let words = "0x" + key.solidityWords.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return ["--verifying-key", try folder.write(words, to: "key.txt")]
    }

    private func options(_ epochs: (blocksPerEpoch: UInt64, startBlock: UInt64)?) -> [String] {
        epochs.map { ["--blocks-per-epoch", "\($0.blocksPerEpoch)", "--epoch-start-block", "\($0.startBlock)"] } ?? []
    }

    private func run(_ arguments: [String]) async throws -> JSONReader {
        let output = try await DevelopmentTools.run(
            [DevelopmentTools.deployment.path] + arguments
                + ["--rpc", url, "--cache", DevelopmentTools.contractCache.path])
        return JSONReader(try JSONValue(parsing: [UInt8](output)))
    }
}
