#!/usr/bin/env bash
# An alarm in one line: a document for every block of the chain, the newest signed state added to each, and a line
# whenever the contract lags by more than LIMIT blocks of HotShot. (The daemon has this as a metric: see --port.)
#
#     read-contract --watch --every-block | fetch-state --attempts 1 --keep-going | ./lag 600 |
#         while read -r line; do page-somebody "$line"; done
#
# With --keep-going a relay that fails for a while costs a line and a document, not the pipe: the next block of the chain asks
# again. A relay that is frozen hands out an old state for ever; what the sequencer says of its own height shows that.
set -euo pipefail
cd "$(dirname "$0")"
[ "${DEVNET_FOLDER:-}" ] || exec devnet/with --block-time 0s -- "./${0##*/}"
export RUST_LOG=error
limit=15

# Says when the alarm begins and when it is over, each time.
alarm() {
    local document ours theirs network raised=''
    while IFS= read -r document; do
        ours=$(jq .contract.block_height <<<"$document")
        theirs=$(jq .bundle.block_height <<<"$document")
        network=$(jq '[.bundle.block_height, .network.sequencer_height] | max' <<<"$document")
        if ((network - ours > limit)) && [ -z "$raised" ]; then
            echo "ALERT: the contract is at $ours, the relay at $theirs, the network at $network:" \
                "$((network - ours)) blocks behind"
            raised=yes
        elif ((network - ours <= limit)) && [ "$raised" ]; then
            echo "all clear: the contract is at $ours, the network at $network"
            raised=''
            # An alarm of yours would go on. This one leaves the pipe, and so end the commands before it.
            [ ! -e "$DEVNET_FOLDER/last" ] || return 0
        fi
    done
}

# relay FAULT: what happens to those who ask the relay from now on; nothing if it is empty.
relay() {
    curl -sSf -o /dev/null -X DELETE "$DEVNET_CONTROL_URL/faults"
    [ -z "$1" ] || curl -sSf -o /dev/null "$DEVNET_CONTROL_URL/faults" -d "{\"kind\":\"$1\",\"path\":\"/api/*\"}"
}

update() { hotshot-state-prover --confirmations 1 >/dev/null; }

devnet/mine 10
# Meanwhile the relay is away for two seconds, the network moves on, and after a while somebody starts the prover. Then the
# relay freezes.
{
    sleep 3 && relay drop && sleep 2 && relay ''
    sleep 2 && devnet/mine 30 && sleep 5 && update
    sleep 3 && relay frozen && devnet/mine 60 && sleep 5
    touch "$DEVNET_FOLDER/last"
    relay '' && update
} &
story=$!
# below PROCESS: it, and all that it started.
below() {
    local pids=$1 next=$1
    while next=$(pgrep --parent "$(tr ' ' , <<<"$next")" | xargs); [ -n "$next" ]; do pids+=" $next"; done
    echo "$pids"
}
# If the pipe ends early, nobody waits for the rest of the story.
# shellcheck disable=SC2046
trap '[ -z "$story" ] || kill $(below "$story") 2>/dev/null || :' EXIT
(set +o pipefail && timeout 120 read-contract --watch --every-block --interval 1s </dev/null |
    fetch-state --attempts 1 --keep-going 2>"$DEVNET_FOLDER/failures" | alarm) | tee "$DEVNET_FOLDER/alarm"
wait "$story"
story=''
[ "$(cut -d: -f1 "$DEVNET_FOLDER/alarm" | paste -sd,)" = 'ALERT,all clear,ALERT,all clear' ]
# Each document of the outage is a line.
grep -q '^fetch-state: document [0-9]*: state relay' "$DEVNET_FOLDER/failures"
