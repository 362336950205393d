"""Power cuts: whatever a file system has kept, the next run loses nothing and sends nothing twice."""
from __future__ import annotations

import hashlib
import http.client
import http.server
import json
import shutil
import threading
import unittest
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .machine import DONE, MachineTest, Running, preloaded
from .machine_power import Change, State, read, restore, states
from .weather_network import HEIGHT, Chain, rpc

KEY = ["--stake-table-capacity", 2, "--insecure-tau", "0x1234"]


class Recorder:
    """What a command does to files below a folder, and when it sends a transaction."""

    def __init__(self, folder: Path):
        self.below = folder / "recorded"
        self._file = folder / "record"
        self._file.touch()
        # There before: whether its own name lasts is not for the command to say.
        self.below.mkdir()
        self.environment = {
            "LD_PRELOAD": str(preloaded()), "MACHINE_RECORD": str(self._file), "MACHINE_BELOW": str(self.below)}

    def note_sent(self, raw: str) -> None:
        """A transaction arrives at a node."""
        with open(self._file, "ab", buffering=0) as file:
            file.write(f"sent\t0\t0\t0\t{raw}\t\n".encode())

    def changes(self) -> list[Change]:
        """All of it, in its order."""
        return read(self._file)


class ListeningNode:
    """A node before a node, which tells the recorder of transactions before it hands them on."""

    def __init__(self, url: str, recorder: Recorder):
        address = urlsplit(url).netloc

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                calls = json.loads(body)
                for call in calls if isinstance(calls, list) else [calls]:
                    if call["method"] == "eth_sendRawTransaction":
                        recorder.note_sent(call["params"][0])
                node = http.client.HTTPConnection(address, timeout=60)
                node.request("POST", "/", body, {"Content-Type": "application/json"})
                answer = node.getresponse().read()
                node.close()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "ListeningNode":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._server.shutdown()
        self._server.server_close()


class JournalTests(MachineTest):

    def recorded(self, named: bool) -> tuple[Recorder, list[Change]]:
        self.chain.reset()
        folder = self.folder / ("named" if named else "unnamed")
        folder.mkdir()
        recorder = Recorder(folder)
        with ListeningNode(self.chain.url, recorder) as node:
            ended = self.run_command("submit-proof", "--state-dir", recorder.below, node=node.url,
                                     environment=recorder.environment | ({"MACHINE_NAMED": "1"} if named else {}))
        self.assertEqual(ended.code, DONE, ended)
        return recorder, recorder.changes()

    def test_any_moment_of_a_submission(self) -> None:
        """On file systems that know files without a name, and on others."""
        cases: list[tuple[Path, Path, State, list[str]]] = []
        for named in (False, True):
            recorder, changes = self.recorded(named)
            distinct = self.distinct(changes)
            self.assertGreater(len(distinct), 8)
            cases += [(recorder.below, self.folder / f"{named}{number}", *case) for number, case in enumerate(distinct)]
        # So that the test is one: some have a transaction under way, and some a file that was not synchronised.
        self.assertTrue(any(sent for *_, sent in cases))
        self.assertTrue(any(path.suffix == ".new" for *_, state, _ in cases for path in state))
        self.on_all_chains(cases, self.goes_on)

    def distinct(self, changes: list[Change]) -> list[tuple[State, list[str]]]:
        """What may be on the disk and was sent by then, once each."""
        self.assertEqual([change.action for change in changes].count("sent"), 1)
        cases: dict[Any, tuple[State, list[str]]] = {}
        for made, state in states(changes):
            sent = [str(change.path) for change in changes[:made] if change.action == "sent"]
            journal = {path: content for path, content in state.items() if "submissions" in path.parts}
            if sent:
                entries = [content.decode() for path, content in journal.items() if path.suffix == ".json" and content]
                self.assertTrue(any(sent[0] in entry for entry in entries), "sent, and not in the journal")
            # Names that are made up differ from write to write.
            key = frozenset((path.suffix, content) for path, content in journal.items())
            cases.setdefault((key, len(sent)), (state, sent))
        return list(cases.values())

    def goes_on(self, chain: Chain, case: tuple[Path, Path, State, list[str]]) -> None:
        below, folder, state, sent = case
        chain.reset()
        for raw in sent:
            rpc(chain.url, "eth_sendRawTransaction", raw)
        restore(state, below, folder)
        ended = Running(self.network, "submit-proof", "--state-dir", folder, node=chain.url, stdin=self.network.documents).end()
        self.assertEqual(ended.code, DONE, ended)
        self.assertEqual(chain.height(), HEIGHT)
        self.assert_sent(1, chain)
        entries = [json.loads(path.read_text()) for path in (folder / "submissions").glob("*/*.json")]
        self.assertEqual([entry["progress"] for entry in entries], ["final"])
        raws = [each["raw"] for each in entries[0]["transactions"]]
        self.assertTrue(set(sent) <= set(raws), "the journal does not know what was sent")


class KeyTests(MachineTest):

    def test_moments_of_a_preparation(self) -> None:
        """The next run makes the same key, whatever there is of it, and does not take a damaged one for whole."""
        recorder = Recorder(self.folder)
        key = recorder.below / "v3.hspkey"
        ended = self.run_command("prepare-keys", "--out", key, *KEY, stdin=b"", environment=recorder.environment)
        self.assertEqual(ended.code, DONE, ended)
        whole = hashlib.sha256(key.read_bytes()).digest()
        changes = recorder.changes()
        self.assertIn("rename", [change.action for change in changes])
        writes = [number for number, change in enumerate(changes) if change.action == "write"]
        moments = {writes[len(writes) // 3] + 1, writes[-1] + 1, len(changes) - 1}
        cases: dict[Any, State] = {}
        for _, state in states(changes, moments):
            content = frozenset((path, hashlib.sha256(content or b"").digest()) for path, content in state.items())
            cases.setdefault(content, state)
        self.assertGreater(len(cases), 4)
        for number, state in enumerate(cases.values()):
            with self.subTest([f"{path.name}: {len(content or b'')}" for path, content in state.items()]):
                place = self.folder / str(number)
                restore(state, recorder.below, place)
                # What has the name of a key is one.
                found = place / key.name
                if found.exists():
                    self.assertEqual(hashlib.sha256(found.read_bytes()).digest(), whole)
                ended = self.run_command("prepare-keys", "--out", found, "--force", *KEY, stdin=b"")
                self.assertEqual(ended.code, DONE, ended)
                self.assertEqual(hashlib.sha256(found.read_bytes()).digest(), whole)
                shutil.rmtree(place)


if __name__ == "__main__":
    unittest.main()
