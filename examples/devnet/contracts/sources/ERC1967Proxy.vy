# pragma version 0.4.3
"""
@title An ERC-1967 proxy
@notice Hands every call, with its value, to the implementation, whose address stands in the slot of ERC-1967
        (storage_layout.json), and answers or reverts as that does. It has no function of its own: the implementation
        upgrades itself (UUPS).
"""

event Upgraded:
    implementation: indexed(address)


MAX_CALL_SIZE: constant(uint256) = 4096
# An answer of this size or more is refused, not cut. The largest of the light client's is 1280 bytes.
MAX_ANSWER_SIZE: constant(uint256) = 4096

_implementation: address


@deploy
@payable
def __init__(implementation: address, data: Bytes[MAX_CALL_SIZE]):
    """
    @param data What to call the implementation with at once, or nothing
    """
    if not implementation.is_contract:
        raw_revert(abi_encode(implementation, method_id=method_id("ERC1967InvalidImplementation(address)")))
    self._implementation = implementation
    log Upgraded(implementation=implementation)
    if len(data) != 0:
        success: bool = False
        answer: Bytes[MAX_ANSWER_SIZE] = b""
        success, answer = raw_call(
            implementation, data, max_outsize=MAX_ANSWER_SIZE, is_delegate_call=True, revert_on_failure=False
        )
        if not success:
            if len(answer) == 0:
                raw_revert(method_id("FailedCall()"))
            raw_revert(answer)
    elif msg.value != 0:
        raw_revert(method_id("ERC1967NonPayable()"))


@external
@payable
@raw_return
def __default__() -> Bytes[MAX_ANSWER_SIZE]:
    answer: Bytes[MAX_ANSWER_SIZE] = raw_call(
        self._implementation, msg.data, max_outsize=MAX_ANSWER_SIZE, is_delegate_call=True
    )
    assert len(answer) < MAX_ANSWER_SIZE
    return answer
