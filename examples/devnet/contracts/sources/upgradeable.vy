# pragma version 0.4.3
"""
@title Initialisation, ownership and upgrades of a contract behind an ERC-1967 proxy
@notice Behaves as OpenZeppelin's Initializable, OwnableUpgradeable and UUPSUpgradeable (version 5), with their errors
        and events. The variables stand in the slots those use (storage_layout.json): the implementation's address in
        the slot of ERC-1967, owner and version number in their ERC-7201 slots.
"""

event Initialized:
    version: uint64


event OwnershipTransferred:
    previousOwner: indexed(address)
    newOwner: indexed(address)


# The light client's own announcement, before ERC-1967's.
event Upgrade:
    implementation: address


event Upgraded:
    implementation: indexed(address)


UPGRADE_INTERFACE_VERSION: public(constant(String[5])) = "5.0.0"

# keccak256("eip1967.proxy.implementation") - 1
IMPLEMENTATION_SLOT: constant(bytes32) = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc

MAX_CALL_SIZE: constant(uint256) = 4096
MAX_ERROR_SIZE: constant(uint256) = 1024

# The implementation's own address: behind a proxy `self` is another.
IMPLEMENTATION: immutable(address)

owner: public(address)
_initialized: uint64  # the version initialised last; its maximum in an implementation, for "never"
_implementation: address


@deploy
def __init__():
    IMPLEMENTATION = self
    self._initialized = max_value(uint64)
    log Initialized(version=max_value(uint64))


@internal
def _initialize(version: uint64):
    """
    @notice Each version once, and none after a later one.
    """
    if self._initialized >= version:
        raw_revert(method_id("InvalidInitialization()"))
    self._initialized = version


@internal
def _initialized_to(version: uint64):
    log Initialized(version=version)


@internal
@view
def _only_owner():
    if msg.sender != self.owner:
        raw_revert(abi_encode(msg.sender, method_id=method_id("OwnableUnauthorizedAccount(address)")))


@internal
def _set_owner(new_owner: address):
    if new_owner == empty(address):
        raw_revert(abi_encode(new_owner, method_id=method_id("OwnableInvalidOwner(address)")))
    self._change_owner(new_owner)


@internal
def _change_owner(new_owner: address):
    previous: address = self.owner
    self.owner = new_owner
    log OwnershipTransferred(previousOwner=previous, newOwner=new_owner)


@external
def transferOwnership(newOwner: address):
    self._only_owner()
    self._set_owner(newOwner)


@external
def renounceOwnership():
    """
    @notice Nobody owns the contract any more: nobody can upgrade it, or say who may prove. Newer sources refuse this.
    """
    self._only_owner()
    self._change_owner(empty(address))


@external
@view
def proxiableUUID() -> bytes32:
    """
    @notice The slot of ERC-1967; not to be asked through a proxy.
    """
    if self != IMPLEMENTATION:
        raw_revert(method_id("UUPSUnauthorizedCallContext()"))
    return IMPLEMENTATION_SLOT


@external
@payable
def upgradeToAndCall(newImplementation: address, data: Bytes[MAX_CALL_SIZE]):
    """
    @notice Replaces the implementation and, unless `data` is empty, calls the new one with it. Through the proxy only.
    """
    if self._implementation != IMPLEMENTATION:
        raw_revert(method_id("UUPSUnauthorizedCallContext()"))
    self._only_owner()
    log Upgrade(implementation=newImplementation)
    self._require_proxiable(newImplementation)
    self._implementation = newImplementation
    log Upgraded(implementation=newImplementation)
    if len(data) == 0:
        if msg.value != 0:
            raw_revert(method_id("ERC1967NonPayable()"))
        return
    success: bool = False
    answer: Bytes[MAX_ERROR_SIZE] = b""
    success, answer = raw_call(
        newImplementation, data, max_outsize=MAX_ERROR_SIZE, is_delegate_call=True, revert_on_failure=False
    )
    if not success:
        if len(answer) == 0:
            raw_revert(method_id("FailedCall()"))
        raw_revert(answer)


@internal
@view
def _require_proxiable(implementation: address):
    """
    @notice An implementation answers with the slot. One that reverts is named in the error. Solidity refuses an address
            without code, or an answer that is no word, without saying why.
    """
    success: bool = False
    answer: Bytes[32] = b""
    success, answer = raw_call(
        implementation,
        method_id("proxiableUUID()"),
        max_outsize=32,
        is_static_call=True,
        revert_on_failure=False,
    )
    if not success:
        raw_revert(abi_encode(implementation, method_id=method_id("ERC1967InvalidImplementation(address)")))
    assert len(answer) == 32
    slot: bytes32 = abi_decode(answer, bytes32)
    if slot != IMPLEMENTATION_SLOT:
        raw_revert(abi_encode(slot, method_id=method_id("UUPSUnsupportedProxiableUUID(bytes32)")))
