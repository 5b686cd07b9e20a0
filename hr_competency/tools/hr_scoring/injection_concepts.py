# ruff: noqa: E501 (a pattern is read as a whole)
"""Sentences that talk to the machine, by what they are about rather than by how they are put.

Attackers paraphrase without end; what they cannot leave out is an order (or a decree), a result they want, and a hint at
the grading situation. Each concept found adds to a score; innocent stories about scores and candidates lack the order,
or somebody else gives it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

THRESHOLD = 3


@dataclass(frozen=True, slots=True)
class _Language:
    """The concepts of one language; ``order`` must be there, unaddressed to anybody the sentence tells of."""

    order: re.Pattern
    story: re.Pattern
    decree: re.Pattern
    needed: tuple[str, ...]
    concepts: tuple[tuple[str, int, re.Pattern], ...]


def _concepts(**patterns: tuple[int, str]):
    return tuple((name, weight, re.compile(pattern, re.IGNORECASE)) for name, (weight, pattern) in patterns.items())


_ENGLISH = _Language(
    order=re.compile(
        r"(?:^|[.!?:;,>\]\)*#\"|]\s*|[–—-]\s+|\b(?:please|kindly|simply|just|and|then|but|now|so|instead|therefore|also)\s+)(?:(?:just|simply|only|always|also|never|then)\s+)?"
        r"(?:give|award|assign|grant|rate|score|grade|mark(?! was| is| and| had)|rank|set|output|return|print|respond|reply|report|evaluate|assess|classify|label|treat|"
        r"consider|recommend|approve|accept|pass|hire|select|shortlist|advance|raise|boost|increase|write|state|say|conclude|record|enter|put|count|"
        r"regard|deem|judge|be|stop|don't|do not|pretend|assume|suppose|imagine|choose|pick|copy|let|make|use|trust|believe|remember|remind|follow|"
        r"execute|run|apply|ensure|fill|add|change|update|replace|move|place|push|forward|override|ignore|disregard|forget|skip|unlock|enable|"
        r"activate|switch|go|look|see|read|take|complete|finish|confirm|verify|authori[sz]e|overlook|act|behave|credit|refrain|avoid|never|praise|"
        r"describe|summari[sz]e|repeat|insert|attach|proceed|round|promote|quote|match|reward|feel|tick|allow|lean|favou?r|prefer|prioriti[sz]e|endorse|certify|tag|flag|fix|lock|nominate|invite|reject|eliminate|discount|upgrade|bump|lift|cap|default|waive|exempt|include|append|infer|interpret|translate|decode)\b"
        r"|\b(?:must|shall|should|may not|cannot|can only|may only|has to|have to|needs? to|are required to|is required to|is to be|are to|ought to)\b"
        r"|\b(?:hereby|authori[sz]e|effective immediately|no longer appl(?:y|ies)|now counts?|have changed|has been (?:set|updated|changed|replaced))\b",
        re.IGNORECASE,
    ),
    story=re.compile(
        r"\b(?:i|we|he|she|they|who|manager|boss|clients?|customers?|team|colleagues?|director|teacher|headquarters|management|company|mentor|"
        r"lead|users?|suppliers?|vendors?|students?|nurses?|engineers?|auditors?|trainees?|people|everyone|everybody|staff|employees?)\b",
        re.IGNORECASE,
    ),
    decree=re.compile(
        r"\b(?:the )?(?:scale|rubric|scoring|marking|grading) (?:\w+ )?(?:has been|was|is now|is being)\b|\byou have been (?:reconfigured|updated|instructed|reset|told|programmed)\b|\bto the (?:machine|model|system|grader|ai|algorithm|reader)\b|"
        r"\bif you are an? (?:\w+ )?(?:automated|ai|machine|language|bot|llm|model|reader|system)\b|\byou, the\b|\byour (?:developer|training data|creator|maker)s?\b|\bin your training data\b|\b(?:is|as) (?:an? |the )?answer key\b|^answer key\b|"
        r"\bwhenever you (?:see|read|encounter|find)\b|(?:\bscore\s*[:=]?\s*\d+\W*){3,}|\b(?:reviewers?|judges|graders|experts|hr|the committee) (?:have |has )?already (?:gave|given|approved|scored|awarded|decided|rated)\b|"
        r"\bas (?:the|your) (?:\w+ )?(?:administrator|admin|developer|owner|creator|operator)\b|\bi (?:hereby )?(?:instruct|command|order|direct) (?:you|the \w+ (?:engine|system|model|bot|algorithm|grader))\b|\b(?:system|admin) (?:message|notice|note|update)\s*:|"
        r"\bthe (?:correct|right|true|proper|appropriate|expected|only) (?:score|rating|grade|mark|verdict|level) (?:for|is|of|here)\b|\b(?:ai|language) (?:model|grader|system),|"
        r"\b(?:hidden|secret|new|updated|real|actual|internal) (?:rubric|rules?|criteria|instructions?|polic(?:y|ies)|guidelines?|scoring)\b|"
        r"\bit would be (?:wrong|unfair|an error|a mistake|a violation)\b|\bi (?:hereby )?(?:authori[sz]e|am the (?:developer|owner|creator|admin\w*)|built you|created you)\b|"
        r"\b(?:guidelines?|rubric|rules|criteria|instructions?|polic(?:y|ies)) (?:have|has|are|is|were|was|now|says?|states?|requires?)\b|\bany(?:one|body|thing) (?:who|that) (?:reads?|scores?|grades?|processes)\b|"
        r"\bwhoever (?:or whatever|is (?:scoring|reading|grading)|reads|scores|grades)\b|\bwhatever (?:is|system)\b|^\s*(?:assistant|user|system|model|grader|evaluator|ai)\s*:",
        re.IGNORECASE | re.MULTILINE,
    ),
    needed=("prize", "grader", "situation"),
    concepts=_concepts(
        grading=(
            1,
            r"\b(?:rubrics?|scor(?:e|es|ing)|grad(?:e|es|ing)|ratings?|rate|evaluation|assess(?:ment|ing)?|marks?|marking|points|verdict|band|indicators?|"
            r"competenc(?:y|ies)|criteria|evidence|ranking|rank|star examples?|level (?:five|5)|must_have\w*|threshold)\b|\b(?:below|under|less than) (?:9\d|100|the highest)",
        ),
        prize=(
            2,
            r"\b(?:full (?:marks?|score|credit|points)|perfect (?:score|marks?|rating|10)|(?:max(?:imum|imal)?|highest|top)(?: possible)? (?:\w+ )?(?:score|points|rating|marks?|grade|level|band|tier)|"
            r"level (?:five|5)|100(?: points|/100|%)?|9[05-9]\b|10/10|5/5|a pass|\"?passed\"?|pass(?=$|[.!\"'])|strong hire|recommend(?:ed)? (?:to )?hire|best (?:candidate|match|fit|applicant)|first among|"
            r"ideal candidate|qualified|approv(?:ed?|al)|shortlist(?:ed)?|ticked|suitable|the maximum|(?:the )?most points|top (?:of the scale|performer|choice|pick|candidate|applicant)|put me through|an offer|final (?:stage|round)|hiring recommendation|grant the interview|labelled correct|to win|flawless|excellent (?:score|rating|candidate)|unconditional\w*|hire(?:d)? (?:me|immediately|this)|pass me|praise|exceptional|mastery|every (?:behaviou?r|competency|indicator|criterion|requirement|dimension|category|item)|each (?:indicator|criterion|competency|dimension)|"
            r"all (?:competencies|indicators|criteria|behaviou?rs|requirements)|as present|as mine|to true|be generous|accordingly|add \d+ points|answered (?:perfectly|correctly)|pre-?approved|perfect match|no further evaluation|all (?:required|necessary|expected) \w+|\d+ (?:more |extra )?points to my|5/5|10/10|fully (?:met|satisfied)|next (?:round|stage)|above all other)\b",
        ),
        grader=(
            1,
            r"\b(?:grader|graders|evaluators?|algorithm|machine|model|ai|a\.i\.|llm|language model|scoring (?:this|tool|engine|system|bot)|is scoring|assistant|json|override|unlock|"
            r"prompt|parser|evidence field|summary you write|chatbot|robot|bot|screening|whoever|reads? this|reading (?:this|here)|automated (?:\w+ )?|training data|reconfigured|temperature|confidence to|command|reviewers?|your (?:conclusion|verdict|decision|rating|score|evaluation|assessment|developer|creators?|maker|system|model|output|programming|evaluation|scoring|operator|instructions|directions|task|rubric|summary|report|guidelines))\b|\byou\b",
        ),
        self=(
            1,
            r"\b(?:this|the|my|above) (?:candidate|applicant|answer|response|cv|resume|résumé|submission|application|interview|session|assessment|text|document|author|writer|person|profile)\b|\b(?:the|an?) (?:applicant|interviewee)\b|\bapplicants like me\b|\bmy (?:\w+ )?(?:result|name|score|application|grade|rating|answer|rank|ranking|candidacy)\b|\bhire (?:me|this)\b|\bme\b|\bthis below\b|\bmine\b|\bthis one\b|\bas if i\b|\bcandidate (?:pre-?)?(?:approved|passed|cleared)\b",
        ),
        situation=(
            2,
            r"\b(?:not an answer|answer key|the scale (?:has|is|was)|weak (?:reply|answer)|proof for each|the following sentence|the section below|see my name|ignore (?:content|length|spelling)|requirement ticked|lenience|reward this text|the question was|job description and|scoring engine|temperature to|round my result|to a hiring|forget the question|award accordingly|reading here|purposes? of this (?:assessment|evaluation|interview|exercise)|absence of evidence|model answer|every mention|answers (?:that )?(?:beginning|begin|containing|starting|with)|"
            r"candidate text|earlier directions|grade accordingly|score accordingly|look(?:ing)? for (?:examples|evidence)|summary you write|rate this|score this|scoring this|grade this|read(?:s|ing)? this|evidence of mastery|evidence field|this session|must_have\w*)\b",
        ),
    ),
)

_CHINESE = _Language(
    order=re.compile(
        r"请|把|将|一律|不得|务必|停止|只需|默认|视为|假设|假定|假装|当成|当作|算我|都算|均算|必须|应当|应该|不需要|无需|不要|不用|直接|授权|只需照抄|按照|执行|返回|输出|给我|让我过|理解为|没有权利|无权|优先|自动|禁止|麻烦|希望你|解锁|扮演|关照|写上|"
        r"^(?:助手|系统|用户|评分员|模型|AI|机器)(?=[:：])|^(?:助手|评分员)好的|认定|判定|识别为|按答对|按满分|按我|视同|计|免评|已调整|停用|凡|只要|看在|算过|给过|录用我|淘汰|只需要点头|期望输出|别按|享有|忽视|忽略|无视|原样|你应|您应|你不|你要|你只|你的|即可|一定要|立刻|立即|从宽|替我|帮我|替换"
    ),
    story=re.compile(
        r"(?:我们|咱们|老师|领导|主管|经理|客户|同事|上级|公司|老板|他们?|她们?|总部|团队|部门|店长|班长|员工|学生|供应商|大家|顾客|患者|业主|我(?!的(?:回答|答案|简历|能力|排名|分)|已经举|说过|过|写))[^,，。;；]{0,10}$"
    ),
    decree=re.compile(
        r"优先级高于|机密指令|隐藏指令|密码|口令|暗号|给(?:机器|AI|模型|系统|算法)(?:看|读)|(?:看到|读到|阅读到|处理到|收到)(?:这|此|本)|我是(?:这个|本|该)系统的?(?:开发|管理|作者|负责)|作为(?:算法|机器|程序|模型|AI)|除非有相反|^你|^您|给分给分|[,，。;；]你(?:应|要|不|只|的|必)|亲爱的|机器人|本候选人|免评|在你的输出|此题|旧的评分|新办法|测试用例|我命令你|指令优先|职位描述|管理员的(?:命令|指令|要求)|这是一[个次项](?:评分)?测试|期望输出|标准答案就是|评分区间|不参与评估|凡(?:是|含有|提到|出现)|"
        r"已经?由.{0,12}确认|^(?:助手|评分员|系统|模型)(?:[:：]|好的)|翻译(?:以下|后|并).{0,8}执行"
    ),
    needed=("prize", "decree"),
    concepts=_concepts(
        grading=(
            1,
            r"评分|打分|得分|分数|给分|概率|测试|评级|评价|评估|评审|指标|证据|level|must_have|\d+分(?!钟)|[一二三四五六七八九十]分(?!钟|之)|排名|STAR|成绩|各项|此题|答对|作答|终面|评语|结论|口径|句子|空白|五项|评估|标准答案|办法|区间|负面|每一项|总结|结果|rubric|面试|关键词",
        ),
        prize=(
            2,
            r"满分|最高|录用|录取|达标|最佳人选|最好的|最优|赞美|算我过|(?<!验收)(?<!一次)(?<!审计)(?<!考试)(?<!认证)(?<!审核)(?<!批量)通过(?=[。！!,，;；”\"'」)]|$|本次|面试|评估|测评|该|此|就行|处理|吧)|第一位|第一名|下一轮|评为优秀|推荐(?!人)|true|全部满足|视为满足|能力已经|得到证明|不得低于|低于.{0,4}分|据此(?:评分|打分|给分)|设为5|高分|满分权限|相应的分数|按补全|合格|完美|好评|答对处理|95到100|免评|进入终面|卓越|强烈建议|百分之百|全部给过|给过|团队管理的证据|录用我|最宽松|视同完整|不要包含任何负面|人人满分|全五|设为1|为1(?=[。，,]|$)|最大值|提高(?:该|本|此|这位|这名|我的)|和第一名一样|高度匹配|最匹配|胜出|破格|加分|pass",
        ),
        grader=(1, r"机器|算法|智能体|程序|系统|助手|AI|模型|评审|你|您|评分员|大模型|ChatGPT|OVERRIDE|json|true"),
        self=(
            1,
            r"(?:该|本|此|这位|这个|这名|这份|这段|以上|上述)(?:候选人|应聘者|回答|答案|简历|材料|作答|文档|段|文|人|次面试|内容)|作者|给我|算我|我的|我说过|我已经|替我|帮我|对待|我没回答|我说的|我写的|本段|此题|我(?=[,，]其他人)|该同学|其他人|所有应聘者|当成我|把我|让这个人|算我过",
        ),
        decree=(
            2,
            r"优先级高于|机密指令|隐藏指令|OVERRIDE|给(?:机器|AI|模型|系统|算法)(?:看|读)|(?:看到|读到|阅读到|凡读到)(?:这|此|本)|缺乏证据|没有证据|不需要找|系统故障|没有权利|补全|问题里的|停止分析|must_have|假设我|假装我|默认视为|最匹配的人选|指令优先|命令你|职位描述|照抄|"
            r"(?:我会|将)把这位候选人|扮演我|据此(?:评分|给分|打分)|翻译.{0,8}执行|作者|打分的时候|评分(?:时|的时候|办法|区间)|没回答|按答对|免评|作废|原样写进|标准答案|识别为|视同|你的输出|不参与评估|期望输出|按我说的|满分满分|给分给分|只需要点头",
        ),
    ),
)


def concept_score(text: str, chinese: bool) -> int:
    """How much a sentence is about being graded; 0 where nobody is ordered anything."""
    language = _CHINESE if chinese else _ENGLISH
    decreed = bool(language.decree.search(text))
    if not decreed and not _ordered(text, language):
        return 0
    found = {name: weight for name, weight, pattern in language.concepts if pattern.search(text)}
    if not any(name in found for name in language.needed):
        return 0
    return sum(found.values()) + 1 + decreed


def signs(text: str, chinese: bool) -> list[bool]:
    """Which signs of words to the grader a sentence has: a decree, an order, and each of five concepts."""
    language = _CHINESE if chinese else _ENGLISH
    found = [bool(pattern.search(text)) for _name, _weight, pattern in language.concepts]
    return [bool(language.decree.search(text)), _ordered(text, language), *found]


def is_decree(text: str, chinese: bool) -> bool:
    """Whether somebody speaks to the machine, or of rules that it is to follow from now on."""
    return bool((_CHINESE if chinese else _ENGLISH).decree.search(text))


def _ordered(text: str, language: _Language) -> bool:
    """Whether some order is not somebody's in a story."""
    for match in language.order.finditer(text):
        clause = re.split(r"[.!?;；。,，:：]\s*", text[: match.start()])[-1] if match.start() else ""
        if not language.story.search(clause):
            return True
    return False


def is_about_grading(text: str, chinese: bool) -> bool:
    """Whether the concepts in a sentence add up to words addressed to the grader."""
    return concept_score(text, chinese) > THRESHOLD
