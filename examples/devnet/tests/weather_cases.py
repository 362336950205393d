"""Every mood with each of its options, alone and beside a healthy node: what becomes of reading and of submitting."""
from __future__ import annotations

import argparse
import json
import queue
import random
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field, replace
from typing import Any, Callable, Iterable, Optional

from weather.mood import Variant
from weather.moods import MOODS

from .weather_network import Chain, HEIGHT, Network, rpc

READING = ("--l1-timeout", "2s", "--l1-retry-delay", "200ms", "--log-level", "warn")
SUBMITTING = ("--l1-timeout", "2s", "--l1-retry-delay", "200ms", "--poll-interval", "100ms", "--transaction-timeout", "3s",
              "--confirmations", "2", "--log-level", "warn")
# Where nothing is to be hoped for, there is no need to wait long for it.
PATIENCE, IMPATIENCE = ("--submit-timeout", "15s"), ("--submit-timeout", "5s")
PASSING = (69, 75, 76)
LASTING = (77, 78)
PLACES = ("alone", "first", "second")
RUNS = 2


@dataclass(frozen=True)
class Case:
    """A mood with options, at the only node, or at the first or second of two, of which the other one has `beside`, or is well."""

    mood: str
    variant: Variant
    place: str
    beside: Optional["Case"] = None

    @property
    def description(self) -> dict[str, Any]:
        """The mood as the proxy takes it."""
        return {"mood": self.mood, **self.variant.options}

    @property
    def reads(self) -> bool:
        """Whether reading must succeed."""
        return self.place != "alone" or self.variant.reads

    @property
    def sends(self) -> bool:
        """Whether the update must get on chain."""
        return self.place != "alone" or self.variant.sends

    def __str__(self) -> str:
        options = " ".join(f"{name}={value}" for name, value in self.variant.options.items())
        place = f"[{self.place}]" if self.beside is None else f"before {self.beside}"
        return " ".join(filter(None, (self.mood, options, place)))


@dataclass
class Outcome:
    """What became of a case: exit codes, the account's transactions, and what is wrong with that, if anything is."""

    case: Case
    read: int = -1
    submits: list[int] = field(default_factory=list)
    mined: int = 0
    failed: int = 0
    seconds: float = 0
    faults: list[str] = field(default_factory=list)
    said: str = ""


def cases(only: Iterable[str] = (), places: Iterable[str] = PLACES) -> list[Case]:
    """All cases, or those of some moods."""
    return [Case(name, variant, place) for name, kind in MOODS.items() if not only or name in only
            for variant in kind.variants for place in places]


def pairs(count: int, seed: int) -> list[Case]:
    """Two nodes with moods, either of which would do on its own; by chance."""
    chance = random.Random(seed)
    able = [case for case in cases(places=["first"]) if case.variant.sends]
    return [replace(chance.choice(able), beside=replace(chance.choice(able), place="second")) for _ in range(count)]


def try_case(case: Case, network: Network, chain: Chain, ports: list[str]) -> Outcome:
    """Reads and submits in the weather of a case, with two ports before the chain."""
    outcome, began = Outcome(case), time.monotonic()
    chain.reset()
    other = ports[1] if case.beside else chain.url
    nodes = {"alone": ports[:1], "first": [ports[0], other], "second": [other, ports[0]]}[case.place]

    def set_moods() -> None:
        rpc(ports[0], "weather_set", case.description)
        if case.beside:
            rpc(ports[1], "weather_set", case.beside.description)

    set_moods()
    run = network.run("read-contract", *READING, nodes=nodes)
    outcome.read, said = run.returncode, [run.stderr.decode(errors="replace")]
    set_moods()
    patience = PATIENCE if case.sends else IMPATIENCE
    with tempfile.TemporaryDirectory(dir=network.folder) as state:
        for _ in range(RUNS):
            run = network.run("submit-proof", *SUBMITTING, *patience, "--state-dir", state, nodes=nodes, stdin=network.documents)
            outcome.submits.append(run.returncode)
            said.append(run.stderr.decode(errors="replace"))
            if run.returncode == 0 or not case.sends:
                break
    for port in ports:
        rpc(port, "weather_set")
    _judge(outcome, chain)
    outcome.said, outcome.seconds = "".join(said), time.monotonic() - began
    return outcome


def _judge(outcome: Outcome, chain: Chain) -> None:
    case, faults = outcome.case, outcome.faults
    payments, height = chain.payments(), chain.height()
    outcome.mined, outcome.failed = payments.mined, payments.failed
    allowed = (0, *PASSING, *(LASTING if case.place == "alone" and case.variant.lasting else ()))
    if outcome.read not in ((0,) if case.reads else allowed):
        faults.append(f"read-contract ended with {outcome.read}")
    if wrong := [code for code in outcome.submits if code not in allowed]:
        faults.append(f"submit-proof ended with {wrong[0]}")
    if case.sends and outcome.submits[-1] != 0:
        faults.append(f"submit-proof ended with {outcome.submits}")
    if 0 in outcome.submits and height != HEIGHT:
        faults.append("done, and the contract has another state")
    if payments.mined > 1 or payments.failed or (case.sends and payments.mined != 1):
        faults.append(f"{payments.mined} transactions mined, of which {payments.failed} failed")
    if chain.paid() != payments.cost:
        faults.append(f"paid {chain.paid()} wei, and the receipts' sum is {payments.cost}")
    if case.sends and (waiting := chain.waiting()):
        faults.append(f"{waiting} transactions are left in the pool")


def run_all(network: Network, wanted: list[Case], report: Callable[[Outcome], None]) -> list[Outcome]:
    """All cases, as many at a time as there are chains; the long ones first would be better, but nobody knows them."""
    waiting: queue.SimpleQueue[Case] = queue.SimpleQueue()
    for case in wanted:
        waiting.put(case)
    outcomes: list[Outcome] = []
    lock = threading.Lock()

    def work(chain: Chain) -> None:
        ports = [network.open_port(chain) for _ in range(2)]
        while True:
            try:
                case = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                outcome = try_case(case, network, chain, ports)
            except Exception as problem:  # a case that cannot be tried has failed
                outcome = Outcome(case, faults=[f"{type(problem).__name__}: {problem}"])
            with lock:
                outcomes.append(outcome)
                report(outcome)

    threads = [threading.Thread(target=work, args=(chain,)) for chain in network.chains]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def line(outcome: Outcome) -> str:
    """An outcome in a line."""
    verdict = "; ".join(outcome.faults) or "ok"
    return f"{str(outcome.case):76} read {outcome.read:3} submit {str(outcome.submits):10} mined {outcome.mined} " \
           f"{outcome.seconds:5.1f} s  {verdict}"


def main() -> int:
    """Tries cases by hand: `python -m tests.weather_cases --jobs 2 limited refuses`."""
    p = argparse.ArgumentParser(prog="weather_cases", description=main.__doc__)
    p.add_argument("moods", nargs="*", help="moods to try (default: all)")
    p.add_argument("--jobs", type=int, default=2, help="cases at a time, each on a chain of its own")
    p.add_argument("--place", action="append", choices=PLACES, help="of the node that has the mood (default: all)")
    p.add_argument("--pairs", type=int, metavar="N", help="so many pairs of nodes with moods, instead")
    p.add_argument("--seed", type=int, default=1, help="of these")
    p.add_argument("--said", action="store_true", help="show what the commands said where something is wrong")
    p.add_argument("--json", help="write the outcomes to this file")
    args = p.parse_args()

    def report(outcome: Outcome) -> None:
        print(line(outcome), flush=True)
        if args.said and outcome.faults:
            print("    " + outcome.said.replace("\n", "\n    "), flush=True)

    network = Network(args.jobs)
    try:
        wanted = pairs(args.pairs, args.seed) if args.pairs else cases(args.moods, args.place or PLACES)
        outcomes = run_all(network, wanted, report)
    finally:
        network.close()
    wrong = sum(bool(outcome.faults) for outcome in outcomes)
    print(f"{len(outcomes)} cases, {wrong} of them wrong")
    if args.json:
        with open(args.json, "w", encoding="utf-8") as file:
            for o in outcomes:
                file.write(json.dumps({"case": str(o.case), "read": o.read, "submits": o.submits, "mined": o.mined,
                                       "failed": o.failed, "seconds": o.seconds, "faults": o.faults, "said": o.said}) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
