/// The division of the chain into epochs: epoch e ≥ 1 covers the blocks (e − 1)·h + 1 … e·h, h being the epoch's length.
///
/// The network writes 0 for "never"; both settings then are 2^64 − 1, so every sum and product here is checked.
/// Source: <doc:EpochsAndUpdates>; EspressoSystems/espresso-network `crates/hotshot/types/src/utils.rs`.
public struct EpochSchedule: Sendable, Hashable {
    /// The distance of an epoch's root from its last block: the root is the block five before the last.
    public static let rootDistance: UInt64 = 5

    /// The number of blocks of an epoch; 2^64 − 1 for "never".
    public let blocksPerEpoch: UInt64
    /// The first block with epochs; 2^64 − 1 for "never".
    public let epochStartBlock: UInt64

    /// The schedule of a network's two settings; 0 and nil stand for "never".
    public init(blocksPerEpoch: UInt64?, epochStartBlock: UInt64?) {
        self.blocksPerEpoch = EpochSchedule.orNever(blocksPerEpoch)
        self.epochStartBlock = EpochSchedule.orNever(epochStartBlock)
    }

    private static func orNever(_ value: UInt64?) -> UInt64 {
        guard let value, value != 0 else { return .max }
        return value
    }

    /// Whether the block at `height` lies in the time of epochs, as the prover sees it (the relay asks for `>`).
    public func isEnabled(at height: UInt64) -> Bool { height >= epochStartBlock }

    /// The epoch of the block at `height`, or nil before epochs.
    public func epochIfEnabled(at height: UInt64) -> UInt64? {
        isEnabled(at: height) ? epoch(of: height) : nil
    }

    /// The epoch of the block at `height`; block 0 counts to epoch 1.
    public func epoch(of height: UInt64) -> UInt64 { EpochSchedule.epoch(of: height, blocksPerEpoch: blocksPerEpoch) }

    /// The epoch of the block at `height` for epochs of `blocksPerEpoch` blocks; 0 if that is 0.
    public static func epoch(of height: UInt64, blocksPerEpoch: UInt64) -> UInt64 {
        if blocksPerEpoch == 0 { return 0 }
        if height == 0 { return 1 }
        // The quotient is 2^64 − 1 for a length of 1 only, which leaves no remainder, so the sum stays in range.
        let (quotient, remainder) = height.quotientAndRemainder(dividingBy: blocksPerEpoch)
        return remainder == 0 ? quotient : quotient + 1
    }

    /// Whether the block at `height` is the root of its epoch: height + 5 is a multiple of the length, and height is not 0.
    public func isEpochRoot(_ height: UInt64) -> Bool {
        EpochSchedule.isEpochRoot(height, blocksPerEpoch: blocksPerEpoch)
    }

    /// As ``isEpochRoot(_:)``, for epochs of `blocksPerEpoch` blocks; false if that or the height is 0.
    public static func isEpochRoot(_ height: UInt64, blocksPerEpoch: UInt64) -> Bool {
        guard height != 0 && blocksPerEpoch != 0 else { return false }
        // The sum may pass 2^64 − 1; UInt128 holds it.
        let sum = UInt128(height) + UInt128(rootDistance)
        return sum % UInt128(blocksPerEpoch) == 0
    }

    /// Whether the block at `height` is the root of its epoch or comes after it within the epoch.
    public func isAtOrPastEpochRoot(_ height: UInt64) -> Bool {
        EpochSchedule.isAtOrPastEpochRoot(height, blocksPerEpoch: blocksPerEpoch)
    }

    /// As ``isAtOrPastEpochRoot(_:)``, for epochs of `blocksPerEpoch` blocks; false if that or the height is 0.
    public static func isAtOrPastEpochRoot(_ height: UInt64, blocksPerEpoch: UInt64) -> Bool {
        guard height != 0 && blocksPerEpoch != 0 else { return false }
        let remainder = height % blocksPerEpoch
        // remainder ≥ h − 5, an epoch of fewer than five blocks counting as past its root everywhere.
        return remainder == 0 || UInt128(remainder) + UInt128(rootDistance) >= UInt128(blocksPerEpoch)
    }

    /// Whether the block at `height` comes after the root of its epoch within the epoch.
    public func isPastEpochRoot(_ height: UInt64) -> Bool {
        EpochSchedule.isPastEpochRoot(height, blocksPerEpoch: blocksPerEpoch)
    }

    /// As ``isPastEpochRoot(_:)``, for epochs of `blocksPerEpoch` blocks; false if that or the height is 0.
    public static func isPastEpochRoot(_ height: UInt64, blocksPerEpoch: UInt64) -> Bool {
        guard height != 0 && blocksPerEpoch != 0 else { return false }
        let remainder = height % blocksPerEpoch
        return remainder == 0 || UInt128(remainder) + UInt128(rootDistance) > UInt128(blocksPerEpoch)
    }

    /// Whether a certificate of `epoch` can be of the block at `height`: nobody signs the epoch, so it must follow from
    /// the height, which is that of the epoch's root.
    ///
    /// Throws ``LightClientError/notTheEpochRoot(height:epoch:root:)`` if it does not.
    public func checkRoot(_ height: UInt64, of epoch: UInt64) throws(LightClientError) {
        // Epoch 0 is before epochs, and a network without epochs has no roots, whatever the products say.
        let root = epoch == 0 || blocksPerEpoch == .max ? nil : try? rootBlock(of: epoch)
        guard height == root else { throw .notTheEpochRoot(height: height, epoch: epoch, root: root) }
    }

    /// The root of `epoch`: block h·epoch − 5.
    ///
    /// Throws ``LightClientError/epochOverflows`` if there is no such block at or below 2^64 − 1.
    public func rootBlock(of epoch: UInt64) throws(LightClientError) -> UInt64 {
        let end = UInt128(blocksPerEpoch) * UInt128(epoch)
        guard end >= UInt128(EpochSchedule.rootDistance),
            let block = UInt64(exactly: end - UInt128(EpochSchedule.rootDistance))
        else { throw .epochOverflows }
        return block
    }
}
