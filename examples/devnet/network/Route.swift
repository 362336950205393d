import LightClient

/// What a request asks for.
enum Route: Sendable, Equatable {
    /// The relay's newest bundle for contracts of a version.
    case bundle(ContractVersion, SignedDocument.Shape)
    /// A signature for the relay; `isLegacy` for one of V1 alone.
    case post(isLegacy: Bool)
    /// Whether the server is there.
    case health
    /// The network's configuration.
    case configuration
    /// The stake table of an epoch; nil when the path holds no epoch.
    case stakeTable(UInt64?)
    /// The stake table of the present epoch.
    case currentStakeTable
    /// The certificate of an epoch's root, in the first or second shape.
    case certificate(UInt64?, isSecondShape: Bool)
    /// The height of the newest block: the sequencer's, or that of one validator's node.
    case blockHeight(validator: UInt64?)
    /// A validator's own signature on the block at a height; nil when the path holds no height.
    case stateSignature(validator: UInt64, height: UInt64?)
    /// The network's control, with the rest of the path.
    case control([String])
    /// A path with a version, for an old server's redirect.
    case redirect(String)
    /// No such path.
    case unknown

    /// The route of a method and a path, which begins with a slash and may have a query.
    init(method: String, path: String, style: ErrorStyle) {
        var parts = path.prefix { $0 != "?" }.split(separator: "/").map(String.init)
        if parts.first == "control" {
            self = .control(Array(parts.dropFirst()))
            return
        }
        var validator: UInt64?
        if parts.count > 1, parts[0] == "validators", let number = UInt64(parts[1]) {
            validator = number
            parts.removeFirst(2)
        }
        var version: Int?
        if let first = parts.first, first.count == 2, first.hasPrefix("v"), let number = Int(first.dropFirst()) {
            version = number
            parts.removeFirst()
        }
        if let validator {
            self = Route(method, parts, ofValidator: validator, version: version)
            return
        }
        let route = Route(method, parts, version: version)
        if style == .old, version == nil, let newest = route.newestVersion {
            self = .redirect("/v\(newest)" + path)
        } else {
            self = route
        }
    }

    private init(_ method: String, _ parts: [String], ofValidator validator: UInt64, version: Int?) {
        let isKnown = method == "GET" && version.map { (0...1).contains($0) } ?? true
        switch (parts.count, parts.first, parts.dropFirst().first) {
        case (2, "status", "block-height") where isKnown: self = .blockHeight(validator: validator)
        case (3, "state-signature", "block") where isKnown:
            self = .stateSignature(validator: validator, height: UInt64(parts[2]))
        default: self = .unknown
        }
    }

    private init(_ method: String, _ parts: [String], version: Int?) {
        let isRelayVersion = version.map { (1...3).contains($0) } ?? true
        let isSequencerVersion = version.map { (0...1).contains($0) } ?? true
        switch (method, parts.count, parts.first, parts.dropFirst().first) {
        case ("GET", 1, "healthcheck", _) where version == nil: self = .health
        case ("GET", 2, "api", "lateststate") where isRelayVersion:
            switch version {
            case 1: self = .bundle(.v1, .bundleV1)
            case 2: self = .bundle(.v2, .bundleV2)
            default: self = .bundle(.v3, .bundleV3)
            }
        case ("GET", 2, "api", "state") where isRelayVersion: self = .bundle(.v2, .bundleV2)
        case ("GET", 2, "api", "legacy-state") where isRelayVersion: self = .bundle(.v1, .legacyBundle)
        case ("POST", 2, "api", "state") where isRelayVersion: self = .post(isLegacy: false)
        case ("POST", 2, "api", "legacy-state") where isRelayVersion: self = .post(isLegacy: true)
        case ("GET", 2, "config", "hotshot") where isSequencerVersion: self = .configuration
        case ("GET", 3, "node", "stake-table") where isSequencerVersion:
            self = parts[2] == "current" ? .currentStakeTable : .stakeTable(UInt64(parts[2]))
        case ("GET", 2, "status", "block-height") where isSequencerVersion: self = .blockHeight(validator: nil)
        case ("GET", 3, "availability", "state-cert") where isSequencerVersion:
            self = .certificate(UInt64(parts[2]), isSecondShape: false)
        case ("GET", 3, "availability", "state-cert-v2") where isSequencerVersion:
            self = .certificate(UInt64(parts[2]), isSecondShape: true)
        default: self = .unknown
        }
    }

    /// The version that an old server sends requests without one to.
    private var newestVersion: Int? {
        switch self {
        case .bundle, .post: 3
        case .configuration, .stakeTable, .currentStakeTable, .certificate, .blockHeight: 1
        case .health, .stateSignature, .control, .redirect, .unknown: nil
        }
    }

    /// Whether errors are those of the sequencer.
    var isSequencer: Bool {
        switch self {
        case .configuration, .stakeTable, .currentStakeTable, .certificate, .blockHeight, .stateSignature: true
        default: false
        }
    }
}
