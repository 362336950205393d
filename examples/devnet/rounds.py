#!/usr/bin/env python3
"""Takes the daemon's time apart, from a new signed state at the relay to its transaction's end, and prints medians.

    make bench-round                                    # ten rounds at capacity 10
    make bench-round CAPACITY=200 ROUNDS=5

The network decides a block whenever this says so; its epochs must be long, so that each block is one update:

    examples/devnet/with --block-time 0s --blocks-per-epoch 10000 -- examples/devnet/rounds.py --rounds 10

All moments are those of the daemon's own log. What the environment sets for the stages holds: HSP_POLL_INTERVAL, for instance.
"""
from __future__ import annotations

import argparse
import json
import os
import queue
import random
import re
import signal
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from datetime import datetime
from typing import Any, Iterator, Optional

STAGES = ["read-contract", "fetch-state", "advance-epoch", "gen-proof", "submit-proof"]
# How long one round may take, in seconds.
PATIENCE = 300
PROVED = re.compile(r"proved in (\d+) ms")
# The moments of a round, one after the other: what ends there; which command says it, and how.
MOMENTS = [
    ("waiting for the next round", "supervise", r"read-contract starts$"),
    ("read-contract: start", "read-contract", r"has started$"),
    ("read-contract: reading the contract", "read-contract", r"read at block \d+$"),
    ("fetch-state: asking the relays", "fetch-state", r"^the relays have answered$"),
    ("fetch-state: stake table, its commitment", "fetch-state", r"^the stake table is there"),
    ("fetch-state: signatures", "fetch-state", r"validators? signed with"),
    ("advance-epoch: what is to be proved", "supervise", r"an update is read$"),
    ("until gen-proof is started", "supervise", r"gen-proof starts$"),
    ("gen-proof: start", "gen-proof", r"has started$"),
    ("gen-proof: reading the document", "gen-proof", r"^a document is read$"),
    ("gen-proof: checks, opening the key, witness", "gen-proof", r"witness ready$"),
    ("gen-proof: the key's points", "gen-proof", r"the key is ready$"),
    ("gen-proof: proof", "", ""),
    ("gen-proof: verification", "gen-proof", PROVED.pattern),
    ("submit-proof: reading the document", "submit-proof", r"^a document is read$"),
    ("submit-proof: contract again, checks", "submit-proof", r"^the contract is read, the proof checked$"),
    ("submit-proof: account, simulation", "submit-proof", r"^simulated, gas"),
    ("submit-proof: fees", "submit-proof", r"^the transaction may cost"),
    ("submit-proof: signature, journal", "submit-proof", r"^signed, and in the journal$"),
    ("submit-proof: sending", "submit-proof", r"^sent "),
    ("waiting for a block with it", "submit-proof", r"^mined in block"),
    ("waiting until it is final", "submit-proof", r"^final after"),
    ("submit-proof: the document at the daemon", "supervise", r"height \d+ submitted"),
]
SENT = next(place for place, moment in enumerate(MOMENTS) if moment[2] == r"^sent ")
MINED = SENT + 1


class Line:
    """A line of the log."""

    def __init__(self, text: str):
        entry = json.loads(text)
        self.time = datetime.fromisoformat(entry["time"].replace("Z", "+00:00")).timestamp()
        self.command, self.message = entry["command"], entry["message"]
        self.round, self.stage, self.height = entry.get("round"), entry.get("stage"), entry.get("height")


class Daemon:
    """`hotshot-state-prover --daemon`, whose log is read as it comes; `with` ends it."""

    def __init__(self, pause: float):
        self._process = subprocess.Popen(
            ["hotshot-state-prover", "--daemon", "--freq", f"{round(pause * 1000)}ms"], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            env=os.environ | {"RUST_LOG": "debug", "RUST_LOG_FORMAT": "json"})
        self._lines: queue.Queue[Optional[str]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in self._process.stderr:
            self._lines.put(line)
        self._lines.put(None)

    def lines(self) -> Iterator[Line]:
        """What it says from now on."""
        last = ""
        while True:
            try:
                text = self._lines.get(timeout=PATIENCE)
            except queue.Empty:
                sys.exit(f"rounds: nothing for {PATIENCE} s; the last line was {last}")
            if text is None:
                sys.exit(f"rounds: the daemon has ended; its last line was {last}")
            last = text
            if text.startswith("{"):
                yield Line(text)

    def __enter__(self) -> "Daemon":
        return self

    def __exit__(self, *_: Any) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(30)


def control(path: str, body: Optional[dict[str, Any]] = None) -> Any:
    """Asks the network for its state, or tells it what to do."""
    request = urllib.request.Request(os.environ["DEVNET_CONTROL_URL"] + path)
    if body is not None:
        request.data = json.dumps(body).encode()
    with urllib.request.urlopen(request, timeout=60) as reply:
        return json.load(reply)


def taken_apart(lines: list[Line], number: int, signed_at: float) -> tuple[list[Optional[float]], dict[str, float]]:
    """How long each part took that ends at a moment, in milliseconds; and the start of each stage."""
    start = next(line.time for line in lines if line.round == number and line.message.endswith("read-contract starts"))
    lines = [line for line in lines if line.time >= start]

    def first(command: str, pattern: str, after: float) -> Optional[Line]:
        return next((line for line in lines if line.command == command and line.time >= after
                     and re.search(pattern, line.message)), None)

    parts: list[Optional[float]] = []
    # A state may be signed while a round reads.
    before = min(signed_at, start)
    for _, command, pattern in MOMENTS:
        if command:
            found = first(command, pattern, before if command != "supervise" else start)
            moment = found.time if found else None
        else:
            begun, ended = first("gen-proof", ": proving$", start), first("gen-proof", PROVED.pattern, start)
            moment = begun.time + int(PROVED.search(ended.message)[1]) / 1000 if begun and ended else None
        parts.append(None if moment is None else 1000 * max(0, moment - before))
        before = before if moment is None else max(before, moment)
    starts = {}
    for stage in STAGES:
        begun = first("supervise", rf"\b{stage} starts$", start)
        ready = first(stage, r"has started$", start)
        if begun and ready:
            starts[stage] = 1000 * (ready.time - begun.time)
    return parts, starts


def measure(rounds: int, pause: float) -> tuple[list[list[Optional[float]]], list[dict[str, float]]]:
    """The parts and the starts of so many rounds."""
    results = []
    with Daemon(pause) as daemon:
        said = daemon.lines()
        # The first round finds everything cold, and is not counted.
        for count in range(rounds + 1):
            time.sleep(random.uniform(0, pause))
            control("/mine", {})
            signed_at, height = time.time(), control("/status")["height"]
            lines: list[Line] = []
            for line in said:
                lines.append(line)
                if line.command == "supervise" and line.height == height and " submitted" in line.message:
                    break
            if count:
                results.append(taken_apart(lines, lines[-1].round, signed_at))
                print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return [parts for parts, _ in results], [starts for _, starts in results]


def row(name: str, values: list[float]) -> str:
    if not values:
        return f"{name:46}{'–':>9}"
    return f"{name:46}{statistics.median(values):9.0f}{min(values):9.0f}{max(values):9.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Take a round of the daemon apart.")
    parser.add_argument("--rounds", type=int, default=10, help="rounds that count (default: 10)")
    parser.add_argument("--freq", type=float, default=1, help="the daemon's pause between rounds in seconds (default: 1)")
    options = parser.parse_args()
    if options.rounds < 1 or options.freq <= 0:
        parser.error("--rounds and --freq are above 0")
    # So that the daemon ends with this.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    everything, starts = measure(options.rounds, options.freq)
    print(f"{'milliseconds':46}{'median':>9}{'least':>9}{'most':>9}")
    for place, (name, _, _) in enumerate(MOMENTS):
        print(row(name, [parts[place] for parts in everything if parts[place] is not None]))
    for name, first, last in [("from the round's beginning to the sending", 1, SENT),
                              ("from the signed state to the sending", 0, SENT),
                              ("from the signed state to the receipt", 0, MINED)]:
        print(row(name, [sum(filter(None, parts[first:last + 1])) for parts in everything]))
    for stage in STAGES:
        print(row(f"start of {stage}, beside the others" if stage != "read-contract" else f"start of {stage}",
                  [found[stage] for found in starts if stage in found]))


main()
