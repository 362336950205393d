"""A network to try weather on: one update that is proved, and chains with the same contract on which it may be submitted."""
from __future__ import annotations

import atexit
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Optional, Sequence

DEVNET = Path(__file__).resolve().parent.parent
ROOT = DEVNET.parent.parent
BIN = ROOT / "bin"
# The second account of the chain's well-known words.
ACCOUNT = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
BLOCK_TIME = 0.3  # seconds
# Chains of the network that all tests share, and of the one whose blocks some of them decide. Most of a case is waiting for blocks.
JOBS, GROWING_JOBS = 8, int(os.environ.get("WEATHER_JOBS", "2"))
FINALIZED_STATE = "0x9fdb54a7"
CAPACITY, EPOCH = 5, 30  # slots of the stake table, blocks
HEIGHT = 10


class RPCError(RuntimeError):
    """A node that refuses."""


def rpc(url: str, method: str, *params: Any) -> Any:
    """The result of a call. Raises `RPCError`."""
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        out = json.load(answer)
    if "error" in out:
        raise RPCError(f"{method}: {out['error']}")
    return out["result"]


@dataclass(frozen=True)
class Payments:
    """What an account's transactions since a block were: how many, how many of them without success, and their cost, wei; and the
    hashes of those without success."""

    mined: int
    failed: int
    cost: int
    reverted: tuple[str, ...] = ()


class Chain:
    """A chain of its own with the light client contract, which returns to its beginning before each case."""

    def __init__(self, url: str, contract: str):
        self.url, self.contract = url, contract
        # So that a node that lags has something to be behind.
        rpc(url, "hardhat_mine", 20)
        rpc(url, "evm_setIntervalMining", BLOCK_TIME)
        self._snapshot: Optional[str] = None
        self.reset()

    def reset(self) -> None:
        """Returns to the beginning."""
        if self._snapshot:
            rpc(self.url, "evm_revert", self._snapshot)
        self._snapshot = rpc(self.url, "evm_snapshot")
        rpc(self.url, "devnet_hold", False)
        rpc(self.url, "devnet_setFixedBaseFee", None)
        rpc(self.url, "devnet_clearFaults")
        self.first = int(rpc(self.url, "eth_blockNumber"), 16) + 1
        self.balance = int(rpc(self.url, "eth_getBalance", ACCOUNT), 16)

    def height(self) -> int:
        """The block height of the contract's state."""
        words = rpc(self.url, "eth_call", {"to": self.contract, "data": FINALIZED_STATE}, "latest")
        return int(words[2 + 64:2 + 128], 16)

    def payments(self) -> Payments:
        """The account's transactions since the beginning."""
        mined = cost = 0
        reverted: list[str] = []
        for number in range(self.first, int(rpc(self.url, "eth_blockNumber"), 16) + 1):
            for transaction in rpc(self.url, "eth_getBlockByNumber", hex(number), True)["transactions"]:
                if transaction["from"].lower() == ACCOUNT.lower():
                    receipt = rpc(self.url, "eth_getTransactionReceipt", transaction["hash"])
                    mined += 1
                    if receipt["status"] != "0x1":
                        reverted.append(transaction["hash"])
                    cost += int(receipt["gasUsed"], 16) * int(receipt["effectiveGasPrice"], 16)
        return Payments(mined, len(reverted), cost, tuple(reverted))

    def paid(self) -> int:
        """What the account has less than at the beginning, wei."""
        return self.balance - int(rpc(self.url, "eth_getBalance", ACCOUNT), 16)

    def waiting(self) -> int:
        """Transactions of the mempool, those behind a gap too."""
        return sum(int(n, 16) for n in rpc(self.url, "txpool_status").values())

    def settles(self, seconds: float = 60) -> bool:
        """Waits until every transaction is mined, when nobody is left to send one; false if one is not by then."""
        deadline = time.monotonic() + seconds
        while self.waiting():
            if time.monotonic() > deadline:
                return False
            time.sleep(BLOCK_TIME / 2)
        return True


class Services:
    """Relay and sequencer of a network, at one URL, with its control."""

    def __init__(self, url: str):
        self.url = url

    def control(self, path: str, body: Optional[dict[str, Any]] = None) -> Any:
        """A request to the control: GET, or POST with a body."""
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(f"{self.url}/control/{path}", data), timeout=60) as answer:
            return json.loads(answer.read() or b"null")

    def lie(self, *faults: dict[str, Any]) -> None:
        """Switches these faults on, and all others off."""
        urllib.request.urlopen(urllib.request.Request(f"{self.url}/control/faults", method="DELETE"), timeout=60).close()
        for fault in faults:
            self.control("faults", fault)

    def height(self) -> int:
        """The height of the network."""
        return self.control("status")["height"]


class Network:
    """Chains, a weather proxy and a proved update; `close` ends and removes it all."""

    def __init__(self, chains: int):
        self.folder = Path(tempfile.mkdtemp(prefix="weather."))
        self._processes: list[subprocess.Popen] = []
        try:
            self._up()
            self.services = Services(self.environment["ESPRESSO_API_NODE_URL"])
            self.documents = self._prove()
            with ThreadPoolExecutor(chains) as pool:
                self.chains = list(pool.map(lambda i: Chain(*self._chain(i)), range(chains)))
            self.proxy = self._launch("weather", "--node", self.chains[0].url)["url"]
        except BaseException:
            self.close()
            raise

    def _up(self) -> None:
        run = subprocess.run([DEVNET / "up", self.folder / "net", "--capacity", str(CAPACITY), "--block-time", "0s"],
                             capture_output=True, text=True, timeout=180)
        if run.returncode:
            raise RuntimeError(f"up: {run.stderr}")
        shown = subprocess.run(["bash", "-c", f". {self.folder}/net/env && env -0"], capture_output=True, timeout=30, check=True)
        pairs = (entry.split("=", 1) for entry in shown.stdout.decode().split("\0") if "=" in entry)
        self.environment = {name: value for name, value in pairs} | {"PATH": f"{BIN}:{os.environ['PATH']}"}

    def _prove(self) -> bytes:
        self.services.control("mine", {"to": HEIGHT})
        pipeline = "set -o pipefail; read-contract </dev/null | fetch-state | advance-epoch | gen-proof"
        run = subprocess.run(["bash", "-c", pipeline], env=self.environment, capture_output=True, timeout=180)
        if run.returncode:
            raise RuntimeError(f"no proof: {run.stderr.decode()}")
        return run.stdout

    def _launch(self, module: str, *arguments: str) -> dict[str, Any]:
        return self._start(sys.executable, "-m", module, *arguments)

    def _start(self, *command: Any) -> dict[str, Any]:
        process = subprocess.Popen(
            [*command, "--port", "0", "--exit-on-stdin-close"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, cwd=DEVNET, text=True)
        self._processes.append(process)
        return json.loads(process.stdout.readline())

    def open_services(self) -> Services:
        """Relay and sequencer that know the same as those of the network at `HEIGHT`."""
        services = Services(self._start(
            BIN / "devnet", "--stake-table-capacity", str(CAPACITY), "--validators", "5", "--blocks-per-epoch", str(EPOCH),
            "--epoch-start-block", "1", "--block-time", "0s", "--protocol", "3")["url"])
        services.control("mine", {"to": HEIGHT})
        return services

    def _chain(self, index: int) -> tuple[str, str]:
        """A chain with the contract at the very address that the documents name."""
        folder = self.folder / "net"
        url = self._launch("chain")["url"]
        run = subprocess.run(
            [sys.executable, DEVNET / "contracts" / "deploy.py", "deploy", "--rpc", url, "--cache", ROOT / ".venv" / "contracts",
             "--version", "3", "--verifying-key", folder / "vk.json", "--genesis", folder / "genesis.json",
             "--blocks-per-epoch", str(EPOCH), "--epoch-start-block", "1"], capture_output=True, text=True, timeout=120)
        if run.returncode:
            raise RuntimeError(f"deploy: {run.stderr}")
        address = json.loads(run.stdout)["address"]
        if address != self.environment["ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS"]:
            raise RuntimeError(f"chain {index} has its contract elsewhere")
        return url, address

    def open_proxy(self, chain: Chain, ports: int) -> list[str]:
        """The URLs of the ports of another proxy, whose weather changes by itself, before a chain."""
        return self._launch("weather", "--node", chain.url, "--ports", str(ports))["ports"]

    def open_port(self, chain: Chain) -> str:
        """The URL of another port of the proxy before a chain."""
        return rpc(self.proxy, "weather_open", chain.url)

    def run(self, command: str, *arguments: str, nodes: list[str], stdin: bytes = b"", timeout: float = 90
            ) -> subprocess.CompletedProcess[bytes]:
        """A command of ours that asks these nodes."""
        environment = self.environment | {"ESPRESSO_L1_PROVIDER": ",".join(nodes)}
        return subprocess.run([BIN / command, *arguments], env=environment, input=stdin, capture_output=True, timeout=timeout)

    def close(self) -> None:
        """Ends and removes everything."""
        for process in self._processes:
            process.stdin.close()
        for process in self._processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()
        if (self.folder / "net" / "pids").exists():
            subprocess.run([DEVNET / "down", self.folder / "net"], capture_output=True, timeout=60)
        shutil.rmtree(self.folder, ignore_errors=True)


@functools.cache
def _shared_network(grows: bool, _module: str) -> Network:
    network = Network(GROWING_JOBS if grows else JOBS)
    atexit.register(network.close)
    return network


class NetworkTest(unittest.TestCase):
    """A test of a network that all of its module share: it comes up with the first one, and goes down when Python ends.

    Not all modules share it: a newest block of ten minutes is too old for the commands.
    """

    # Whether its tests let the network decide blocks; the one of the others stays at `HEIGHT`.
    GROWS = False
    network: Network

    @classmethod
    def setUpClass(cls) -> None:
        if not (BIN / "submit-proof").exists():
            raise unittest.SkipTest("the commands are not built: run 'make' first")
        cls.network = _shared_network(cls.GROWS, cls.__module__)

    def submit_proof(self, node: str, *options: str) -> subprocess.CompletedProcess[bytes]:
        """`submit-proof` of the proved update to a node."""
        return self.network.run("submit-proof", *options, nodes=[node], stdin=self.network.documents)

    def on_all_chains(self, items: Sequence[Any], run: Callable[[Chain, Any], None]) -> None:
        """Runs each item on whichever chain is free; a subtest each."""
        free = list(self.network.chains)
        lock = threading.Lock()

        def one(item: Any) -> Optional[BaseException]:
            with lock:
                chain = free.pop()
            try:
                run(chain, item)
            except (Exception, AssertionError) as problem:
                return problem
            finally:
                with lock:
                    free.append(chain)
            return None

        with ThreadPoolExecutor(len(free)) as pool:
            for item, problem in zip(items, pool.map(one, items)):
                with self.subTest(str(item)[:200]):
                    if problem:
                        raise problem
