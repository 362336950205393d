import LightClient

/// What validators sign at which height.
public struct ProtocolSchedule: Sendable {
    /// From `height` on validators sign for `version`.
    public struct Change: Sendable, Equatable {
        /// The first block.
        public var height: UInt64
        /// What is signed.
        public var version: ContractVersion

        /// A change.
        public init(height: UInt64, version: ContractVersion) {
            self.height = height
            self.version = version
        }
    }

    /// In order of their heights, which differ; the first one is at 0.
    private(set) var changes: [Change]

    /// `first` from the beginning, then `changes`, of which the last one for a height counts.
    init(_ first: ContractVersion, _ changes: [Change]) {
        self.changes = [Change(height: 0, version: first)]
        for change in changes { insert(change) }
    }

    /// Adds a change, in place of another one at the same height.
    mutating func insert(_ change: Change) {
        changes.removeAll { $0.height == change.height }
        changes.append(change)
        changes.sort { $0.height < $1.height }
    }

    /// What is signed at `height`.
    func version(at height: UInt64) -> ContractVersion {
        changes.last { $0.height <= height }?.version ?? changes[0].version
    }

    /// Whether the validators of a block at `height` post a signature for contracts of `version`.
    func signs(_ version: ContractVersion, at height: UInt64) -> Bool {
        ProtocolSchedule.posts(version, under: self.version(at: height))
    }

    /// The stretches of blocks up to `height` whose validators sign for `version`, the newest first.
    func stretches(signing version: ContractVersion, upTo height: UInt64) -> [ClosedRange<UInt64>] {
        changes.indices.reversed().compactMap { index in
            let change = changes[index]
            guard ProtocolSchedule.posts(version, under: change.version) else { return nil }
            let end = index + 1 < changes.count ? min(height, changes[index + 1].height - 1) : height
            return change.height <= end ? change.height...end : nil
        }
    }

    private static func posts(_ version: ContractVersion, under signed: ContractVersion) -> Bool {
        // Every V3 post carries a V2 signature too.
        version == signed || version == .v2 && signed == .v3
    }
}
