# pragma version 0.4.3
"""
@title Epochs, from version 2 on
@notice With h blocks an epoch, epoch e >= 1 has the blocks (e-1)*h + 1 ... e*h. Its root is block e*h - 5: the update
        there carries the stake table that signs everything after it, so a root must not be left out, and the blocks
        between a root and the end of its epoch are never submitted.
"""
import bn254
import light_client
import structs
import upgradeable

uses: light_client
uses: upgradeable

event NewEpoch:
    epoch: uint64


# From an epoch's root to its last block.
ROOT_DISTANCE: constant(uint64) = 5

blocksPerEpoch: public(uint64)
epochStartBlock: public(uint64)
_first_epoch: uint64
votingStakeTableState: public(structs.StakeTableState)


@external
def initializeV2(_blocksPerEpoch: uint64, _epochStartBlock: uint64):
    """
    @notice Once, with the upgrade. An epoch has more than 5 blocks, else `InvalidArgs`. The genesis table votes first.
    """
    upgradeable._initialize(2)
    if _blocksPerEpoch <= ROOT_DISTANCE:
        raw_revert(method_id("InvalidArgs()"))
    self.votingStakeTableState = light_client.genesisStakeTableState
    self.blocksPerEpoch = _blocksPerEpoch
    self._set_start(_epochStartBlock)
    upgradeable._initialized_to(2)


@external
def setStateHistoryRetentionPeriod(historySeconds: uint32):
    """
    @notice The spelling of version 2, beside the older one.
    """
    light_client._set_retention(historySeconds)


@external
def updateEpochStartBlock(newEpochStartBlock: uint64):
    upgradeable._only_owner()
    self._set_start(newEpochStartBlock)


@internal
def _set_start(block_height: uint64):
    self.epochStartBlock = block_height
    self._first_epoch = self._epoch(block_height, self.blocksPerEpoch)


@external
@view
def currentEpoch() -> uint64:
    """
    @notice The epoch of the finalized height.
    """
    return self._epoch(light_client.finalizedState.blockHeight, self.blocksPerEpoch)


@external
@pure
def epochFromBlockNumber(_blockNum: uint64, _blocksPerEpoch: uint64) -> uint64:
    return self._epoch(_blockNum, _blocksPerEpoch)


@external
@view
def isEpochRoot(blockHeight: uint64) -> bool:
    return self._is_root(blockHeight)


@external
@view
def isGtEpochRoot(blockHeight: uint64) -> bool:
    return self._is_past_root(blockHeight)


@internal
@pure
def _epoch(height: uint64, length: uint64) -> uint64:
    """
    @notice 0 without epochs, 1 for block 0, else height / length rounded up.
    """
    if length == 0:
        return 0
    if height == 0:
        return 1
    if height % length == 0:
        return height // length
    return height // length + 1


@internal
@view
def _is_root(height: uint64) -> bool:
    """
    @notice Whether a height is an epoch's root. Panics, as Solidity's sum does, for one of the last five of all.
    """
    length: uint64 = self.blocksPerEpoch
    if height == 0 or length == 0:
        return False
    if height > max_value(uint64) - ROOT_DISTANCE:
        raw_revert(abi_encode(light_client.ARITHMETIC_OVERFLOW, method_id=method_id("Panic(uint256)")))
    return (height + ROOT_DISTANCE) % length == 0


@internal
@view
def _is_past_root(height: uint64) -> bool:
    """
    @notice Whether a height is one of the last five of its epoch. Older contracts forgot the very last.
    """
    length: uint64 = self.blocksPerEpoch
    if height == 0 or length == 0:
        return False
    position: uint64 = height % length
    return position == 0 or position > length - ROOT_DISTANCE


# Steps of newFinalizedState


@internal
@pure
def _require_table(table: structs.StakeTableState, with_texts: bool):
    """
    @notice The commitments must be scalars; the threshold is not looked at.
    """
    bn254._require_scalar(table.blsKeyComm, with_texts)
    bn254._require_scalar(table.schnorrKeyComm, with_texts)
    bn254._require_scalar(table.amountComm, with_texts)


@internal
@view
def _require_no_root_missing(height: uint64, first_epoch: uint64):
    length: uint64 = self.blocksPerEpoch
    finalized: uint64 = light_client.finalizedState.blockHeight
    last: uint64 = self._epoch(finalized, length)
    new: uint64 = self._epoch(height, length)
    if new >= first_epoch and self._is_past_root(height):
        raw_revert(method_id("MissingEpochRootUpdate()"))
    if new > first_epoch and (new - last > 1 or (new == last + 1 and not self._is_root(finalized))):
        raw_revert(method_id("MissingEpochRootUpdate()"))


@internal
@view
def _next_table(height: uint64, submitted: structs.StakeTableState) -> structs.StakeTableState:
    """
    @notice The table to be proven: the submitted one at an epoch root, the voting one elsewhere whatever was submitted.
    """
    if height >= self.epochStartBlock and self._is_root(height):
        return submitted
    return self.votingStakeTableState


@internal
def _enter_next_epoch(height: uint64, submitted: structs.StakeTableState, first_epoch: uint64):
    """
    @notice At an epoch root: the next table votes from now on.
    """
    epoch: uint64 = self._epoch(height, self.blocksPerEpoch)
    if epoch >= first_epoch and self._is_root(height):
        self.votingStakeTableState = submitted
        log NewEpoch(epoch=epoch + 1)
