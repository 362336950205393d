"""Commands run with secrets in places where nobody should put one, and what they leave behind."""
from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Iterator

ROOT = Path(__file__).resolve().parents[3]
WRAPPER = "hotshot-state-prover"
STAGES = ["read-contract", "fetch-state", "advance-epoch", "gen-proof", "submit-proof"]
COMMANDS = STAGES + ["prepare-keys", "verify-proof", "supervise", "serve-status", WRAPPER]
# They run until they are told to end: those that work by then have said what they had to say.
ENDLESS = {"supervise": 2.0, "serve-status": 0.7}

# Words that no message has.
WORDS = "zebra yellow wrist vocal utility tunnel tourist squirrel strategy sorry shrimp quantum"
KEY = "4c0883a69102937d6231471b5dbb6204fe512961708279df95b4a2200eb6b0e7"
PASSWORD = "S3cr-t!Pa55,w0rd"
TOKEN = "8317264509831726"
LETTERS = "qwertzuiopyxcvb"
SHORT = "Zq7Xw"
URL = f"http://{SHORT}:{LETTERS}@127.0.0.1:1/{SHORT}/{KEY}/{LETTERS}/{TOKEN}?{TOKEN}&apikey={KEY}#{LETTERS}"
# Not a number alone: where a number is asked for, it is none that is out of place.
VALUES = [WORDS, KEY, "0x" + KEY, PASSWORD, URL, f"{LETTERS}://{KEY}", f"{SHORT}.{LETTERS}"]

# What somebody may ask the status service for.
PAGES = ["/", "/metrics", "/api/status", "/healthcheck", "/readiness", "/version", "/api/lightclient_contract",
         "/v0/api/lightclient_contract"]
PORT = "ESPRESSO_PROVER_SERVICE_PORT"

# What lets a command go as far as it can: nothing listens at port 1.
NOWHERE = "http://127.0.0.1:1"
SETTINGS = {"attempts": 1, "timeout": "1s", "l1-timeout": "1s", "submit-timeout": "1s", "poll-interval": "10ms",
            "download": NOWHERE}
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin", "RUST_LOG": "trace", "ESPRESSO_L1_PROVIDER": NOWHERE,
    "ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS": "0x" + "11" * 20, "ESPRESSO_API_NODE_URL": NOWHERE,
    "ESPRESSO_STATE_RELAY_SERVER_URL": NOWHERE, "ESPRESSO_STATE_PROVER_ONESHOT_RETRIES": "1",
    "ESPRESSO_ETH_MNEMONIC": "test test test test test test test test test test test junk",
}
# What a command needs besides, to come to its work.
NEEDED = {"prepare-keys": ["--stake-table-capacity", "2"]}


def description(command: str) -> list[dict[str, Any]]:
    """The options of a command as it describes them."""
    dump = subprocess.run([ROOT / "bin" / command, "--experimental-dump-help"], capture_output=True, check=True)
    return json.loads(dump.stdout)["command"]["arguments"]


def options(command: str) -> list[tuple[str, str]]:
    """The options with a value: the long name with its dashes, and what the value is called."""
    found = []
    for argument in description(command):
        if argument["kind"] == "option":
            long = [name["name"] for name in argument["names"] if name["kind"] == "long"]
            found.append(("--" + long[0], argument.get("valueName", "")))
    return found


def variables(command: str) -> list[str]:
    """The variables of the options."""
    lines = [line for argument in description(command) for line in (argument.get("discussion") or "").split("\n")]
    label = "Environment: "
    return sorted({name for line in lines if line.startswith(label) for name in line[len(label):].split(", ")})


# The original's names before it renamed its variables in 2026.
DEPRECATED = {
    "ESPRESSO_API_NODE_URL": "ESPRESSO_SEQUENCER_URL",
    **{"ESPRESSO_" + name: "ESPRESSO_SEQUENCER_" + name for name in (
        "ETH_MNEMONIC", "L1_CONSECUTIVE_FAILURE_TOLERANCE", "L1_FAILOVER_REVERT", "L1_FREQUENT_FAILURE_TOLERANCE",
        "L1_POLLING_INTERVAL", "L1_PROVIDER", "L1_RATE_LIMIT_DELAY", "L1_RETRY_DELAY", "LIGHT_CLIENT_PROXY_ADDRESS",
        "STAKE_TABLE_CAPACITY", "STATE_PROVER_ACCOUNT_INDEX")},
}


def assignments(name: str, value: str) -> list[dict[str, str]]:
    """The ways in which a value gets into a variable: by its name, by its deprecated one, by both, in quotes."""
    ways = [{name: value}, {name: f'"{value}"'}]
    if old := DEPRECATED.get(name):
        ways += [{name: "", old: value}, {name: value, old: "other"}, {old: value}]
    return ways


def pieces(text: str) -> Iterator[str]:
    """Of each secret in a text every run of eight characters, and short ones whole."""
    for secret in (*WORDS.split(), KEY, PASSWORD, TOKEN, LETTERS, SHORT):
        if secret in text:
            yield from (secret[i:i + 8] for i in range(max(1, len(secret) - 7)))


def free_port() -> int:
    """A port of this machine on which nobody listens now."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        return other.getsockname()[1]


def served(port: int, path: str, fields: dict[str, str] | None = None) -> str:
    """What the status service answers, heads included; empty if nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path, headers=fields or {})
        answer = connection.getresponse()
        return f"{answer.status} {answer.getheaders()}\n" + answer.read().decode(errors="replace")
    except OSError:
        return ""
    finally:
        connection.close()


class Place:
    """A folder in which a command runs, empty but for its configuration file."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.path = Path(self._folder.name)
        self.given: set[Path] = set()
        # The exit code of the command that ran last, or a negative signal.
        self.code: int | None = None
        self.write("home/.config/hotshot-state-prover/config.json", json.dumps(SETTINGS))
        (self.path / "reports").mkdir()

    def __enter__(self) -> "Place":
        return self

    def __exit__(self, *_: Any) -> None:
        self._folder.cleanup()

    def write(self, name: str, text: str) -> str:
        """Writes a file that is given to the command, and does not count as left by it."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        self.given.add(file)
        return str(file)

    def run(self, command: str, arguments: list[str], environment: dict[str, str], text: str) -> str:
        """Runs a command to its end; what it said, what it served, and what it left in files."""
        variables = ENVIRONMENT | {"HOME": str(self.path / "home"), "HSP_REPORTS": str(self.path / "reports")}
        port = free_port() if command in ENDLESS else 0
        if port:
            variables[PORT] = str(port)
        answers = ""
        process = subprocess.Popen(
            [ROOT / "bin" / command, *arguments], cwd=self.path, env=variables | environment, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            said, _ = process.communicate(text.encode(), timeout=ENDLESS.get(command, 120))
        except subprocess.TimeoutExpired:
            if port:
                answers = "".join(served(port, path) for path in PAGES)
                # Nothing of a request is repeated to whoever asks, or in the log.
                answers += served(port, f"/{KEY}/{LETTERS}?{TOKEN}", {"Host": SHORT, "X": PASSWORD, "Cookie": WORDS})
            process.terminate()
            said, _ = process.communicate(timeout=60)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
        self.code = process.returncode
        left = [file for file in self.path.rglob("*") if file.is_file() and file not in self.given]
        return said.decode(errors="replace") + answers + "".join(file.read_text(errors="replace") for file in left)
