import BN254
import CommandSupport
import Files
import JSON
import StageFindings

/// Findings as the daemon reads them, from files that may hold anything.
extension Findings {
    /// What `bytes` say; nil unless that is findings.
    package init?(_ bytes: [UInt8]) {
        let limits = JSONLimits(maximumBytes: StateFile.limit, maximumDepth: 6)
        guard let document = try? JSONValue(parsing: bytes, limits: limits),
            let findings = try? Findings(JSONReader(document))
        else { return nil }
        self = findings
    }

    private init(_ document: JSONReader) throws(JSONError) {
        self.init()
        let schema = try document.field("schema")
        guard try schema.string() == Self.schema else { throw schema.error("expected \"\(Self.schema)\"") }
        providers = try .init(document.field("providers"))
        for role in Provider.Role.allCases {
            failovers[role] = try document.field("failovers").optionalField(role.rawValue)?.uint64()
        }
        signatures = try document.optionalField("signatures").map(Signatures.init)
        account = try document.optionalField("account")?.account()
        pending = try document.optionalField("pending_transactions")?.elements().prefix(Self.mostPending)
            .map { (element) throws(JSONError) in try PendingTransaction(element) }
        settled =
            try document.optionalField("settled_transactions")?.elements().suffix(Self.mostSettled)
            .map { (element) throws(JSONError) in try SettledTransaction(element) } ?? []
        network = try document.optionalField("network")?.name(atMost: Provider.nameLimit)
    }

    private static let mostPending = 16
}

extension Findings.Signatures {
    init(_ reader: JSONReader) throws(JSONError) {
        self.init(
            valid: try reader.field("valid").uint64(), dropped: try reader.field("dropped").uint64(),
            weight: try reader.field("weight").wei(), threshold: try reader.field("threshold").wei())
    }
}

extension Findings.PendingTransaction {
    init(_ reader: JSONReader) throws(JSONError) {
        self.init(
            nonce: try reader.field("nonce").uint64(), hash: try reader.field("hash").name(atMost: Provider.nameLimit),
            height: try reader.field("height").uint64(), attempts: try reader.field("attempts").uint64(),
            offeredGasPrice: try reader.field("offered_gas_price").wei())
    }
}

extension Findings.SettledTransaction {
    fileprivate init(_ reader: JSONReader) throws(JSONError) {
        let state = try reader.field("state")
        guard try ["final", "reverted"].contains(state.string()) else { throw state.error("not a settled state") }
        self.init(
            hash: try reader.field("hash").name(atMost: Provider.nameLimit), state: try state.string(),
            gasUsed: try reader.field("gas_used").uint64(), cost: try reader.optionalField("cost")?.wei(),
            at: try reader.field("at").uint64())
    }
}

extension Provider {
    fileprivate init(_ reader: JSONReader) throws(JSONError) {
        self.init(
            try reader.field("role").name(), try reader.field("name").string(),
            try reader.optionalField("state")?.name(), reason: try reader.optionalField("reason")?.string(),
            height: try reader.optionalField("height")?.uint64(),
            askedAt: try reader.optionalField("asked_at")?.time())
    }
}

extension [Provider] {
    /// Of two with one role and name the first, and of each role so many as there may be.
    init(_ reader: JSONReader) throws(JSONError) {
        self = []
        for element in try reader.elements() {
            let provider = try Provider(element)
            let peers = of(provider.role)
            guard peers.count < Provider.mostOfARole, !peers.contains(where: { $0.name == provider.name }) else {
                continue
            }
            append(provider)
        }
    }
}

extension JSONReader {
    /// A point in time.
    func time() throws(JSONError) -> Timestamp {
        guard let time = Timestamp(text: try string()) else {
            throw error("expected a time such as 2026-01-31T12:00:00.000Z")
        }
        return time
    }

    /// A number of 256 bits.
    func wei() throws(JSONError) -> UInt256 {
        try decode { (text) throws(BN254Error) in try UInt256(hexadecimal: text) }
    }

    /// A name of a closed list.
    func name<Name: RawRepresentable<String>>() throws(JSONError) -> Name {
        guard let name = Name(rawValue: try string()) else { throw error("not one of the names that this can have") }
        return name
    }

    /// A text that is cut after so many characters.
    func name(atMost limit: Int) throws(JSONError) -> String { String(try string().prefix(limit)) }

    /// An account: `0x` and 40 hexadecimal digits, and nothing else, since it goes into other programs' environment.
    func account() throws(JSONError) -> String {
        let text = try string()
        guard text.hasPrefix("0x"), text.utf8.count == 42, text.dropFirst(2).allSatisfy({ $0.isASCII && $0.isHexDigit })
        else { throw error("expected 0x and 40 hexadecimal digits") }
        return text
    }
}
