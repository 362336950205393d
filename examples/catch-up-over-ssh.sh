#!/usr/bin/env bash
# A contract ten epochs behind, proved on several machines at once: GNU parallel hands each document of the plan to a host
# that is free, and its answers come back in the order of the plan. Here four hosts are four ssh servers on this machine,
# each with a home and a key file of its own. One does its work; one goes silent in the middle, as if somebody had pulled
# its plug; one has no key; one is much slower than the others. The plan is carried out all the same.
#
# With hosts of your own all of it is one line, which the article "Several machines" explains:
#
#     read-contract | fetch-state | advance-epoch --plan |
#         parallel --pipe -N1 --keep-order --jobs 1 --retries 10 --timeout 1000% --sshlogin host1,host2,: gen-proof |
#         submit-proof
set -euo pipefail
cd "$(dirname "$0")"
for command in parallel:parallel ssh:openssh-client /usr/sbin/sshd:openssh-server; do
    command -v "${command%:*}" >/dev/null || { echo "${command#*:} is needed: apt install ${command#*:}" >&2; exit 69; }
done
[ "${DEVNET_FOLDER:-}" ] || exec devnet/with --block-time 0s -- "./${0##*/}"
export RUST_LOG=error PARALLEL_HOME="$DEVNET_FOLDER"
devnet=$PWD/devnet
cd "$DEVNET_FOLDER"
servers=() plug=''
end() {
    local server
    [ -z "$plug" ] || kill "$plug" 2>/dev/null || :
    # shellcheck disable=SC2046
    for server in "${servers[@]}"; do
        kill -CONT $(below "$server") 2>/dev/null || :
        kill $(below "$server") 2>/dev/null || :
    done
}
trap end EXIT

# below PROCESS: it, and all that it started.
below() {
    local pids=$1 next=$1
    while next=$(pgrep --parent "$(tr ' ' , <<<"$next")" | xargs); [ -n "$next" ]; do pids+=" $next"; done
    echo "$pids"
}

# host NAME LINE…: a machine named NAME. What it starts runs in its own home, with its own gen-proof, which keeps a log of
# what it is given and what it has proved; the lines are done between the two.
mkdir -p hosts
[ "$(id -u)" != 0 ] || mkdir -p /run/sshd
ssh-keygen -q -t ed25519 -N '' -f identity
real=$(command -v gen-proof)
host() {
    local name=$1 home=$DEVNET_FOLDER/hosts/$1 port quoted
    shift
    # As a word of a script.
    printf -v quoted %q "$home"
    mkdir -p "$home/bin" "$home/.cache/hotshot-state-prover/keys"
    ssh-keygen -q -t ed25519 -N '' -f "$home/host-key"
    cat >"$home/bin/gen-proof" <<TEXT
#!/usr/bin/env bash
set -euo pipefail
document=\$(cat)
height=\$(jq .update.block_height <<<"\$document")
echo "begins \$height" >>$quoted/log
$(printf '%s\n' "$@")
$(printf %q "$real") <<<"\$document"
echo "proved \$height" >>$quoted/log
TEXT
    # In a home of its own, and with nothing that this shell has in its environment.
    cat >"$home/login" <<TEXT
#!/usr/bin/env bash
exec env -i HOME=$quoted SHELL=/bin/bash PATH=$quoted/bin:/usr/bin:/bin RUST_LOG=error bash -c "\$SSH_ORIGINAL_COMMAND"
TEXT
    chmod +x "$home/bin/gen-proof" "$home/login"
    port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
    cat >"$home/sshd" <<TEXT
ListenAddress 127.0.0.1:$port
HostKey "$home/host-key"
AuthorizedKeysFile "$DEVNET_FOLDER/identity.pub"
ForceCommand $quoted/login
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
TEXT
    /usr/sbin/sshd -D -e -f "$home/sshd" 2>"$home/server" &
    servers+=($!)
    echo "$!" >"$home/pid"
    cat >>ssh-config <<TEXT
Host $name
    HostName 127.0.0.1
    Port $port
    IdentityFile "$DEVNET_FOLDER/identity"
TEXT
    for _ in $(seq 50); do
        ssh -F ssh-config -o ConnectTimeout=1 "$name" true 2>"$home/refused" && return
        sleep 0.1
    done
    cat "$home/refused" "$home/server" >&2
    echo "no way to reach $name" >&2
    exit 1
}

# A host that says nothing for four seconds is gone: without this, ssh waits for hours.
cat >ssh-config <<TEXT
Host *
    StrictHostKeyChecking no
    UserKnownHostsFile /dev/null
    LogLevel ERROR
    ServerAliveInterval 2
    ServerAliveCountMax 2
    ConnectTimeout 4
TEXT
host steady
# Its second document is its last. It is stopped, not ended: nobody on the other side hears of it.
host dying "[ \$(grep -c begins ~/log) -lt 2 ] || { touch $(printf %q "$DEVNET_FOLDER/dying"); exec sleep 600; }"
host keyless
# Slower than anybody waits for.
host slow 'exec sleep 600'
for name in steady dying slow; do
    cp "$XDG_CACHE_HOME"/hotshot-state-prover/keys/*.hspkey "hosts/$name/.cache/hotshot-state-prover/keys/"
done

# Pulls the plug: no process of the host says anything any more, not even that it ends.
(
    until [ -e dying ]; do sleep 0.2; done
    pids=$(below "$(cat hosts/dying/pid)")
    # shellcheck disable=SC2086
    kill -STOP $pids
    echo "   the host dying has gone silent"
    echo "$pids" >dead
) &
plug=$!

"$devnet/mine" 310
read-contract </dev/null | fetch-state | RUST_LOG=warn advance-epoch --plan >plan.json
echo "the plan has $(wc -l <plan.json) updates, up to height $(jq -s '.[-1].update.block_height' plan.json)"

parallel --will-cite --pipe -N1 --keep-order --jobs 1 --retries 10 --timeout 1000% --ssh "ssh -F ssh-config" \
    --sshlogin steady,dying,keyless,slow gen-proof <plan.json 2>said |
    tee proved.json |
    submit-proof --confirmations 1 |
    "$devnet/validate.py" >submitted.json || { cat said >&2; exit 1; }

# In order, none lost, none twice, each final.
jq -c .update.block_height plan.json >planned
jq -c .update.block_height submitted.json | cmp - planned
[ "$(jq -r .transaction.state submitted.json | sort -u)" = final ]
echo "all are final, in the order of the plan"
for name in steady dying keyless slow; do
    touch "hosts/$name/log"
    echo "   $name: $(grep -c begins "hosts/$name/log" || :) begun, $(grep -c proved "hosts/$name/log" || :) proved"
done
# What came back was not proved anywhere again. What was taken from a host, because it took too long, may be proved there
# yet.
taken=$(grep -c "killed because it timed out" said || :)
[ "$(cat hosts/*/log | grep -c proved)" -le $(($(wc -l <planned) + taken)) ]
# The others did their part: one gave up in the middle, one could not, and nobody waited for the slow one.
[ -e dead ] && ! grep -q proved hosts/keyless/log && grep -q begins hosts/keyless/log
[ "$(read-contract </dev/null | jq .contract.block_height)" = 310 ]
