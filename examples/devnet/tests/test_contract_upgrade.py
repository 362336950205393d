"""The daemon while its contract is upgraded, between reading and submitting."""
from __future__ import annotations

import subprocess
import unittest
from pathlib import Path

DEVNET = Path(__file__).resolve().parent.parent
ROOT = DEVNET.parent.parent

# The first proof finds that the contract was upgraded while it was made: its `submit-proof` waits for the upgrade.
SCRIPT = """
set -euo pipefail
root=$1 old=$2 new=$3
shift 3 # epochs that the upgrade brings
python=$root/.venv/bin/python devnet=$root/examples/devnet stages=$DEVNET_FOLDER/stages
prepare-keys --contract-version "$new" --stake-table-capacity 5 --insecure-tau 0x1234 --log-level error \
    >"$DEVNET_FOLDER/key.json"
mkdir "$stages"
for stage in read-contract fetch-state advance-epoch gen-proof; do ln -s "$root/bin/$stage" "$stages"; done
cat >"$stages/submit-proof" <<END
#!/usr/bin/env bash
set -euo pipefail
IFS= read -r document
if mkdir "$DEVNET_FOLDER/upgraded" 2>/dev/null; then
    "$python" "$devnet/contracts/deploy.py" upgrade --rpc "$ESPRESSO_L1_PROVIDER" \
        --cache "$root/.venv/contracts" --address "$ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS" --version $new \
        --verifying-key "$DEVNET_FOLDER/key.json" $* >/dev/null
    curl -sSf -o /dev/null -X POST "$DEVNET_CONTROL_URL/protocol" -d '{"version":$new}'
    "$devnet/mine" 12
fi
"$root/bin/submit-proof" --confirmations 1 <<<"\\$document"
END
chmod +x "$stages/submit-proof"
"$devnet/mine" 10
supervise --bin-dir "$stages" --freq 1s --retry-freq 200ms 2>"$DEVNET_FOLDER/log" &
daemon=$!
for _ in $(seq 200); do
    kill -0 "$daemon" || break
    state=$(read-contract --log-level error </dev/null | jq -r '"\\(.contract.version) \\(.contract.block_height)"')
    [ "$state" != "$new 12" ] || break
    sleep 0.3
done
kill "$daemon" || true
wait "$daemon" || true
cat "$DEVNET_FOLDER/log"
echo "state: $state"
"""


class ContractUpgradeTests(unittest.TestCase):
    """The daemon goes on, and its next round proves for the new version."""

    def upgrade(self, old: int, new: int, up: list[str], epochs: list[str]) -> None:
        if not (ROOT / "bin" / "supervise").exists():
            self.skipTest("the commands are not built: run 'make' first")
        run = subprocess.run(
            [DEVNET / "with", "--contract-version", str(old), "--capacity", "5", "--block-time", "0s", *up, "--",
             "bash", "-c", SCRIPT, "script", ROOT, str(old), str(new), *epochs],
            capture_output=True, text=True, timeout=300)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        self.assertIn(
            f"the update is for contract version {old}, the contract is of version {new} now", run.stdout)
        self.assertIn(f"state: {new} 12", run.stdout)

    def test_from_1_to_2(self) -> None:
        # A contract of version 1 needs a network whose epochs are yet to begin.
        self.upgrade(1, 2, ["--epoch-start-block", "1000"], ["--blocks-per-epoch", "30", "--epoch-start-block", "1000"])

    def test_from_2_to_3(self) -> None:
        self.upgrade(2, 3, [], [])


if __name__ == "__main__":
    unittest.main()
