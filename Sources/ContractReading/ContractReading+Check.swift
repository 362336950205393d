import CommandSupport
import EthereumNode
import LightClient
import LightClientContract

extension ContractReading {
    /// How often the contract is read again, since a node says what another one denies.
    private static let checkedReadings = 4

    /// The contract that passes `check`: `first`, or a later reading of it.
    ///
    /// A failure counts only if nodes agree about the view on which it rests; as long as one of them denies it, the
    /// contract is read again. Throws what `check` throws then; the same as `.tryAgain` if nobody can be asked.
    ///
    /// - Parameters:
    ///   - first: the contract as it was read.
    ///   - request: what was read of it.
    ///   - view: the view.
    ///   - check: throws what would end the work.
    ///   - isSo: whether a value of the view, nil where the contract has no such function, is that of the snapshot.
    package func checked<Value: Sendable>(
        _ first: ContractSnapshot, of request: Request, asking view: ContractView<Value>,
        _ check: (ContractSnapshot) throws(StageFailure) -> Void, isSo: (Value?, ContractSnapshot) -> Bool
    ) async throws(StageFailure) -> ContractSnapshot {
        var snapshot = first
        for reading in 1... {
            do throws(StageFailure) {
                try check(snapshot)
                break
            } catch {
                guard [.notPermitted, .configuration].contains(error.failureKind) else { throw error }
                let questions = [NodeRequest.call(view.call(of: request.contract), at: request.block)]
                let verdict = try await corroboration.verdict(on: error.message, asking: questions) {
                    [snapshot] (replies) throws(NodeError) in isSo(try replies[0].value(of: view), snapshot)
                }
                switch verdict {
                case .confirmed: throw error
                case .denied where reading < Self.checkedReadings: snapshot = try await run(request, agreeingBut: nil)
                case .denied, .open: throw StageFailure(error, as: .tryAgain)
                }
            }
        }
        return snapshot
    }

    /// The contract as it was read, unless its state leaves nothing to do; then as nodes agree on it.
    package func agreed(
        _ first: ContractSnapshot, of request: Request, if leavesNothing: (LightClientState) -> Bool
    ) async throws(StageFailure) -> ContractSnapshot {
        leavesNothing(first.finalizedState) ? try await run(request, agreeingBut: nil) : first
    }

    /// Throws `.tryAgain` if a node has said that the contract's state leaves nothing to do, and nodes agree on one that
    /// does. Where none answers any more, that word stands.
    package func confirm(
        _ request: Request, _ leavesNothing: (LightClientState) -> Bool
    ) async throws(StageFailure) {
        guard let held = try? await run(request, agreeingBut: nil).finalizedState, !leavesNothing(held) else { return }
        throw StageFailure(
            .tryAgain,
            "the l1 provider said that the contract needs no update any more, and yet it is at height "
                + "\(held.blockHeight)")
    }
}

extension NodeReply {
    /// The value of a view that was called; nil where the contract reverts, or returns nothing.
    func value<Value>(of view: ContractView<Value>) throws(NodeError) -> Value? {
        guard case .returned(let bytes) = try callOutcome(), !bytes.isEmpty else { return nil }
        do throws(ContractDataError) {
            return try view.value(of: bytes)
        } catch {
            throw NodeError(.invalidReply(reason: error.description), method: request.method, url: url)
        }
    }
}
