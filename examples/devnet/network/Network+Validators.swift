import BN254
import JSON
import LightClient
import Schnorr

/// The validators' own nodes, each below `/validators/{number}`. See the article ValidatorSignatures of EspressoAPI.
extension Network {
    /// How many of its signatures a node keeps.
    private static let keptSignatures = 100

    /// The numbers of all validators that there are: those of the genesis table, those who stand by, and newcomers.
    public var validatorNumbers: Range<UInt64> { roster.numbers }

    /// `status/block-height`: of the sequencer, or of one validator.
    func blockHeight(of validator: UInt64?, _ effects: [FaultEffect]) -> Reply {
        if let validator, !validatorNumbers.contains(validator) { return .sequencerError(404, "no such validator") }
        if effects.contains(.notReady) { return .sequencerError(404, "no block yet") }
        var shown = height
        for effect in effects {
            switch effect {
            case .atHeight(let height): shown = height
            case .behind(let blocks): shown = height > blocks ? height - blocks : 0
            default: break
            }
        }
        return .document(.number(JSONNumber(shown)))
    }

    /// `state-signature/block/{height}` of one validator.
    func stateSignature(of number: UInt64, height: UInt64?, _ effects: [FaultEffect]) -> Reply {
        guard let height else { return .sequencerError(400, "invalid height") }
        let version = protocols.version(at: height)
        guard validatorNumbers.contains(number), !effects.contains(.notReady), isKept(height, version),
            roster.members(of: votingEpoch(at: height, version)).contains(where: { $0.number == number })
        else { return .sequencerError(404, "Signature not found.") }
        do throws(NetworkError) {
            return .document(try post(by: number, version, try statement(version, at: height), effects))
        } catch {
            return .sequencerError(500, error.description)
        }
    }

    /// What the validator posts to the relay for a block, as wrong as `effects` want it.
    private func post(
        by number: UInt64, _ version: ContractVersion, _ honest: SignedStatement, _ effects: [FaultEffect]
    ) throws(NetworkError) -> JSONValue {
        var statement = honest
        var signed = honest
        var signer = validator(number)
        var isDamaged = false
        for effect in effects {
            switch effect {
            case .otherState:
                statement.state.blockCommitmentRoot = honest.state.blockCommitmentRoot + .one
                signed = statement
            case .wrongNextStake(let isSigned):
                statement.nextStakeTable.blsKeyCommitment = honest.nextStakeTable.blsKeyCommitment + .one
                if isSigned { signed = statement }
            case .unknownKeys: signer = stranger(number)
            case .invalidSignatures: isDamaged = true
            default: break
            }
        }
        func signature(_ version: ContractVersion) -> JSONValue {
            let signature = SchnorrSignature(signing: signed.message(version), with: signer.signingKey)
            return .string((isDamaged ? SchnorrSignature(s: signature.s + .one, r: signature.r) : signature).tagged)
        }
        var post: JSONObject = [
            "key": .string(signer.stateKey.tagged), "state": .string(statement.state.tagged),
        ]
        if version.features.hasEpochs { post["next_stake"] = .string(statement.nextStakeTable.tagged) }
        if version.features.hasAuthRoot { post["auth_root"] = .string(statement.authRoot.hexadecimal) }
        post["signature"] = signature(version)
        if version.features.signedForm == .digest { post["v2_signature"] = signature(.v2) }
        return .object(post)
    }

    /// Whether a block is one of the last that validators signed. From the root of an epoch to its end they sign none
    /// for themselves.
    private func isKept(_ height: UInt64, _ version: ContractVersion) -> Bool {
        guard height > 0, height <= self.height, isServed(height, version) else { return false }
        var later = 0
        var next = self.height
        while next > height, later < Self.keptSignatures {
            if isServed(next, protocols.version(at: next)) { later += 1 }
            next -= 1
        }
        return later < Self.keptSignatures
    }

    private func isServed(_ height: UInt64, _ version: ContractVersion) -> Bool {
        isSigned(height, version) && !(schedule.isEnabled(at: height) && schedule.isAtOrPastEpochRoot(height))
    }
}
