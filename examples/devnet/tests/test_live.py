"""The replay of what a contract accepted: on the development network as the node, and on recordings, with mutations."""
from __future__ import annotations

import copy
import json
import re
import subprocess
import tempfile
import unittest
import unittest.mock
from pathlib import Path
from typing import Any, Callable, Optional

from live.command import RECORDINGS
from live.contract import KEY_WORDS, NEW_EPOCH, NEW_STATE, PUBLIC, Deployment, Submission, Unreadable, data_of
from live.history import History
from live.node import Node, NodeError, Recording, Refused, Unreachable
from live.replay import Report, replay

DEVNET = Path(__file__).resolve().parent.parent
ROOT = DEVNET.parent.parent
RECORDED = RECORDINGS / "chain-31337.json"
SECRET = "sesame-of-the-provider"

# A contract that goes from version 1 to 3, and six updates: before epochs, and roots of epochs among them. Then the
# replay, with all its URL's secrets; behind limits; and of a node that is none.
SCRIPT = """
set -euo pipefail
root=$1 out=$2 secret=$3
devnet=$root/examples/devnet python=$root/.venv/bin/python
update() { "$devnet/mine" "$1" && hotshot-state-prover --confirmations 1 --log-level error >/dev/null; }
upgrade() { # VERSION EPOCHS…
    local version=$1
    shift
    prepare-keys --contract-version "$version" --stake-table-capacity 5 --insecure-tau 0x1234 --log-level error \
        >"$DEVNET_FOLDER/key.json"
    "$python" "$devnet/contracts/deploy.py" upgrade --rpc "$DEVNET_CHAIN_URL" --cache "$root/.venv/contracts" \
        --address "$ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS" --version "$version" --verifying-key "$DEVNET_FOLDER/key.json" \
        "$@" >/dev/null
    curl -sSf -o /dev/null -X POST "$DEVNET_CONTROL_URL/protocol" -d "{\\"version\\":$version}"
}
chain() { # METHOD PARAMETERS
    curl -sSf "$DEVNET_CHAIN_URL" -d "{\\"jsonrpc\\":\\"2.0\\",\\"id\\":1,\\"method\\":\\"$1\\",\\"params\\":[${2:-}]}" >/dev/null
}
live() { # NAME URL OPTIONS…
    local name=$1 url=$2 code=0
    shift 2
    (cd "$devnet" && HSP_LIVE_NODE=$url HSP_LIVE_CONTRACT=$ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS "$python" -m live "$@") \
        >"$out/$name" 2>&1 || code=$?
    echo "$code" >"$out/$name.code"
}
update 10
upgrade 2 --blocks-per-epoch 30 --epoch-start-block 31
update 40
update 70
upgrade 3
update 100
chain evm_setIntervalMining 0
chain hardhat_mine 3
live recorded "${DEVNET_CHAIN_URL/\\/\\////someone:$secret@}/$secret?key=$secret" --record "$out/recordings"
chain devnet_addFault '{"kind":"rpcError","methods":["eth_getLogs"],"code":-32600,"message":"block range too wide","count":3}'
chain devnet_addFault '{"kind":"http","status":429,"headers":{"Retry-After":"1"},"count":2}'
chain devnet_addFault '{"kind":"garbage","methods":["eth_call"],"skip":3,"count":1}'
live limited "$DEVNET_CHAIN_URL" --count 2
chain devnet_clearFaults
live two "$DEVNET_CHAIN_URL,http://127.0.0.1:1/$secret" --count 1
live malformed "htp://$secret" --count 1
"""


class NetworkTests(unittest.TestCase):
    """The whole command, on a chain with a contract that was upgraded twice."""

    outputs: dict[str, tuple[int, str]] = {}

    @classmethod
    def setUpClass(cls) -> None:
        if not (ROOT / "bin" / "submit-proof").exists():
            raise unittest.SkipTest("the commands are not built: run 'make' first")
        with tempfile.TemporaryDirectory() as folder:
            run = subprocess.run(
                [DEVNET / "with", "--contract-version", "1", "--capacity", "5", "--block-time", "0s", "--blocks-per-epoch",
                 "30", "--epoch-start-block", "31", "--", "bash", "-c", SCRIPT, "script", ROOT, folder, SECRET],
                capture_output=True, text=True, timeout=500)
            if run.returncode:
                raise AssertionError(f"exit code {run.returncode}\n{run.stderr}")
            for file in Path(folder).glob("*.code"):
                cls.outputs[file.stem] = (int(file.read_text()), file.with_suffix("").read_text())
            cls.recording = (Path(folder) / "recordings" / "chain-31337.json").read_text()

    def assert_report(self, name: str, code: int, *texts: str) -> None:
        found, output = self.outputs[name]
        self.assertEqual(found, code, output)
        for text in texts:
            self.assertIn(text, output)
        self.assertNotIn(SECRET, output)

    def test_every_submission_is_verified_and_compared(self) -> None:
        self.assert_report(
            "recorded", 0, "6 submissions: 6 verified, 0 differ, 0 not read", "read-contract says the same: height 100",
            "version 1, height 10", "version 2, height 55", "version 3, height 85", "root of epoch 2", "root of epoch 3",
            "head same", "recorded in chain-31337.json", "only 6 submissions of 10: the chain begins there")
        self.assertEqual(self.outputs["recorded"][1].count("storage same"), 6)
        self.assertEqual(self.outputs["recorded"][1].count("event same"), 6)
        self.assertEqual(self.outputs["recorded"][1].count("proof valid, public inputs same, key of block"), 6)

    def test_what_was_recorded_says_the_same_without_a_node(self) -> None:
        self.assertNotIn(SECRET, self.recording)
        self.assertNotIn("127.0.0.1", self.recording)
        report = replay(Recording(json.loads(self.recording), "now"), 10, contract_of(json.loads(self.recording)))
        self.assertTrue(report.is_good, report.text())
        self.assertEqual(report.verified, 6)

    def test_limits_of_a_provider(self) -> None:
        self.assert_report("limited", 0, "2 submissions: 2 verified, 0 differ, 0 not read")

    def test_one_of_two_nodes_is_unreachable(self) -> None:
        self.assert_report("two", 1, "1 submissions: 1 verified", "nobody listens there", "NOT all is the same")

    def test_an_url_that_is_none(self) -> None:
        self.assert_report("malformed", 1, "a node's URL is not an http or https URL")


def contract_of(document: dict[str, Any]) -> str:
    """The contract of a recording."""
    return document["contract"]


def flipped(text: str, bit: int) -> str:
    """Hexadecimal data with another bit."""
    data = bytearray.fromhex(text[2:])
    data[bit // 8] ^= 0x80 >> bit % 8
    return "0x" + data.hex()


class RecordingTests(unittest.TestCase):
    """A recording as it is, and with one thing changed: whatever matters is found."""

    def setUp(self) -> None:
        if not (ROOT / "bin" / "verify-proof").exists():
            self.skipTest("the commands are not built: run 'make' first")
        self.document = json.loads(RECORDED.read_text())

    def replayed(self, change: Optional[Callable[[list[list[Any]]], None]] = None, count: int = 10) -> Report:
        document = copy.deepcopy(self.document)
        if change:
            change(document["replies"])
        return replay(Recording(document, "recording"), count, contract_of(document))

    def submissions(self) -> list[Submission]:
        return [Submission.decode(data_of(reply[2]["input"])) for reply in self.document["replies"]
                if reply[0] == "eth_getTransactionByHash"]

    def transactions(self, replies: list[list[Any]]) -> list[list[Any]]:
        return [reply for reply in replies if reply[0] == "eth_getTransactionByHash"]

    def test_as_it_is(self) -> None:
        report = self.replayed()
        self.assertTrue(report.is_good, report.text())
        self.assertEqual((len(report.replayed), report.verified), (6, 6))
        self.assertEqual([one.submission.version for one in report.replayed if one.submission], [1, 2, 2, 2, 3, 3])

    def test_a_flipped_bit_of_calldata_is_found_in_every_word(self) -> None:
        """All words but those of a next table where no epoch ends: the contract does not look at these."""
        for place, submission in enumerate(self.submissions()):
            is_root = "root of epoch" in ", ".join(self.replayed().replayed[place].compared)
            ignored = range(3, 7) if submission.version > 1 and not is_root else range(0)
            words = 3 + (4 if submission.version > 1 else 0) + (1 if submission.version > 2 else 0) + 36
            # Every word of one submission of each version, and a few of the others.
            step = 1 if place in (0, 2, 4) else 9
            for word in range(0, words, step):
                bit = 32 + 256 * word + 255 - word % 7
                with self.subTest(submission=place, word=word):
                    def change(replies: list[list[Any]]) -> None:
                        transaction = self.transactions(replies)[place][2]
                        transaction["input"] = flipped(transaction["input"], bit)
                    report = self.replayed(change)
                    self.assertEqual(report.is_good, word in ignored, report.text())
                    if word not in ignored:
                        self.assertTrue(report.replayed[place].problems, report.text())

    def test_another_selector(self) -> None:
        def change(replies: list[list[Any]]) -> None:
            transaction = self.transactions(replies)[-1][2]
            transaction["input"] = flipped(transaction["input"], 3)
        self.assertIn("not a call of newFinalizedState", self.replayed(change).text())

    def test_short_calldata(self) -> None:
        def change(replies: list[list[Any]]) -> None:
            transaction = self.transactions(replies)[-1][2]
            transaction["input"] = transaction["input"][:-64]
        self.assertIn("the calldata is too short", self.replayed(change).text())

    def test_another_key(self) -> None:
        """A point of the key replaced by another one of the curve."""
        def change(replies: list[list[Any]]) -> None:
            for reply in replies:
                if reply[0] == "eth_call" and len(reply[2] or "") == 2 + 64 * KEY_WORDS:
                    generator = f"{1:064x}{2:064x}"
                    reply[2] = reply[2][:2 + 64 * 2] + generator + reply[2][2 + 64 * 4:]
        report = self.replayed(change)
        self.assertEqual(report.verified, 0, report.text())
        self.assertIn("verify-proof: ", report.text())

    def test_words_of_the_contract(self) -> None:
        """A bit of what the contract holds, in each answer that is compared."""
        names = {"9fdb54a7": "state", "0625e19b": "voting table", "998328e8": "auth root", "426d3194": "voting table"}
        places = [(index, names[reply[1][0]["data"][2:]]) for index, reply in enumerate(self.document["replies"])
                  if reply[0] == "eth_call" and reply[1][0]["data"][2:] in names]
        self.assertGreater(len(places), 20)
        # Of the state before the first submission nothing is known but that it is older.
        first = min(int(self.document["replies"][index][1][1], 16) for index, _ in places)
        compared = [(index, name) for index, name in places
                    if name != "state" or int(self.document["replies"][index][1][1], 16) > first]
        for index, name in compared[::2]:
            with self.subTest(reply=index, what=name):
                def change(replies: list[list[Any]]) -> None:
                    replies[index][2] = flipped(replies[index][2], 8 * (len(replies[index][2]) // 2 - 1) - 1)
                report = self.replayed(change)
                # The authentication root before a submission is of no use to it.
                if name != "auth root":
                    self.assertFalse(report.is_good, report.text())

    def test_events(self) -> None:
        def without(kind: str, place: int) -> Callable[[list[list[Any]]], None]:
            def change(replies: list[list[Any]]) -> None:
                logs = next(reply for reply in replies if reply[0] == "eth_getLogs")[2]
                logs.remove([log for log in logs if log["topics"][0] == kind][place])
            return change

        def altered(kind: str, edit: Callable[[dict[str, Any]], None]) -> Callable[[list[list[Any]]], None]:
            def change(replies: list[list[Any]]) -> None:
                logs = next(reply for reply in replies if reply[0] == "eth_getLogs")[2]
                edit([log for log in logs if log["topics"][0] == kind][-1])
            return change

        def another_height(log: dict[str, Any]) -> None:
            log["topics"][2] = flipped(log["topics"][2], 255)

        def another_epoch(log: dict[str, Any]) -> None:
            log["data"] = flipped(log["data"], 255)

        for name, change, text in (
            ("a submission is missing", without(NEW_STATE, 2), "another than after the submission before"),
            ("the newest is missing", without(NEW_STATE, -1), "another state"),
            ("an epoch is missing", without(NEW_EPOCH, 0), "NewEpoch is not as the height says"),
            ("another height", altered(NEW_STATE, another_height), "NewState is of another state"),
            ("another epoch", altered(NEW_EPOCH, another_epoch), "NewEpoch is not as the height says"),
        ):
            with self.subTest(name):
                report = self.replayed(change)
                self.assertFalse(report.is_good, report.text())
                self.assertIn(text, report.text())

    def test_another_contract_s_log(self) -> None:
        def change(replies: list[list[Any]]) -> None:
            next(reply for reply in replies if reply[0] == "eth_getLogs")[2][0]["address"] = "0x" + "11" * 20
        with self.assertRaises(Unreadable):
            self.replayed(change)

    def test_a_node_without_old_states(self) -> None:
        """Tables are then those of the epoch roots, and keys are those of the head, where no upgrade came between."""
        head = max(int(reply[1][1], 16) for reply in self.document["replies"] if reply[0] == "eth_call")

        def change(replies: list[list[Any]]) -> None:
            for reply in replies:
                if reply[0] == "eth_call" and int(reply[1][1], 16) < head:
                    reply[2:] = [None, "refused"]
        report = self.replayed(change, count=2)
        self.assertTrue(report.is_good, report.text())
        self.assertEqual(report.verified, 2)
        self.assertIn("the node has no old states", report.text())
        self.assertIn(f"key of block {head}", report.text())
        # The newest of them all needs no table but the contract's.
        self.assertTrue(self.replayed(change, count=1).is_good)
        # Before the last upgrade the key is not to be had; that of production is not this network's.
        report = self.replayed(change)
        self.assertFalse(report.is_good)
        self.assertIn("verify-proof", report.text())

    def test_a_call_through_another_contract_is_not_read(self) -> None:
        def change(replies: list[list[Any]]) -> None:
            self.transactions(replies)[3][2]["to"] = "0x" + "22" * 20
        report = self.replayed(change)
        self.assertEqual((report.verified, report.is_good), (5, True), report.text())
        self.assertIn("NOT READ: no direct call of the contract", report.text())

    def test_a_transaction_that_the_node_does_not_have(self) -> None:
        def change(replies: list[list[Any]]) -> None:
            self.transactions(replies)[0][2] = None
        self.assertIn("NOT READ: the node does not have it", self.replayed(change).text())

    def test_a_public_network_must_have_the_known_keys(self) -> None:
        """As if this one were public: everything else is right, and its keys are not those of production."""
        contract = contract_of(self.document)
        with unittest.mock.patch.dict("live.replay.PUBLIC", {31337: Deployment("public", contract)}):
            report = replay(Recording(self.document, "recording"), 10)
        self.assertEqual(report.verified, 0, report.text())
        for version in (1, 2, 3):
            self.assertIn(f"DIFFERS: the contract's key is not v{version} of production", report.text())

    def test_a_chain_without_a_known_contract(self) -> None:
        with self.assertRaisesRegex(NodeError, "no contract is known on chain 31337: name it in HSP_LIVE_CONTRACT"):
            replay(Recording(self.document, "recording"), 10)

    def test_files_that_are_no_recordings(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for content in ("", "{}", "[]", '{"replies":[1]}', "[" * 100_000, "\x00"):
                file = Path(folder) / "recording"
                file.write_text(content)
                with self.subTest(content[:20]), self.assertRaises(NodeError):
                    Recording.read(file)

    def test_the_command_without_a_node_says_so(self) -> None:
        run = subprocess.run(
            [ROOT / ".venv" / "bin" / "python", "-m", "live"], cwd=DEVNET, capture_output=True, text=True, timeout=120,
            env={"PATH": "/usr/bin:/bin"})
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        self.assertIn("HSP_LIVE_NODE names no node", run.stdout)
        for name in {deployment.name for deployment in PUBLIC.values()} - {file.stem for file in RECORDINGS.glob("*")}:
            self.assertRegex(run.stdout, rf"there is no recording of .*\b{name}\b")


class DeploymentTests(unittest.TestCase):
    """The public networks."""

    def test_they_are_those_of_the_product(self) -> None:
        source = (ROOT / "Sources/LightClientContract/KnownDeployment.swift").read_text()
        found = re.findall(r'KnownDeployment\("(\w+)", on: ([\d_]+), at: "(0x\w{40})"\)', source)
        self.assertEqual(
            {(name, int(chain.replace("_", "")), address) for name, chain, address in found},
            {(deployment.name, chain, deployment.address) for chain, deployment in PUBLIC.items()})


class Scripted:
    """A node that answers `eth_getLogs` as a list says, and counts."""

    name = "scripted"

    def __init__(self, most: int, error: type[NodeError] = Refused) -> None:
        self.most, self.error, self.requests = most, error, 0

    def request(self, method: str, *parameters: Any) -> Any:
        """No log anywhere, in at most so many blocks."""
        self.requests += 1
        low, high = (int(parameters[0][name], 16) for name in ("fromBlock", "toBlock"))
        if high - low + 1 > self.most:
            raise self.error("too many blocks")
        return []


class HistoryTests(unittest.TestCase):
    """How far back, and in how many requests."""

    def test_ranges_shrink_to_what_the_provider_allows(self) -> None:
        for most in (10_000, 5_000, 1_000, 500, 100, 10, 1):
            node = Scripted(most)
            history = History(node, "0x" + "33" * 20, 2_000)
            history.extend(lambda events: False)
            if most > 1:
                self.assertEqual(history.stopped, "the chain begins there", most)
            self.assertLess(node.requests, 3_010)

    def test_it_ends(self) -> None:
        for most, head, text in ((10_000, 30_000_000, "as far as this looks"), (10, 30_000_000, "requests are enough")):
            node = Scripted(most)
            history = History(node, "0x" + "33" * 20, head)
            history.extend(lambda events: False)
            self.assertIn(text, history.stopped)
            self.assertLessEqual(node.requests, 3_000)

    def test_a_failing_node_is_not_asked_for_ever(self) -> None:
        for error, most in ((NodeError, 6), (Unreachable, 1)):
            node = Scripted(0, error)
            with self.assertRaises(error):
                History(node, "0x" + "33" * 20, 100_000).extend(lambda events: False)
            self.assertLessEqual(node.requests, most)


class NodeTests(unittest.TestCase):
    """URLs, and what is said of them."""

    def test_only_scheme_and_host_are_shown(self) -> None:
        node = Node(f"https://user:{SECRET}@node.example:8545/v3/{SECRET}?key={SECRET}#{SECRET}")
        self.assertEqual(node.name, "https://node.example")

    def test_what_is_no_url(self) -> None:
        for url in ("", "node.example", f"ftp://{SECRET}", f"http://{SECRET}:port/", f"http://[{SECRET}", "https://"):
            with self.subTest(url), self.assertRaises(NodeError) as caught:
                Node(url)
            self.assertNotIn(SECRET, str(caught.exception))

    def test_nobody_listens(self) -> None:
        with self.assertRaises(Unreachable) as caught:
            Node(f"http://127.0.0.1:1/{SECRET}").request("eth_chainId")
        self.assertNotIn(SECRET, str(caught.exception))


if __name__ == "__main__":
    unittest.main()
