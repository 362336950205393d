"""The daemon, started for a while, in a network with weather."""
from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Callable, Optional, Sequence

from .weather_network import BIN, Network, Services

# So that what takes minutes on a real chain takes seconds here.
SETTINGS = {
    "l1-timeout": "2s", "l1-retry-delay": "200ms", "poll-interval": "100ms", "transaction-timeout": "3s", "submit-timeout": "20s",
    "confirmations": 2, "attempts": 2, "timeout": "5s"}


class Daemon:
    """`supervise` with stages of its own folders; `with` ends it."""

    def __init__(self, network: Network, nodes: list[str], freq: str = "300ms", relays: Sequence[Services] = (),
                 sequencer: Optional[Services] = None, environment: Optional[dict[str, str]] = None,
                 before: Optional[Callable[[], None]] = None, **settings: Any):
        self.folder = Path(tempfile.mkdtemp(dir=network.folder))
        self.state = self.folder / "hotshot-state-prover"
        self._proofs = network.folder / "proofs"
        if self._proofs.exists():
            # What another daemon has proved need not be proved again.
            shutil.copytree(self._proofs, self.state / "proofs")
        config = self.folder / "config.json"
        config.write_text(json.dumps(SETTINGS | {name.replace("_", "-"): value for name, value in settings.items()}))
        variables = network.environment | {
            "ESPRESSO_L1_PROVIDER": ",".join(nodes), "XDG_STATE_HOME": str(self.folder),
            "ESPRESSO_STATE_RELAY_SERVER_URL": ",".join(each.url for each in relays or [network.services]),
            "ESPRESSO_API_NODE_URL": (sequencer or network.services).url} | (environment or {})
        with open(self.folder / "log", "wb") as log:
            self._process = subprocess.Popen(
                [BIN / "supervise", "--config", config, "--freq", freq, "--retry-freq", "200ms"], env=variables,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log, preexec_fn=before)

    def __enter__(self) -> "Daemon":
        return self

    def __exit__(self, *_: Any) -> None:
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if not self._proofs.exists() and (self.state / "proofs").exists():
            part = Path(tempfile.mkdtemp(dir=self.folder)) / "proofs"
            shutil.copytree(self.state / "proofs", part)
            try:
                part.rename(self._proofs)
            except OSError:
                pass  # another one was faster

    @property
    def process(self) -> int:
        """The number of its process."""
        return self._process.pid

    def ending(self) -> int | None:
        """The exit code; None while it is up."""
        return self._process.poll()

    def log(self) -> str:
        """All that it has said so far."""
        return (self.folder / "log").read_text(errors="replace")

    def names(self, url: str) -> bool:
        """Whether its log has a peer, by its port."""
        return url.rpartition(":")[2] in self.log()

    def status(self) -> dict[str, Any]:
        """What it says about itself; nothing before its first word."""
        try:
            return json.loads((self.state / "status.json").read_text())
        except (OSError, ValueError):
            return {}

    def rounds(self) -> dict[str, int]:
        """Rounds so far: `total`, `succeeded`, `failed`."""
        return self.status().get("rounds", {"total": 0, "succeeded": 0, "failed": 0})

    def failures(self) -> int:
        """Rounds that failed so far."""
        return self.rounds()["failed"]

    def until(self, holds: Callable[[], bool], seconds: float) -> bool:
        """Waits until something holds, but no longer than the daemon is up; whether it does."""
        deadline = time.monotonic() + seconds
        while not holds():
            if self.ending() is not None or time.monotonic() > deadline:
                return False
            time.sleep(0.1)
        return True

    def last_words(self) -> str:
        """The end of what it said, for those who look for the reason."""
        return "\n".join(self.log().splitlines()[-25:])
