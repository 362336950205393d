"""Known answers for tries, RLP, keys, signatures; the persistent trie against the plain one."""
import random
import unittest

from chain.accounts import TEST_MNEMONIC, derive_keys
from chain.encoding import ETHER, EMPTY_CODE_HASH, GWEI, keccak, num
from chain.errors import RpcError
from chain.hashed_map import HashedMap
from chain.rlp import rlp, rlp_decode
from chain.secp256k1 import N, key_address, recover, sign
from chain.transactions import decode_transaction, sign_transaction
from chain.trie import trie_root


class Encoding(unittest.TestCase):
    def test_keccak_of_nothing_is_the_hash_of_empty_code(self):
        self.assertEqual(keccak(b""), EMPTY_CODE_HASH)

    def test_numbers_are_whole_not_negative_and_bounded(self):
        self.assertEqual([num(v) for v in (7, 7.0, "7", "0x7")], [7] * 4)
        for bad in (-1, 1.5, True, None, float("nan"), float("inf"), "", "0x", "-1", "1_0", "0x" + "f" * 65, [1]):
            with self.assertRaises(RpcError, msg=repr(bad)):
                num(bad)

    def test_rlp_round_trips_and_refuses_what_is_not_canonical(self):
        item = [b"", b"\x7f", b"\x80", [b"dog", [b"x" * 55, b"y" * 56], b"z" * 300]]
        self.assertEqual(rlp_decode(rlp(item)), item)
        for bad in ("", "8100", "b800", "b80100", "c1", "8080", "c2c1", "b90001", "c1" * 40 + "80"):
            with self.assertRaises(ValueError, msg=bad):
                rlp_decode(bytes.fromhex(bad))

    def test_rlp_nested_without_end_is_refused(self):
        item = b"\xc0"
        for _ in range(200):
            item = rlp_list(item)
        with self.assertRaises(ValueError):
            rlp_decode(item)


def rlp_list(body: bytes) -> bytes:
    """A list around encoded items."""
    size = len(body)
    return bytes([0xC0 + size]) + body if size < 56 else b"\xf9" + size.to_bytes(2, "big") + body


class Tries(unittest.TestCase):
    def test_known_roots(self):
        self.assertEqual(trie_root({}).hex(), "56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421")
        pairs = {b"do": b"verb", b"dog": b"puppy", b"doge": b"coin", b"horse": b"stallion"}
        self.assertEqual(trie_root(pairs).hex(), "5991bb8c6514148a29db676a14ac506cd2cd5775ace63c30a4fe457715e9ac84")

    def test_persistent_map_has_the_plain_root_after_every_change(self):
        rng = random.Random(7)
        kept, plain, maps = HashedMap(), {}, []
        for step in range(600):
            key = bytes([rng.randrange(60)])
            if rng.random() < 0.4:
                kept, _ = kept.removing(key), plain.pop(key, None)
            else:
                value = rlp(rng.randrange(1, 2**rng.choice((7, 64, 250))))
                kept, plain = kept.setting(key, (key, value), value), {**plain, key: value}
            root = trie_root({keccak(k): v for k, v in plain.items()})
            self.assertEqual(kept.root(), root, f"step {step}")
            self.assertEqual(dict(kept.items()), plain)
            self.assertEqual(kept.get(key), (key, plain[key]) if key in plain else None)
            maps.append((kept, root))
        self.assertTrue(all(HashedMap(m._top).root() == root for m, root in maps), "an old map changed")


class Keys(unittest.TestCase):
    def test_the_test_mnemonic_gives_the_known_accounts(self):
        keys = derive_keys(TEST_MNEMONIC, 10)
        self.assertEqual(keys[0], 0xAC0974BEC39A17E36BA4A6B4D238FF944BACB478CBED5EFCAE784D7BF4F2FF80)
        self.assertEqual(key_address(keys[0]), "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266")
        self.assertEqual(key_address(keys[9]), "0xa0ee7a142d267c1f36714e4a8f75612f20a79720")

    def test_signatures_recover_to_the_signer_only(self):
        key, digest = 12345, keccak(b"message")
        parity, r, s = sign(key, digest)
        self.assertEqual(recover(digest, parity, r, s), key_address(key))
        self.assertNotEqual(recover(digest, parity ^ 1, r, s), key_address(key))
        self.assertIsNone(recover(digest, parity ^ 1, r, N - s), "a high s is malleable")
        self.assertIsNone(recover(digest, parity, 0, s))

    def test_the_worked_example_of_eip_155(self):
        raw = sign_transaction(int("46" * 32, 16), 1, 9, "0x" + "35" * 20, ETHER, b"", 21000, gas_price=20 * GWEI)
        self.assertEqual(raw.hex(), (
            "f86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a764000080"
            "25a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276"
            "a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83"))
        self.assertEqual(decode_transaction(raw, 1).sender, "0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f")

    def test_mangled_transactions_are_refused_and_never_crash(self):
        rng = random.Random(3)
        raw = sign_transaction(99, 31337, 3, "0x" + "11" * 20, 5, b"abc", 50000, 3 * GWEI, GWEI)
        for _ in range(300):
            bad = bytearray(raw)
            bad[rng.randrange(len(bad))] ^= 1 << rng.randrange(8)
            try:
                self.assertNotEqual(decode_transaction(bytes(bad), 31337).sender, key_address(99))
            except RpcError as e:
                self.assertEqual(e.code, -32000)
