#!/usr/bin/env bash
# A stage of your own in the daemon: the commands in a folder, links to the installed ones, and in the place of one a script.
# Here updates wait for an hour that suits; what ends with 75 is tried again.
set -euo pipefail
cd "$(dirname "$0")"
[ "${DEVNET_FOLDER:-}" ] || exec devnet/with --block-time 500ms -- "./${0##*/}"

stages=$DEVNET_FOLDER/stages
mkdir "$stages"
for command in read-contract fetch-state advance-epoch gen-proof submit-proof prepare-keys serve-status; do
    ln -s "$(command -v "$command")" "$stages/$command"
done
rm "$stages/submit-proof"
cat >"$stages/submit-proof" <<SCRIPT
#!/bin/sh
# In earnest: the price of gas, the time of day, the word of a colleague.
[ -e "$DEVNET_FOLDER/office-hours" ] || { echo "submit-proof: not now" >&2; exit 75; }
exec "$(command -v submit-proof)" "\$@"
SCRIPT
chmod +x "$stages/submit-proof"

height() { read-contract </dev/null 2>/dev/null | jq .contract.block_height; }

supervise --bin-dir "$stages" --freq 1s --retry-freq 1s --state-dir "$DEVNET_FOLDER/state" 2>"$DEVNET_FOLDER/log" &
daemon=$!
trap 'kill "$daemon" 2>/dev/null || :' EXIT

waited=0
until grep -q 'failed: submit-proof (try-again): not now' "$DEVNET_FOLDER/log"; do
    sleep 0.2
    ((waited++ < 300)) || { cat "$DEVNET_FOLDER/log" >&2; exit 1; }
done
before=$(height)
echo "held back by our stage: the contract is at height $before"
[ "$before" = 0 ]

touch "$DEVNET_FOLDER/office-hours"
waited=0
while [ "$(height)" = 0 ]; do
    sleep 0.5
    ((waited++ < 120)) || { cat "$DEVNET_FOLDER/log" >&2; exit 1; }
done
echo "let through: the contract is at height $(height)"

kill "$daemon"
status=0
wait "$daemon" || status=$?
[ "$status" = 143 ]
