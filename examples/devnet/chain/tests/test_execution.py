"""Transfers, contracts, gas, logs, reverts and precompiles on the real EVM."""
from chain.encoding import ETHER, GWEI, hb, hx
from chain.engine import COINBASE, Message

from .support import COUNTER, NodeTest

# of the slot contract below: four PUSH0, two PUSH1, three CALLDATALOAD, MSTORE with one new word of memory
GAS_OF_THE_REST = 4 * 2 + 2 * 3 + 3 * 3 + 3 + 3


class Transfers(NodeTest):
    def test_balances_fees_and_history_add_up(self):
        self.start()
        a, b = self.keys[0][0], self.keys[1][0]
        r = self.receipt(self.send(to=b, value=ETHER, gas=21000))
        self.assertEqual((r["status"], r["gasUsed"], r["blockNumber"]), ("0x1", hx(21000), "0x1"))
        price = int(r["effectiveGasPrice"], 16)
        base = int(self.rpc("eth_getBlockByNumber", "0x1", False)["baseFeePerGas"], 16)
        self.assertEqual(base, GWEI - GWEI // 8, "an empty genesis lowers the base fee by an eighth")
        self.assertEqual(price, base + GWEI)
        self.assertEqual(self.quantity("eth_getBalance", a), 10000 * ETHER - ETHER - 21000 * price)
        self.assertEqual(self.quantity("eth_getBalance", COINBASE), 21000 * GWEI)
        self.assertEqual(self.quantity("eth_getBalance", b, "0x0"), 10000 * ETHER)
        self.assertEqual(self.rpc("eth_getTransactionCount", a), "0x1")
        r = self.receipt(self.send(to=b, value=1, gas=21000, gas_price=5 * GWEI))
        self.assertEqual((r["type"], int(r["effectiveGasPrice"], 16)), ("0x0", 5 * GWEI))
        history = self.rpc("eth_feeHistory", "0x3", "latest", [10, 50])
        self.assertEqual((len(history["baseFeePerGas"]), len(history["reward"])), (4, 3))
        self.assertEqual(history["reward"][1], [hx(GWEI), hx(GWEI)])
        self.assertEqual(self.quantity("eth_gasPrice"), int(history["baseFeePerGas"][-1], 16) + GWEI)
        total = sum(self.quantity("eth_getBalance", x) for x in [COINBASE, *dict(self.keys)])
        burnt = sum(block.gas_used * block.base_fee for block in self.chain.blocks)
        self.assertEqual(total + burnt, 100000 * ETHER)


class Contracts(NodeTest):
    def test_counter_gas_logs_and_old_state(self):
        self.start()
        c = self.deploy(COUNTER)
        self.assertEqual(self.rpc("eth_getCode", c), hb(COUNTER))
        gas = []
        for i in range(3):
            r = self.receipt(self.send(to=c))
            gas.append(int(r["gasUsed"], 16))
            self.assertEqual((int(r["logs"][0]["data"], 16), r["logs"][0]["logIndex"]), (i + 1, "0x0"))
        self.assertEqual(gas[1:], [gas[0] - 17100] * 2, "20,000 to set a zero slot, 2,900 to change one, always cold")
        self.assertEqual(self.quantity("eth_getStorageAt", c, "0x0"), 3)
        self.assertEqual(self.quantity("eth_getStorageAt", c, "0x0", "0x2"), 1)
        self.assertEqual(self.quantity("eth_call", {"to": c, "data": "0x"}), 4)
        self.assertEqual(self.quantity("eth_call", {"to": c}, {"blockNumber": "0x2"}), 2)
        block = self.rpc("eth_getBlockByNumber", "0x3", True)
        self.assertEqual(self.quantity("eth_call", {"to": c}, {"blockHash": block["hash"]}), 3, "EIP-1898")
        self.refused("header for hash not found", self.rpc, "eth_call", {"to": c}, {"blockHash": "0x" + "11" * 32})
        estimate = self.quantity("eth_estimateGas", {"to": c, "from": self.keys[0][0]})
        self.assertTrue(gas[2] <= estimate <= gas[2] * 1.2, (estimate, gas))
        self.assertEqual(self.quantity("eth_estimateGas", {"to": c, "from": self.keys[0][0]}), estimate)
        listed = {"to": c, "from": self.keys[0][0], "accessList": [{"address": c, "storageKeys": ["0x" + "00" * 32]}]}
        self.assertGreater(self.quantity("eth_estimateGas", listed), estimate, "4,300 more, 2,000 back")
        self.assertEqual(len(self.rpc("eth_getLogs", {"fromBlock": "0x0", "address": c})), 3)
        latest = self.rpc("eth_getBlockByNumber", "latest", True)
        self.assertEqual(latest["transactions"][0]["from"], self.keys[0][0])
        self.assertNotEqual(int(latest["logsBloom"], 16), 0)
        self.assertEqual(self.rpc("eth_getBlockByHash", latest["hash"], False)["number"], latest["number"])
        self.assertEqual(self.rpc("eth_getBlockReceipts", latest["hash"])[0]["gasUsed"], hx(gas[2]))

    def test_every_stored_slot_starts_cold_with_its_own_value(self):
        self.start()
        c = self.deploy(bytes.fromhex("5f35602035555f35545f5260205ff3"))  # sstore(word 1, word 0), return sload(word 0)

        def word(n: int) -> bytes:
            return n.to_bytes(32, "big")

        for slot in range(1, 9):
            self.send(to=c, data=word(slot) + word(slot))
        intrinsic = 21000 + 62 * 4 + 2 * 16
        for slot in (3, 8, 1):
            data = word(9) + word(slot)  # sets slot := 9, then reads slot 9, which is cold and empty
            run = self.chain.engine.call(self.chain.head_state(), self.chain.next_environment(),
                                         Message(self.keys[0][0], c, data))
            r = self.receipt(self.send(to=c, data=data))
            self.assertEqual(run.gas_used, int(r["gasUsed"], 16), "a call costs what the transaction does")
            # 2,100 + 2,900 for the store, 2,100 for the load
            self.assertEqual(run.gas_used, intrinsic + 5000 + 2100 + GAS_OF_THE_REST, slot)
            data = word(0) + word(slot)
            r = self.receipt(self.send(to=c, data=data))
            gas = 21000 + 63 * 4 + 16 + 5000 + 2100 + GAS_OF_THE_REST
            self.assertEqual(int(r["gasUsed"], 16), gas - 4800, "EIP-3529: clearing gives 4,800 back")

    def test_an_estimate_is_enough_for_the_transaction(self):
        self.start()
        c = self.deploy(COUNTER)
        for _ in range(2):
            self.rpc("eth_call", {"to": c})
            gas = self.quantity("eth_estimateGas", {"to": c, "from": self.keys[0][0]})
            self.assertEqual(self.receipt(self.send(to=c, gas=gas))["status"], "0x1")

    def test_reverts_carry_their_reason_and_cost_gas(self):
        self.start()
        text = b"too big"
        payload = bytes.fromhex("08c379a0") + (32).to_bytes(32, "big") + len(text).to_bytes(32, "big") \
            + text.ljust(32, b"\0")
        size = len(payload)
        c = self.deploy(bytes([0x60, size, 0x60, 12, 0x5F, 0x39, 0x60, size, 0x5F, 0xFD, 0, 0]) + payload)
        e = self.refused("execution reverted: too big", self.rpc, "eth_call", {"to": c})
        self.assertEqual((e.code, e.data), (3, hb(payload)))
        self.refused("too big", self.rpc, "eth_estimateGas", {"to": c})
        before = self.quantity("eth_getBalance", self.keys[0][0])
        r = self.receipt(self.send(to=c, value=5))
        self.assertEqual((r["status"], r["logs"]), ("0x0", []))
        spent = int(r["gasUsed"], 16) * int(r["effectiveGasPrice"], 16)
        self.assertEqual(self.quantity("eth_getBalance", self.keys[0][0]), before - spent)
        r = self.receipt(self.send(to=self.deploy(b"\xfe")))
        self.assertEqual((r["status"], r["gasUsed"]), ("0x0", hx(100000)), "an invalid instruction takes all gas")

    def test_pending_is_what_would_be_mined_now(self):
        self.start("--no-mining")
        h = self.send(data=bytes([0x60, len(COUNTER), 0x80, 0x60, 0x09, 0x5F, 0x39, 0x5F, 0xF3]) + COUNTER)
        self.send(to=self.keys[1][0], value=7, gas=21000)
        pending = self.rpc("eth_getBlockByNumber", "pending", False)
        self.assertEqual((pending["number"], pending["hash"], len(pending["transactions"])), ("0x1", None, 2))
        self.assertEqual(pending["transactions"][0], h)
        self.assertEqual(self.quantity("eth_getBalance", self.keys[1][0], "pending"), 10000 * ETHER + 7)
        self.assertEqual(self.quantity("eth_getBalance", self.keys[1][0]), 10000 * ETHER)
        self.assertEqual(self.rpc("eth_blockNumber"), "0x0")
        self.rpc("evm_mine")
        c = self.receipt(h)["contractAddress"]
        self.send(to=c)
        self.assertEqual(self.quantity("eth_call", {"to": c}), 1)
        self.assertEqual(self.quantity("eth_call", {"to": c}, "pending"), 2)
        self.rpc("devnet_hold", True)
        self.assertEqual(self.quantity("eth_call", {"to": c}, "pending"), 1, "what is held is not pending")

    def test_a_call_with_a_price_must_reach_the_base_fee_and_be_affordable(self):
        self.start()
        call = {"from": self.keys[0][0], "to": self.keys[1][0], "gas": "0x5208"}
        self.assertEqual(self.rpc("eth_call", {**call, "maxFeePerGas": hx(2 * GWEI)}), "0x")
        self.refused("max fee per gas less than block base fee", self.rpc, "eth_call", {**call, "maxFeePerGas": "0x1"})
        self.refused("insufficient funds", self.rpc, "eth_call", {**call, "maxFeePerGas": hx(ETHER)})


class Precompiles(NodeTest):
    def test_modexp_and_bn254_addition_multiplication_and_pairing(self):
        self.start()
        q = 0x30644E72E131A029B85045B68181585D97816A916871CA8D3C208C16D87CFD47
        g2 = (0x198E9393920D483A7260BFB731FB5D25F1AA493335A9E71297E485B7AEF312C2,
              0x1800DEEF121F1E76426A00665E5C4479674322D4F75EDADD46DEBD5CD992F6ED,
              0x090689D0585FF075EC9E99AD690C3395BC4B313370B38EF355ACDADCD122975B,
              0x12C85EA5DB8C6DEB4AAB71808DCB408FE3D1E7690C43D37B4CE6CC0166FA7DAA)

        def call(precompile: int, *words: int) -> str:
            data = b"".join(w.to_bytes(32, "big") for w in words)
            return self.rpc("eth_call", {"to": "0x" + "00" * 19 + f"{precompile:02x}", "data": hb(data)})

        two = call(7, 1, 2, 2)
        self.assertEqual(two, call(6, 1, 2, 1, 2))
        x, y = int(two[2:66], 16), int(two[66:], 16)
        self.assertEqual((y * y - x**3 - 3) % q, 0)
        for _ in range(10):
            self.assertEqual(int(call(8, 1, 2, *g2, 1, q - 2, *g2), 16), 1)
        self.assertEqual(int(call(8, 1, 2, *g2, 1, 2, *g2), 16), 0)
        self.assertEqual(int(call(5, 32, 32, 32, 3, q - 2, q), 16), pow(3, -1, q))
