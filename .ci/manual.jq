# A manual page in mdoc, of the description that a command gives of itself with --experimental-dump-help.

# A line for each sentence, as mdoc wants it.
def sentences: gsub("(?<end>[.!?]) +"; "\(.end)\n");

def escaped: sentences | gsub("\\\\"; "\\e") | gsub("-"; "\\-") | gsub("…"; "\\[u2026]") | gsub("(?<start>^|\n)(?<sign>[.'])"; "\(.start)\\&\(.sign)");

def spelled: if .kind == "long" then "\\-\\-" + (.name | escaped) else "\\-" + .name end;

def lines: split("\n") | map(select(. != ""));

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

def see_also($name):
    ".Sh SEE ALSO\n"
    + (["advance-epoch", "fetch-state", "gen-proof", "hotshot-state-prover", "prepare-keys", "read-contract", "serve-status",
        "submit-proof", "supervise", "verify-proof"]
       | map(select(. != $name) | ".Xr \(.) 1") + [".Xr hotshot-state-prover 7"] | join(" ,\n"));

def option:
    ".It " + (.names | map(spelled) | join(", "))
    + (if .kind == "option" then " Ar " + (.valueName // "value" | escaped) else "" end)
    + "\n" + ([(.abstract // ""), ((.discussion // "") | lines[])] | map(escaped) | join("\n.br\n"));

# The options by section, in the order in which they stand.
def sections:
    reduce (.arguments[] | select(.kind != "positional" and .shouldDisplay != false)) as $option ([];
        if any(.[]; .[0].sectionTitle == $option.sectionTitle)
        then map(if .[0].sectionTitle == $option.sectionTitle then . + [$option] else . end)
        else . + [[$option]] end);

def options:
    sections | map(".Ss \(.[0].sectionTitle // "Options")\n.Bl -tag -width 6n\n" + (map(option) | join("\n")) + "\n.El") | join("\n");

.command
| (.discussion // "" | lines) as $text
| [head(.commandName; .abstract | rtrimstr(".")),
   ".Sh SYNOPSIS\n.Nm\n.Op Ar options",
   ".Sh DESCRIPTION\n" + ([.abstract, ($text[] | select(startswith("Example: ") | not))] | map(escaped) | join("\n.Pp\n")),
   ".Sh OPTIONS\n" + options,
   exit_status(.commandName),
   ".Sh EXAMPLES\n" + ([$text[] | select(startswith("Example: ")) | ltrimstr("Example: ") | ".Dl \(escaped)"] | join("\n")),
   see_also(.commandName)]
| join("\n")
