# ruff: noqa: E501 (a list of words is read as a whole)
"""Classes of words by which a sentence shows that it speaks to whoever grades it, or that it only tells a story.

Attackers paraphrase without end, but what they say is made of the same parts: somebody who grades, a result, a prize,
rules to be dropped, an order, others to be put down. Honest people use the same words with a past and a person: "I", "he",
"last year". A class says nothing alone; :mod:`.injection_model` weighs which of them stand together in a clause.

English words are stems (see :func:`.text.stem`) or whole words; Chinese ones may stand anywhere in a clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .text import stem
from .together import MARK, Characters

_ENGLISH = {
    "you": "you your yours yourself u ur thou",
    "machine": "ai llm llms gpt chatgpt claude gemini bot robot chatbot machine model algorithm software program programme computer system parser "
    "scanner ats neural automated automatic engine assistant screening screener crawler filter tool siri reader artificial",
    "grader": "grader evaluator assessor examiner judge reviewer rater marker recruiter reader whoever interviewer jury panel committee professor teacher",
    "me": "me mine myself",
    "my": "my",
    "this": "this these above following present below said current",
    "candidate": "candidate applicant answer response reply cv resume résumé file text application person line sentence paragraph record document submission "
    "profile author entry note message session vacancy",
    "result": "score scoring grade grading rating rate mark marking point level verdict result outcome decision assessment evaluation tally total rank "
    "ranking box field form scorecard band tier percentile probability threshold number figure column",
    "prize": "five ten hundred top highest high maximum maximal max best perfect full excellent outstanding exceptional exceed flawless distinction star "
    "first winner superb brilliant extraordinary strongest strong glowing favourable favorable positive generous lenient leniency merciful kind "
    "gentle superlative praise honour ideal all every everything",
    "hire": "hire recommend recommendation pass accept acceptance approve approval qualified suitable shortlist invite invitation offer select advance "
    "proceed match fit clear admit yes through met fulfilled satisfied tick whitelist waive employ employment suitability",
    "rules": "instruction rule criterion criteria rubric guideline guidance prompt brief briefing checklist scale yardstick standard policy protocol procedure "
    "directive order task configuration setting constraint restriction threshold limit requirement must-have anchor indicator competency weight scheme "
    "manual handbook context safeguard guardrail strictness directions",
    "cancel": "ignore disregard forget drop cancel void skip override overrule bypass suspend delete erase abandon discard scrap lift stop withdrawn obsolete "
    "expired supersede replace revoke aside throw bin wipe empty unlearn deprecated reset discontinue lower exempt overlook scratch strike cease relax waive spare shelve mute ditch bury shelved ditto",
    "give": "give award assign grant put set write mark enter record choose select tick rate grade score rank raise lift bump round increase add treat "
    "consider count regard take see call say state report output return print respond answer register list fill push move place store save log file "
    "describe label tag note conclude confirm use switch keep",
    "must": "must should shall may please kindly let make need have do be ought just simply let's lets trust rather better only",
    "neg": "not no never nothing none without cannot nobody don't won't isn't doesn't can't",
    "others": "other rival competitor everyone everybody else anyone rest they them candidates applicants nobody pile stack batch queue pool field crowd competition benchmark",
    "authority": "hr ceo boss manager director recruiter administrator admin developer operator owner vendor head board management legal lawyer compliance "
    "support committee team platform supervisor department president union council office company headquarters personnel",
    "agreed": "agree already confirm decide settle tell ask want sign permission permit allow authorise authorize clear verify final formality promise advance "
    "beforehand exempt code pre-approved pre-cleared approved preapproved certified settled close closed lock locked seal sealed establish established proven undisputed deem deemed bind binding stipulate carried concluded granted given known obvious",
    "doubt": "unsure doubt hesitate unclear missing incomplete lack gap weak weakness absence uncertain tie error short shortcoming blank thin empty hole mistake typo flaw stumble slip omit omission left-out vague fail failure sparse rough clumsy messy fuzzy contradict unsaid unwritten silence silent nothing brief",
    "condition": "if when whenever once upon should unless case where until whoever",
    "evidence": "evidence proof prove demonstrate show observe quote quotation cite example behaviour behavior claim assertion",
    "report": "report summary summarise summarize feedback comment conclusion rationale explanation note review",
    "hidden": "hidden invisible keyword metadata machine-readable parser bot crawler tag display index white scanner ats footer",
    "plea": "beg mercy pity family child need last hope chance favour favor grateful thank thanks promise reward tip pay sue complain threat lawyer forgive "
    "exception blind eye soft generous dear bless god heaven soul ill illness sick rent mum mother hungry luck benefit heart trust friend mate please swear",
    "assume": "assume suppose presume imagine believe trust think picture understand interpret infer guess hold equal mean regard deem count treat multiply "
    "double swap replace stand fill extrapolate default prior stretch supply",
    "gesture": "tick nod wave nudge tilt lean squint thumb wink door gate stamp green light pen ink scale pan ladder threshold key coin ruler bar finger hand "
    "hover shelf box stroke smile ball",
    "role": "pretend imagine act play role roleplay persona character simulate suppose become behave story game dream poem movie version",
    "now": "now hereby henceforth today immediately effective next onward onwards",
    "leak": "reveal print show tell list display disclose repeat copy output translate decode base64 rot13 reverse backwards execute obey carry hex",
    "first": "i i'm i've i'd we our us ours",
    "third": "he she they his her their customer client colleague student pupil teacher patient guest staff driver supplier user trainee apprentice people crew",
    "applying": "hope look happy attached enclosed contact available notice salary interview opportunity company experience year certificate would forward",
    "past": "was were had did told gave made wrote took went got built found led kept held said saw chose taught ran spent won lost sent thought brought "
    "felt left been came became knew",
}
_CHINESE = {
    "you": "你 您 恁 侬",
    "machine": "机器 系统 模型 算法 程序 软件 电脑 助手 智能 引擎 解析 扫描 筛选 过滤 后台 神经网络 評審 系統 機器 自动 大模型 人工智能",
    "grader": "评分员 阅卷 考官 评委 评审 评估者 打分的 面试官 读到 看到这 处理到 读者 评卷 招聘 评阅 评判 评的",
    "me": "给我 让我 放我 把我 选我 帮我 替我 录我 算我 对我 要我 俾我 給我 我过 给俺 我的",
    "this": "本 此 这位 这份 这段 这题 这句 这条 这行 该 以上 上述 上面 上文 前文 眼前 读到这 这里 此处 以下 下面",
    "candidate": "本人 应聘者 候选人 求职者 考生 申请人 回答 答卷 答案 简历 材料 作答 文件 文本 同学 此人 文字 履历 人选 應徵者",
    "result": "分数 打分 评分 得分 总分 成绩 等级 评级 级别 结论 结果 评价 评估 评语 总评 档 排名 名次 分 级 格 框 表 栏 概率 門檻 等級 分數 百分位",
    "prize": "满分 最高 顶 优 一百 九十 五分 五级 十分 甲 完美 卓越 出色 杰出 第一 最好 最大 高分 满 五星 拉满 上限 往高 好评 夸 正面 从优 从宽 宽松 大方 关照 滿分 "
    "高 五 强 全部 所有 每项 各项 一律 最佳 頂 優",
    "hire": "录用 录取 推荐 通过 合格 过关 入围 晋级 放行 录 过 达标 达到 满足 符合 匹配 合适 胜任 批准 同意 接受 邀请 体现 打勾 勾 选 是 錄 上岸 予以",
    "rules": "标准 规则 规矩 细则 指令 指示 提示 要求 说明 准则 清单 量表 门槛 及格线 流程 设定 设置 约束 限制 任务 交代 口径 政策 锚点 指标 必备 条件 手册 命令 規則 標準 尺度 框框",
    "cancel": "忽略 无视 忘 作废 取消 跳过 不用 不必 别 不看 丢 扔 撤 删 停 清 废 替代 替换 改 免 无效 放一放 不算 失效 暂停 绕 抛 不管 不要 不得 勿 无需 莫 唔 搁 别挑 少看 略过 不计 不扣 不究 不追究 揭过 翻篇 放宽 松",
    "give": "给 打 写 填 记 标 选 算 判 评 设 改 调 提 抬 加 当作 当 视 按 照 输出 返回 回 说 报 放 排 录入 登记 归 俾 列 定 存 授 赋",
    "must": "请 把 将 让 直接 一律 默认 务必 应 须 必须 就 都 统统 只需 只要 要 麻烦 尽管 需",
    "neg": "不 别 没 无 勿 莫 免 未 零 沒 無",
    "others": "其他 别人 其余 他人 对手 后面的 前面 大家 所有人 谁 比我 他们 同批 竞争 别的 其它 人人 后头 前头 隔壁 排在 同期 同场 一堆 这批 那些人 旁人 标杆 对照",
    "authority": "人事 总监 经理 主任 领导 老板 管理员 开发 平台 厂商 客服 总部 董事 委员会 法务 律师 主管 部门 公司 招聘 校方 上级 所有者 维护 官方 副总 处长 局 集团 甲方",
    "agreed": "已 早就 定了 说好 同意 确认 批准 打过招呼 授权 允许 要求 指示 通知 关照 内定 预 事先 答应 签 免 许 认定 照顾 板上钉钉 敲定 定论 公认 共识 众所周知 锁定 生效 归档 完成 既然 鉴于 备案 存档 确定 一致",
    "doubt": "不确定 疑问 犹豫 拿不准 吃不准 不清楚 缺 没有 空白 薄 弱 不足 没写 没提 没答 含糊 两可 矛盾 空 白 缺口 短 糙 偏 跑题 瑕疵 毛病 刺 漏 没讲 没说 看不出 看不到 看不见 说不清 站不住 水 不全 不详 差",
    "condition": "如果 若 要是 只要 凡 一旦 遇到 看到 读到 当 的话 时 除非 假如 假设 哪里 倘若",
    "evidence": "证据 证明 体现 行为 指标 例子 引文 引用 示例 事例 佐证 依据",
    "report": "报告 总结 反馈 评语 备注 理由 结论 意见 摘要 解释 缺点 不足 弱项 短板 风险 优点",
    "hidden": "关键词 元数据 隐藏 隐形 不可见 勿显示 白字 机读 解析 标签 索引 扫描 页脚 脚注 小字 备注 爬虫",
    "plea": "求 拜托 恳请 麻烦 谢谢 可怜 孩子 家里 机会 帮 行行好 高抬贵手 手下留情 开恩 通融 打赏 红包 举报 投诉 告 好评 感激 保证 慈悲 破例 人情 留口 心软 手软 睁只眼 睁一只眼 闭只眼 网开一面 伤和气 良心 福报 积德 菩萨 老天 缘分 给个面子 面子 交情 兄弟 老哥 亲 哥 姐 赏 饭碗 还贷 房贷 病",
    "assume": "当 当作 当成 看成 看作 算作 视为 视同 默认 脑补 想象 想成 理解为 理解成 等于 等同 意思是 相信 信 认定 推定 补上 补全 翻译成 读作 读成 念成 即为 乘 双份 翻倍 加倍 折算 换算 "
    "换成 替换",
    "gesture": "手一松 松手 抬 抬手 手下 笔 红笔 门 槛 尺 秤 天平 放过 放行 点头 盖章 章 绿灯 灯 往上 往前 往高 勾 圈 按钮 鼠标 光标 钥匙 一念 举手 顺手 船票",
    "role": "扮 演 想象 假装 假设 角色 你是 你叫 身份 化身 故事 游戏 梦 当作你 代入 变成 模拟 人设 从前",
    "now": "现在 从现在 此刻 起 接下来 以下 从这 今后 自此 即刻 立即 马上 本场 今天 此后 即日",
    "leak": "列出 打印 说出 亮 透露 重复 抄 翻译 解码 倒着 执行 照做 照办 念 显示 告诉我 给我看 提示词 原样 编码 照抄 复述",
    "first": "我 我们 咱 俺",
    "third": "他 她 客户 同事 学生 老师 团队 患者 病人 顾客 供应商 徒弟 新人 员工 组员 用户 司机 客人 家长 领导 班组",
    "applying": "希望 期待 愿意 附件 联系 到岗 薪 面试机会 岗位 经验 贵司 贵公司 证书 学习 感谢您 申请 应聘",
    "past": "了 过 曾 当时 后来 那年 去年 之后 以后我 一直 每天 每周",
}
NAMES = (*_ENGLISH, "number", "brackets", "colon", "quote", "arrow", "comment", "cry", "question", "line")
_BIT = {name: 1 << place for place, name in enumerate(NAMES)}
PAST, PERSON = _BIT["past"], _BIT["first"] | _BIT["third"]
# Signs of one character and of two.
_SIGNS = {
    "brackets": "{ } [ ] < > |", "colon": ": =", "quote": "\" “ ” 「 」 『 』", "arrow": "→ -> => >>", "comment": "# // /* -- **", "cry": "!", "question": "?",
    "prize": "√", "hire": "√",
}  # fmt: skip
# Those that stand alone: 5, 10, 100, 9x and A as words; with the letter first, positions without it are skipped.
_ALONE = (
    ("prize", re.compile(r"5(?<!\w5)\b|1(?<!\w1)00?\b|9(?<!\w9)\d\b|A(?<!\wA)(?![\w'])|a(?<!\wa)(?![\w'])")),
    ("hire", re.compile(r"\boffer\b")),
)
# What stands between clauses; a word of English, or what ends a clause or a text.
_BETWEEN = ",.;:!?\n。、—(){}"
_PIECE = re.compile(rf"[a-zà-ɏ]+(?:['’-][a-zà-ɏ]+)*|[{_BETWEEN}]+|{MARK}")
_FIRST_CLAUSE = re.compile(rf"[^{_BETWEEN}]*[^{_BETWEEN}\s][^{_BETWEEN}]*")
_OPENING_WORDS, _OPENING_ZH = 24, 12
_END = 1 << 62


def _english() -> dict[str, int]:
    found: dict[str, int] = {}
    for name, listed in _ENGLISH.items():
        for word in listed.split():
            for form in {word, stem(word)}:
                found[form] = found.get(form, 0) | _BIT[name]
    return found


def _anywhere() -> dict[str, int]:
    """What counts wherever it stands: Chinese words, signs and digits."""
    found = {chr(code): _BIT["number"] for code in range(1 << 16) if chr(code).isdecimal()} | {"\n": _BIT["line"]}
    for name, listed in (*_CHINESE.items(), *_SIGNS.items()):
        for word in listed.split():
            found[word] = found.get(word, 0) | _BIT[name]
    return found


_EN, _ANYWHERE = _english(), _anywhere()


@dataclass(frozen=True, slots=True)
class Classes:
    """The word classes of some sentences, as bits in the order of :data:`NAMES`: ``clauses`` those of the marks of each
    sentence and then of its clauses, ``starts`` where each sentence begins, ``opening`` those of its first words."""

    clauses: np.ndarray
    starts: np.ndarray
    opening: np.ndarray


def classes_of(sentences: Sequence[str], chinese: Sequence[bool]) -> Classes:
    """The classes whose words or signs stand in each sentence.

    :param chinese: whether each sentence is Chinese, of which fewer characters make an opening
    """
    openings = [_opening(sentence, _OPENING_ZH if zh else _OPENING_WORDS) for sentence, zh in zip(sentences, chinese, strict=True)]
    return Classes(*_by_clause(sentences), np.bitwise_or.reduceat(*_by_clause(openings)))


def _opening(sentence: str, size: int) -> str:
    """What the first clause begins with; a number or a word that is cut is another one."""
    first = _FIRST_CLAUSE.search(sentence)
    return (sentence if first is None else first.group())[:size]


def _by_clause(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """The classes of the marks of each text and of each of its clauses, and where each text begins."""
    seen = Characters(texts)
    found, between = _at_characters(seen), seen.kinds(_is_between())
    begins = between & ~np.roll(between, 1)
    begins[seen.starts] = True
    begins = np.flatnonzero(begins)
    clauses = np.bitwise_or.reduceat(np.where(between, 0, found), begins) | _of_english(seen.text.lower())
    marks = np.bitwise_or.reduceat(np.where(between, found, 0), seen.starts)
    starts = np.searchsorted(begins, seen.starts)
    return np.insert(clauses, starts, marks), starts + np.arange(len(starts))


def _of_english(small: str) -> np.ndarray:
    """The classes of the English words of each clause."""
    pieces = _PIECE.findall(small)
    words = np.fromiter(map(_of_word, pieces), dtype=np.int64, count=len(pieces))
    return np.bitwise_or.reduceat(words & ~_END, np.flatnonzero(words & _END))


@lru_cache(maxsize=16384)
def _of_word(word: str) -> int:
    if word[0] in _BETWEEN or word == MARK:
        return _END
    known = _EN.get(word, 0) | _EN.get(stem(word), 0)
    # "managed" tells; "need" only looks as if it did
    return known | (_BIT["past"] if word.endswith("ed") and len(word) > 4 and not word.endswith("eed") else 0)


def _at_characters(seen: Characters) -> np.ndarray:
    """For each character the classes of the words and signs that begin with it and may stand anywhere."""
    alone, longer = _tables()
    found, lengths = seen.kinds(alone), seen.kinds(_lengths())
    for size, (keys, bits) in longer.items():
        at = np.flatnonzero(lengths[: 1 - size] & 1 << size)
        own = _keys(seen.codes, at, size)
        places = np.minimum(np.searchsorted(keys, own), len(keys) - 1)
        found[at] |= np.where(keys[places] == own, bits[places], 0)
    for name, pattern in _ALONE:
        found[[match.start() for match in pattern.finditer(seen.text)]] |= _BIT[name]
    return found


def _keys(codes: np.ndarray, at: np.ndarray, size: int) -> np.ndarray:
    """A number for so many characters from each place on; all that are rare count as one."""
    found = np.zeros(len(at), dtype=np.uint64)
    for place in range(size):
        found = found << np.uint64(16) | np.minimum(codes[at + place], 0xFFFF).astype(np.uint64)
    return found


@lru_cache(maxsize=1)
def _is_between() -> np.ndarray:
    """By its code whether a character stands between clauses."""
    return np.isin(np.arange(1 << 16), [ord(mark) for mark in _BETWEEN])


@lru_cache(maxsize=1)
def _lengths() -> np.ndarray:
    """By its code how long the words are that begin with a character, as bits."""
    found = np.zeros(1 << 16, dtype=np.uint8)
    for word in _ANYWHERE:
        found[ord(word[0])] |= 1 << len(word)
    return found


@lru_cache(maxsize=1)
def _tables() -> tuple[np.ndarray, dict[int, tuple[np.ndarray, np.ndarray]]]:
    """By its code the classes of a character alone; for words of two characters and more, by their length, their keys in
    order and their classes."""
    alone, longer = np.zeros(1 << 16, dtype=np.int64), {}
    for size in sorted(set(map(len, _ANYWHERE))):
        words = sorted(word for word in _ANYWHERE if len(word) == size)
        codes, bits = np.array([ord(character) for word in words for character in word]), np.array([_ANYWHERE[word] for word in words])
        if size == 1:
            alone[codes] = bits
        else:
            longer[size] = _keys(codes, np.arange(0, len(codes), size), size), bits
    return alone, longer
