import LightClientContract
import Logging
import TurboPlonk

extension ContractSnapshot {
    /// Tells an operator in one line what was read, and in others what is wrong with it.
    public func report(to logger: Logger) {
        let epoch = epochs.map { ", epoch \($0.currentEpoch)" } ?? ""
        let key = knownKey.map { ", known key \($0.name)" } ?? ""
        logger.with(.height, finalizedState.blockHeight).with(.block, block.number).info(
            """
            contract \(release): height \(finalizedState.blockHeight), view \(finalizedState.viewNumber)\(epoch)\(key), \
            read at block \(block.number)
            """)
        guard let account else { return }
        if let permissionedProver, permissionedProver != account.address {
            logger.warning("only \(permissionedProver) may submit, the account is \(account.address)")
        }
        if account.balance == .zero { logger.warning("the account \(account.address) has no ether") }
    }
}
