#!/usr/bin/env bash
# The product from end to end on one machine: a chain with the light client contract, a network whose validators sign,
# and the prover that carries what they sign to the contract; once by hand, then as a daemon over two changes of epoch.
#
#     make demo
#     make demo CAPACITY=200        with the circuit of production
set -euo pipefail
cd "$(dirname "$0")"
capacity=${CAPACITY:-10}
if [ -z "${DEVNET_FOLDER:-}" ]; then
    echo "== a network of our own: chain, contract, validators, relay, sequencer, keys for $capacity validators"
    # A proof with the circuit of production takes longer, so epochs do.
    exec devnet/with --capacity "$capacity" --blocks-per-epoch "$((capacity > 50 ? 90 : 20))" -- "./${0##*/}"
fi
log="$DEVNET_FOLDER/log"

fail() {
    echo "demo: $1; the last lines of the log:" >&2
    tail -15 "$log" >&2
    exit 1
}
contract() { read-contract --log-level error </dev/null | jq -r ".contract | $1"; }
show() { contract '"   contract \(.release): height \(.block_height), view \(.view_number), epoch \(.current_epoch)"'; }
network() { curl -sSf "$DEVNET_CONTROL_URL/status" | jq .height; }
# Wei in hexadecimal as ether.
ether() { awk -v wei="$(($1))" 'BEGIN { printf "%.6f", wei / 1e18 }'; }

# Waits until the relay has something to prove.
until [ "$(network)" -ge 8 ]; do sleep 1; done
echo "== before: the network is at height $(network)"
show
before=$(contract .block_height)

echo "== one update: hotshot-state-prover"
hotshot-state-prover >"$DEVNET_FOLDER/documents" 2>"$log" || fail "the prover failed with $?"
devnet/validate.py --strict <"$DEVNET_FOLDER/documents" |
    jq -r '[.update.kind, .update.epoch, .proof.milliseconds.proving, .transaction.hash, .transaction.gas_used,
        .transaction.cost] | @tsv' |
    while read -r kind epoch time hash gas cost; do
        echo "   $kind of epoch $epoch: proved in $time ms, ${hash:0:10}…, gas $gas, $(ether "$cost") ether"
    done
show
once=$(contract .block_height)
[ "$once" -gt "$before" ] || fail "the contract has not moved"

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("", 0)); print(s.getsockname()[1])')
echo "== the daemon, over two changes of epoch: hotshot-state-prover --daemon --freq 3s --port $port"
first=$(contract .current_epoch)
hotshot-state-prover --daemon --freq 3s --port "$port" >>"$log" 2>&1 &
daemon=$!
# Whatever happens, the daemon ends before its network.
trap 'kill "$daemon" 2>/dev/null && wait "$daemon" || true' EXIT
shown=$once
deadline=$((SECONDS + (capacity > 50 ? 1200 : 240)))
while
    IFS=$'\t' read -r height epoch < <(contract '[.block_height, .current_epoch] | @tsv')
    if [ "$height" != "$shown" ]; then
        echo "   $(date +%T) contract at height $height, epoch $epoch; the network at $(network)"
        shown=$height
    fi
    [ "$epoch" -lt $((first + 2)) ]
do
    kill -0 "$daemon" 2>/dev/null || fail "the daemon ended"
    [ "$SECONDS" -lt "$deadline" ] || fail "no two epochs in time"
    sleep 2
done

echo "== what it says of itself: http://127.0.0.1:$port, /metrics, /api/status"
curl -sSf "http://127.0.0.1:$port/healthcheck" | jq -r '"   health: \(.status)"'
curl -sSf "http://127.0.0.1:$port/metrics" >"$DEVNET_FOLDER/metrics"
[ -s "$DEVNET_FOLDER/metrics" ] || fail "no metrics"
jq -r '"   rounds \(.rounds.total), of which failed \(.rounds.failed); proofs \(.proofs_made); gas \(.gas_used_total)"' \
    "$XDG_STATE_HOME/hotshot-state-prover/status.json"

echo "== SIGTERM"
kill "$daemon"
code=0
wait "$daemon" || code=$?
echo "   the daemon ended with $code"
[ "$code" = 143 ] || fail "expected 143"

echo "== after: the network is at height $(network)"
show
echo "   height $before -> $once by one command, -> $(contract .block_height) by the daemon"
