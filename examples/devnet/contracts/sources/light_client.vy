# pragma version 0.4.3
"""
@title What every version of the light client has
@notice The finalized state, the genesis, the permissioned prover and the history of finalized states: the whole of
        version 1 but for its proofs. Versions differ in the public inputs of their proofs; each calls, in this order,
        `_require_permitted_prover`, `_require_newer`, its own checks, the verifier, `_finalize`.
"""
import bn254
import structs
import upgradeable

uses: upgradeable

event NewState:
    viewNum: indexed(uint64)
    blockHeight: indexed(uint64)
    blockCommRoot: uint256


event PermissionedProverRequired:
    permissionedProver: address


event PermissionedProverNotRequired:
    pass


struct StateHistoryCommitment:
    l1BlockHeight: uint64
    l1BlockTimestamp: uint64
    hotShotBlockHeight: uint64
    hotShotBlockCommRoot: uint256


# Two slots instead of four.
struct PackedCommitment:
    heights: uint256  # L1 height, L1 timestamp << 64, HotShot height << 128
    root: uint256


struct HotShotCommitment:
    hotShotBlockCommRoot: uint256
    hotshotBlockHeight: uint64


MINIMUM_RETENTION: constant(uint32) = 3600  # seconds: 1 hour
MAXIMUM_RETENTION: constant(uint32) = 31536000  # seconds: 365 days
ARITHMETIC_OVERFLOW: constant(uint256) = 17  # the code of Solidity's panic
MASK64: constant(uint256) = 2**64 - 1
SEARCH_STEPS: constant(uint256) = 64

VERIFIER: immutable(address)
VERIFYING_KEY: immutable(structs.VerifyingKey)

genesisStakeTableState: public(structs.StakeTableState)
genesisState: public(structs.LightClientState)
finalizedState: public(structs.LightClientState)
permissionedProver: public(address)
stateHistoryRetentionPeriod: public(uint32)  # seconds
stateHistoryFirstIndex: public(uint64)
_history_count: uint256  # entries ever written, the removed ones included
_history: HashMap[uint256, PackedCommitment]


@deploy
def __init__(verifier: address, verifying_key: structs.VerifyingKey):
    VERIFIER = verifier
    VERIFYING_KEY = verifying_key


@external
def initialize(
    _genesis: structs.LightClientState,
    _genesisStakeTableState: structs.StakeTableState,
    _stateHistoryRetentionPeriod: uint32,
    owner: address,
):
    """
    @notice The first call, through the proxy. The genesis has view and height 0, its table no zero; retention from one
            hour to 365 days. Else `InvalidArgs`.
    """
    upgradeable._initialize(1)
    upgradeable._set_owner(owner)
    if (
        _genesis.viewNum != 0
        or _genesis.blockHeight != 0
        or _genesisStakeTableState.blsKeyComm == 0
        or _genesisStakeTableState.schnorrKeyComm == 0
        or _genesisStakeTableState.amountComm == 0
        or _genesisStakeTableState.threshold == 0
        or _stateHistoryRetentionPeriod < MINIMUM_RETENTION
        or _stateHistoryRetentionPeriod > MAXIMUM_RETENTION
    ):
        raw_revert(method_id("InvalidArgs()"))
    self.genesisState = _genesis
    self.genesisStakeTableState = _genesisStakeTableState
    self.finalizedState = _genesis
    self.stateHistoryRetentionPeriod = _stateHistoryRetentionPeriod
    upgradeable._initialized_to(1)


@external
@view
def _getVk() -> structs.VerifyingKey:
    return VERIFYING_KEY


@external
@view
def currentBlockNumber() -> uint256:
    return block.number


# The permissioned prover


@external
@view
def isPermissionedProverEnabled() -> bool:
    return self.permissionedProver != empty(address)


@external
def setPermissionedProver(prover: address):
    upgradeable._only_owner()
    if prover == empty(address):
        raw_revert(method_id("InvalidAddress()"))
    if prover == self.permissionedProver:
        raw_revert(method_id("NoChangeRequired()"))
    self.permissionedProver = prover
    log PermissionedProverRequired(permissionedProver=prover)


@external
def disablePermissionedProverMode():
    upgradeable._only_owner()
    if self.permissionedProver == empty(address):
        raw_revert(method_id("NoChangeRequired()"))
    self.permissionedProver = empty(address)
    log PermissionedProverNotRequired()


# Steps of newFinalizedState


@internal
@view
def _require_permitted_prover():
    prover: address = self.permissionedProver
    if prover != empty(address) and msg.sender != prover:
        raw_revert(method_id("ProverNotPermissioned()"))


@internal
@view
def _require_newer(state: structs.LightClientState, with_texts: bool):
    """
    @notice View and height must both be above the finalized ones; the root must be a scalar.
    """
    if state.viewNum <= self.finalizedState.viewNum or state.blockHeight <= self.finalizedState.blockHeight:
        raw_revert(method_id("OutdatedState()"))
    bn254._require_scalar(state.blockCommRoot, with_texts)


@internal
def _finalize(state: structs.LightClientState):
    """
    @notice Takes a proven state, adds it to the history, removes the oldest entry there if that has outlived the
            retention period (one, even if more have).
    """
    self.finalizedState = state
    count: uint256 = self._history_count
    first: uint64 = self.stateHistoryFirstIndex
    if count != 0:
        oldest: StateHistoryCommitment = self._entry(convert(first, uint256))
        age: uint256 = block.timestamp - convert(oldest.l1BlockTimestamp, uint256)
        if age > convert(self.stateHistoryRetentionPeriod, uint256):
            self._history[convert(first, uint256)] = empty(PackedCommitment)
            self.stateHistoryFirstIndex = first + 1
    heights: uint256 = block.number | (block.timestamp << 64) | (convert(state.blockHeight, uint256) << 128)
    self._history[count] = PackedCommitment(heights=heights, root=state.blockCommRoot)
    self._history_count = count + 1
    log NewState(viewNum=state.viewNum, blockHeight=state.blockHeight, blockCommRoot=state.blockCommRoot)


# The history


@external
def setstateHistoryRetentionPeriod(historySeconds: uint32):
    """
    @notice The spelling of version 1.
    """
    self._set_retention(historySeconds)


@internal
def _set_retention(period: uint32):
    """
    @notice One hour to 365 days, and longer than before; else `InvalidMaxStateHistory`.
    """
    upgradeable._only_owner()
    if period < MINIMUM_RETENTION or period > MAXIMUM_RETENTION or period <= self.stateHistoryRetentionPeriod:
        raw_revert(method_id("InvalidMaxStateHistory()"))
    self.stateHistoryRetentionPeriod = period


@external
@view
def getStateHistoryCount() -> uint256:
    return self._history_count


@external
@view
def stateHistoryCommitments(index: uint256) -> StateHistoryCommitment:
    """
    @notice An entry, all zero when removed. Reverts without data past the last.
    """
    assert index < self._history_count
    return self._entry(index)


@external
@view
def getHotShotCommitment(hotShotBlockHeight: uint256) -> HotShotCommitment:
    """
    @notice The first entry above a height, whose root covers that block. `InvalidHotShotBlockForCommitmentCheck` when
            there is none; a panic, as in Solidity, while the history is empty.
    """
    count: uint256 = self._history_count
    if count == 0:
        raw_revert(abi_encode(ARITHMETIC_OVERFLOW, method_id=method_id("Panic(uint256)")))
    high: uint256 = count - 1
    if hotShotBlockHeight >= convert(self._entry(high).hotShotBlockHeight, uint256):
        raw_revert(method_id("InvalidHotShotBlockForCommitmentCheck()"))
    # Heights rise: entry `high` is above, and everything below `low` is not.
    low: uint256 = convert(self.stateHistoryFirstIndex, uint256)
    for _: uint256 in range(SEARCH_STEPS):
        if low == high:
            break
        middle: uint256 = (low + high) // 2
        if convert(self._entry(middle).hotShotBlockHeight, uint256) > hotShotBlockHeight:
            high = middle
        else:
            low = middle + 1
    entry: StateHistoryCommitment = self._entry(high)
    return HotShotCommitment(
        hotShotBlockCommRoot=entry.hotShotBlockCommRoot, hotshotBlockHeight=entry.hotShotBlockHeight
    )


@external
@view
def lagOverEscapeHatchThreshold(blockNumber: uint256, blockThreshold: uint256) -> bool:
    """
    @notice Whether the newest update at or before an L1 block is more than `blockThreshold` blocks older than it.
            `InsufficientSnapshotHistory` for a block to come, or before the first entry kept.
    """
    count: uint256 = self._history_count
    low: uint256 = convert(self.stateHistoryFirstIndex, uint256)
    if (
        blockNumber > block.number
        or count == 0
        or blockNumber < convert(self._entry(low).l1BlockHeight, uint256)
    ):
        raw_revert(method_id("InsufficientSnapshotHistory()"))
    # L1 heights never fall: entry `low` is at or before the block, and everything above `high` is after it.
    high: uint256 = count - 1
    for _: uint256 in range(SEARCH_STEPS):
        if low == high:
            break
        middle: uint256 = (low + high + 1) // 2
        if convert(self._entry(middle).l1BlockHeight, uint256) <= blockNumber:
            low = middle
        else:
            high = middle - 1
    return blockNumber - convert(self._entry(low).l1BlockHeight, uint256) > blockThreshold


@internal
@view
def _entry(index: uint256) -> StateHistoryCommitment:
    packed: PackedCommitment = self._history[index]
    return StateHistoryCommitment(
        l1BlockHeight=convert(packed.heights & MASK64, uint64),
        l1BlockTimestamp=convert((packed.heights >> 64) & MASK64, uint64),
        hotShotBlockHeight=convert(packed.heights >> 128, uint64),
        hotShotBlockCommRoot=packed.root,
    )
