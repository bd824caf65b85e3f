# The command line in English. Entry for entry the same as zh.ftl, in the same order.

about = Read annual reports on government-information disclosure, prove the figures, write the files to be filed
help-usage = Usage:
help-commands = Commands:
help-arguments = Arguments:
help-options = Options:
help-convert = Convert workbooks and other files to DOCX, PDF, HTML, XLSX or JSON
help-check = Check reports: which cell is wrong, and what it should be
help-show = Show every figure that was read, as the form's tables in the terminal
help-explain = Explain a code: what it looks at, why, how to mend it
help-verify = Compare what files made by nianbao show with the data they carry
help-template = Make a blank form as a workbook: totals add themselves up, what is wrong turns red
help-form = List the form's cells: ids, Chinese labels, units and relations
help-plugin = Look at format plugins
help-plugin-list = List the plugins found (opens none)
help-plugin-show = Show one plugin's manifest
help-plugin-trust = Trust a plugin: note the SHA-256 of its files in the user's plugins.lock (runs none of it)
help-plugin-untrust = Withdraw the trust in a plugin, by its id
help-plugin-check = Test a plugin against the contract, each test by itself (runs the plugin)
help-plugin-new = Make the project of a new format, which builds and passes `check` as it is
help-completions = Print a completion script for a shell
help-help = Print help
help-version = Print version
help-arg-inputs = Files, folders or patterns; `-` is standard input and needs --from
help-arg-input = A file; `-` is standard input and needs --from
help-arg-to = Output formats, separated by commas: docx, pdf, html, xlsx, json
help-arg-output = Output folder (default: the current one), output file, or `-` for standard output
help-arg-name = Output file names; {"{"}organ{"}"}, {"{"}year{"}"} and {"{"}stem{"}"} are filled in
help-arg-strict = Write nothing for a report with findings of severity error
help-arg-prior = Last year's report, a file or a folder, to check carry-over and stocks against
help-arg-marked = Redraw each input as an .xlsx in this folder, with the cells concerned marked
help-arg-template-prior = Last year's report (file or folder), to fill in what was carried forward and the stocks
help-arg-template-output = The .xlsx file to make, or “-” for standard output
help-arg-check-format = Form of the output: human, json, jsonl (a line a report) or sarif
help-arg-all = Show every finding, not only three of a kind for each table
help-arg-where = Also list where each figure was read
help-arg-edition = Edition of the form, such as 2021; default: the newest
help-arg-format = Output: human or json
help-arg-id = The plugin's id
help-arg-plugin-folder = The plugin's folder, which holds nianbao-plugin.toml
help-arg-check-strict = Warnings count as failures, too
help-arg-only = This test only; may be repeated
help-arg-samples = Folder with files of the format; by default `samples` in the plugin's folder
help-arg-json = Print JSON
help-arg-plugin-name = The plugin's id (a-z, 0-9 and -), also the name of the new folder
help-arg-new-lang = The language that the plugin is written in
help-arg-role = import (reads) or export (writes)
help-arg-sdk = Folder of nianbao's sources for a Rust plugin to refer to; by default the bundled copy is copied in
help-arg-code = A code, such as R01
help-arg-shell = bash, zsh, fish, elvish or powershell
help-arg-lang = Language: zh or en; default: the system's
help-arg-join = The inputs are pieces of one report: its figures in one file, its text in another
help-arg-organ = The organ's name, where the file does not give it
help-arg-year = The year reported on, where the file does not give it
help-arg-form = Also use this edition of the form (a TOML file)
help-arg-config = Settings: what to check, options of formats; default: nianbao.toml in the current folder
help-arg-from = Input format; default: found from the file's content
help-arg-jobs = Files to work on at once; default: the number of cores
help-arg-set = Option of a format, FORMAT.KEY=VALUE; may be repeated
help-arg-plugin-dir = Another folder to look for plugins in; may be repeated

severity-error = error
severity-warning = warning
severity-hint = hint
error-label = error
help-label = help

not-a-report = { $grids ->
    [0] The file holds no table and no heading of an annual report.
    [1] The file holds 1 table, but no statutory table of the annual report.
   *[other] The file holds { $grids } tables, but no statutory table of the annual report.
 }
not-a-report-nearest = Nearest: { $at }, { $found } of { $wanted } labels of “{ $table }”.
not-a-report-help = Check whether it is the right file; the annual report has rows such as “一、本年新收政府信息公开申请数量”.
empty-piece = It holds no table, heading or text of an annual report.
blank-form = It is the blank form of the annual report; nothing is filled in.
blank-form-help = Name the file that is filled in.
unknown-format = The file's format cannot be told.
unknown-format-help = Give it with --from ({ $known }), or open the file in WPS or Excel and save it as .xlsx.
unread-kind = This is { $kind }, which cannot be read.
kind-pdf = a PDF file that nianbao did not make
kind-pdf-help = Open the document it was made from in Word or WPS and save it as .docx; if there is none, copy the text into a .txt file.
kind-image = a scan or another picture
kind-image-help = Use the document it was made from (.docx, .xlsx, …); if there is none, the report has to be typed in again.
kind-ofd = an OFD file
kind-ofd-help = Open the document it was made from in Word or WPS and save it as .docx; if there is none, copy the text from an OFD viewer into a .txt file.
kind-archive = an archive
kind-archive-help = Unpack it first and name the files in it or their folder.
kind-word = a text document of Word or WPS
kind-word-help = Open it in WPS or Word, save it as .docx and try again.
kind-workbook = a workbook
kind-workbook-help = Open it in WPS or Excel, save it as .xlsx and try again.
kind-presentation = a presentation
kind-presentation-help = Annual reports are documents or workbooks: check whether it is the right file, or copy its content into a .docx.
kind-mail = an e-mail
kind-mail-help = Open the message and save what is attached to it.
kind-web-archive = an MHT web archive
kind-web-archive-help = Open it in a browser and save it as .html, or copy it into a .docx.
kind-shortcut = a shortcut and not the file itself
kind-shortcut-help = Find the file that it points to and name that one.
unreadable-file = Cannot read it: { $reason }
unreadable-file-help = Check that the file exists, may be read and is not locked by another program.
empty-file = The file is empty (0 bytes).
empty-file-help = Save it again or get it anew.
too-large-file = The file has { $size } MB, more than the limit of { $limit } MB.
too-large-file-help = A report is usually smaller than 1 MB; check whether it is the right file, or take the pictures out.
no-plugin = No plugin { $role ->
    [import] reads
   *[export] writes
 } the format “{ $format }”.
no-plugin-help = Formats there are: { $known }. Searched: { $searched }
ambiguous-plugin = Several plugins { $role ->
    [import] read
   *[export] write
 } the format “{ $format }”: { $plugins }
ambiguous-plugin-help = Keep one of them, or say which: --set { $format }.plugin=ID, or format.{ $format }.plugin = "ID" in nianbao.toml.
plugin-fault = Plugin { $id } { $version } ({ $path }): { $what }
untrust-done = The plugin { $id } is trusted no longer and is not run any more ({ $lock })
untrust-unknown = No plugin { $id } is trusted in { $lock }; bundled plugins are vouched for by the program.
fault-untrusted = nobody vouches for it, so it is not run: the SHA-256 of { $detail } is { $actual }.
fault-insecure = others than you and root can change it, or it is a link, so it is not run: { $detail }
fault-bad-manifest = its manifest, or a file that it names, is faulty: { $detail }
fault-hash-mismatch = its file was changed and is not run: { $detail } should be { $expected } and is { $actual }.
fault-incompatible = it does not fit this program: { $detail }
fault-load-failed = it cannot be loaded: { $detail }
fault-missing-symbol = it is no nianbao plugin (it has no entry).
fault-timeout = it ran for more than { $detail } s and was ended.
fault-timeout-help = Check that the file is whole and of a usual size; if it always happens with this file, send it with this message to whoever provides the plugin.
fault-crashed = it crashed ({ $detail }); nianbao itself was not harmed.
fault-crashed-help = Open the file in the program that made it and save it anew; if it still happens, send the file with this message to whoever provides the plugin.
fault-disabled = it failed { $detail } times in a row and is not used any more in this run.
fault-disabled-help = Work on one of the files alone first, and clear away what is said of it.
fault-last-words = {" "}(last output: { $words })
fault-limit-exceeded = it went over a limit: { $detail ->
    [response] its answer is too large
    [file] its file is too large
   *[disk] it wrote too much to the disk
 }.
fault-protocol = it did not answer as agreed: { $detail }
fault-panicked = it failed inside: { $detail }
fault-panicked-help = Open the file in the program that made it and save it anew; if it still happens, send the file with this message to whoever provides the plugin.
fault-limit-exceeded-help = Check that the file is whole and of a usual size; a report is usually smaller than 1 MB.
plugin-worker = plugin-worker is the command by which nianbao runs plugins inside; it is not for direct use.
plugin-worker-help = nianbao plugin list shows the plugins.
fault-help = Install nianbao anew; for a plugin from elsewhere, ask whoever provides it.
untrusted-help = If you know where it comes from, run: nianbao plugin trust { $path }
hash-mismatch-help = If it was you who updated the plugin, run once more: nianbao plugin trust { $path } — else ask whoever provides it.
insecure-help = Make it a plain file of your own that others cannot write (chmod go-w), then run: nianbao plugin trust { $path }
trust-done = The plugin { $id } is trusted from now on; noted in { $lock }
kit-unknown-test = There is no test “{ $id }”; there are: { $known }
kit-kept = The contract is kept: { $pass } passed, { $warn } warned, { $skip } do not apply
kit-broken = The contract is broken by { $bad } ({ $pass } passed, { $warn } warned, { $skip } do not apply)
new-bad-name = “{ $name }” cannot be a plugin's id: it begins with a-z and holds only a-z, 0-9 and -
new-exists = { $name } is there already and was left alone
new-no-sdk = The sources that a Rust plugin refers to are not there{ $given ->
    [blank] .
   *[other] : { $given }
 }
new-no-sdk-help = Name the folder of nianbao's sources, which holds crates/nianbao-plugin, with --sdk.
new-made = Made { $name }; { $name }/README.md says what comes next
trust-unchanged = The plugin { $id } was trusted already and is unchanged ({ $lock })
trust-not-found = It lies in no folder that is searched: move its folder to { $user }, or give --plugin-dir { $place } each time
trust-no-place = There is no place to note trusted plugins: no folder for a user's data.
relative-lock = The environment variable NIANBAO_PLUGIN_LOCK is no absolute path: { $path }
trust-no-place-help = Give a file's absolute path in the environment variable NIANBAO_PLUGIN_LOCK.
trust-no-plugin = The folder holds no usable plugin: { $reason }
trust-bad-lock = plugins.lock is faulty: { $reason }
trust-unreadable = Cannot read or write: { $reason }
trust-unreadable-help = Check the path; a plugin's library must be built and stand beside its nianbao-plugin.toml.

no-inputs = No readable file was found: { $input }
no-inputs-help = Check the path; a folder should hold files such as { $known }.
stdin-needs-from = Standard input needs --from with the format.
bad-pattern = The pattern “{ $pattern }” is wrong: { $reason }
bad-output = The ending of { $output } is not that of the output format ({ $wanted }).
bad-output-help = Use .{ $wanted }, or name a folder.
not-a-file = It is no regular file and is not read.
not-a-file-help = Name a file or a folder; to read from a pipe, use `-`.
bad-set = --set wants FORMAT.KEY=VALUE, not “{ $given }”.
option-unknown-format = { $place }: there is no format “{ $format }”; there are: { $known }
option-none = { $place }: the format { $format } has no options, so { $option } cannot be set
option-unknown = { $place }: there is no option { $option }; the options of { $format } are: { $known }
option-wrong-type = { $place }: { $option } wants { $wanted ->
    [string] text
    [boolean] true or false
    [integer] a whole number
   *[number] a number
 }, not “{ $value }”
option-not-allowed = { $place }: { $option } cannot be “{ $value }”; it can be: { $known }
option-out-of-range = { $place }: { $option } cannot be { $value }; it must be { $minimum ->
    [blank] at most { $maximum }
   *[other] { $maximum ->
        [blank] at least { $minimum }
       *[other] between { $minimum } and { $maximum }
    }
 }
option-file = { $place }: the file of { $option } cannot be read: { $reason }
option-help = See the options of the formats with nianbao plugin show.
bad-form-file = The form file is faulty: { $reason }
bad-config = The settings are faulty: { $place }: { $reason }
config-unknown-code = there is no code “{ $code }”; nianbao explain tells of one
config-needs-reason = { $code } is set for one organ and must have a `reason`
config-organ-without-name = the organ's `name` is missing
prior-none = { $given } has no report of “{ $organ }” for { $year }; nothing was compared with last year.
prior-none-of = { $given } has no report of the year before, and nothing was compared, for: { $files }
prior-unknown = The report does not name its organ or year, so last year's cannot be found; give them with --organ and --year.
prior-other-year = { $name } is of { $found }, not of { $year }; nothing was compared with last year.
unknown-edition = There is no edition “{ $edition }”; there are: { $known }
unknown-plugin = There is no plugin “{ $id }”; there are: { $known }
bad-name-pattern = “{ $piece }” in --name is unknown; {"{"}organ{"}"}, {"{"}year{"}"} and {"{"}stem{"}"} are filled in.
name-needs = { $input }: --name needs the { $what ->
    [organ] organ's name, which the file does not give; give it with --organ
   *[year] year, which the file does not give; give it with --year
 }.
one-path-twice = Two outputs would be the same file { $path }: of { $first } and of { $second }. Nothing was written.
one-path-twice-help = Use -o to put them into different folders, or --name to rename them.
output-is-input = The output { $path } is an input. Nothing was written.
output-is-input-help = Use -o to name another folder.
stdout-takes-one = Standard output takes one input and one format.
write-failed = Cannot write { $path }: { $reason }
write-failed-help = If it is open in Word, WPS or a viewer, close it first; the old file is unchanged.
write-failed-directory-help = Check that the folder exists and may be written to, or name another one with -o.
strict-refused = There are findings of severity error; --strict, so nothing was written.
wrote = wrote { $path }
wrote-marked = wrote { $path }: the tables redrawn with { $cells } cells marked (their look is not kept); the last sheet lists what was found
marked-sheet = Findings
marked-severity = Severity
marked-code = Code
marked-place = Place
marked-message = Finding
marked-nothing = Nothing was found
template-needs-year = give the year reported on with --year, or last year's report with --prior
template-other-year = note: the report given as last year's is of { $prior }, not of the year before { $year }
skipped-files = no annual reports, passed over: { $files }
skipped-kind = passed over ({ $kind }): { $files }. If it is an annual report: { $help }
batch-summary = { $reports } reports, { $written } files written; { $errors } errors, { $warnings } warnings, { $unreadable } files unreadable.
progress = working
jobs-error = Cannot start worker threads: { $reason }

show-blank = ∅
show-missing = ?
show-legend-blank = ∅ blank
show-legend-missing = ? not found
show-legend-text = * not a number
show-legend-near = ~ label not quite the form's
show-legend-doubtful = ! doubtful, see the findings
show-edition = {" "}({ $edition })
show-organ = Organ: { $organ }
show-year = Year: { $year }
show-period = Period: { $from } to { $to }
show-contact = { $kind ->
    [address] Address
    [postcode] Postcode
    [telephone] Telephone
    [fax] Fax
    [email] E-mail
   *[site] Site
 }: { $value }
show-unit = Unit: { $unit }
show-source = Source
show-not-found = (not found)
show-parts = Text
show-preface = Preface
show-paragraphs = { $count ->
    [1] 1 paragraph
   *[other] { $count } paragraphs
 }
show-form-tables = statutory table
show-local-tables = { $count ->
    [1] 1 other table
   *[other] { $count } other tables
 }
show-subheadings = { $count ->
    [1] 1 sub-heading
   *[other] { $count } sub-headings
 }
show-other-editions = Cells of other editions:
show-extra-rows = Extra rows, which the form does not have:
show-findings = Findings: { $errors } errors, { $warnings } warnings, { $hints } hints
show-no-findings = Nothing to be said about the reading.
show-none = (none)

check-errors = { $count ->
    [1] 1 error
   *[other] { $count } errors
 }
check-warnings = { $count ->
    [1] 1 warning
   *[other] { $count } warnings
 }
check-hints = { $count ->
    [1] 1 hint
   *[other] { $count } hints
 }
check-clean = nothing found
check-unreadable = cannot be read
check-file = File
check-prior = Last year's: { $name }
check-more = { $code }: { $count }
check-more-line = Not shown: { $more }. See them with --all.
check-off-rule = { $code } ({ $reason })
check-off = Switched off in the settings: { $rules }
check-together = Among the reports
check-total = { $count ->
    [1] 1 report
   *[other] { $count } reports
 }: { $counts }. { $faulty } with errors, { $clean } with nothing to be said.
check-total-compared = { $count ->
    [1] 1 report was
   *[other] { $count } reports were
 } compared with last year's.
check-total-unreadable = { $count ->
    [1] 1 input
   *[other] { $count } inputs
 } could not be read.
picture-left-out = … (not drawn: { $rows ->
    [0] { $columns } columns
   *[other] { $columns ->
        [0] { $rows } rows
       *[other] { $rows } rows, { $columns } columns
    }
 })
repair-this = it were { $to }
repair-cell = { $cell }{ $at } were { $to } instead of { $from }
repair-at = {" "}({ $place })
repair-blank = blank
repair-answer = If { $changes }: { $reasons }.
repair-reasons = What else speaks for it: { $reasons }.
repair-several = Possible changes, likeliest first:
repair-equal = Possible changes:
repair-others = { $count ->
    [1] There is 1 other.
   *[other] There are { $count } others.
 }
repair-fill = the { $count } blank cells{ $line } held the sums of their parts
repair-line = {" "}of { $label }
repair-source = { $table ->
    [requests] Check against the register of requests.
    [disputes] Check against the register of cases.
   *[other] Check against the records.
 }
repair-relations = { $count ->
    [0] the relations hold as before
    [1] 1 relation holds
    [2] both relations hold
   *[other] all { $count } relations hold
 }
repair-prior-year = last year's report has the same
repair-prose = the text says { $printed } too
repair-prose-sum = { $sum } then add up to the { $printed } of the text
repair-against = but the text says { $printed }
repair-against-sum = but { $sum } no longer add up to the { $printed } of the text
repair-sum-group = the items of { $group }
repair-sum-cells = { $first } and other cells ({ $count } in all)
repair-slip = { $slip ->
    [swapped] it looks like two digits changed places
    [dropped] it looks like a digit was left out
    [added] it looks like a digit too many
    [digit] it looks like one wrong digit
    [column] it looks like the neighbouring column
    [row] it looks like the neighbouring row
    [total] it looks like a total that was not updated
    [split] it looks like one figure in two cells
    [sign] it looks like a wrong sign
   *[blank] it looks like it was left blank
 }

convert-more = Checking also found { $counts }; see nianbao check.

explain-looks = Looks at
explain-matters = Why it matters
explain-wrong = Wrong
explain-right = Right
explain-mend = How to mend it
explain-local = { $severity }; not checked unless nianbao.toml says so
explain-no-rule = said when files are read or written
codes-title = Codes
codes-about = What each code looks at, why, and how to mend what it finds. Written by `cargo xtask generate`; `nianbao explain CODE` says the same. [`nianbao.toml`](settings.en.md) can switch a rule off or change its gravity: `rules.F05 = "off"`.
codes-S = The six parts and the tables
codes-I = Organ, year, period and contact
codes-F = The figures of the cells
codes-R = Relations within a table
codes-Y = Against last year
codes-N = Text against tables
codes-T = Wording and punctuation
codes-V = Before publication
codes-L = Reading
codes-P = Plugins
codes-G = Outputs
colon = {": "}
unknown-code = There is no code “{ $code }”; there are: { $known }

verify-equal = equal ({ $figures } figures, and every paragraph)
verify-differs = differs from the data it carries in { $count } places
verify-difference = { $place }: shown “{ $visible }”, in the data “{ $carried }”
verify-place = { $kind ->
    [organ] the organ's name
    [year] the year
    [title] the title
    [signature] the sign-off
    [preface] preface, paragraph { $number }
    [heading] heading of part { $part }
    [text] part { $part }, paragraph { $number }
   *[table] a local table of part { $part }
 }
verify-no-data = The file holds no data written by nianbao; there is nothing to compare with.
verify-skipped = Without data of their own, not compared: { $files }
verify-nothing = None of the files carries data to compare with.
verify-no-data-help = Only files made by nianbao carry data: use one that nianbao convert has written.

form-cells = { $edition } ({ $basis }), { $count } figures
form-relations = Relations
form-prior = last year's
form-part = Part { $number }

plugin-reads = reads
plugin-writes = writes
plugin-bundled = bundled
plugin-extra = from elsewhere
plugin-hidden = hidden by a plugin of the same id found earlier
plugin-broken = faulty manifest
plugin-publisher = Publisher
plugin-license = Licence
plugin-directory = Folder
plugin-formats = Formats
option-kind-file = FILE
option-kind-string = TEXT
option-kind-boolean = true|false
option-kind-integer = WHOLE NUMBER
option-kind-number = NUMBER
option-default = (default { $value })
plugin-limits = Limits
plugin-none = No plugin was found. Searched: { $searched }

usage-error = Wrong command: { $what }
usage-missing = { $what } is missing
usage-missing-command = name a command
usage-unknown-command = there is no command “{ $what }”
usage-unknown-argument = there is no argument “{ $what }”
usage-invalid-value = { $argument } cannot be “{ $value }”
usage-repeated = { $what } can be given only once
usage-conflict = { $one } cannot be given together with { $other }
usage-other = it cannot be understood
usage-other-argument = { $what } cannot be understood
usage-did-you-mean = Did you mean “{ $suggestion }”?
usage-hint = See nianbao --help.
broken-lock = Cannot make plugins.lock: { $reason }
