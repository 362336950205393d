import JSON
import LightClient

/// A state relay server, which collects the validators' signatures.
///
/// Source: <doc:StateRelay>; EspressoSystems/espresso-network
/// `crates/espresso/node/src/state_signature/relay_server.rs`.
public struct RelayClient: Sendable {
    private let source: any ReplySource

    /// The relay whose replies come from `source`.
    public init(source: any ReplySource) { self.source = source }

    /// The path of the newest bundle for a contract of `version`.
    public static func path(_ version: ContractVersion) -> String {
        switch version {
        case .v1: "api/legacy-state"
        case .v2: "api/state"
        case .v3: "api/lateststate"
        }
    }

    /// The newest bundle that reached the threshold. No bundle yet is status 404.
    ///
    /// Throws ``ReplyError``: what the source throws, or `malformed` for a reply that is no bundle of this version.
    public func latestBundle(_ version: ContractVersion) async throws(ReplyError) -> StateBundle {
        try await source.decode(
            RelayClient.path(version), root: "bundle", of: "state relay", isAwaited: true
        ) { (reader) throws(JSONError) in
            try StateBundle(relay: reader, version: version, source: name(version))
        }
    }

    /// What messages call the reply of ``latestBundle(_:)``.
    public func name(_ version: ContractVersion) -> String { source.name(of: RelayClient.path(version)) }
}
