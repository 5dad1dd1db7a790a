# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_landfall_global_optspecs
    string join \n as-of= format= color= baseline= q/quiet v/verbose deny= warn= allow= unlevelled effort= tree= alias= coverage= tests= facts= record= allow-command= command-seconds= no-evidence no-cache h/help V/version
end

function __fish_landfall_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_landfall_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_landfall_using_subcommand
    set -l cmd (__fish_landfall_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c landfall -n "__fish_landfall_needs_command" -l as-of -d 'The date as of which everything is true; wins over the plan\'s own `as-of`' -r
complete -c landfall -n "__fish_landfall_needs_command" -l format -d 'How to print' -r -f -a "human\t'For people'
short\t'One line each'
json\t'For programs'"
complete -c landfall -n "__fish_landfall_needs_command" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c landfall -n "__fish_landfall_needs_command" -l baseline -d 'Compare the schedule with the plan at a git revision, or with a `plan.json` that was compiled earlier' -r
complete -c landfall -n "__fish_landfall_needs_command" -l deny -d 'Make a rule an error; `warnings` for all warnings' -r
complete -c landfall -n "__fish_landfall_needs_command" -l warn -d 'Make a rule a warning' -r
complete -c landfall -n "__fish_landfall_needs_command" -l allow -d 'Do not report a rule' -r
complete -c landfall -n "__fish_landfall_needs_command" -l effort -d 'Try this many schedules, instead of a number that fits the size of the plan' -r
complete -c landfall -n "__fish_landfall_needs_command" -l tree -d 'Hold the plans against this tree: a folder, a git revision, or `FOLDER@REV`; `NAME=` says which tree of the plan it is' -r
complete -c landfall -n "__fish_landfall_needs_command" -l alias -d 'Paths that begin like this in the plan begin like that in the tree' -r
complete -c landfall -n "__fish_landfall_needs_command" -l coverage -d 'Read these coverage reports too' -r
complete -c landfall -n "__fish_landfall_needs_command" -l tests -d 'Read these test reports too' -r
complete -c landfall -n "__fish_landfall_needs_command" -l facts -d 'Take what was measured from a file that `--record` wrote, and look at no tree' -r
complete -c landfall -n "__fish_landfall_needs_command" -l record -d 'Write what was measured to a file' -r
complete -c landfall -n "__fish_landfall_needs_command" -l allow-command -d 'Run a command of the plan that reads exactly so; with `--against`, those that read the same there run too' -r
complete -c landfall -n "__fish_landfall_needs_command" -l command-seconds -d 'End such a command after this many seconds' -r
complete -c landfall -n "__fish_landfall_needs_command" -s q -l quiet -d 'Print nothing but data and errors'
complete -c landfall -n "__fish_landfall_needs_command" -s v -l verbose -d 'Say more: notes, and what was read and written'
complete -c landfall -n "__fish_landfall_needs_command" -l unlevelled -d 'Let no work wait for people; where there is too much to do is reported'
complete -c landfall -n "__fish_landfall_needs_command" -l no-evidence -d 'Measure nothing: all the plans claim stays a claim'
complete -c landfall -n "__fish_landfall_needs_command" -l no-cache -d 'Keep nothing of what was read from one run to the next; `LANDFALL_CACHE=off` says the same'
complete -c landfall -n "__fish_landfall_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c landfall -n "__fish_landfall_needs_command" -s V -l version -d 'Print version'
complete -c landfall -n "__fish_landfall_needs_command" -f -a "compile" -d 'Compile plans into reports'
complete -c landfall -n "__fish_landfall_needs_command" -f -a "check" -d 'Check plans and list what is wrong with them'
complete -c landfall -n "__fish_landfall_needs_command" -f -a "order" -d 'List the work in an order that every need allows'
complete -c landfall -n "__fish_landfall_needs_command" -f -a "next" -d 'List what can start now, most urgent first'
complete -c landfall -n "__fish_landfall_needs_command" -f -a "show" -d 'Show all that is known of one item, and where it was said'
complete -c landfall -n "__fish_landfall_needs_command" -f -a "why" -d 'Tell why an item has its dates and its state, link by link, with the place of each'
complete -c landfall -n "__fish_landfall_needs_command" -f -a "schedule" -d 'Print the schedule as a table, or in a form that other programs read'
complete -c landfall -n "__fish_landfall_needs_command" -f -a "explain" -d 'Explain a finding, with an example and the remedy'
complete -c landfall -n "__fish_landfall_needs_command" -f -a "update" -d 'Write measured facts back into the plans, where they are marked `per measured`'
complete -c landfall -n "__fish_landfall_needs_command" -f -a "sync" -d 'Take the ticks of a compiled checklist back into its plan'
complete -c landfall -n "__fish_landfall_needs_command" -f -a "registry" -d 'Print what is known of the import registries, and mend entries whose code has moved'
complete -c landfall -n "__fish_landfall_needs_command" -f -a "fmt" -d 'Format plan files'
complete -c landfall -n "__fish_landfall_needs_command" -f -a "new" -d 'Begin a new plan with a commented example'
complete -c landfall -n "__fish_landfall_needs_command" -f -a "completions" -d 'Print completions for a shell'
complete -c landfall -n "__fish_landfall_needs_command" -f -a "man" -d 'Print the manual page'
complete -c landfall -n "__fish_landfall_needs_command" -f -a "schema" -d 'Print the JSON Schema of `plan.json`, or of what `check --format json` prints'
complete -c landfall -n "__fish_landfall_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c landfall -n "__fish_landfall_using_subcommand compile" -s o -l out -d 'The folder to write to; each plan gets a folder in it' -r -F
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l as-of -d 'The date as of which everything is true; wins over the plan\'s own `as-of`' -r
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l format -d 'How to print' -r -f -a "human\t'For people'
short\t'One line each'
json\t'For programs'"
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l baseline -d 'Compare the schedule with the plan at a git revision, or with a `plan.json` that was compiled earlier' -r
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l deny -d 'Make a rule an error; `warnings` for all warnings' -r
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l warn -d 'Make a rule a warning' -r
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l allow -d 'Do not report a rule' -r
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l effort -d 'Try this many schedules, instead of a number that fits the size of the plan' -r
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l tree -d 'Hold the plans against this tree: a folder, a git revision, or `FOLDER@REV`; `NAME=` says which tree of the plan it is' -r
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l alias -d 'Paths that begin like this in the plan begin like that in the tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l coverage -d 'Read these coverage reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l tests -d 'Read these test reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l facts -d 'Take what was measured from a file that `--record` wrote, and look at no tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l record -d 'Write what was measured to a file' -r
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l allow-command -d 'Run a command of the plan that reads exactly so; with `--against`, those that read the same there run too' -r
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l command-seconds -d 'End such a command after this many seconds' -r
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l check -d 'Write nothing; list what is out of date, and exit with 1 if anything is'
complete -c landfall -n "__fish_landfall_using_subcommand compile" -s q -l quiet -d 'Print nothing but data and errors'
complete -c landfall -n "__fish_landfall_using_subcommand compile" -s v -l verbose -d 'Say more: notes, and what was read and written'
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l unlevelled -d 'Let no work wait for people; where there is too much to do is reported'
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l no-evidence -d 'Measure nothing: all the plans claim stays a claim'
complete -c landfall -n "__fish_landfall_using_subcommand compile" -l no-cache -d 'Keep nothing of what was read from one run to the next; `LANDFALL_CACHE=off` says the same'
complete -c landfall -n "__fish_landfall_using_subcommand compile" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c landfall -n "__fish_landfall_using_subcommand check" -l format -d 'How to print' -r -f -a "human\t'For people'
short\t'One line each'
json\t'For programs'
github\t'Annotations of GitHub Actions'
markdown\t'A step summary, or a comment on a pull request'
sarif\t'SARIF 2.1.0, for code scanning'
gitlab\t'Code Quality of GitLab'
junit\t'JUnit\'s XML, for servers that show tests'
rdjsonl\t'Diagnostics for reviewdog'
line\t'One line a plan'
badge\t'A badge as an SVG picture'
shields\t'The JSON that shields.io draws a badge from'"
complete -c landfall -n "__fish_landfall_using_subcommand check" -l output -d 'Write it to a file too, in a format of its own; may be given several times' -r
complete -c landfall -n "__fish_landfall_using_subcommand check" -l against -d 'Compare the plans and what the tree shows with a git revision: what regressed, and where the plans ask less' -r
complete -c landfall -n "__fish_landfall_using_subcommand check" -l against-evidence -d 'Where the reports of that revision lie, when they are not in its tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand check" -l as-of -d 'The date as of which everything is true; wins over the plan\'s own `as-of`' -r
complete -c landfall -n "__fish_landfall_using_subcommand check" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c landfall -n "__fish_landfall_using_subcommand check" -l baseline -d 'Compare the schedule with the plan at a git revision, or with a `plan.json` that was compiled earlier' -r
complete -c landfall -n "__fish_landfall_using_subcommand check" -l deny -d 'Make a rule an error; `warnings` for all warnings' -r
complete -c landfall -n "__fish_landfall_using_subcommand check" -l warn -d 'Make a rule a warning' -r
complete -c landfall -n "__fish_landfall_using_subcommand check" -l allow -d 'Do not report a rule' -r
complete -c landfall -n "__fish_landfall_using_subcommand check" -l effort -d 'Try this many schedules, instead of a number that fits the size of the plan' -r
complete -c landfall -n "__fish_landfall_using_subcommand check" -l tree -d 'Hold the plans against this tree: a folder, a git revision, or `FOLDER@REV`; `NAME=` says which tree of the plan it is' -r
complete -c landfall -n "__fish_landfall_using_subcommand check" -l alias -d 'Paths that begin like this in the plan begin like that in the tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand check" -l coverage -d 'Read these coverage reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand check" -l tests -d 'Read these test reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand check" -l facts -d 'Take what was measured from a file that `--record` wrote, and look at no tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand check" -l record -d 'Write what was measured to a file' -r
complete -c landfall -n "__fish_landfall_using_subcommand check" -l allow-command -d 'Run a command of the plan that reads exactly so; with `--against`, those that read the same there run too' -r
complete -c landfall -n "__fish_landfall_using_subcommand check" -l command-seconds -d 'End such a command after this many seconds' -r
complete -c landfall -n "__fish_landfall_using_subcommand check" -s q -l quiet -d 'Print nothing but data and errors'
complete -c landfall -n "__fish_landfall_using_subcommand check" -s v -l verbose -d 'Say more: notes, and what was read and written'
complete -c landfall -n "__fish_landfall_using_subcommand check" -l unlevelled -d 'Let no work wait for people; where there is too much to do is reported'
complete -c landfall -n "__fish_landfall_using_subcommand check" -l no-evidence -d 'Measure nothing: all the plans claim stays a claim'
complete -c landfall -n "__fish_landfall_using_subcommand check" -l no-cache -d 'Keep nothing of what was read from one run to the next; `LANDFALL_CACHE=off` says the same'
complete -c landfall -n "__fish_landfall_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c landfall -n "__fish_landfall_using_subcommand order" -l as-of -d 'The date as of which everything is true; wins over the plan\'s own `as-of`' -r
complete -c landfall -n "__fish_landfall_using_subcommand order" -l format -d 'How to print' -r -f -a "human\t'For people'
short\t'One line each'
json\t'For programs'"
complete -c landfall -n "__fish_landfall_using_subcommand order" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c landfall -n "__fish_landfall_using_subcommand order" -l baseline -d 'Compare the schedule with the plan at a git revision, or with a `plan.json` that was compiled earlier' -r
complete -c landfall -n "__fish_landfall_using_subcommand order" -l deny -d 'Make a rule an error; `warnings` for all warnings' -r
complete -c landfall -n "__fish_landfall_using_subcommand order" -l warn -d 'Make a rule a warning' -r
complete -c landfall -n "__fish_landfall_using_subcommand order" -l allow -d 'Do not report a rule' -r
complete -c landfall -n "__fish_landfall_using_subcommand order" -l effort -d 'Try this many schedules, instead of a number that fits the size of the plan' -r
complete -c landfall -n "__fish_landfall_using_subcommand order" -l tree -d 'Hold the plans against this tree: a folder, a git revision, or `FOLDER@REV`; `NAME=` says which tree of the plan it is' -r
complete -c landfall -n "__fish_landfall_using_subcommand order" -l alias -d 'Paths that begin like this in the plan begin like that in the tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand order" -l coverage -d 'Read these coverage reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand order" -l tests -d 'Read these test reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand order" -l facts -d 'Take what was measured from a file that `--record` wrote, and look at no tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand order" -l record -d 'Write what was measured to a file' -r
complete -c landfall -n "__fish_landfall_using_subcommand order" -l allow-command -d 'Run a command of the plan that reads exactly so; with `--against`, those that read the same there run too' -r
complete -c landfall -n "__fish_landfall_using_subcommand order" -l command-seconds -d 'End such a command after this many seconds' -r
complete -c landfall -n "__fish_landfall_using_subcommand order" -s q -l quiet -d 'Print nothing but data and errors'
complete -c landfall -n "__fish_landfall_using_subcommand order" -s v -l verbose -d 'Say more: notes, and what was read and written'
complete -c landfall -n "__fish_landfall_using_subcommand order" -l unlevelled -d 'Let no work wait for people; where there is too much to do is reported'
complete -c landfall -n "__fish_landfall_using_subcommand order" -l no-evidence -d 'Measure nothing: all the plans claim stays a claim'
complete -c landfall -n "__fish_landfall_using_subcommand order" -l no-cache -d 'Keep nothing of what was read from one run to the next; `LANDFALL_CACHE=off` says the same'
complete -c landfall -n "__fish_landfall_using_subcommand order" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c landfall -n "__fish_landfall_using_subcommand next" -s n -l limit -d 'List no more than this many items of each plan' -r
complete -c landfall -n "__fish_landfall_using_subcommand next" -l as-of -d 'The date as of which everything is true; wins over the plan\'s own `as-of`' -r
complete -c landfall -n "__fish_landfall_using_subcommand next" -l format -d 'How to print' -r -f -a "human\t'For people'
short\t'One line each'
json\t'For programs'"
complete -c landfall -n "__fish_landfall_using_subcommand next" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c landfall -n "__fish_landfall_using_subcommand next" -l baseline -d 'Compare the schedule with the plan at a git revision, or with a `plan.json` that was compiled earlier' -r
complete -c landfall -n "__fish_landfall_using_subcommand next" -l deny -d 'Make a rule an error; `warnings` for all warnings' -r
complete -c landfall -n "__fish_landfall_using_subcommand next" -l warn -d 'Make a rule a warning' -r
complete -c landfall -n "__fish_landfall_using_subcommand next" -l allow -d 'Do not report a rule' -r
complete -c landfall -n "__fish_landfall_using_subcommand next" -l effort -d 'Try this many schedules, instead of a number that fits the size of the plan' -r
complete -c landfall -n "__fish_landfall_using_subcommand next" -l tree -d 'Hold the plans against this tree: a folder, a git revision, or `FOLDER@REV`; `NAME=` says which tree of the plan it is' -r
complete -c landfall -n "__fish_landfall_using_subcommand next" -l alias -d 'Paths that begin like this in the plan begin like that in the tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand next" -l coverage -d 'Read these coverage reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand next" -l tests -d 'Read these test reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand next" -l facts -d 'Take what was measured from a file that `--record` wrote, and look at no tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand next" -l record -d 'Write what was measured to a file' -r
complete -c landfall -n "__fish_landfall_using_subcommand next" -l allow-command -d 'Run a command of the plan that reads exactly so; with `--against`, those that read the same there run too' -r
complete -c landfall -n "__fish_landfall_using_subcommand next" -l command-seconds -d 'End such a command after this many seconds' -r
complete -c landfall -n "__fish_landfall_using_subcommand next" -s q -l quiet -d 'Print nothing but data and errors'
complete -c landfall -n "__fish_landfall_using_subcommand next" -s v -l verbose -d 'Say more: notes, and what was read and written'
complete -c landfall -n "__fish_landfall_using_subcommand next" -l unlevelled -d 'Let no work wait for people; where there is too much to do is reported'
complete -c landfall -n "__fish_landfall_using_subcommand next" -l no-evidence -d 'Measure nothing: all the plans claim stays a claim'
complete -c landfall -n "__fish_landfall_using_subcommand next" -l no-cache -d 'Keep nothing of what was read from one run to the next; `LANDFALL_CACHE=off` says the same'
complete -c landfall -n "__fish_landfall_using_subcommand next" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c landfall -n "__fish_landfall_using_subcommand show" -l as-of -d 'The date as of which everything is true; wins over the plan\'s own `as-of`' -r
complete -c landfall -n "__fish_landfall_using_subcommand show" -l format -d 'How to print' -r -f -a "human\t'For people'
short\t'One line each'
json\t'For programs'"
complete -c landfall -n "__fish_landfall_using_subcommand show" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c landfall -n "__fish_landfall_using_subcommand show" -l baseline -d 'Compare the schedule with the plan at a git revision, or with a `plan.json` that was compiled earlier' -r
complete -c landfall -n "__fish_landfall_using_subcommand show" -l deny -d 'Make a rule an error; `warnings` for all warnings' -r
complete -c landfall -n "__fish_landfall_using_subcommand show" -l warn -d 'Make a rule a warning' -r
complete -c landfall -n "__fish_landfall_using_subcommand show" -l allow -d 'Do not report a rule' -r
complete -c landfall -n "__fish_landfall_using_subcommand show" -l effort -d 'Try this many schedules, instead of a number that fits the size of the plan' -r
complete -c landfall -n "__fish_landfall_using_subcommand show" -l tree -d 'Hold the plans against this tree: a folder, a git revision, or `FOLDER@REV`; `NAME=` says which tree of the plan it is' -r
complete -c landfall -n "__fish_landfall_using_subcommand show" -l alias -d 'Paths that begin like this in the plan begin like that in the tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand show" -l coverage -d 'Read these coverage reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand show" -l tests -d 'Read these test reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand show" -l facts -d 'Take what was measured from a file that `--record` wrote, and look at no tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand show" -l record -d 'Write what was measured to a file' -r
complete -c landfall -n "__fish_landfall_using_subcommand show" -l allow-command -d 'Run a command of the plan that reads exactly so; with `--against`, those that read the same there run too' -r
complete -c landfall -n "__fish_landfall_using_subcommand show" -l command-seconds -d 'End such a command after this many seconds' -r
complete -c landfall -n "__fish_landfall_using_subcommand show" -s q -l quiet -d 'Print nothing but data and errors'
complete -c landfall -n "__fish_landfall_using_subcommand show" -s v -l verbose -d 'Say more: notes, and what was read and written'
complete -c landfall -n "__fish_landfall_using_subcommand show" -l unlevelled -d 'Let no work wait for people; where there is too much to do is reported'
complete -c landfall -n "__fish_landfall_using_subcommand show" -l no-evidence -d 'Measure nothing: all the plans claim stays a claim'
complete -c landfall -n "__fish_landfall_using_subcommand show" -l no-cache -d 'Keep nothing of what was read from one run to the next; `LANDFALL_CACHE=off` says the same'
complete -c landfall -n "__fish_landfall_using_subcommand show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c landfall -n "__fish_landfall_using_subcommand why" -l as-of -d 'The date as of which everything is true; wins over the plan\'s own `as-of`' -r
complete -c landfall -n "__fish_landfall_using_subcommand why" -l format -d 'How to print' -r -f -a "human\t'For people'
short\t'One line each'
json\t'For programs'"
complete -c landfall -n "__fish_landfall_using_subcommand why" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c landfall -n "__fish_landfall_using_subcommand why" -l baseline -d 'Compare the schedule with the plan at a git revision, or with a `plan.json` that was compiled earlier' -r
complete -c landfall -n "__fish_landfall_using_subcommand why" -l deny -d 'Make a rule an error; `warnings` for all warnings' -r
complete -c landfall -n "__fish_landfall_using_subcommand why" -l warn -d 'Make a rule a warning' -r
complete -c landfall -n "__fish_landfall_using_subcommand why" -l allow -d 'Do not report a rule' -r
complete -c landfall -n "__fish_landfall_using_subcommand why" -l effort -d 'Try this many schedules, instead of a number that fits the size of the plan' -r
complete -c landfall -n "__fish_landfall_using_subcommand why" -l tree -d 'Hold the plans against this tree: a folder, a git revision, or `FOLDER@REV`; `NAME=` says which tree of the plan it is' -r
complete -c landfall -n "__fish_landfall_using_subcommand why" -l alias -d 'Paths that begin like this in the plan begin like that in the tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand why" -l coverage -d 'Read these coverage reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand why" -l tests -d 'Read these test reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand why" -l facts -d 'Take what was measured from a file that `--record` wrote, and look at no tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand why" -l record -d 'Write what was measured to a file' -r
complete -c landfall -n "__fish_landfall_using_subcommand why" -l allow-command -d 'Run a command of the plan that reads exactly so; with `--against`, those that read the same there run too' -r
complete -c landfall -n "__fish_landfall_using_subcommand why" -l command-seconds -d 'End such a command after this many seconds' -r
complete -c landfall -n "__fish_landfall_using_subcommand why" -s q -l quiet -d 'Print nothing but data and errors'
complete -c landfall -n "__fish_landfall_using_subcommand why" -s v -l verbose -d 'Say more: notes, and what was read and written'
complete -c landfall -n "__fish_landfall_using_subcommand why" -l unlevelled -d 'Let no work wait for people; where there is too much to do is reported'
complete -c landfall -n "__fish_landfall_using_subcommand why" -l no-evidence -d 'Measure nothing: all the plans claim stays a claim'
complete -c landfall -n "__fish_landfall_using_subcommand why" -l no-cache -d 'Keep nothing of what was read from one run to the next; `LANDFALL_CACHE=off` says the same'
complete -c landfall -n "__fish_landfall_using_subcommand why" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l of -d 'Only what an area holds, or an item: its full name, its id, or the end of its name' -r
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l export -d 'Print it in a form that other programs read, instead of a table' -r -f -a "csv\t'Comma-separated values, one line an item'
ics\t'iCalendar: events of whole days, and due dates'
msproject\t'Microsoft Project\'s XML, with links, people and working time; the whole plan'"
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l as-of -d 'The date as of which everything is true; wins over the plan\'s own `as-of`' -r
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l format -d 'How to print' -r -f -a "human\t'For people'
short\t'One line each'
json\t'For programs'"
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l baseline -d 'Compare the schedule with the plan at a git revision, or with a `plan.json` that was compiled earlier' -r
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l deny -d 'Make a rule an error; `warnings` for all warnings' -r
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l warn -d 'Make a rule a warning' -r
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l allow -d 'Do not report a rule' -r
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l effort -d 'Try this many schedules, instead of a number that fits the size of the plan' -r
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l tree -d 'Hold the plans against this tree: a folder, a git revision, or `FOLDER@REV`; `NAME=` says which tree of the plan it is' -r
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l alias -d 'Paths that begin like this in the plan begin like that in the tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l coverage -d 'Read these coverage reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l tests -d 'Read these test reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l facts -d 'Take what was measured from a file that `--record` wrote, and look at no tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l record -d 'Write what was measured to a file' -r
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l allow-command -d 'Run a command of the plan that reads exactly so; with `--against`, those that read the same there run too' -r
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l command-seconds -d 'End such a command after this many seconds' -r
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l critical -d 'Only open items without float'
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -s q -l quiet -d 'Print nothing but data and errors'
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -s v -l verbose -d 'Say more: notes, and what was read and written'
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l unlevelled -d 'Let no work wait for people; where there is too much to do is reported'
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l no-evidence -d 'Measure nothing: all the plans claim stays a claim'
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -l no-cache -d 'Keep nothing of what was read from one run to the next; `LANDFALL_CACHE=off` says the same'
complete -c landfall -n "__fish_landfall_using_subcommand schedule" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c landfall -n "__fish_landfall_using_subcommand explain" -l as-of -d 'The date as of which everything is true; wins over the plan\'s own `as-of`' -r
complete -c landfall -n "__fish_landfall_using_subcommand explain" -l format -d 'How to print' -r -f -a "human\t'For people'
short\t'One line each'
json\t'For programs'"
complete -c landfall -n "__fish_landfall_using_subcommand explain" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c landfall -n "__fish_landfall_using_subcommand explain" -l baseline -d 'Compare the schedule with the plan at a git revision, or with a `plan.json` that was compiled earlier' -r
complete -c landfall -n "__fish_landfall_using_subcommand explain" -l deny -d 'Make a rule an error; `warnings` for all warnings' -r
complete -c landfall -n "__fish_landfall_using_subcommand explain" -l warn -d 'Make a rule a warning' -r
complete -c landfall -n "__fish_landfall_using_subcommand explain" -l allow -d 'Do not report a rule' -r
complete -c landfall -n "__fish_landfall_using_subcommand explain" -l effort -d 'Try this many schedules, instead of a number that fits the size of the plan' -r
complete -c landfall -n "__fish_landfall_using_subcommand explain" -l tree -d 'Hold the plans against this tree: a folder, a git revision, or `FOLDER@REV`; `NAME=` says which tree of the plan it is' -r
complete -c landfall -n "__fish_landfall_using_subcommand explain" -l alias -d 'Paths that begin like this in the plan begin like that in the tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand explain" -l coverage -d 'Read these coverage reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand explain" -l tests -d 'Read these test reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand explain" -l facts -d 'Take what was measured from a file that `--record` wrote, and look at no tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand explain" -l record -d 'Write what was measured to a file' -r
complete -c landfall -n "__fish_landfall_using_subcommand explain" -l allow-command -d 'Run a command of the plan that reads exactly so; with `--against`, those that read the same there run too' -r
complete -c landfall -n "__fish_landfall_using_subcommand explain" -l command-seconds -d 'End such a command after this many seconds' -r
complete -c landfall -n "__fish_landfall_using_subcommand explain" -s q -l quiet -d 'Print nothing but data and errors'
complete -c landfall -n "__fish_landfall_using_subcommand explain" -s v -l verbose -d 'Say more: notes, and what was read and written'
complete -c landfall -n "__fish_landfall_using_subcommand explain" -l unlevelled -d 'Let no work wait for people; where there is too much to do is reported'
complete -c landfall -n "__fish_landfall_using_subcommand explain" -l no-evidence -d 'Measure nothing: all the plans claim stays a claim'
complete -c landfall -n "__fish_landfall_using_subcommand explain" -l no-cache -d 'Keep nothing of what was read from one run to the next; `LANDFALL_CACHE=off` says the same'
complete -c landfall -n "__fish_landfall_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c landfall -n "__fish_landfall_using_subcommand update" -l as-of -d 'The date as of which everything is true; wins over the plan\'s own `as-of`' -r
complete -c landfall -n "__fish_landfall_using_subcommand update" -l format -d 'How to print' -r -f -a "human\t'For people'
short\t'One line each'
json\t'For programs'"
complete -c landfall -n "__fish_landfall_using_subcommand update" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c landfall -n "__fish_landfall_using_subcommand update" -l baseline -d 'Compare the schedule with the plan at a git revision, or with a `plan.json` that was compiled earlier' -r
complete -c landfall -n "__fish_landfall_using_subcommand update" -l deny -d 'Make a rule an error; `warnings` for all warnings' -r
complete -c landfall -n "__fish_landfall_using_subcommand update" -l warn -d 'Make a rule a warning' -r
complete -c landfall -n "__fish_landfall_using_subcommand update" -l allow -d 'Do not report a rule' -r
complete -c landfall -n "__fish_landfall_using_subcommand update" -l effort -d 'Try this many schedules, instead of a number that fits the size of the plan' -r
complete -c landfall -n "__fish_landfall_using_subcommand update" -l tree -d 'Hold the plans against this tree: a folder, a git revision, or `FOLDER@REV`; `NAME=` says which tree of the plan it is' -r
complete -c landfall -n "__fish_landfall_using_subcommand update" -l alias -d 'Paths that begin like this in the plan begin like that in the tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand update" -l coverage -d 'Read these coverage reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand update" -l tests -d 'Read these test reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand update" -l facts -d 'Take what was measured from a file that `--record` wrote, and look at no tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand update" -l record -d 'Write what was measured to a file' -r
complete -c landfall -n "__fish_landfall_using_subcommand update" -l allow-command -d 'Run a command of the plan that reads exactly so; with `--against`, those that read the same there run too' -r
complete -c landfall -n "__fish_landfall_using_subcommand update" -l command-seconds -d 'End such a command after this many seconds' -r
complete -c landfall -n "__fish_landfall_using_subcommand update" -l moved -d 'Also follow files that moved: of one that is gone, and of which one other file bears the name, the new place is written'
complete -c landfall -n "__fish_landfall_using_subcommand update" -l dry-run -d 'Write nothing; show what would change'
complete -c landfall -n "__fish_landfall_using_subcommand update" -l check -d 'Write nothing, and exit with 1 if anything would change'
complete -c landfall -n "__fish_landfall_using_subcommand update" -s q -l quiet -d 'Print nothing but data and errors'
complete -c landfall -n "__fish_landfall_using_subcommand update" -s v -l verbose -d 'Say more: notes, and what was read and written'
complete -c landfall -n "__fish_landfall_using_subcommand update" -l unlevelled -d 'Let no work wait for people; where there is too much to do is reported'
complete -c landfall -n "__fish_landfall_using_subcommand update" -l no-evidence -d 'Measure nothing: all the plans claim stays a claim'
complete -c landfall -n "__fish_landfall_using_subcommand update" -l no-cache -d 'Keep nothing of what was read from one run to the next; `LANDFALL_CACHE=off` says the same'
complete -c landfall -n "__fish_landfall_using_subcommand update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l of -d 'The plan the checklist is of, by its id, where several are read' -r
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l as-of -d 'The date as of which everything is true; wins over the plan\'s own `as-of`' -r
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l format -d 'How to print' -r -f -a "human\t'For people'
short\t'One line each'
json\t'For programs'"
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l baseline -d 'Compare the schedule with the plan at a git revision, or with a `plan.json` that was compiled earlier' -r
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l deny -d 'Make a rule an error; `warnings` for all warnings' -r
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l warn -d 'Make a rule a warning' -r
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l allow -d 'Do not report a rule' -r
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l effort -d 'Try this many schedules, instead of a number that fits the size of the plan' -r
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l tree -d 'Hold the plans against this tree: a folder, a git revision, or `FOLDER@REV`; `NAME=` says which tree of the plan it is' -r
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l alias -d 'Paths that begin like this in the plan begin like that in the tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l coverage -d 'Read these coverage reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l tests -d 'Read these test reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l facts -d 'Take what was measured from a file that `--record` wrote, and look at no tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l record -d 'Write what was measured to a file' -r
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l allow-command -d 'Run a command of the plan that reads exactly so; with `--against`, those that read the same there run too' -r
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l command-seconds -d 'End such a command after this many seconds' -r
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l force -d 'Also take ticks that the evidence denies'
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l dry-run -d 'Write nothing; show what would change'
complete -c landfall -n "__fish_landfall_using_subcommand sync" -s q -l quiet -d 'Print nothing but data and errors'
complete -c landfall -n "__fish_landfall_using_subcommand sync" -s v -l verbose -d 'Say more: notes, and what was read and written'
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l unlevelled -d 'Let no work wait for people; where there is too much to do is reported'
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l no-evidence -d 'Measure nothing: all the plans claim stays a claim'
complete -c landfall -n "__fish_landfall_using_subcommand sync" -l no-cache -d 'Keep nothing of what was read from one run to the next; `LANDFALL_CACHE=off` says the same'
complete -c landfall -n "__fish_landfall_using_subcommand sync" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l as-of -d 'The date as of which everything is true; wins over the plan\'s own `as-of`' -r
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l format -d 'How to print' -r -f -a "human\t'For people'
short\t'One line each'
json\t'For programs'"
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l baseline -d 'Compare the schedule with the plan at a git revision, or with a `plan.json` that was compiled earlier' -r
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l deny -d 'Make a rule an error; `warnings` for all warnings' -r
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l warn -d 'Make a rule a warning' -r
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l allow -d 'Do not report a rule' -r
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l effort -d 'Try this many schedules, instead of a number that fits the size of the plan' -r
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l tree -d 'Hold the plans against this tree: a folder, a git revision, or `FOLDER@REV`; `NAME=` says which tree of the plan it is' -r
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l alias -d 'Paths that begin like this in the plan begin like that in the tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l coverage -d 'Read these coverage reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l tests -d 'Read these test reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l facts -d 'Take what was measured from a file that `--record` wrote, and look at no tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l record -d 'Write what was measured to a file' -r
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l allow-command -d 'Run a command of the plan that reads exactly so; with `--against`, those that read the same there run too' -r
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l command-seconds -d 'End such a command after this many seconds' -r
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l update -d 'Write new paths of what has moved, and what works again or is gone, into the plans'
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l dry-run -d 'Write nothing; show what `--update` would change'
complete -c landfall -n "__fish_landfall_using_subcommand registry" -s q -l quiet -d 'Print nothing but data and errors'
complete -c landfall -n "__fish_landfall_using_subcommand registry" -s v -l verbose -d 'Say more: notes, and what was read and written'
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l unlevelled -d 'Let no work wait for people; where there is too much to do is reported'
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l no-evidence -d 'Measure nothing: all the plans claim stays a claim'
complete -c landfall -n "__fish_landfall_using_subcommand registry" -l no-cache -d 'Keep nothing of what was read from one run to the next; `LANDFALL_CACHE=off` says the same'
complete -c landfall -n "__fish_landfall_using_subcommand registry" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l as-of -d 'The date as of which everything is true; wins over the plan\'s own `as-of`' -r
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l format -d 'How to print' -r -f -a "human\t'For people'
short\t'One line each'
json\t'For programs'"
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l baseline -d 'Compare the schedule with the plan at a git revision, or with a `plan.json` that was compiled earlier' -r
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l deny -d 'Make a rule an error; `warnings` for all warnings' -r
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l warn -d 'Make a rule a warning' -r
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l allow -d 'Do not report a rule' -r
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l effort -d 'Try this many schedules, instead of a number that fits the size of the plan' -r
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l tree -d 'Hold the plans against this tree: a folder, a git revision, or `FOLDER@REV`; `NAME=` says which tree of the plan it is' -r
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l alias -d 'Paths that begin like this in the plan begin like that in the tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l coverage -d 'Read these coverage reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l tests -d 'Read these test reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l facts -d 'Take what was measured from a file that `--record` wrote, and look at no tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l record -d 'Write what was measured to a file' -r
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l allow-command -d 'Run a command of the plan that reads exactly so; with `--against`, those that read the same there run too' -r
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l command-seconds -d 'End such a command after this many seconds' -r
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l check -d 'Write nothing; list what is not formatted, and exit with 1 if anything is'
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l diff -d 'Write nothing; show what would change, and exit with 1 if anything would'
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -s q -l quiet -d 'Print nothing but data and errors'
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -s v -l verbose -d 'Say more: notes, and what was read and written'
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l unlevelled -d 'Let no work wait for people; where there is too much to do is reported'
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l no-evidence -d 'Measure nothing: all the plans claim stays a claim'
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -l no-cache -d 'Keep nothing of what was read from one run to the next; `LANDFALL_CACHE=off` says the same'
complete -c landfall -n "__fish_landfall_using_subcommand fmt" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c landfall -n "__fish_landfall_using_subcommand new" -l as-of -d 'The date as of which everything is true; wins over the plan\'s own `as-of`' -r
complete -c landfall -n "__fish_landfall_using_subcommand new" -l format -d 'How to print' -r -f -a "human\t'For people'
short\t'One line each'
json\t'For programs'"
complete -c landfall -n "__fish_landfall_using_subcommand new" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c landfall -n "__fish_landfall_using_subcommand new" -l baseline -d 'Compare the schedule with the plan at a git revision, or with a `plan.json` that was compiled earlier' -r
complete -c landfall -n "__fish_landfall_using_subcommand new" -l deny -d 'Make a rule an error; `warnings` for all warnings' -r
complete -c landfall -n "__fish_landfall_using_subcommand new" -l warn -d 'Make a rule a warning' -r
complete -c landfall -n "__fish_landfall_using_subcommand new" -l allow -d 'Do not report a rule' -r
complete -c landfall -n "__fish_landfall_using_subcommand new" -l effort -d 'Try this many schedules, instead of a number that fits the size of the plan' -r
complete -c landfall -n "__fish_landfall_using_subcommand new" -l tree -d 'Hold the plans against this tree: a folder, a git revision, or `FOLDER@REV`; `NAME=` says which tree of the plan it is' -r
complete -c landfall -n "__fish_landfall_using_subcommand new" -l alias -d 'Paths that begin like this in the plan begin like that in the tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand new" -l coverage -d 'Read these coverage reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand new" -l tests -d 'Read these test reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand new" -l facts -d 'Take what was measured from a file that `--record` wrote, and look at no tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand new" -l record -d 'Write what was measured to a file' -r
complete -c landfall -n "__fish_landfall_using_subcommand new" -l allow-command -d 'Run a command of the plan that reads exactly so; with `--against`, those that read the same there run too' -r
complete -c landfall -n "__fish_landfall_using_subcommand new" -l command-seconds -d 'End such a command after this many seconds' -r
complete -c landfall -n "__fish_landfall_using_subcommand new" -s q -l quiet -d 'Print nothing but data and errors'
complete -c landfall -n "__fish_landfall_using_subcommand new" -s v -l verbose -d 'Say more: notes, and what was read and written'
complete -c landfall -n "__fish_landfall_using_subcommand new" -l unlevelled -d 'Let no work wait for people; where there is too much to do is reported'
complete -c landfall -n "__fish_landfall_using_subcommand new" -l no-evidence -d 'Measure nothing: all the plans claim stays a claim'
complete -c landfall -n "__fish_landfall_using_subcommand new" -l no-cache -d 'Keep nothing of what was read from one run to the next; `LANDFALL_CACHE=off` says the same'
complete -c landfall -n "__fish_landfall_using_subcommand new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c landfall -n "__fish_landfall_using_subcommand completions" -l as-of -d 'The date as of which everything is true; wins over the plan\'s own `as-of`' -r
complete -c landfall -n "__fish_landfall_using_subcommand completions" -l format -d 'How to print' -r -f -a "human\t'For people'
short\t'One line each'
json\t'For programs'"
complete -c landfall -n "__fish_landfall_using_subcommand completions" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c landfall -n "__fish_landfall_using_subcommand completions" -l baseline -d 'Compare the schedule with the plan at a git revision, or with a `plan.json` that was compiled earlier' -r
complete -c landfall -n "__fish_landfall_using_subcommand completions" -l deny -d 'Make a rule an error; `warnings` for all warnings' -r
complete -c landfall -n "__fish_landfall_using_subcommand completions" -l warn -d 'Make a rule a warning' -r
complete -c landfall -n "__fish_landfall_using_subcommand completions" -l allow -d 'Do not report a rule' -r
complete -c landfall -n "__fish_landfall_using_subcommand completions" -l effort -d 'Try this many schedules, instead of a number that fits the size of the plan' -r
complete -c landfall -n "__fish_landfall_using_subcommand completions" -l tree -d 'Hold the plans against this tree: a folder, a git revision, or `FOLDER@REV`; `NAME=` says which tree of the plan it is' -r
complete -c landfall -n "__fish_landfall_using_subcommand completions" -l alias -d 'Paths that begin like this in the plan begin like that in the tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand completions" -l coverage -d 'Read these coverage reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand completions" -l tests -d 'Read these test reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand completions" -l facts -d 'Take what was measured from a file that `--record` wrote, and look at no tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand completions" -l record -d 'Write what was measured to a file' -r
complete -c landfall -n "__fish_landfall_using_subcommand completions" -l allow-command -d 'Run a command of the plan that reads exactly so; with `--against`, those that read the same there run too' -r
complete -c landfall -n "__fish_landfall_using_subcommand completions" -l command-seconds -d 'End such a command after this many seconds' -r
complete -c landfall -n "__fish_landfall_using_subcommand completions" -s q -l quiet -d 'Print nothing but data and errors'
complete -c landfall -n "__fish_landfall_using_subcommand completions" -s v -l verbose -d 'Say more: notes, and what was read and written'
complete -c landfall -n "__fish_landfall_using_subcommand completions" -l unlevelled -d 'Let no work wait for people; where there is too much to do is reported'
complete -c landfall -n "__fish_landfall_using_subcommand completions" -l no-evidence -d 'Measure nothing: all the plans claim stays a claim'
complete -c landfall -n "__fish_landfall_using_subcommand completions" -l no-cache -d 'Keep nothing of what was read from one run to the next; `LANDFALL_CACHE=off` says the same'
complete -c landfall -n "__fish_landfall_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c landfall -n "__fish_landfall_using_subcommand man" -l as-of -d 'The date as of which everything is true; wins over the plan\'s own `as-of`' -r
complete -c landfall -n "__fish_landfall_using_subcommand man" -l format -d 'How to print' -r -f -a "human\t'For people'
short\t'One line each'
json\t'For programs'"
complete -c landfall -n "__fish_landfall_using_subcommand man" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c landfall -n "__fish_landfall_using_subcommand man" -l baseline -d 'Compare the schedule with the plan at a git revision, or with a `plan.json` that was compiled earlier' -r
complete -c landfall -n "__fish_landfall_using_subcommand man" -l deny -d 'Make a rule an error; `warnings` for all warnings' -r
complete -c landfall -n "__fish_landfall_using_subcommand man" -l warn -d 'Make a rule a warning' -r
complete -c landfall -n "__fish_landfall_using_subcommand man" -l allow -d 'Do not report a rule' -r
complete -c landfall -n "__fish_landfall_using_subcommand man" -l effort -d 'Try this many schedules, instead of a number that fits the size of the plan' -r
complete -c landfall -n "__fish_landfall_using_subcommand man" -l tree -d 'Hold the plans against this tree: a folder, a git revision, or `FOLDER@REV`; `NAME=` says which tree of the plan it is' -r
complete -c landfall -n "__fish_landfall_using_subcommand man" -l alias -d 'Paths that begin like this in the plan begin like that in the tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand man" -l coverage -d 'Read these coverage reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand man" -l tests -d 'Read these test reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand man" -l facts -d 'Take what was measured from a file that `--record` wrote, and look at no tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand man" -l record -d 'Write what was measured to a file' -r
complete -c landfall -n "__fish_landfall_using_subcommand man" -l allow-command -d 'Run a command of the plan that reads exactly so; with `--against`, those that read the same there run too' -r
complete -c landfall -n "__fish_landfall_using_subcommand man" -l command-seconds -d 'End such a command after this many seconds' -r
complete -c landfall -n "__fish_landfall_using_subcommand man" -s q -l quiet -d 'Print nothing but data and errors'
complete -c landfall -n "__fish_landfall_using_subcommand man" -s v -l verbose -d 'Say more: notes, and what was read and written'
complete -c landfall -n "__fish_landfall_using_subcommand man" -l unlevelled -d 'Let no work wait for people; where there is too much to do is reported'
complete -c landfall -n "__fish_landfall_using_subcommand man" -l no-evidence -d 'Measure nothing: all the plans claim stays a claim'
complete -c landfall -n "__fish_landfall_using_subcommand man" -l no-cache -d 'Keep nothing of what was read from one run to the next; `LANDFALL_CACHE=off` says the same'
complete -c landfall -n "__fish_landfall_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c landfall -n "__fish_landfall_using_subcommand schema" -l as-of -d 'The date as of which everything is true; wins over the plan\'s own `as-of`' -r
complete -c landfall -n "__fish_landfall_using_subcommand schema" -l format -d 'How to print' -r -f -a "human\t'For people'
short\t'One line each'
json\t'For programs'"
complete -c landfall -n "__fish_landfall_using_subcommand schema" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c landfall -n "__fish_landfall_using_subcommand schema" -l baseline -d 'Compare the schedule with the plan at a git revision, or with a `plan.json` that was compiled earlier' -r
complete -c landfall -n "__fish_landfall_using_subcommand schema" -l deny -d 'Make a rule an error; `warnings` for all warnings' -r
complete -c landfall -n "__fish_landfall_using_subcommand schema" -l warn -d 'Make a rule a warning' -r
complete -c landfall -n "__fish_landfall_using_subcommand schema" -l allow -d 'Do not report a rule' -r
complete -c landfall -n "__fish_landfall_using_subcommand schema" -l effort -d 'Try this many schedules, instead of a number that fits the size of the plan' -r
complete -c landfall -n "__fish_landfall_using_subcommand schema" -l tree -d 'Hold the plans against this tree: a folder, a git revision, or `FOLDER@REV`; `NAME=` says which tree of the plan it is' -r
complete -c landfall -n "__fish_landfall_using_subcommand schema" -l alias -d 'Paths that begin like this in the plan begin like that in the tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand schema" -l coverage -d 'Read these coverage reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand schema" -l tests -d 'Read these test reports too' -r
complete -c landfall -n "__fish_landfall_using_subcommand schema" -l facts -d 'Take what was measured from a file that `--record` wrote, and look at no tree' -r
complete -c landfall -n "__fish_landfall_using_subcommand schema" -l record -d 'Write what was measured to a file' -r
complete -c landfall -n "__fish_landfall_using_subcommand schema" -l allow-command -d 'Run a command of the plan that reads exactly so; with `--against`, those that read the same there run too' -r
complete -c landfall -n "__fish_landfall_using_subcommand schema" -l command-seconds -d 'End such a command after this many seconds' -r
complete -c landfall -n "__fish_landfall_using_subcommand schema" -s q -l quiet -d 'Print nothing but data and errors'
complete -c landfall -n "__fish_landfall_using_subcommand schema" -s v -l verbose -d 'Say more: notes, and what was read and written'
complete -c landfall -n "__fish_landfall_using_subcommand schema" -l unlevelled -d 'Let no work wait for people; where there is too much to do is reported'
complete -c landfall -n "__fish_landfall_using_subcommand schema" -l no-evidence -d 'Measure nothing: all the plans claim stays a claim'
complete -c landfall -n "__fish_landfall_using_subcommand schema" -l no-cache -d 'Keep nothing of what was read from one run to the next; `LANDFALL_CACHE=off` says the same'
complete -c landfall -n "__fish_landfall_using_subcommand schema" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c landfall -n "__fish_landfall_using_subcommand help; and not __fish_seen_subcommand_from compile check order next show why schedule explain update sync registry fmt new completions man schema help" -f -a "compile" -d 'Compile plans into reports'
complete -c landfall -n "__fish_landfall_using_subcommand help; and not __fish_seen_subcommand_from compile check order next show why schedule explain update sync registry fmt new completions man schema help" -f -a "check" -d 'Check plans and list what is wrong with them'
complete -c landfall -n "__fish_landfall_using_subcommand help; and not __fish_seen_subcommand_from compile check order next show why schedule explain update sync registry fmt new completions man schema help" -f -a "order" -d 'List the work in an order that every need allows'
complete -c landfall -n "__fish_landfall_using_subcommand help; and not __fish_seen_subcommand_from compile check order next show why schedule explain update sync registry fmt new completions man schema help" -f -a "next" -d 'List what can start now, most urgent first'
complete -c landfall -n "__fish_landfall_using_subcommand help; and not __fish_seen_subcommand_from compile check order next show why schedule explain update sync registry fmt new completions man schema help" -f -a "show" -d 'Show all that is known of one item, and where it was said'
complete -c landfall -n "__fish_landfall_using_subcommand help; and not __fish_seen_subcommand_from compile check order next show why schedule explain update sync registry fmt new completions man schema help" -f -a "why" -d 'Tell why an item has its dates and its state, link by link, with the place of each'
complete -c landfall -n "__fish_landfall_using_subcommand help; and not __fish_seen_subcommand_from compile check order next show why schedule explain update sync registry fmt new completions man schema help" -f -a "schedule" -d 'Print the schedule as a table, or in a form that other programs read'
complete -c landfall -n "__fish_landfall_using_subcommand help; and not __fish_seen_subcommand_from compile check order next show why schedule explain update sync registry fmt new completions man schema help" -f -a "explain" -d 'Explain a finding, with an example and the remedy'
complete -c landfall -n "__fish_landfall_using_subcommand help; and not __fish_seen_subcommand_from compile check order next show why schedule explain update sync registry fmt new completions man schema help" -f -a "update" -d 'Write measured facts back into the plans, where they are marked `per measured`'
complete -c landfall -n "__fish_landfall_using_subcommand help; and not __fish_seen_subcommand_from compile check order next show why schedule explain update sync registry fmt new completions man schema help" -f -a "sync" -d 'Take the ticks of a compiled checklist back into its plan'
complete -c landfall -n "__fish_landfall_using_subcommand help; and not __fish_seen_subcommand_from compile check order next show why schedule explain update sync registry fmt new completions man schema help" -f -a "registry" -d 'Print what is known of the import registries, and mend entries whose code has moved'
complete -c landfall -n "__fish_landfall_using_subcommand help; and not __fish_seen_subcommand_from compile check order next show why schedule explain update sync registry fmt new completions man schema help" -f -a "fmt" -d 'Format plan files'
complete -c landfall -n "__fish_landfall_using_subcommand help; and not __fish_seen_subcommand_from compile check order next show why schedule explain update sync registry fmt new completions man schema help" -f -a "new" -d 'Begin a new plan with a commented example'
complete -c landfall -n "__fish_landfall_using_subcommand help; and not __fish_seen_subcommand_from compile check order next show why schedule explain update sync registry fmt new completions man schema help" -f -a "completions" -d 'Print completions for a shell'
complete -c landfall -n "__fish_landfall_using_subcommand help; and not __fish_seen_subcommand_from compile check order next show why schedule explain update sync registry fmt new completions man schema help" -f -a "man" -d 'Print the manual page'
complete -c landfall -n "__fish_landfall_using_subcommand help; and not __fish_seen_subcommand_from compile check order next show why schedule explain update sync registry fmt new completions man schema help" -f -a "schema" -d 'Print the JSON Schema of `plan.json`, or of what `check --format json` prints'
complete -c landfall -n "__fish_landfall_using_subcommand help; and not __fish_seen_subcommand_from compile check order next show why schedule explain update sync registry fmt new completions man schema help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
