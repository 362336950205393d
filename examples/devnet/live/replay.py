"""Replays the newest submissions to a contract, and says of each what was compared and what differs."""
from __future__ import annotations

import json
import os
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

from .contract import (
    NEW_EPOCH, NEW_STATE, PUBLIC, UPGRADED, Asked, ContractState, Submission, Unreadable, Words, data_of, quantity,
    verifying_key)
from .history import Event, History
from .node import NodeError, Refused
from .statement import document, tagged_table

BIN = Path(__file__).resolve().parents[3] / "bin"
MAX_COUNT = 1_000
COMMAND_TIMEOUT = 600  # seconds
# What happens in the newest blocks may be undone, and a balancer's other nodes may not have them yet.
CONFIRMATIONS = 2


class CommandFailed(RuntimeError):
    """A command of ours that did not do its work."""


@dataclass
class Replayed:
    """One submission, and what became of it here."""

    event: Event
    submission: Optional[Submission] = None
    voting: Optional[Words] = None  # the table that votes on it
    proven: Optional[Words] = None  # the next table that it proves
    key: Optional[Words] = None
    key_source: str = ""
    compared: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    unread: str = ""  # why nothing can be said

    @property
    def is_verified(self) -> bool:
        """Whether everything was compared that there is, and nothing differs."""
        return not self.problems and not self.unread

    def line(self) -> str:
        """What was found, in a line."""
        place = f"block {self.event.block}, transaction {self.event.transaction}"
        if self.unread:
            return f"{place}: NOT READ: {self.unread}"
        what = f"version {self.submission.version}, height {self.submission.height}" if self.submission else "?"
        said = "DIFFERS: " + "; ".join(self.problems) if self.problems else ", ".join(self.compared)
        return f"{place}: {what}: {said}"


@dataclass
class Report:
    """What was found about one contract."""

    title: str
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    replayed: list[Replayed] = field(default_factory=list)

    @property
    def verified(self) -> int:
        """Submissions of which everything was compared, without a difference."""
        return sum(one.is_verified for one in self.replayed)

    @property
    def is_good(self) -> bool:
        """Whether there was something to compare, and nothing differs."""
        return self.verified > 0 and not self.problems and not any(one.problems for one in self.replayed)

    def text(self) -> str:
        """All of it."""
        differing = sum(bool(one.problems) for one in self.replayed)
        unread = sum(bool(one.unread) for one in self.replayed)
        sums = f"{len(self.replayed)} submissions: {self.verified} verified, {differing} differ, {unread} not read"
        return "\n".join([
            self.title, *(f"  {note}" for note in self.notes), *(f"  DIFFERS: {problem}" for problem in self.problems),
            *(f"  {one.line()}" for one in self.replayed), f"  {sums}"])


def replay(
    node: Asked, count: int, contract: Optional[str] = None, confirmations: int = CONFIRMATIONS,
    reader: Optional[dict[str, str]] = None,
) -> Report:
    """Replays the newest ``count`` submissions to the contract of the node's chain, or to ``contract``.

    ``reader`` is the environment of `read-contract`, whose document is compared too; a recording has none. Raises
    ``NodeError``, ``Unreadable`` and ``CommandFailed``.
    """
    chain = quantity(node.request("eth_chainId"))
    public = PUBLIC.get(chain)
    address = contract or (public.address if public else None)
    if address is None:
        raise NodeError(f"{node.name}: no contract is known on chain {chain}: name it in HSP_LIVE_CONTRACT")
    is_public = public is not None and public.address.lower() == address.lower()
    name = public.name if public and is_public else f"chain {chain}"
    head = max(0, quantity(node.request("eth_blockNumber")) - confirmations)
    contract_state = ContractState.read(node, address, head)
    report = Report(f"{name}: contract {address}, version {contract_state.version}, read at block {head} of {node.name}")
    if reader is not None:
        _compare_reading(report, _read_contract(reader, address, head), contract_state)

    history = History(node, address, head)
    history.extend(lambda events: sum(event.kind == NEW_STATE for event in events) >= count)
    submitted = [event for event in history.events if event.kind == NEW_STATE]
    newest = submitted[-count:]
    if len(newest) < count:
        report.notes.append(f"only {len(newest)} submissions of {count}: {history.stopped}")
    if not newest:
        report.problems.append("nothing was submitted")
        return report
    report.replayed = [_fetched(node, address, event) for event in newest]
    _Roll(node, address, head, contract_state, history, report).run()
    _verify(report, is_public)
    return report


def _fetched(node: Asked, address: str, event: Event) -> Replayed:
    """The submission of an event, with what the event says compared."""
    one = Replayed(event)
    transaction = node.request("eth_getTransactionByHash", event.transaction)
    if not isinstance(transaction, dict) or str(transaction.get("hash")).lower() != event.transaction.lower():
        one.unread = "the node does not have it"
    elif str(transaction.get("to")).lower() != address.lower():
        one.unread = "no direct call of the contract"
    else:
        try:
            one.submission = Submission.decode(data_of(transaction.get("input")))
            if quantity(transaction.get("blockNumber")) != event.block:
                one.problems.append("another block than its event's")
            if event.new_state != one.submission.state:
                one.problems.append("the event NewState is of another state than the calldata")
            else:
                one.compared.append("event same")
        except Unreadable as error:
            one.problems.append(f"calldata: {error}")
    return one


class _Roll:
    """Goes through the submissions as the contract did, and compares its storage wherever the node still has it."""

    def __init__(
        self, node: Asked, address: str, head: int, contract_state: ContractState, history: History, report: Report,
    ) -> None:
        self._node, self._address, self._head, self._last = node, address, head, contract_state
        self._history, self._report = history, report
        self._keys: dict[int, tuple[Optional[Words], str]] = {}
        self._has_archive = True
        self._states: dict[int, ContractState] = {}

    def run(self) -> None:
        """Fills in tables and keys, and notes what differs."""
        first = self._report.replayed[0].event
        before = self._state_after(first.block - 1)
        voting = before.voting if before else self._voting_before(first)
        state = before.state if before else None
        if not self._has_archive:
            self._report.notes.append("the node has no old states: storage is compared at the head only")
        for place, one in enumerate(self._report.replayed):
            # A block may hold several; the states around it are those before the first and after the last.
            is_first_of_block = place == 0 or self._report.replayed[place - 1].event.block < one.event.block
            is_last_of_block = one is self._report.replayed[-1] or \
                self._report.replayed[place + 1].event.block > one.event.block
            before = self._state_after(one.event.block - 1) if is_first_of_block else None
            if before and state is not None and before.state != state:
                one.problems.append("the contract's state before it is another than after the submission before")
            if before and voting is not None and before.voting != voting:
                one.problems.append("the table that votes before it is another than the submissions left")
            if before:
                voting = before.voting
            if one.submission is None:
                # Nobody knows what it left behind.
                state, voting = None, None
                after = self._state_after(one.event.block) if is_last_of_block else None
                if after:
                    state, voting = after.state, after.voting
                continue
            rules = before or self._rules(one.event)
            if state is not None and (one.submission.view <= state[0] or one.submission.height <= state[1]):
                one.problems.append("view or height is not above the one before")
            voting = self._step(one, one.submission, voting, rules)
            state = one.submission.state
            after = self._state_after(one.event.block) if is_last_of_block else None
            if after:
                self._compare(one, after, voting, "storage")
        last = self._report.replayed[-1]
        if last.submission is not None and last.event.block <= self._head:
            self._compare(last, self._last, voting, "head")

    def _step(
        self, one: Replayed, submission: Submission, voting: Optional[Words], rules: ContractState,
    ) -> Optional[Words]:
        """The table that votes after a submission."""
        proves = submission.version > 1 and rules.proves_next(submission.height)
        enters = submission.version > 1 and rules.enters_next(submission.height)
        epochs = [event.new_epoch for event in self._history.events
                  if event.kind == NEW_EPOCH and event.transaction == one.event.transaction]
        if epochs != ([rules.epoch(submission.height) + 1] if enters else []):
            one.problems.append("the event NewEpoch is not as the height says")
        if enters:
            one.compared.append(f"root of epoch {rules.epoch(submission.height)}")
        one.key, one.key_source = self._key(one.event, submission.version)
        one.voting = voting
        if voting is None:
            one.unread = "nobody says which table voted: the node has no old states"
        else:
            one.proven = submission.next if proves and submission.next else voting
        return submission.next if enters else voting

    def _compare(self, one: Replayed, after: ContractState, voting: Optional[Words], place: str) -> None:
        """The contract's words after a submission against what it says."""
        submission = one.submission
        assert submission is not None
        found = [
            name for name, differs in (
                ("state", after.state != submission.state),
                ("voting table", voting is not None and after.voting != voting),
                ("auth root", after.version > 2 and submission.version > 2 and after.auth_root != submission.auth_root),
            ) if differs]
        if found:
            one.problems.append(f"the contract has another {' and '.join(found)} afterwards ({place})")
        else:
            one.compared.append(f"{place} same")

    def _state_after(self, block: int) -> Optional[ContractState]:
        """What the contract held after a block; None where the node does not know any more."""
        if block < 0 or not self._has_archive:
            return None
        if block not in self._states:
            try:
                self._states[block] = ContractState.read(self._node, self._address, block)
            except (Refused, Unreadable):
                # The older states are gone too. The newest ones may be there, but one way to compare is enough.
                self._has_archive = False
                return None
        return self._states[block]

    def _rules(self, event: Event) -> ContractState:
        """Where epochs begin and end, by the nearest state that is known."""
        return self._state_after(event.block) or self._last

    def _voting_before(self, first: Event) -> Optional[Words]:
        """The table that votes before the first submission, by the epoch roots around it."""
        roots = [event for event in self._history.events if event.kind == NEW_EPOCH]
        if not any((root.block, root.index) >= (first.block, 0) for root in roots):
            return self._last.voting
        self._history.extend(lambda events: any(_is_root_before(event, first) for event in events))
        before = [event for event in self._history.events if _is_root_before(event, first)]
        if not before:
            return None
        transaction = self._node.request("eth_getTransactionByHash", before[-1].transaction)
        try:
            submission = Submission.decode(data_of(transaction.get("input") if isinstance(transaction, dict) else None))
        except Unreadable:
            return None
        return submission.next

    def _key(self, event: Event, version: int) -> tuple[Optional[Words], str]:
        """The contract's key at the time of a submission, and where it is from; None: that of production."""
        later = [upgrade for upgrade in self._history.events if upgrade.kind == UPGRADED and upgrade > event]
        segment = later[0].block if later else self._head + 1
        if segment not in self._keys:
            block = event.block if later else self._head
            try:
                self._keys[segment] = (verifying_key(self._node, self._address, block), f"key of block {block}")
            except (Refused, Unreadable):
                self._keys[segment] = (None, f"key v{version} of production, the node has no older states")
        return self._keys[segment]


def _is_root_before(event: Event, first: Event) -> bool:
    return event.kind == NEW_EPOCH and event < first and event.transaction != first.transaction


def _verify(report: Report, is_public: bool) -> None:
    """Has `verify-proof` look at all submissions whose statement is known, those of one key together."""
    groups: dict[tuple[Optional[Words], int], list[Replayed]] = {}
    for one in report.replayed:
        if one.submission is not None and one.voting is not None and one.proven is not None and not one.unread:
            groups.setdefault((one.key, one.submission.version if one.key is None else 0), []).append(one)
    for (key, version), group in groups.items():
        verdicts = _verdicts(group, key, version)
        for one, verdict in zip(group, verdicts):
            submission = one.submission
            assert submission is not None
            if verdict.get("valid") is not True:
                one.problems.append(f"verify-proof: {verdict.get('reason', 'no reason')}")
            elif verdict.get("statement_compared") is not True:
                one.problems.append("verify-proof compared nothing with the document")
            elif is_public and verdict.get("known_key") != f"v{submission.version}":
                one.problems.append(f"the contract's key is not v{submission.version} of production")
            else:
                named = f" ({verdict['known_key']} of production)" if verdict.get("known_key") else ""
                one.compared += ["proof valid", f"public inputs same, {one.key_source}{named}"]


def _verdicts(group: list[Replayed], key: Optional[Words], version: int) -> list[dict[str, Any]]:
    documents = [document(one.submission, one.voting, one.proven) for one in group
                 if one.submission and one.voting and one.proven]
    with tempfile.TemporaryDirectory() as folder:
        if key is None:
            arguments = ["--known", f"v{version}"]
        else:
            file = Path(folder) / "key"
            file.write_text("0x" + "".join(f"{word:064x}" for word in key) + "\n")
            arguments = ["--vk", str(file)]
        output = _run(["verify-proof", *arguments], "".join(json.dumps(one) + "\n" for one in documents), (0, 1))
    verdicts = [json.loads(line) for line in output.splitlines()]
    if len(verdicts) != len(group):
        raise CommandFailed(f"verify-proof: {len(verdicts)} verdicts on {len(group)} documents")
    return verdicts


def _run(command: list[str], text: str, codes: tuple[int, ...], variables: Optional[dict[str, str]] = None) -> str:
    """What a command of ours writes, without the settings and the files of whoever runs this."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ESPRESSO_", "HSP_", "XDG_"))}
    with tempfile.TemporaryDirectory() as folder:
        folders = {f"XDG_{kind}_HOME": folder for kind in ("CACHE", "CONFIG", "DATA", "STATE")}
        try:
            ended = subprocess.run(
                [BIN / command[0], *command[1:]], input=text, capture_output=True, text=True, timeout=COMMAND_TIMEOUT,
                env=kept | folders | (variables or {}))
        except (OSError, subprocess.TimeoutExpired) as error:
            raise CommandFailed(f"{command[0]}: {type(error).__name__}: is it built? run 'make'") from None
    if ended.returncode not in codes:
        raise CommandFailed(f"{command[0]} ended with {ended.returncode}: {ended.stderr.strip()[-500:]}")
    return ended.stdout


def _read_contract(variables: dict[str, str], address: str, block: int) -> dict[str, Any]:
    """The field `contract` of `read-contract`. The URL goes by the environment: it may hold a secret."""
    output = _run(
        ["read-contract", "--light-client-address", address, "--block", str(block), "--log-level", "error"], "", (0,),
        variables)
    return json.loads(output)["contract"]


def _compare_reading(report: Report, read: dict[str, Any], contract_state: ContractState) -> None:
    """What `read-contract` says against the contract's words."""
    view, height, root = contract_state.state
    expected: dict[str, Any] = {
        "version": contract_state.version, "view_number": view, "block_height": height, "block_comm_root": f"0x{root:064x}",
        "voting_stake_table": tagged_table(contract_state.voting),
        "auth_root": None if contract_state.auth_root is None else f"0x{contract_state.auth_root:064x}",
    }
    different = [name for name, value in expected.items() if read.get(name) != value]
    if different:
        report.problems.append(f"read-contract says another {', '.join(different)} than the contract")
    else:
        known = read.get("verifying_key")
        report.notes.append(
            f"read-contract says the same: height {height}, " + (f"key {known}" if known else "a key of its own"))
