import CommandSupport
import EthereumNode
import Files
import HTTPSettings
import JSON

/// What one command has learnt about the nodes, in the state directory, for the next command: which one serves, which
/// take no batches, and which do not answer in time.
///
/// Nothing in it is a secret: the nodes are known by the hash of their URLs. A file that is missing, damaged, too old or
/// about other nodes counts as none, and one that cannot be written is lost: the next command finds out by itself.
struct NodeMemoryFile {
    private static let limits = JSONLimits(maximumBytes: StateFile.limit, maximumDepth: 4)
    private static let schema = "l1-nodes/1"

    private let file: StateFile
    private let nodes: String
    private let count: Int
    /// How long what is remembered counts, in seconds.
    private let lifetime: Int64

    /// The file in `stateDirectory` about the nodes at `urls`, which counts for `lifetime` after it was written.
    init(stateDirectory: String, urls: [HTTPURL], lifetime: Duration) {
        // A space is in no URL.
        let hash = SHA256Sum(of: Array(urls.map(\.text).joined(separator: " ").utf8))
        nodes = String(hash.description.prefix(16))
        file = StateFile("\(stateDirectory)/l1-nodes-\(nodes).json")
        count = urls.count
        self.lifetime = lifetime.components.seconds
    }

    /// What was remembered, with the time that has passed since taken off.
    func read(now: Int64 = Int64(Timestamp.now.unixSeconds)) -> NodeMemory {
        guard let bytes = file.bytes, let memory = try? memory(in: bytes, now: now) else { return NodeMemory() }
        return memory
    }

    /// Keeps `memory`, if it is not what the file says already.
    func write(_ memory: NodeMemory, now: Int64 = Int64(Timestamp.now.unixSeconds)) {
        let known = read(now: now)
        guard
            memory.inUse != known.inUse || memory.batchless != known.batchless || memory.silent != known.silent
        else { return }
        guard let text = try? document(of: memory, now: now).serialized() else { return }
        file.write(Array((text + "\n").utf8))
    }

    /// What the file is to say.
    func document(of memory: NodeMemory, now: Int64) -> JSONValue {
        let until = now + (memory.returnsAfter?.components.seconds ?? lifetime)
        return [
            "schema": .string(Self.schema), "nodes": .string(nodes), "in_use": .number(JSONNumber(memory.inUse)),
            "until": .number(JSONNumber(Int(until))),
            "without_batches": Self.places(memory.batchless), "silent": Self.places(memory.silent),
        ]
    }

    /// What the file says; nil if that does not count.
    func memory(in bytes: [UInt8], now: Int64) throws(JSONError) -> NodeMemory? {
        let document = JSONReader(try JSONValue(parsing: bytes, limits: Self.limits))
        guard try document.field("schema").string() == Self.schema, try document.field("nodes").string() == nodes else {
            return nil
        }
        // A clock that was put back must not make it last.
        let rest = Int64(clamping: try document.field("until").uint64()).subtractingReportingOverflow(now).partialValue
        guard rest > 0, rest <= lifetime else { return nil }
        let inUse = Int(clamping: try document.field("in_use").uint64())
        let batchless = try Self.places(document.field("without_batches"))
        // An earlier version has not written it.
        let silent = try document.optionalField("silent").map(Self.places) ?? []
        guard ([inUse] + batchless + silent).allSatisfy({ $0 < count }) else { return nil }
        return NodeMemory(
            inUse: inUse, returnsAfter: inUse == 0 ? nil : .seconds(rest), batchless: Set(batchless),
            silent: Set(silent))
    }

    private static func places(_ places: Set<Int>) -> JSONValue {
        .array(places.sorted().map { .number(JSONNumber($0)) })
    }

    private static func places(_ document: JSONReader) throws(JSONError) -> [Int] {
        try document.elements().map { (element) throws(JSONError) in Int(clamping: try element.uint64()) }
    }
}
