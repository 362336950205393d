import BN254
import JSON
import LightClient
import LightClientJSON
import Schnorr

/// The state relay. See the article StateRelay of EspressoAPI.
extension Network {
    /// The newest bundle.
    func bundle(_ version: ContractVersion, _ shape: SignedDocument.Shape, _ effects: [FaultEffect]) -> Reply {
        let notReady = Reply.error(404, RelayMessage.notReady(version, shape, settings.errorStyle))
        if effects.contains(.notReady) { return notReady }
        do throws(NetworkError) {
            guard var document = try newestBundle(version, shape, effects) else { return notReady }
            spoil(&document, effects)
            return .signed(document)
        } catch {
            return .error(500, error.description)
        }
    }

    private func newestBundle(
        _ version: ContractVersion, _ shape: SignedDocument.Shape, _ effects: [FaultEffect]
    ) throws(NetworkError) -> SignedDocument? {
        var limit = height
        var isMoved = false
        for effect in effects {
            switch effect {
            case .atHeight(let height): limit = height
            case .behind(let blocks): limit = height > blocks ? height - blocks : 0
            case .wrongEpoch(let epoch):
                let place = (height > 0 ? height - 1 : 0) % schedule.blocksPerEpoch + 1
                let (blocks, overflow) = (epoch - 1).multipliedReportingOverflow(by: schedule.blocksPerEpoch)
                guard !overflow, blocks <= NetworkSettings.maximumHeight - height else { return nil }
                limit = blocks + place
            default: continue
            }
            isMoved = true
        }
        let signed = newestSignedHeight(version, upTo: limit)
        if !isMoved, let posted = relay.newest(version), posted.statement.state.blockHeight > signed ?? 0 {
            return SignedDocument(shape: shape, statement: posted.statement, versions: [version], rows: posted.rows)
        }
        guard let signed else { return nil }
        return try signedDocument(version, shape, height: signed, effects)
    }

    /// Takes a signature in.
    func post(_ request: NetworkRequest, isLegacy: Bool) -> Reply {
        guard request.contentType?.lowercased().hasPrefix("application/json") == true,
            let reader = try? JSONReader(JSONValue(parsing: request.body))
        else { return .error(400, RelayMessage.invalidBody) }
        if !isLegacy, let post = try? StatePost(reader, .v3) {
            let reply = record(post, .v3)
            // As a V2 signature it is taken on the side; what goes wrong with that part is only logged.
            if let second = post.secondSignature {
                let other = StatePost(
                    key: post.key,
                    statement: SignedStatement(
                        state: post.statement.state, nextStakeTable: post.statement.nextStakeTable),
                    signature: second)
                let side = record(other, .v2)
                if side.status != 200 { logger.warning("V2 part of a V3 signature: \(side.status)") }
            }
            return reply
        }
        if !isLegacy, let post = try? StatePost(reader, .v2) {
            let first = StatePost(
                key: post.key, statement: SignedStatement(state: post.statement.state, nextStakeTable: .zero),
                signature: post.signature)
            return first.isValid(.v1) ? record(first, .v1) : record(post, .v2)
        }
        guard let post = try? StatePost(reader, .v1) else { return .error(400, RelayMessage.invalidBody) }
        return record(post, .v1)
    }

    private func record(_ post: StatePost, _ version: ContractVersion) -> Reply {
        let accepted = Reply.document(.null)
        let posted = post.statement.state.blockHeight
        let newest = max(
            newestSignedHeight(version, upTo: height) ?? 0,
            relay.newest(version)?.statement.state.blockHeight ?? 0)
        guard posted > newest else { return accepted }
        // The relay keeps to the genesis table up to the first block of epochs, which has the same.
        let epoch = version == .v1 || posted <= schedule.epochStartBlock ? nil : schedule.epochIfEnabled(at: posted)
        if let epoch, let known = knownEpochs, !known.contains(epoch) {
            return .error(500, "stake table of epoch \(epoch) is not known")
        }
        let table: StakeTable
        do throws(NetworkError) {
            table = try stakeTable(epoch: epoch)
        } catch {
            return .error(500, error.description)
        }
        guard let entry = table.entries.first(where: { $0.stateKey == post.key }) else {
            return .error(401, RelayMessage.notOnTheTable(version))
        }
        guard post.isValid(version) else { return .error(400, RelayMessage.invalidSignature(version)) }
        let row = SignedRow(key: post.key, signatures: [post.signature], weight: entry.stake)
        guard relay.add(row, on: post.statement, version, threshold: table.threshold) else {
            return .error(400, RelayMessage.alreadyPosted(version))
        }
        return accepted
    }
}

/// A validator's post. See the article StateRelay of EspressoAPI.
private struct StatePost {
    var key: VerificationKey
    var statement: SignedStatement
    var signature: SchnorrSignature
    /// The V2 signature of a V3 post.
    var secondSignature: SchnorrSignature?

    init(key: VerificationKey, statement: SignedStatement, signature: SchnorrSignature) {
        self.key = key
        self.statement = statement
        self.signature = signature
    }

    init(_ reader: JSONReader, _ version: ContractVersion) throws(JSONError) {
        key = try reader.field("key").verificationKey()
        signature = try reader.field("signature").schnorrSignature()
        statement = SignedStatement(
            state: try reader.field("state").lightClientState(),
            nextStakeTable: version.features.hasEpochs ? try reader.field("next_stake").stakeTableState() : .zero,
            authRoot: version.features.hasAuthRoot ? try reader.field("auth_root").authRoot() : .zero)
        secondSignature = version.features.hasAuthRoot ? try reader.field("v2_signature").schnorrSignature() : nil
    }

    func isValid(_ version: ContractVersion) -> Bool {
        signature.isValid(for: key, message: statement.message(version))
    }
}

/// The relay's own words. See the article StateRelay of EspressoAPI.
private enum RelayMessage {
    static let invalidBody = "Invalid request body"

    static func notReady(_ version: ContractVersion, _ shape: SignedDocument.Shape, _ style: ErrorStyle) -> String {
        if style == .old, version != .v3 {
            return "The \(shape == .legacyBundle ? "legacy " : "")light client state signatures are not ready."
        }
        return "The light client V\(version.rawValue) state signatures are not ready."
    }

    static func notOnTheTable(_ version: ContractVersion) -> String {
        "LCV\(version.rawValue) signature posted by nodes not on the stake table"
    }

    static func invalidSignature(_ version: ContractVersion) -> String {
        "The posted LCV\(version.rawValue) signature is not valid."
    }

    static func alreadyPosted(_ version: ContractVersion) -> String {
        "A LCV\(version.rawValue) signature of this light client state is already posted at this block height for this "
            + "key."
    }
}
