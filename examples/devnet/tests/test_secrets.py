"""Secrets that stand in the wrong place are not shown: not in output, logs, documents, status files or core dumps."""
from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.planted import (COMMANDS, ENDLESS, ENVIRONMENT, KEY, LETTERS, NEEDED, NOWHERE, PAGES, PASSWORD, ROOT, SETTINGS,
                           STAGES, TOKEN, URL, VALUES, WORDS, WRAPPER, Place, assignments, options, pieces, variables)

# Variables of the system that commands read, too.
SYSTEM_VARIABLES = ["HSP_KERNELS", "HSP_THREADS", "HSP_REPORTS", "RAYON_NUM_THREADS", "ESPRESSO_UNHEARD_OF", "XDG_CACHE_HOME",
                    "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "HTTPS_PROXY", "http_proxy", "NO_PROXY",
                    "SSL_CERT_FILE", "SSL_CERT_DIR", "RUST_LOG", "RUST_LOG_FORMAT",
                    "ESPRESSO_STATE_PROVER_KEYSTORE_PASSWORD"]
SCHEMA = "hotshot-state-update/1"
# What somebody may feed to a command in place of a document.
INPUTS = [WORDS, KEY, "0x" + KEY, f'"{KEY}"', f'"{WORDS}', f"[{KEY}]", f'{{"{KEY}":1,"{KEY}":2}}', TOKEN, PASSWORD,
          *(json.dumps({"schema": SCHEMA} | fields) for fields in (
              {"schema": WORDS}, {"contract": WORDS}, {"bundle": {"state": KEY}}, {"contract": {"version": int(TOKEN)}},
              {"network": {"relay_url": URL, "blocks_per_epoch": PASSWORD}}, {"action": PASSWORD}, {"update": {"kind": KEY}},
              {"bundle": {"state": f"{LETTERS}~{KEY}"}}, {"proof": {"wires": KEY}, "update": {"state": WORDS}}))]


class SecretTests(unittest.TestCase):

    def check(self, cases: list[tuple[str, list[str], dict[str, str], str, str]]) -> None:
        """Runs cases of command, arguments, variables, input and content of the file `given`; nothing may be seen."""
        def fault(case: tuple[str, list[str], dict[str, str], str, str]) -> str | None:
            command, arguments, environment, text, content = case
            with Place() as place:
                place.write("given", content)
                said = place.run(command, NEEDED.get(command, []) + arguments, environment, text)
            seen = [piece for piece in pieces(said) if piece in said]
            return f"{command} {arguments} {environment} {text!r}: {seen[:3]}\n{said[:600]}" if seen else None

        # Those that run until they are told to end wait most of the time.
        waits = all(case[0] in (*ENDLESS, WRAPPER) for case in cases)
        with ThreadPoolExecutor(8 if waits else 4) as pool:
            faults = [found for found in pool.map(fault, cases) if found]
        self.assertGreater(len(cases), 0)
        self.assertFalse(faults, f"{len(faults)} of {len(cases)} cases\n" + "\n".join(faults[:20]))

    def test_options(self) -> None:
        """Every option of every command, given a secret, in one argument or, as without quotes, in several."""
        for command in COMMANDS:
            with self.subTest(command):
                values = VALUES[:2] + [URL] if command in (*ENDLESS, WRAPPER) else VALUES
                self.check([(command, arguments, {}, "", "") for name, _ in options(command)
                            for arguments in [[name, *WORDS.split()], *([f"{name}={value}"] for value in values)]])

    def test_unknown_options_and_arguments(self) -> None:
        self.check([(command, arguments, {}, "", "") for command in COMMANDS for value in VALUES
                    for arguments in ([value], ["--" + value], ["-" + value], ["--", value], ["--version=" + value])])

    def test_settings_are_not_printed(self) -> None:
        self.check([(command, [f"{name}={value}", "--print-config"], {}, "", "") for command in COMMANDS
                    for name, _ in options(command) for value in (WORDS, KEY, URL)])

    def test_variables(self) -> None:
        """Every variable of every command; of those that start others, the others' as well."""
        every = sorted({name for command in COMMANDS for name in variables(command)})
        for command in COMMANDS:
            with self.subTest(command):
                starts = command in ("supervise", WRAPPER)
                names = (every if starts else variables(command)) + SYSTEM_VARIABLES
                values = (WORDS, URL) if command in ENDLESS else (WORDS, KEY, URL)
                deprecated = [environment for name in names for environment in assignments(name, WORDS)[2:3]]
                self.check([(command, [], environment, "", "")
                            for environment in [{name: value} for name in names for value in values] + deprecated])
                # Under every name, and in quotation marks.
                self.check([(command, ["--print-config"], environment, "", "") for name in names
                            for value in (WORDS, URL) for environment in assignments(name, value)])

    def test_files(self) -> None:
        """Every option for a file, given a file with a secret in it; and the configuration file's settings."""
        contents = [WORDS, KEY, "0x" + KEY, PASSWORD, json.dumps(KEY), json.dumps({"rawTransaction": KEY}),
                    json.dumps({"crypto": KEY, "version": 3}), json.dumps({KEY: WORDS})]
        self.check([(command, [name, "given"], {}, "", content) for command in COMMANDS
                    for name, value in options(command) if value == "file" for content in contents])

    def test_configuration(self) -> None:
        """Every setting of the configuration file: where it is only printed, and where it is used."""
        names = sorted({name[2:] for command in COMMANDS if command != WRAPPER for name, _ in options(command)})
        for command in COMMANDS:
            with self.subTest(command):
                own = names if command == WRAPPER else [name[2:] for name, _ in options(command)]
                # What is not its own setting, every command treats in the same way.
                self.check([(command, ["--config", "given", "--print-config"], {}, "", json.dumps({name: value}))
                            for name in (names if command == STAGES[0] else own) for value in (WORDS, KEY)])
                values = (URL,) if command in (*ENDLESS, WRAPPER) else (WORDS, KEY, URL)
                self.check([(command, ["--config", "given"], {}, "", json.dumps(SETTINGS | {name: value}))
                            for name in own for value in values])

    def test_status(self) -> None:
        """A daemon whose nodes, relay and sequencer have secrets in their URLs: what it serves is there, without them."""
        urls = {name: URL for name in ENVIRONMENT if ENVIRONMENT[name] == NOWHERE}
        self.assertEqual(len(urls), 3)
        with Place() as place:
            # The contract is read, so that a later stage comes to its peers.
            document = json.dumps({"schema": SCHEMA, "contract": {"version": 3}})
            for stage in [*STAGES, "serve-status"]:
                script = f"#!/bin/sh\necho '{document}'\n" if stage == "read-contract" else \
                    f'#!/bin/sh\nexec {ROOT}/bin/{stage} "$@"\n'
                os.chmod(place.write(f"bin/{stage}", script), 0o755)
            for command, arguments in (("supervise", []), ("supervise", ["--bin-dir", "bin"]), ("serve-status", [])):
                place.write("given", json.dumps(SETTINGS))
                said = place.run(command, ["--config", "given", *arguments], urls, "")
                with self.subTest(command, arguments=arguments):
                    # In the status, the metrics and the page, and in the log.
                    stage = "fetch-state" if arguments else "read-contract"
                    self.assertGreaterEqual(said.count("200 ["), len(PAGES) - 2, said)
                    self.assertIn(f'"stage":"{stage}"' if command == "supervise" else '"status"', said)
                    self.assertFalse([piece for piece in pieces(said) if piece in said], said)

    def test_input(self) -> None:
        self.check([(command, [], {}, text, "") for command in STAGES + ["verify-proof"] for text in INPUTS])


class CrashTests(unittest.TestCase):
    """A command that crashes leaves nothing of its memory, whatever the system would keep."""

    # A valid mnemonic, or the commands would end by themselves.
    WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    ENVIRONMENT = ENVIRONMENT | {"ESPRESSO_ETH_MNEMONIC": WORDS}

    def crash(self, place: Place, arguments: list[str], number: int, environment: dict[str, str]) -> tuple[int, str]:
        """Starts a program with core dumps allowed, and has it crash once it is at work."""
        def allow() -> None:
            hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
            resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
            # Whoever started the tests in the background had this ignored.
            signal.signal(signal.SIGQUIT, signal.SIG_DFL)

        with open(place.path / "said", "w") as said:
            process = subprocess.Popen(
                arguments, cwd=place.path, env=environment | {"HOME": str(place.path)}, stdin=subprocess.PIPE,
                stdout=said, stderr=said, preexec_fn=allow)
        deadline = time.monotonic() + 60
        limits = Path(f"/proc/{process.pid}/limits")
        while arguments[0] != "sleep" and time.monotonic() < deadline:
            if any(line.startswith("Max core file size") and line.split()[4] == "0" for line in limits.read_text().split("\n")):
                break
            time.sleep(0.01)
        os.kill(process.pid, number)
        _, status = os.waitpid(process.pid, 0)
        process.returncode = status
        process.stdin.close()
        return status, (place.path / "said").read_text(errors="replace")

    def test_no_core_dump(self) -> None:
        with Place() as place:
            status, _ = self.crash(place, ["sleep", "60"], signal.SIGSEGV, ENVIRONMENT)
            if not os.WCOREDUMP(status):
                self.skipTest("this system keeps no core dump of any program")
        for command in STAGES[1:] + ["supervise"]:
            for number in (signal.SIGSEGV, signal.SIGABRT, signal.SIGQUIT):
                with self.subTest(command, signal=number), Place() as place:
                    status, _ = self.crash(place, [str(ROOT / "bin" / command)], number, self.ENVIRONMENT)
                    self.assertEqual(os.WTERMSIG(status), number)
                    self.assertFalse(os.WCOREDUMP(status))

    def test_no_debugger_of_the_same_user(self) -> None:
        """What a process has in /proc belongs to its user, and so may be read by whatever else this one runs, unless the
        process has forbidden it: then it is root's."""
        user = os.getuid() or 65534
        bin_folder = ROOT / "bin"

        def owner(place: Path, arguments: list[str]) -> int:
            process = subprocess.Popen(
                arguments, cwd=place, env=self.ENVIRONMENT | {"HOME": str(place)}, stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **({} if os.getuid() else {"user": user}))
            memory = Path(f"/proc/{process.pid}/environ")
            try:
                deadline = time.monotonic() + 30
                while (found := memory.stat().st_uid) == user and arguments[0] != "sleep" and time.monotonic() < deadline:
                    time.sleep(0.01)
                self.assertIsNone(process.poll())
                return found
            finally:
                process.kill()
                process.wait()
                process.stdin.close()

        with Place() as place:
            place.path.chmod(0o777)
            try:
                self.assertEqual(owner(place.path, ["sleep", "60"]), user)
                for command in STAGES[1:] + ["supervise"]:
                    with self.subTest(command):
                        self.assertNotEqual(owner(place.path, [str(bin_folder / command)]), user)
            except PermissionError:
                self.skipTest("another user than root cannot run the commands where they are")

    def test_no_backtrace(self) -> None:
        """Swift's backtracer, where it is installed, prints what the registers point at."""
        swift = shutil.which("swift")
        folder = Path(os.path.realpath(swift)).parents[1] / "libexec/swift/linux" if swift else Path("/usr/libexec/swift/linux")
        tracer = folder / "swift-backtrace-static"
        if not tracer.exists():
            self.skipTest("Swift's backtracer is not installed")
        environment = self.ENVIRONMENT | {"SWIFT_BACKTRACE": f"enable=yes,color=no,registers=all,swift-backtrace={tracer}"}
        for command in ("submit-proof", "supervise"):
            with self.subTest(command), Place() as place:
                status, said = self.crash(place, [str(ROOT / "bin" / command)], signal.SIGILL, environment)
                self.assertEqual(os.WTERMSIG(status), signal.SIGILL)
                self.assertNotIn("rip", said)
                self.assertFalse([word for word in self.WORDS.split() if word in said])


if __name__ == "__main__":
    unittest.main()
