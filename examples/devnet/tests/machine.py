"""What a machine may do to a command: disks, clocks, limits and signals, for the tests of that."""
from __future__ import annotations

import atexit
import functools
import os
import resource
import shutil
import signal
import struct
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path
from typing import Any, Callable, Iterator, Optional

from .weather_network import BIN, HEIGHT, Chain, Network, NetworkTest, rpc

# The exit codes that these tests expect.
DONE, UNREACHABLE, IO, TRY_AGAIN, NOT_PERMITTED, CONFIGURATION = 0, 69, 74, 75, 77, 78
# What a command is told so that it waits seconds where it would wait minutes.
QUICK = {"HSP_CONFIRMATIONS": "1", "ESPRESSO_L1_POLLING_INTERVAL": "100ms"}


@functools.cache
def preloaded() -> Path:
    """The library of machine.c, compiled. Skips the test where there is no compiler."""
    compiler = next(filter(None, map(shutil.which, ("clang", "cc"))), None)
    if not compiler:
        raise unittest.SkipTest("no C compiler")
    folder = Path(tempfile.mkdtemp(prefix="machine."))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    library = folder / "machine.so"
    subprocess.run([compiler, "-std=gnu17", "-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC", "-o", library,
                    Path(__file__).with_name("machine.c"), "-ldl", "-lpthread"], check=True, timeout=60)
    return library


class WallClock:
    """A wall clock that its test puts forth and back, under commands that run with `environment`."""

    def __init__(self, folder: Path):
        self._file = folder / "clock"
        self.environment = {"LD_PRELOAD": str(preloaded()), "MACHINE_CLOCK": str(self._file)}
        self._file.write_bytes(bytes(8))

    def put(self, seconds: int) -> None:
        """From now on the clock is wrong by so much; it shows at once, to commands that run as well."""
        with open(self._file, "r+b", buffering=0) as file:
            file.write(struct.pack("<q", seconds))


class SmallDisk:
    """A file system of its own; `with` unmounts it. Skips the test where none may be mounted."""

    def __init__(self, folder: Path, size: str):
        self.path = folder / "disk"
        self.path.mkdir()
        run = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", self.path], capture_output=True, text=True)
        if run.returncode:
            raise unittest.SkipTest(f"no permission to mount a file system: {run.stderr.strip()}")

    def __enter__(self) -> "SmallDisk":
        return self

    def __exit__(self, *_: Any) -> None:
        subprocess.run(["umount", "-l", self.path], check=True)

    def fill(self, but: int = 0) -> None:
        """Takes the space that is free, but for so many bytes."""
        with open(self.path / "ballast", "wb", buffering=0) as file:
            try:
                while file.write(bytes(4096)) == 4096:
                    pass
            except OSError:
                pass
            if but:
                file.truncate(max(0, file.tell() - but))

    def empty(self) -> None:
        """Gives it back."""
        (self.path / "ballast").unlink()

    def remount(self, how: str) -> None:
        """Makes it read-only, `ro`, or writable, `rw`."""
        subprocess.run(["mount", "-o", f"remount,{how}", self.path], check=True, capture_output=True)


def descendants(process: int) -> Iterator[tuple[int, str]]:
    """The processes that this one has started, and those that they have: numbers and names."""
    for child in children(process):
        try:
            yield child, Path(f"/proc/{child}/exe").resolve().name
        except OSError:
            continue
        yield from descendants(child)


def children(process: int) -> list[int]:
    """The processes that this one has started."""
    found: list[int] = []
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += map(int, thread.read_text().split())
        except OSError:
            continue
    return found


def limits(**values: int) -> Callable[[], None]:
    """What sets limits in a process about to start: `limits(NOFILE=16)`."""
    def set_them() -> None:
        for name, value in values.items():
            resource.setrlimit(getattr(resource, "RLIMIT_" + name), (value, value))

    return set_them


def waits(holds: Callable[[], Any], seconds: float = 30) -> bool:
    """Waits until something holds; whether it does by then."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


class Ended:
    """A command that has ended."""

    def __init__(self, code: int, output: bytes, said: str):
        self.code, self.output, self.said = code, output, said

    def __str__(self) -> str:
        return f"code {self.code}: {self.said[-2000:]}"


class Running:
    """A command that runs; `end` waits for it."""

    def __init__(self, network: Network, command: str, *arguments: Any, node: str, stdin: Optional[bytes] = None,
                 environment: Optional[dict[str, str]] = None, before: Optional[Callable[[], None]] = None, **streams: Any):
        self._said = bytearray()
        self.process = subprocess.Popen(
            [BIN / command, *map(str, arguments)], stdin=subprocess.PIPE, stdout=streams.get("stdout", subprocess.PIPE),
            stderr=subprocess.PIPE, preexec_fn=before,
            env=network.environment | QUICK | {"ESPRESSO_L1_PROVIDER": node} | (environment or {}))
        # Not a file: a limit on the size of files would be one on what it may say.
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        if stdin is not None:
            self.write(stdin)
            self.process.stdin.close()

    def write(self, document: bytes) -> None:
        """Gives it a document, and more may come."""
        try:
            self.process.stdin.write(document)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def _listen(self) -> None:
        with self.process.stderr as errors:
            while part := errors.read1():
                self._said += part

    def said(self) -> str:
        """What it has said so far."""
        return bytes(self._said).decode(errors="replace")

    def end(self, seconds: float = 60) -> Ended:
        """Waits for its end; kills it if that does not come."""
        if not self.process.stdin.closed:
            self.process.stdin.close()
        try:
            output = self.process.stdout.read() if self.process.stdout else b""
            self.process.wait(seconds)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            if self.process.stdout:
                self.process.stdout.close()
        self._listener.join(10)
        return Ended(self.process.returncode, output, self.said())


class MachineTest(NetworkTest):
    """Commands on a machine that fails them. Whatever it does, an update is sent once, and arrives once the machine is well."""

    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="machine.", dir=self.network.folder))
        self.chain = self.network.chains[0]
        self.chain.reset()

    def start(self, command: str, *arguments: Any, **options: Any) -> Running:
        """Starts a command that asks the chain."""
        return Running(self.network, command, *arguments, node=options.pop("node", self.chain.url), **options)

    def start_pending(self, *arguments: Any, chain: Optional[Chain] = None, **options: Any) -> Running:
        """Starts a submission of the proved update, whose transaction waits: its chain holds all back until it is told."""
        chain = chain or self.chain
        rpc(chain.url, "devnet_hold", True)
        options.setdefault("node", chain.url)
        running = self.start("submit-proof", *arguments, stdin=self.network.documents, **options)
        self.assertTrue(waits(chain.waiting), running.said())
        return running

    def run_command(self, command: str, *arguments: Any, **options: Any) -> Ended:
        """Runs a command that asks the chain to its end; without `stdin` it gets the proved update."""
        return self.start(command, *arguments, stdin=options.pop("stdin", self.network.documents), **options).end()

    def assert_failed(self, ended: Ended, code: int, *words: str) -> None:
        """It ended with this code, and said so."""
        self.assertEqual(ended.code, code, ended)
        for word in words:
            self.assertIn(word, ended.said)

    def assert_sent(self, count: int, chain: Optional[Chain] = None) -> None:
        """So many transactions are mined, all of them with success, and none waits."""
        chain = chain or self.chain
        self.assertTrue(chain.settles())
        payments = chain.payments()
        self.assertEqual((payments.mined, payments.failed), (count, 0))

    def assert_arrives(self, *arguments: Any, **options: Any) -> Ended:
        """The machine is well again: the same command brings the update on chain, in one transaction whatever was before."""
        ended = self.run_command("submit-proof", *arguments, **options)
        self.assertEqual(ended.code, DONE, ended)
        self.assertEqual(self.chain.height(), HEIGHT)
        self.assert_sent(1)
        return ended


def stop(processes: list[int]) -> None:
    """Stops processes where they stand."""
    for process in processes:
        os.kill(process, signal.SIGSTOP)


def go_on(processes: list[int]) -> None:
    """Lets them go on; those that have ended meanwhile are gone."""
    for process in processes:
        try:
            os.kill(process, signal.SIGCONT)
        except ProcessLookupError:
            pass
