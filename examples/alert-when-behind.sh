#!/usr/bin/env bash
# An alarm in one line: a document for every block of the chain, the newest signed state added to each, and a line
# whenever the contract lags by more than LIMIT blocks of HotShot. (The daemon has this as a metric: see --port.)
#
#     read-contract --watch --every-block | fetch-state | ./lag 600 | while read -r line; do page-somebody "$line"; done
set -euo pipefail
cd "$(dirname "$0")"
[ "${DEVNET_FOLDER:-}" ] || exec devnet/with --block-time 0s -- "./${0##*/}"
export RUST_LOG=error
limit=15

# Says when the alarm begins and when it is over, once each.
alarm() {
    local document ours theirs raised=''
    while IFS= read -r document; do
        ours=$(jq .contract.block_height <<<"$document")
        theirs=$(jq .bundle.block_height <<<"$document")
        if ((theirs - ours > limit)) && [ -z "$raised" ]; then
            echo "ALERT: the contract is at $ours, the network at $theirs: $((theirs - ours)) blocks behind"
            raised=yes
        elif ((theirs - ours <= limit)) && [ "$raised" ]; then
            echo "all clear: the contract is at $ours, the network at $theirs"
            raised=''
            return # an alarm of yours would go on
        fi
    done
}

devnet/mine 10
# Meanwhile the network moves on, and after a while somebody starts the prover.
{
    sleep 3 && devnet/mine 20 && sleep 5
    read-contract </dev/null | fetch-state | advance-epoch | gen-proof | submit-proof --confirmations 1 >/dev/null
} &
# `alarm` leaves the pipe when it is over, and so end the commands before it.
(set +o pipefail && timeout 120 read-contract --watch --every-block --interval 1s </dev/null |
    fetch-state 2>/dev/null | alarm) | tee "$DEVNET_FOLDER/alarm"
wait $!
[ "$(wc -l <"$DEVNET_FOLDER/alarm")" = 2 ]
