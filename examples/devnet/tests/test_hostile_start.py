"""What a command may be started with: numbers at the ends of their ranges, folders of others, no standard streams."""
from __future__ import annotations

import json
import os
import subprocess
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.planted import COMMANDS, ENDLESS, ENVIRONMENT, ROOT, SETTINGS, WRAPPER, Place, options

# The longest duration that there is, 2^63 - 1 nanoseconds, and the first that is none.
DURATIONS = ["106751d23h47m16s854ms775us807ns", "1000000000d", "1ns"]
NUMBERS = ["9223372036854775807", "18446744073709551615", "1" + "0" * 77]
# What options with numbers call their values.
KINDS = {"time": DURATIONS} | dict.fromkeys(["n", "port", "block", "epoch", "ether", "gwei", "v", "id", "n,…"], NUMBERS)
# What else JSON may have in the place of a setting.
VALUES = ["-1", "1.5", "1e400", "18446744073709551616", "true", "null", "[]", "{}", '"0"', '""']


class NumberTests(unittest.TestCase):

    def check(self, cases: list[tuple[str, list[str], str]]) -> None:
        """Runs cases of command, arguments and configuration: none may end by a trap or as an internal error."""
        def fault(case: tuple[str, list[str], str]) -> str | None:
            command, arguments, configuration = case
            with Place() as place:
                place.write("given", configuration)
                said = place.run(command, ["--config", "given", *arguments], {}, "")
                ended = place.code is not None and place.code >= 0 and place.code not in (70, 132, 133, 134, 139)
            return None if ended else f"{command} {arguments} {configuration}: {place.code}\n{said[-300:]}"

        with ThreadPoolExecutor(4) as pool:
            faults = [found for found in pool.map(fault, cases) if found]
        self.assertGreater(len(cases), 0)
        self.assertFalse(faults, f"{len(faults)} of {len(cases)} cases\n" + "\n".join(faults[:20]))

    def test_options(self) -> None:
        self.check([(command, [f"{name}={value}"], json.dumps(SETTINGS)) for command in COMMANDS
                    for name, kind in options(command) for value in KINDS.get(kind, [])])

    def test_configuration(self) -> None:
        self.check([(command, ["--print-config"], f'{{"{name[2:]}": {value}}}') for command in COMMANDS
                    if command != WRAPPER for name, _ in options(command) for value in VALUES])


class StreamTests(unittest.TestCase):

    def test_without_standard_streams(self) -> None:
        """Their numbers are taken, so that no file of the command gets what is meant for one of them."""
        def close() -> None:
            for number in range(3):
                os.close(number)

        for command in ENDLESS:
            with self.subTest(command), Place() as place:
                place.write("given", json.dumps(SETTINGS | {"port": 0} if command == "serve-status" else SETTINGS))
                process = subprocess.Popen(
                    [ROOT / "bin" / command, "--config", "given"], cwd=place.path, preexec_fn=close,
                    env=ENVIRONMENT | {"HOME": str(place.path / "home")})
                try:
                    time.sleep(1)
                    self.assertIsNone(process.poll())
                    folder = Path(f"/proc/{process.pid}/fd")
                    try:
                        links = [os.readlink(folder / str(number)) for number in range(3)]
                    except PermissionError:
                        self.skipTest("only the administrator may look at what a command has open")
                    self.assertEqual(links, ["/dev/null"] * 3)
                finally:
                    process.terminate()
                    process.wait(20)
                for file in place.path.rglob("*"):
                    if file.is_file() and file not in place.given:
                        self.assertNotIn(f"{command}: ", file.read_text(errors="replace"), file)


class ReportTests(unittest.TestCase):

    def test_nothing_is_overwritten(self) -> None:
        """A folder for reports that was named by mistake, and links in it."""
        for command in ("read-contract", "submit-proof"):
            with self.subTest(command), Place() as place:
                kept = Path(place.write(f"reports/{command}", "a file of somebody else"))
                place.run(command, ["--no-such-option"], {}, "")
                self.assertEqual(place.code, 64)
                self.assertEqual(kept.read_text(), "a file of somebody else")
                kept.unlink()
                kept.symlink_to(place.path / "victim")
                place.run(command, ["--no-such-option"], {}, "")
                self.assertFalse((place.path / "victim").exists())
                kept.unlink()
                place.run(command, ["--no-such-option"], {}, "")
                self.assertIn("unknown option", kept.read_text())


if __name__ == "__main__":
    unittest.main()
