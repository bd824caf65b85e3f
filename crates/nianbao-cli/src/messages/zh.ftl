# 命令行的中文。各条与 en.ftl 一一对应、次序相同。

about = 读取政府信息公开工作年度报告，核对数字，生成可报送的文件
help-usage = 用法：
help-commands = 命令：
help-arguments = 参数：
help-options = 选项：
help-convert = 把工作簿等文件转换为 DOCX、PDF、HTML、XLSX 或 JSON
help-check = 核对报告：指出错在哪一格、应为多少
help-show = 在终端里按法定表格显示读到的每个数字
help-explain = 说明一个问题代码：看什么、为什么、怎么改
help-verify = 核对 nianbao 生成的文件：看得见的内容与文件自带的数据是否一致
help-template = 生成空白的年报工作簿：合计自动计算，填错变红
help-form = 列出年报格式的全部数字单元：编号、名称、单位和勾稽关系
help-plugin = 查看格式插件
help-plugin-list = 列出找到的插件（不打开任何插件）
help-plugin-show = 显示一个插件的清单
help-plugin-trust = 信任一个插件：把它各文件的 SHA-256 记入用户的 plugins.lock（不运行插件）
help-plugin-untrust = 取消对一个插件的信任，按编号
help-plugin-check = 按约定检验一个插件，每项检验单独运行（会运行其中的代码）
help-plugin-new = 新建一个格式插件的项目：建好即可编译、检验
help-completions = 输出命令行补全脚本
help-help = 显示帮助
help-version = 显示版本
help-arg-inputs = 文件、文件夹或通配符；“-”表示标准输入（须同时给出 --from）
help-arg-input = 一个文件；“-”表示标准输入（须同时给出 --from）
help-arg-to = 输出格式，用逗号分隔：docx、pdf、html、xlsx、json
help-arg-output = 输出文件夹（默认为当前文件夹）、输出文件，或“-”表示标准输出
help-arg-name = 输出文件名，可用 {"{"}organ{"}"}、{"{"}year{"}"}、{"{"}stem{"}"}
help-arg-strict = 有“必须改”的问题时不生成文件
help-arg-prior = 上年的报告（文件或文件夹），用来核对上年结转、现行有效件数等
help-arg-marked = 在该文件夹中为每个输入重画一份 .xlsx，标出有问题的单元格
help-arg-template-prior = 上年的报告（文件或文件夹），用来填入上年结转和现行有效件数
help-arg-template-output = 要生成的 .xlsx 文件，或“-”表示标准输出
help-arg-check-format = 输出形式：human、json、jsonl（每份报告一行）或 sarif
help-arg-all = 列出全部问题；默认每张表同类问题最多列三处
help-arg-where = 同时列出每个数字的出处
help-arg-edition = 年报格式的版本，如 2021；默认为最新版本
help-arg-format = 输出形式：human 或 json
help-arg-id = 插件的编号
help-arg-plugin-folder = 插件的文件夹，其中有 nianbao-plugin.toml
help-arg-check-strict = 有提醒也算不合格
help-arg-only = 只做这一项检验，可多次给出
help-arg-samples = 放样本文件的文件夹；默认为插件文件夹中的 samples
help-arg-json = 以 JSON 输出
help-arg-plugin-name = 插件的编号（小写字母、数字和 -），也是新文件夹的名称
help-arg-new-lang = 插件用什么语言写
help-arg-role = import（读取）或 export（生成）
help-arg-sdk = nianbao 源码的文件夹，供 Rust 插件引用；默认复制随程序提供的一份
help-arg-code = 问题代码，如 R01
help-arg-shell = bash、zsh、fish、elvish 或 powershell
help-arg-lang = 界面语言：zh 或 en；默认随系统
help-arg-join = 把各个输入合为一份报告：如数字在一个文件、文字在另一个文件
help-arg-organ = 单位名称，文件中没有时用
help-arg-year = 报告年度，文件中没有时用
help-arg-form = 另外使用一个格式版本文件（TOML）
help-arg-config = 设置文件：核对哪些、格式选项；默认为当前文件夹中的 nianbao.toml
help-arg-from = 输入格式；默认按文件内容判断
help-arg-jobs = 同时处理的文件数；默认为处理器核数
help-arg-set = 格式选项：格式.名称=值，可多次给出
help-arg-plugin-dir = 另外查找插件的文件夹，可多次给出

severity-error = 必须改
severity-warning = 请核实
severity-hint = 提示
error-label = 错误
help-label = 办法

not-a-report = { $grids ->
    [0] 文件中没有表格，也没有年度报告的各部分标题。
   *[other] 文件中有 { $grids } 个表格，但没有年度报告的法定表格。
 }
not-a-report-nearest = 最接近的是 { $at }：“{ $table }”的 { $wanted } 个标签中找到 { $found } 个。
not-a-report-help = 请确认是否选错了文件；年度报告应有“一、本年新收政府信息公开申请数量”等行。
empty-piece = 其中没有年度报告的表格、标题和文字。
blank-form = 这是空白的年度报告格式，没有填写内容。
blank-form-help = 请选择填好的文件。
unknown-format = 看不出是什么格式的文件。
unknown-format-help = 请用 --from 指明格式（{ $known }），或用 WPS、Excel 打开后另存为 .xlsx。
unread-kind = 这种文件不能直接读取：{ $kind }。
kind-pdf = 不是 nianbao 生成的 PDF 文件
kind-pdf-help = 请用 Word 或 WPS 打开生成它的原文档，另存为 .docx 后重试；没有原文档的，把文字复制到 .txt 文件再试。
kind-image = 扫描件或其他图片
kind-image-help = 请改用生成它的原文档（.docx、.xlsx 等）；没有原文档的，只能按图重新录入。
kind-ofd = OFD 版式文件
kind-ofd-help = 请用 Word 或 WPS 打开生成它的原文档，另存为 .docx 后重试；没有原文档的，用 OFD 阅读器把文字复制到 .txt 文件再试。
kind-archive = 压缩包
kind-archive-help = 请先解压，再选择其中的文件或解压出的文件夹。
kind-word = Word 或 WPS 文字文档
kind-word-help = 请用 WPS 或 Word 打开，另存为 .docx 后重试。
kind-workbook = 电子表格
kind-workbook-help = 请用 WPS 或 Excel 打开，另存为 .xlsx 后重试。
kind-presentation = 演示文稿
kind-presentation-help = 年度报告一般是文档或表格，请确认是否选错了文件；如在其中，请复制到 .docx 后重试。
kind-mail = 电子邮件
kind-mail-help = 请打开邮件，把附件保存下来再试。
kind-web-archive = MHT 网页归档
kind-web-archive-help = 请用浏览器打开，另存为 .html，或复制到 .docx 后重试。
kind-shortcut = 快捷方式，不是文件本身
kind-shortcut-help = 请找到它指向的文件，选择那个文件。
unreadable-file = 无法读取：{ $reason }
unreadable-file-help = 请确认文件存在、可以读取，且没有被其他程序独占。
empty-file = 文件是空的（0 字节）。
empty-file-help = 请重新保存或重新获取该文件。
too-large-file = 文件有 { $size } MB，超过 { $limit } MB 的上限。
too-large-file-help = 一份年度报告通常不到 1 MB；请确认是否选错了文件，或删去其中的图片。
no-plugin = 没有插件能{ $role ->
    [import] 读取
   *[export] 生成
 }格式“{ $format }”。
no-plugin-help = 可用的格式：{ $known }。已查找：{ $searched }
ambiguous-plugin = 有多个插件能{ $role ->
    [import] 读取
   *[export] 生成
 }格式“{ $format }”：{ $plugins }
ambiguous-plugin-help = 请只保留其中一个，或指明用哪一个：--set { $format }.plugin=编号，或在 nianbao.toml 中写 format.{ $format }.plugin = "编号"。
plugin-fault = 插件 { $id } { $version }（{ $path }）：{ $what }
untrust-done = 已取消对插件 { $id } 的信任，不再运行它（{ $lock }）
untrust-unknown = { $lock } 中没有信任过插件 { $id }；随程序提供的插件由程序本身担保。
fault-untrusted = 没有经过信任，不予运行：{ $detail } 的 SHA-256 为 { $actual }。
fault-insecure = 本人和 root 以外的用户可以改动它，或它是链接，不予运行：{ $detail }
fault-bad-manifest = 清单或它指明的文件有误：{ $detail }
fault-hash-mismatch = 文件被改动过，不予运行：{ $detail }，应为 { $expected }，实为 { $actual }。
fault-incompatible = 与本程序不兼容：{ $detail }
fault-load-failed = 无法载入：{ $detail }
fault-missing-symbol = 不是 nianbao 插件（没有入口）。
fault-timeout = 运行超过 { $detail } 秒，已被终止。
fault-timeout-help = 请确认文件完好、大小正常；同一文件总是如此时，请将该文件和上述信息反馈给插件的提供者。
fault-crashed = 运行中崩溃（{ $detail }），本程序未受影响。
fault-crashed-help = 请在原软件中打开该文件、另存一份后重试；仍然如此时，请将该文件和上述信息反馈给插件的提供者。
fault-disabled = 已连续出错 { $detail } 次，本次运行中不再使用。
fault-disabled-help = 请先单独处理其中一个文件，根据其提示排除原因后再批量处理。
fault-last-words = （最后的输出：{ $words }）
fault-limit-exceeded = 超过限额：{ $detail ->
    [response] 读出的内容过大
    [file] 生成的文件过大
   *[disk] 写入磁盘过多
 }。
fault-protocol = 没有按约定应答：{ $detail }
fault-panicked = 插件内部出错：{ $detail }
fault-panicked-help = 请在原软件中打开该文件、另存一份后重试；仍然如此时，请将该文件和上述信息反馈给插件的提供者。
fault-limit-exceeded-help = 请确认文件完好、大小正常；一份年度报告通常不到 1 MB。
plugin-worker = plugin-worker 是本程序内部运行格式插件所用的命令，不能直接使用。
plugin-worker-help = 查看格式插件请用 nianbao plugin list。
fault-help = 请重新安装 nianbao；如是另外安装的插件，请联系其提供者。
untrusted-help = 如确认来源可靠，请运行：nianbao plugin trust { $path }
hash-mismatch-help = 如是自己更新了插件，请重新运行：nianbao plugin trust { $path }；否则请向其提供者核实。
insecure-help = 请换成普通文件、收归本人并收回他人的写权限（chmod go-w），再运行：nianbao plugin trust { $path }
trust-done = 已信任插件 { $id }，记入 { $lock }
kit-unknown-test = 没有检验项“{ $id }”；已有：{ $known }
kit-kept = 合格：通过 { $pass } 项，提醒 { $warn } 项，不适用 { $skip } 项
kit-broken = 不合格：{ $bad } 项（通过 { $pass } 项，提醒 { $warn } 项，不适用 { $skip } 项）
new-bad-name = “{ $name }”不能作插件的编号：以小写字母开头，只含小写字母、数字和 -
new-exists = { $name } 已经存在，没有改动
new-no-sdk = 找不到 Rust 插件要引用的源码{ $given ->
    [blank] 。
   *[other] ：{ $given }
 }
new-no-sdk-help = 请用 --sdk 给出 nianbao 源码的文件夹（其中有 crates/nianbao-plugin）。
new-made = 已建立 { $name }，下一步见 { $name }/README.md
trust-unchanged = 插件 { $id } 早已信任，没有变化（{ $lock }）
trust-not-found = 它不在查找插件的文件夹中：请把它的文件夹移到 { $user }，或每次用 --plugin-dir { $place }
trust-no-place = 不知道把信任的插件记在哪里：没有用户数据文件夹。
relative-lock = 环境变量 NIANBAO_PLUGIN_LOCK 不是绝对路径：{ $path }
trust-no-place-help = 请用环境变量 NIANBAO_PLUGIN_LOCK 给出文件的绝对路径。
trust-no-plugin = 这个文件夹里没有可用的插件：{ $reason }
trust-bad-lock = plugins.lock 有误：{ $reason }
trust-unreadable = 无法读取或写入：{ $reason }
trust-unreadable-help = 请确认路径无误；插件的库文件须先编译好，放在 nianbao-plugin.toml 旁边。

no-inputs = 没有找到可以读取的文件：{ $input }
no-inputs-help = 请检查路径；文件夹中应有 { $known } 等文件。
stdin-needs-from = 从标准输入读取时须用 --from 指明格式。
bad-pattern = 通配符“{ $pattern }”有误：{ $reason }
bad-output = { $output } 的扩展名与输出格式（{ $wanted }）不符。
bad-output-help = 请改用 .{ $wanted }，或给出文件夹名。
not-a-file = 不是普通文件，不予读取。
not-a-file-help = 请给出文件或文件夹；从管道读取请用“-”。
bad-set = --set 应写作 格式.名称=值，而不是“{ $given }”。
option-unknown-format = { $place }：没有格式“{ $format }”；可用：{ $known }
option-none = { $place }：格式 { $format } 没有选项，不能设置 { $option }
option-unknown = { $place }：没有选项 { $option }；格式 { $format } 的选项有：{ $known }
option-wrong-type = { $place }：{ $option } 应为{ $wanted ->
    [string] 文字
    [boolean] true 或 false
    [integer] 整数
   *[number] 数字
 }，而不是“{ $value }”
option-not-allowed = { $place }：{ $option } 不能是“{ $value }”；可用：{ $known }
option-out-of-range = { $place }：{ $option } 不能是 { $value }；应{ $minimum ->
    [blank] 不大于 { $maximum }
   *[other] { $maximum ->
        [blank] 不小于 { $minimum }
       *[other] 在 { $minimum } 至 { $maximum } 之间
    }
 }
option-file = { $place }：无法读取 { $option } 的文件：{ $reason }
option-help = 用 nianbao plugin show 查看各格式的选项。
bad-form-file = 格式版本文件有误：{ $reason }
bad-config = 设置文件有误：{ $place }：{ $reason }
config-unknown-code = 没有代码“{ $code }”；可用 nianbao explain 查看一个代码的说明
config-needs-reason = 对单个单位设置 { $code } 须写明理由（reason）
config-organ-without-name = 没有写单位名称（name）
prior-none = 在 { $given } 中没有找到“{ $organ }”{ $year }年的报告，没有与上年比较。
prior-none-of = 在 { $given } 中没有找到上年报告、没有与上年比较的：{ $files }
prior-unknown = 报告没有单位名称或年度，无法查找上年报告；请用 --organ、--year 给出。
prior-other-year = { $name } 是{ $found }年的报告，不是{ $year }年的，没有与上年比较。
unknown-edition = 没有版本“{ $edition }”；已有：{ $known }
unknown-plugin = 没有插件“{ $id }”；已有：{ $known }
bad-name-pattern = --name 中的“{ $piece }”无法识别；可用 {"{"}organ{"}"}、{"{"}year{"}"}、{"{"}stem{"}"}。
name-needs = { $input }：--name 要用到{ $what ->
    [organ] 单位名称，文件中没有；请用 --organ 给出
   *[year] 报告年度，文件中没有；请用 --year 给出
 }。
one-path-twice = 两个输出会写到同一个文件 { $path }：{ $first } 和 { $second }。没有写出任何文件。
one-path-twice-help = 请用 -o 分到不同的文件夹，或用 --name 改名。
output-is-input = 输出文件 { $path } 就是输入文件。没有写出任何文件。
output-is-input-help = 请用 -o 指定另一个文件夹。
stdout-takes-one = 输出到标准输出时，只能有一个输入和一种格式。
write-failed = 无法写入 { $path }：{ $reason }
write-failed-help = 如果该文件正在 Word、WPS 或阅读器中打开，请先关闭；原有文件没有改动。
write-failed-directory-help = 请确认文件夹存在且可以写入，或用 -o 指定另一个文件夹。
strict-refused = 有“必须改”的问题，按 --strict 的要求没有生成文件。
wrote = 已生成 { $path }
wrote-marked = 已生成 { $path }：按原样重画各表，标出 { $cells } 个单元格（不保留原有格式），问题列在最后一个工作表
marked-sheet = 问题
marked-severity = 级别
marked-code = 代码
marked-place = 位置
marked-message = 问题
marked-nothing = 没有发现问题
template-needs-year = 请用 --year 给出报告年度，或用 --prior 给出上年的报告。
template-other-year = 注意：给出的上年报告是 { $prior } 年的，不是 { $year } 年的上一年。
skipped-files = 不是年度报告、已略过：{ $files }
skipped-kind = 已略过（{ $kind }）：{ $files }。如是年度报告：{ $help }
batch-summary = 共 { $reports } 份报告，生成 { $written } 个文件；必须改 { $errors } 处，请核实 { $warnings } 处，无法读取 { $unreadable } 个文件。
progress = 处理中
jobs-error = 无法启动工作线程：{ $reason }

show-blank = 空
show-missing = 缺
show-legend-blank = 空：该格空白
show-legend-missing = 缺：没有找到该格
show-legend-text = *：不是数字
show-legend-near = ~：标签与格式不完全一致
show-legend-doubtful = !：有疑问，见所列问题
show-edition = （{ $edition }）
show-organ = 单位：{ $organ }
show-year = 年度：{ $year }
show-period = 统计期限：{ $from } 至 { $to }
show-contact = { $kind ->
    [address] 地址
    [postcode] 邮编
    [telephone] 电话
    [fax] 传真
    [email] 电子邮箱
   *[site] 网址
 }：{ $value }
show-unit = 单位：{ $unit }
show-source = 出处
show-not-found = （没有找到）
show-parts = 文字部分
show-preface = 前言
show-paragraphs = { $count } 段
show-form-tables = 法定表格
show-local-tables = 其他表格 { $count } 个
show-subheadings = 小标题 { $count } 个
show-other-editions = 其他版本格式的格：
show-extra-rows = 附加行（格式中没有的行）：
show-findings = 问题：必须改 { $errors } 处，请核实 { $warnings } 处，提示 { $hints } 处。
show-no-findings = 读取时没有发现问题。
show-none = （无）

check-errors = 必须改 { $count } 处
check-warnings = 请核实 { $count } 处
check-hints = 提示 { $count } 处
check-clean = 没有发现问题
check-unreadable = 无法读取
check-file = 文件
check-prior = 上年报告：{ $name }
check-more = { $code } 还有 { $count } 处
check-more-line = 另有未列出的：{ $more }。用 --all 全部列出。
check-off-rule = { $code }（{ $reason }）
check-off = 设置中关闭的检查：{ $rules }
check-together = 各单位之间
check-total = 共 { $count } 份报告：{ $counts }。有“必须改”的 { $faulty } 份，没有问题的 { $clean } 份。
check-total-compared = 与上年报告作了比较的 { $count } 份。
check-total-unreadable = 另有 { $count } 个输入无法读取。
picture-left-out = …（{ $rows ->
    [0] 另有 { $columns } 列没有画出
   *[other] { $columns ->
        [0] 另有 { $rows } 行没有画出
       *[other] 另有 { $rows } 行、{ $columns } 列没有画出
    }
 }）
repair-this = 改为 { $to }
repair-cell = 将{ $cell }{ $at }由 { $from } 改为 { $to }
repair-at = （{ $place }）
repair-blank = 空白
repair-answer = 若{ $changes }，{ $reasons }。
repair-reasons = 旁证：{ $reasons }。
repair-several = 可能的改法，可能性大的在前：
repair-equal = 可能的改法：
repair-others = 另有 { $count } 种改法。
repair-fill = 补填{ $line }空白的 { $count } 格，各为所属各格之和
repair-line = { $label }一栏
repair-source = { $table ->
    [requests] 请以申请台账为准。
    [disputes] 请以复议、诉讼案件台账为准。
   *[other] 请以原始台账为准。
 }
repair-relations = { $count ->
    [0] 各处勾稽关系不变
    [1] 1 处勾稽关系成立
   *[other] { $count } 处勾稽关系全部成立
 }
repair-prior-year = 与上年报告一致
repair-prose = 文字部分也写{ $printed }
repair-prose-sum = 改后{ $sum }相加，与文字部分的{ $printed }一致
repair-against = 但文字部分写{ $printed }
repair-against-sum = 但{ $sum }相加，与文字部分的{ $printed }不一致
repair-sum-group = { $group }各项
repair-sum-cells = { $first }等 { $count } 格
repair-slip = { $slip ->
    [swapped] 像是相邻两位数字颠倒
    [dropped] 像是漏了一位数字
    [added] 像是多了一位数字
    [digit] 像是一位数字有误
    [column] 像是填错了相邻的列
    [row] 像是填错了相邻的行
    [total] 像是总数没有随各项更新
    [split] 像是一个数字拆在了两格
    [sign] 像是正负号有误
   *[blank] 像是漏填
 }

convert-more = 核对结果另有：{ $counts }；用 nianbao check 查看。

explain-looks = 检查内容
explain-matters = 为什么
explain-wrong = 错误示例
explain-right = 正确示例
explain-mend = 怎么改
explain-local = { $severity }；默认不检查，须在 nianbao.toml 中启用
explain-no-rule = 读取和生成时的问题
codes-title = 问题代码
codes-about = 每个代码检查什么、为什么要查、怎么改。本页由 `cargo xtask generate` 生成，内容与 `nianbao explain 代码` 相同；在 [`nianbao.toml`](settings.md) 中可以关闭一项检查或改变其轻重，如 `rules.F05 = "off"`。
codes-S = 六个部分与表格
codes-I = 单位、年度、期限与联系方式
codes-F = 各格的数字
codes-R = 表内勾稽
codes-Y = 与上年比较
codes-N = 文字与表格
codes-T = 用词与标点
codes-V = 公开前检查
codes-L = 读取
codes-P = 插件
codes-G = 输出文件
colon = ：
unknown-code = 没有代码“{ $code }”；已有：{ $known }

verify-equal = 一致（{ $figures } 个数字，文字逐段相同）
verify-differs = 有 { $count } 处与自带的数据不同
verify-difference = { $place }：页面上是“{ $visible }”，数据中是“{ $carried }”
verify-place = { $kind ->
    [organ] 单位名称
    [year] 报告年度
    [title] 标题
    [signature] 落款
    [preface] 前言第{ $number }段
    [heading] 第{ $part }部分的标题
    [text] 第{ $part }部分第{ $number }段
   *[table] 第{ $part }部分的其他表格
 }
verify-no-data = 文件里没有 nianbao 写入的数据，无从核对。
verify-skipped = 没有自带数据、没有核对：{ $files }
verify-nothing = 没有一个文件带有可以核对的数据。
verify-no-data-help = 只有 nianbao 生成的 DOCX、HTML 等文件自带数据；请用 nianbao convert 生成的文件重试。

form-cells = { $edition }（{ $basis }），共 { $count } 个数字
form-relations = 勾稽关系
form-prior = 上年
form-part = 第{ $number }部分

plugin-reads = 读取
plugin-writes = 生成
plugin-bundled = 随程序提供
plugin-extra = 另外安装
plugin-hidden = 被先找到的同名插件取代
plugin-broken = 清单有误
plugin-publisher = 提供者
plugin-license = 许可
plugin-directory = 文件夹
plugin-formats = 格式
option-kind-file = 文件
option-kind-string = 文字
option-kind-boolean = true|false
option-kind-integer = 整数
option-kind-number = 数字
option-default = （默认 { $value }）
plugin-limits = 限额
plugin-none = 没有找到插件。已查找：{ $searched }

usage-error = 命令有误：{ $what }
usage-missing = 缺少 { $what }
usage-missing-command = 请给出命令
usage-unknown-command = 没有命令“{ $what }”
usage-unknown-argument = 没有参数“{ $what }”
usage-invalid-value = { $argument } 不能是“{ $value }”
usage-repeated = { $what } 只能给出一次
usage-conflict = { $one } 与 { $other } 不能同时给出
usage-other = 无法理解
usage-other-argument = 无法理解 { $what }
usage-did-you-mean = 是否要用“{ $suggestion }”？
usage-hint = 用 nianbao --help 查看用法。
broken-lock = 无法生成 plugins.lock：{ $reason }
