# A manual page in mdoc: of the description that a command gives of itself with --experimental-dump-help; or, its name
# being given as $name, of a help text that is taken as it is.

def escaped: gsub("\\\\"; "\\e") | gsub("-"; "\\-") | gsub("…"; "\\[u2026]") | gsub("(?<start>^|\n)(?<sign>[.'])"; "\(.start)\\&\(.sign)");

def spelled: if .kind == "long" then "\\-\\-" + (.name | escaped) else "\\-" + .name end;

def head(name; words):
    ".Dd \(now | strftime("%B %d, %Y"))\n.Dt \(name | ascii_upcase) 1\n.Os\n.Sh NAME\n.Nm \(name)\n.Nd \(words | escaped)";

def exit_status(name):
    ".Sh EXIT STATUS\n.Bl -tag -width 8n -compact"
    + ([["0", "done, or nothing to do"],
        (if name == "verify-proof" then ["1", "not all proofs are valid"] else empty end), ["64", "wrong command line"], ["65", "bad input document"],
        ["66", "missing file"], ["69", "a peer is unreachable"], ["70", "internal error"],
        ["74", "reading or writing failed"], ["75", "try again later"],
        ["76", "a peer answered nonsense, or the contract reverted"], ["77", "not permitted"],
        ["78", "the configuration does not fit the chain, the contract or the keys"],
        ["130, 143", "stopped by SIGINT, SIGTERM"]]
       | map("\n.It \(.[0])\n\(.[1])") | add)
    + "\n.El";

def see_also:
    ".Sh SEE ALSO\n"
    + (["read-contract", "fetch-state", "advance-epoch", "gen-proof", "submit-proof", "prepare-keys", "verify-proof",
        "supervise", "serve-status", "hotshot-state-prover"] | map(".Xr \(.) 1") | join(" ,\n"));

def option:
    ".It " + (.names | map(spelled) | join(", "))
    + (if .kind == "option" then " Ar " + (.valueName // "value" | escaped) else "" end)
    + "\n" + (.abstract // "" | escaped);

if type == "string" then
    [head($ARGS.named.name; split("\n")[0] | rtrimstr(".")), ".Sh DESCRIPTION\n.Bd -literal\n\(split("\n")[1:] | join("\n") | ltrimstr("\n") | escaped).Ed",
     exit_status($ARGS.named.name), see_also]
else
    .command
    | [head(.commandName; .abstract | split("\n")[0] | rtrimstr(".")),
       ".Sh SYNOPSIS\n.Nm\n.Op Ar options",
       ".Sh DESCRIPTION\n\(.abstract | escaped)" + (if .discussion then "\n.Pp\n\(.discussion | escaped)" else "" end),
       ".Sh OPTIONS\n.Bl -tag -width 6n\n"
       + ([.arguments[] | select(.kind != "positional") | option] | join("\n")) + "\n.El",
       exit_status(.commandName), see_also]
end
| join("\n")
