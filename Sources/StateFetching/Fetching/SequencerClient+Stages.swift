import CommandSupport
import EspressoAPI
import LightClient

extension StateBundle {
    /// Throws `.peerNonsense` unless this certificate of `epoch`, which no signature covers, is of that epoch's root.
    func checkRoot(of epoch: UInt64, _ schedule: EpochSchedule) throws(StageFailure) {
        try failing(as: .peerNonsense, prefix: "sequencer \(sources.first ?? ""): ") { () throws(LightClientError) in
            try schedule.checkRoot(statement.state.blockHeight, of: epoch)
        }
    }
}

extension SequencerClient {
    /// The network's configuration, or the failure of a command that needed it.
    func networkConfigurationResult() async -> Result<NetworkConfiguration, StageFailure> {
        do throws(ReplyError) {
            return .success(try await networkConfiguration())
        } catch {
            return .failure(StageFailure(error))
        }
    }

    /// The table of `epoch`; for nil, `genesis`.
    func table(epoch: UInt64?, genesis: StakeTable) async throws(StageFailure) -> StakeTable {
        guard let epoch else { return genesis }
        return try await table(epoch: epoch)
    }

    /// The table of `epoch`.
    func table(epoch: UInt64) async throws(StageFailure) -> StakeTable {
        try await failing { () async throws(ReplyError) in try await stakeTable(epoch: epoch) }
    }
}
