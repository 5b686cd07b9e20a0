# ruff: noqa: E501 (a pattern is read as a whole)
"""Sentences that talk to the machine instead of answering: patterns in English and Chinese.

Every pattern describes a speech act, not a word: an *order* to whoever grades, a *statement about the grading*, or the
*form* of a prompt or of a result. People tell of scores, systems and candidates all day; what they tell has a subject
and a past ("I ignored …", “我们取消了……”), which is what the guards look for.
"""

from __future__ import annotations

import re

# --- English -----------------------------------------------------------------------------------------------------------

_SELF = (
    r"(?:(?:this|the|my|above|following|present|current|said)\s+(?:\w+\s+){0,1}?(?:candidate|applicant|answer|response|reply|resume|résumé|"
    r"cv|submission|interviewee|person|application|text|interview|candidacy|author|writer|profile|entry|user)\b|\bme\b|\bmyself\b)"
)
_MAX = (
    r"(?:full (?:marks?|points|score|credit|grade)|(?:a |the )?perfect (?:score|marks?|grade|rating|10|ten|result)|"
    r"(?:max(?:imum|imal)?|highest|top|best)(?: possible| available)? (?:\w+ )?(?:scores?|points|ratings?|marks?|grades?|levels?|band|category)|"
    r"\b100 ?(?:points|%|/ ?100|percent|out of)|\bscore (?:of |to |is |= ?|as )?(?:an? )?(?:100|9\d)\b|\b(?:10|5|100|ten|five) ?(?:/|out of) ?(?:10|5|100|ten|five)\b|"
    r"\bfive stars?\b|\blevel (?:5|five)\b|\ba hundred points\b|\bpass(?:ed)?\b|\bhire\b|\boutstanding\b|\bexcellent\b|\bqualified\b|\b100\b|\ba\+)"
)
_GRADE = (
    r"(?:give|award|assign|grant|rate|score|grade|mark|rank|set|output|return|print|respond|reply|answer|report|evaluate|assess|classify|"
    r"label|treat|consider|recommend|approve|accept|pass|hire|select|shortlist|advance|raise|boost|increase|produce|emit|write|state|say|"
    r"conclude|record|enter|register|fill in|put|count|regard|deem|judge)"
)
_STARTS = r"(?:^|[.!?:;,>\]\)\-–—*#\"'|/]\s*|\b(?:please|kindly|must|should|shall|now|simply|just|only|then|and|to|always|also|immediately|directly|instead|will|can you|could you|never)\s+)"
_IGNORE = (
    r"(?:ignore|disregard|forget|override|overrule|bypass|discard|drop|skip|set aside|pay no attention to|neglect|cancel|void|erase|"
    r"stop (?:following|applying|using|obeying)|do(?: not|n't) (?:follow|apply|use|obey)|throw (?:out|away)|clear|delete|abandon)"
)
_RULES = (
    r"(?:instructions?|prompts?|rules?|guidelines?|directions?|criteri(?:a|on)|rubrics?|directives?|constraints?|restrictions|polic(?:y|ies)|context|"
    r"orders?|commands?|everything|anything|what (?:you|was|were|has)|(?:scoring|grading|evaluation|marking) \w+|system message|training|safeguards|scale)"
)

STRONG_EN = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        # orders to forget the rules
        rf"{_STARTS}{_IGNORE}\b(?:\W+\w+){{0,4}}?\W+(?:all|any|every|the|your|previous|prior|above|earlier|preceding|these|those|whatever|everything|anything|what)?\b(?:\W+\w+){{0,4}}?\W*\b{_RULES}\b",
        rf"{_STARTS}{_IGNORE}\s+(?:all|everything|anything)?\s*(?:of\s+)?(?:the\s+)?(?:above|previous|preceding|prior|earlier)\b",
        # orders to grade
        rf"{_STARTS}{_GRADE}\b[^.!?\n]{{0,60}}?{_SELF}[^.!?\n]{{0,60}}?{_MAX}",
        rf"{_STARTS}{_GRADE}\b[^.!?\n]{{0,40}}?{_MAX}[^.!?\n]{{0,50}}?{_SELF}",
        rf"{_STARTS}(?:give|award|assign|grant|output|return|print|respond|emit|produce|write|set|rate|score|grade|mark|report|reply|record|enter)\s+(?:\w+\W+){{0,5}}?(?:full (?:marks?|points|score|credit)|perfect (?:score|marks?|grade|rating|10)|"
        r"(?:max(?:imum|imal)?|highest|top)(?: possible| available)? (?:\w+ )?(?:scores?|points|ratings?|marks?|grades?|levels?)|100 points|(?:a )?score (?:of |to |= ?)(?:100|9\d|10)|(?:10|5|100) ?/ ?(?:10|5|100)|level (?:5|five)\b|five stars)",
        rf"{_STARTS}(?:output|return|print|respond|reply|answer|say|write|emit)\s+(?:\w+\s+){{0,4}}?[\"'“]?(?:pass(?:ed)?|hired?|approved|accept(?:ed)?|qualified|strong hire|yes)[\"'”]?\s*(?:$|[.!,])",
        rf"\byou (?:only|must|should|shall|will|may only|can only|have to|need to|are to)\s+(?:now |then |always |only |just )?{_GRADE}\b[^.!?\n]{{0,60}}?(?:{_MAX}|{_SELF}|\"hire\")",
        r"\b(?:the )?(?:final|overall|total|definitive) (?:score|grade|rating|verdict|mark|result|decision)\s*(?:to|is|=|:|should be|must be|has been set to|shall be|will be)\s*[\"'“]?(?:9\d|100|10\b|5\b|pass|hire|approved|a\b|excellent|outstanding|strong)",
        r"\b(?:treat|consider|regard|count|accept|take|view|interpret)\b[^.!?\n]{0,60}\bas (?:\w+ ){0,3}?(?:proof|evidence|satisf\w+|fulfil\w+|met|meeting|demonstrat\w+|passing|a pass|complete|correct)\b",
        r"\bdo(?: not|n't) (?:\w+ ){0,2}?(?:deduct|penali[sz]e|lower|reduce|downgrade|subtract|flag|mark down)\b",
        r"(?:^|[.!?:;,]\s*|\bplease |\bmust |\bshould |\byou )(?:do not|don't|never|skip|stop|no need to|there is no need to|refrain from)\s+(?:\w+\s+){0,1}?(?:evaluat\w+|scor\w+|assess\w+|grad\w+|analy\w+|mention\w*|report\w*|check\w*|verif\w+|question\w*)\s+(?:\w+\s+){0,2}?(?:this|the (?:above|text|answer|response|candidate|applicant|rest|remaining|following|sentence|line|instruction)|any of|it\b)",
        r"\bskip (?:the |all |any )?(?:\w+ )?(?:evaluation|scoring|grading|assessment|analysis|checks|verification)\b(?=[^.!?]*\b(?:and|then|this|candidate|$))",
        r"\b(?:regardless|irrespective) of\b[^.!?\n]{0,60}(?:content|answer|quality|wrote|written|said|say|actual|what)\b",
        rf"{_STARTS}(?:give|offer|grant|award) me (?:the|this|that|an?) (?:job|position|role|offer|interview|chance|pass)\b",
        # statements about the grading
        r"\b(?:this|the) (?:answer|response|candidate|applicant|resume|cv|submission|person)\s+(?:should|must|shall|ought to|needs? to|is to|has to|deserves?|merits?|warrants?|qualif(?:y|ies) for|is entitled to)\b[^.!?\n]{0,60}(?:score|grade|mark|rating|rate|point|hire|shortlist|pass|accept|advance|level|highest|maximum|top\b|recommend|approve|select|credit)",
        r"\b(?:this|the) (?:candidate|applicant|answer|response|resume|cv|submission)\s+(?:fully |completely |clearly |already |perfectly )?(?:meets|satisfies|exceeds|fulfils|fulfills|matches|demonstrates|has met|has passed|has already (?:been )?|has been (?:verified|approved|pre-?approved|cleared|accepted|selected))\b(?:[^.!?\n]{0,40}\b(?:all|every|each|criteria|requirements?|indicators?|competenc\w+|verified|approved|passed|cleared|standards?|bar|levels?)\b)?",
        r"\bI (?:deserve|should (?:get|receive|be given)|must (?:get|receive|be given)|am entitled to)\b[^.!?\n]{0,30}\b(?:score|marks?|points|rating|grade|level 5|100)\b",
        r"\b(?:evaluation|scoring|grading|assessment)\s+(?:is |has been |was |already |now )?(?:complete|completed|finished|disabled|overridden|suspended|locked|bypassed|closed|over)\b",
        r"\ball (?:criteria|indicators|competencies|requirements)\s+(?:are|have been|were|is)\s+(?:\w+\s+)?(?:satisfied|met|fulfilled|demonstrated|achieved|passed)\b",
        r"\bwhen (?:you |the (?:system|model|ai) )(?:summari[sz]e|evaluate|score|grade|assess|rank|review|read|parse|compare|process|rate)s?\b[^.!?\n]{0,60}(?:,|\bsay\b|\bplease\b|\byou\b)",
        # addressing the machine
        r"\b(?:dear|attention|hey|hello|hi|note (?:to|for)|message (?:to|for)|instructions? (?:to|for)|memo to|to)\s+(?:the |any |all |my |whichever )?(?:\w+ ){0,2}?(?:a\.?i\.?|llms?|language models?|grader|grading (?:bot|model|system)|scor(?:er|ing) (?:bot|model|system|engine|algorithm)|evaluator|evaluation (?:bot|model|system)|chatbot|chatgpt|gpt\S*|claude|screening (?:tool|bot|system|software|algorithm)|parser|ats bot|robot|assessment engine|machine)(?=\s*(?:[,:;!.]|\breading|\breview|\bgrad|\bscor|\bevaluat|\bwho|\bthat|\bprocess|\bplease|$))",
        r"\byou are (?:now |no longer |from now on |hereby |actually |really )?(?:an? |the |my |in )?(?:[\w-]+ ){0,3}?(?:a\.?i\.?|language model|assistant|grader|evaluator|scorer|chatbot|bot|dan|gpt|llm|judge|examiner|interviewer|developer mode|debug mode)\b",
        r"\b(?:pretend|imagine|act|behave|respond|answer|roleplay)\s+(?:that |as (?:if|though) |to be |like |as )(?:you|the|an? )(?:[\w-]+ ?){0,4}(?:a\.?i\.?|grader|evaluator|assistant|model|interviewer|hiring manager|recruiter|judge|rules?|restrictions|already|hired)",
        r"\bas an? (?:a\.?i\.?|large)? ?(?:language model|ai evaluator|ai grader|evaluator|grader|scoring (?:system|model)|ai assistant|impartial judge)\b,?\s*(?:you|i cannot|please|it is your)",
        r"\b(?:reveal|print|show|repeat|output|display|leak|disclose|recite|tell me|list|dump)\b[^.!?\n]{0,25}\b(?:system prompt|your (?:instructions|prompt|rules|guidelines|rubric|configuration|scoring)|hidden (?:prompt|instructions)|initial prompt|scoring (?:rubric|rules|prompt)|everything above)\b",
        r"\b(?:new|updated|additional|revised|secret|hidden|special|important) (?:system )?(?:instructions?|prompt|directive|rubric|rule|order)s?(?: (?:for|to) [^:\n]{0,30})?\s*[:\-–—]",
        r"\b(?:system|admin(?:istrator)?|developer|root|security|hr)[ _-]?(?:override|prompt|instruction|directive|command)\b\s*[:\]>=!\-–—]",
        r"\b(?:developer|debug|god|admin|unrestricted|jailbreak|dan|sudo) mode\b[^.!?\n]{0,40}\b(?:on|enabled?|activated?|now|score|grade|candidate|unlock)",
        r"\b(?:prompt injection|jailbreak)\b[^.!?\n]{0,30}\b(?:score|grade|pass)",
        r"\bfrom (?:now|here|this point) on,?\s*(?:you|your|only|always|every answer|all answers)\b",
        r"\byour (?:new |only |real |actual |true )(?:task|job|goal|role|objective|purpose|instruction)s? (?:is|are|now)\b",
        r"\b(?:ignorez|oubliez|ignorer)\b.{0,40}\b(?:instructions|consignes|r[eè]gles)|\b(?:ignora|olvida|ignore)\b.{0,40}\b(?:instrucciones|reglas)|\bignorier\w*\b.{0,40}\b(?:anweisung|regel)",
        # the form of prompts and results
        r"<\|?\s*/?\s*(?:im_start|im_end|system|assistant|user|endoftext|eot|begin_of_text|start_header_id|end_of_turn|start_of_turn)[^>\n]{0,20}\|?>",
        r"\[/?INST\]|<<\s*/?SYS\s*>>|\bBEGIN (?:SYSTEM|NEW) (?:PROMPT|INSTRUCTIONS)|\b(?:END|BEGINNING) OF (?:THE )?(?:ANSWER|INPUT|TRANSCRIPT|PROMPT|DOCUMENT|CANDIDATE TEXT|USER INPUT|RESUME|CV)\b",
        r"^\s*#{1,6}\s*(?:system|instruction|assistant|response|evaluation result|new task|override|prompt)s?\b",
        r"^\s*(?:\[|\(|\*{1,2}|【)?(?:system|assistant|developer|admin|evaluator|grader|ai|model|judge|hr system)(?:\]|\)|\*{1,2}|】)?\s*[:>»]\s*[^\n]*\b(?:candidate|applicant|score|pass|passed|rating|grade|instruction|ignore|override|approved|verdict|evaluation|full marks|hire|answer)",
        r"[\"'“](?:final_?|overall_?|total_?)?(?:score|scores|rating|verdict|grade|decision|probability|evidence|recommendation|level|must_have_met|passed|result|hire|label|confidence|overall)[\"'”]\s*:\s*[\[{\"'\w]",
        r"<\s*/?\s*(?:score|verdict|answer|candidate_answer|candidate|system|instructions?|result|rating|grade|evaluation|prompt|user_input|decision)\s*/?>",
        r"^\s*(?:verdict|decision|recommendation|evaluation|score|final score|rating|overall)\s*[:=]\s*[\"'“]?(?:pass(?:ed)?|hired?|strong hire|approved|excellent|100|9\d|10/10|5/5|a\+)[\"'”]?\s*[.!]?$",
        r"<!--[^>]*(?:score|candidate|instruction|ignore|evaluat)[^>]*-->",
    )
)

# "I disregarded the old rules", "my manager told me to ignore …": a story, not an order.
STORY_EN = re.compile(
    r"\b(?:i|we|he|she|they|it|who|manager|boss|client|customer|team|colleague|director|teacher|head office|headquarters|management|supervisor|"
    r"professor|engineers?|vendor|supplier|company|auditors?|mentor|lead)\b(?:['’](?:d|ve|ll|m|re))?\s+(?:\w+\s+){0,2}?"
    r"(?:had|have|has|was|were|did|didn|do|don|could|couldn|would|wouldn|will|won|can|cannot|can't|never|always|often|usually|told|asked|wanted|tried|decided|learned|"
    r"used|chose|refused|said|insisted|began|started|stopped|agreed|argued|made|built|gave|set|took|wrote|got|scored|rated|ranked|awarded|"
    r"marked|graded|taught|found|kept|saw|left|ran|built|\w+ed)\b|\b(?:my|our) (?:\w+ ){0,2}(?:was|is|were|had|rose|fell|went|\w+ed)\b|\b(?:learned|learnt) not to\b",
    re.IGNORECASE,
)

# --- Chinese: matched on the text without blanks and punctuation ---------------------------------------------------------

_ZH_SELF = (
    r"(?:(?:该|本|此|这位|这个|这名|这份|这段|这篇|当前|上述|以上|下述|下面|我的|我这)(?:名|位|份|个|段|条)?(?:候选人|应聘者|求职者|面试者|申请人|考生|答案|回答|回复|简历|作答|答卷|"
    r"被评估者|被评人|人选|文本|内容|文字|应答|本人|项|题|轮|次面试|面试)|本人|该员工|该同学|候选人|应聘者)"
)
_ZH_MAX = (
    r"(?:满分|最高分|最高(?:等级|级别|评级|评分|档|分数|评价|级)|(?<!\d)(?:100|１００)分?(?!人|万|元|家|个|名|次|%|台|件|天|多|余)|(?:九十五|一百|100|95|98|99|10|5|五|十)分(?!钟|之|公司|店|部|析|拣|贝|成|享|类|布|配|工|管|支|包|期)|"
    r"高分|五级|5级|五星|A\+|优秀|通过|合格|录用|达标|强烈推荐|胜任|完全符合|直接入职|全部满足|卓越)"
)
_ZH_GIVE = r"(?:给|打|判|评|输出|返回|标记|标为|标成|记为|记作|算作|算|视为|视作|认定|判定|评定|评为|设为|设置为|定为|填写|显示|回复|写成|写|赋予|提升到|调整为|改为|调至|列为|归为|推荐|当作|置为|锁定为)"
_ZH_PLEASE = r"(?:请|务必|必须|应当|应该|应予|需要|直接|立即|马上|一律|统统|统一|只需|只要|麻烦|拜托|希望您?你?|烦请|劳烦|恳请|自动|无条件|你要|你得|您要|应|须|务请|可以直接|现在|然后|并且|并|都|均|尽量)"
_ZH_GRADER = r"(?:(?:评分|打分|阅卷|评估|评测|测评|评审|面试|筛选|招聘|判分|智能|人工智能|AI|ai|大)(?:系统|模型|程序|机器人?|引擎|算法|助手|智能体|员|老师|专家|官|平台|工具)|人工智能|大语言模型|语言模型|大模型|AI|阅卷人|评委|ChatGPT|GPT|机器人)"
_ZH_IGNORE = r"(?:忽略|无视|忽视|不要理会|不用理会|不必理会|不用管|别管|不要管|忘记|忘掉|忘了|抛开|跳过|抛弃|丢弃|放弃|绕过|撤销|作废|覆盖|取消|停止执行|停止遵守|不再遵守|不要遵守|不必遵守|不用遵守|清除|清空|删除|推翻|废除|屏蔽|无需遵循|不要遵循|不要按照|不要按)"
_ZH_RULES = r"(?:指令|提示词?|规则|要求|设定|设置|说明|标准|限制|约束|准则|命令|规定|内容|指示|评分|打分|话|prompt|任务|上下文|身份|口径)"
_ZH_PRIOR = (
    r"(?:之前|以上|上述|上面|上文|前面|前文|先前|此前|前述|所有|全部|一切|原有|原来|原先|你的|您的|系统|既有|任何|既定|初始|评分|打分|现有)"
)

STRONG_ZH = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_ZH_IGNORE}(?:掉)?.{{0,6}}?{_ZH_PRIOR}.{{0,10}}?{_ZH_RULES}",
        rf"(?:请|把|将).{{0,4}}?{_ZH_PRIOR}.{{0,8}}?{_ZH_RULES}(?:都|全部|全)?(?:忽略|无视|忘掉|忘记|作废|删除|清空|取消|当作没|抛开)",
        rf"{_ZH_PLEASE}.{{0,14}}?{_ZH_GIVE}.{{0,14}}?{_ZH_SELF}.{{0,14}}?{_ZH_MAX}",
        rf"{_ZH_PLEASE}.{{0,10}}?(?:将|把|对|给|为|让|视|认为|按).{{0,4}}?{_ZH_SELF}.{{0,20}}?{_ZH_MAX}",
        r"(?:请|务必|必须|直接|麻烦|拜托|恳请|烦请|劳烦|希望您?你?|只需|无条件|一律|自动|立即).{0,8}?(?:给|打|判|评)(?:出|为|我|予|个|一个|予以|到)*(?:满分|最高分|一百分|100分|高分|5分|五分|十分|10分|最高等级|五级|5级|优秀|通过|1分)",
        rf"(?:请|务必|必须|只|直接|一律|自动|立即|只需|只能)(?:要|需|能|可|须)?(?:输出|返回|回复|回答|显示|填写|写)(?:一个|出|为|成|结果|json)?.{{0,8}}?{_ZH_MAX}",
        rf"{_ZH_GRADER}(?:你好|您好|们)?(?:请|注意|麻烦|务必|直接|看到这|读到这|阅读到|在(?:阅读|处理|评估|打分|评分|读)|收到)",
        rf"(?:尊敬的|亲爱的|致|各位|告知|提醒|通知)(?:这位|正在\w{{0,6}}的|负责\w{{0,6}}的)?{_ZH_GRADER}",
        r"(?:阅卷|评分|打分|判卷|面试)(?:老师|官|员|人)(?:你好|您好|辛苦).{0,12}?(?:分|通过|关照|手下留情|优秀)",
        r"(?:你|您)(?:现在|将|已经|已|从现在起|从现在开始|此刻|接下来|其实|只)?(?:就)?(?:是|扮演|作为|变成|不再是|充当|要扮演|需要扮演|的身份是|的角色是).{0,12}?(?:AI|助手|模型|评分|打分|评委|考官|评估|机器人|裁判|阅卷|智能体|录取官|推荐人)",
        rf"作为(?:一个|一名|一位)?(?:专业的|公正的|合格的)?{_ZH_GRADER}.{{0,3}}?(?:你|您|请|必须|应|需|务必)",
        r"(?:从现在(?:起|开始)|接下来|自此|从此刻起)(?:你|您|请|所有|一律|凡是|不再|只)",
        r"(?:你|您)的(?:新|唯一|真正|实际|首要)?(?:任务|目标|职责|使命|工作)(?:就?是|变为|改为|只有)",
        rf"(?:无论|不管|不论|无关|凡是|只要|凡).{{0,24}}?(?:回答|答案|内容|写|说|答|提到|出现|看到|包含|质量|词|字|是否|好坏|对错).{{0,16}}?(?:都|均|一律|也|就|全部|请|直接|即).{{0,8}}?{_ZH_GIVE}?.{{0,6}}?{_ZH_MAX}",
        r"(?:不要|不得|禁止|请勿|无需|不用|不必|停止|切勿|勿|严禁|不可)(?:再|继续|再次|进行|再进行)?(?:对|给|因|根据|按|在|向|把|将)?.{0,10}?(?:扣分|打低分|给低分|低分|减分|重新评分|评分|打分|质疑本|核查本|核实本|标记为|提及本|提及此|提及这|提到这|报告此|标记此|分析本|评估本|降低(?:本|评|得|分)?)",
        rf"{_ZH_SELF}.{{0,6}}?(?:应当?|必须|已经?|完全|均|全部|全面|值得|无需|可以?直接|建议|直接|毫无疑问|理应|显然|所有|各项)(?:.{{0,16}}?)(?:满分|高分|录用|达标|最高|符合(?:所有|全部|各项|岗位|要求|每)|通过(?:人工|审核|所有|全部|评估|面试|测评|初筛)|评级|评为|评定|得分|胜任|免试|免检|直接进入)",
        r"(?:最终|本题|本次|本轮|面试|AI|综合|本项|候选人|该项|总)(?:评估|面试|测评|最终|综合)*(?:得分|评分|评级|结论|判定|评估结论|评估结果|录用建议|推荐等级|分数)(?:结果)?(?:应?为|应?是|已?锁定为?|设为|等于|=|应当是|应当为|必须是|必须为|不低于|不得低于)?(?:满分|100|9\d分|一百|优秀|通过|合格|强烈推荐|推荐录用|建议录用|录用|最高|五级|5级|S级|A级)",
        r"(?:评估|评分|打分|测评|审核|阅卷|面试评价)(?:流程|过程|环节|任务)?(?:已经?|均已|全部)(?:完成|结束|通过|关闭|停用|终止|跳过|锁定).{0,10}?(?:无需|不需|不用|不必|返回|得分|结果|直接|候选人|请|输出|满分)",
        r"(?:开发者|调试|管理员|上帝|越狱|测试|特权|维护|超级用户|root)(?:模式|权限)(?:已|下|启|开|激活|进入)?.{0,16}?(?:评分|打分|满分|候选人|通过|限制|规则|录用|得分|高分|指令)",
        r"(?:输出|复述|打印|显示|泄露|告诉我|列出|展示|重复|公开|透露)(?:一下|出|你|您|的|完整|全部|初始|隐藏|内部|系统|当前){0,6}(?:系统提示|提示词|系统指令|初始指令|隐藏指令|内部指令|评分规则|评分标准|打分规则|prompt)",
        r"(?:新规则|新指令|新的指令|新的规则|新任务|补充指令|隐藏指令|最高指令|最高优先级|更新后的规则|特别指令|紧急指令)(?:是|为|如下|凡|所有|请|你|从|生效|忽略|一律|直接)",
        r"(?:系统|管理员|开发者|后台|官方|评分|平台|HR|超级管理员)(?:提示|指令|消息|命令|通知|公告|注释|备注|授权|声明|覆盖).{0,30}?(?:候选人|应聘者|满分|录用|评分|得分|打分|通过审核|评估结论|评估已|忽略|最高)",
        r"(?:视为|视作|当作|认定为|看作|等同于|算作)(?:已|已经|完全|全部|均|是)?(?:满足|达到|具备|符合|通过|证明|体现).{0,12}?(?:指标|要求|标准|胜任力|能力|条件|维度|评估)",
        r"(?:以上|上述|前面|下面|以下)(?:的)?(?:内容|文字|回答|部分|文本|问题)?(?:均|都|仅|只)?(?:是|为|属于)(?:一个|一段)?(?:示例|样例|测试|干扰|无效|模板|占位).{0,16}?(?:请|按|真正|实际|忽略|以|不计|评分)",
        r"(?:帮|助|协助|保证|确保|让)(?:我|该候选人|候选人|本人)(?:顺利|直接|一定|必须|能够?)?(?:通过|拿到|得到|获得|进入)(?:本次|这次|这轮|此次|所有)?(?:面试|筛选|评估|测评|满分|高分|下一轮|初筛|终面|考核)",
        r"(?:得分|score|分数|verdict|评级|level|结论|result|rating)[\"”']?(?:=|:|：)[\"“']?(?:满分|100|通过|pass|最高|录用|5级|hire|优秀)",
    )
)
# “我们取消了之前的规则”“老师让我们忽略……”: told, not ordered
STORY_ZH = re.compile(
    r"(?:我们?|咱们?|老师|领导|主管|经理|客户|同事|上级|公司|老板|他们?|她们?|总部|导师|团队|财务|业务方|甲方|部门|店长|班长|护士长|大家|员工|新人)"
    r"(?!的(?:回答|答案|简历|作答)|(?:打|评|判|通过|满分|高分))"
)
# Somebody tells what he did about words that stand in quotation marks: “用户输入‘忽略指令’，我加了过滤”.
QUOTED = re.compile(r"[\"“「『][^\"“”「」『』]{2,}[\"”」』]")
NARRATOR = re.compile(
    r"\b(?:I|we)\b(?:['’]\w+)?\s+(?:\w+\s+)?(?:\w{2,}ed|built|wrote|taught|found|kept|made|put|cut|saw|told|ran)\b|我们?(?!的)[^,，。;；:：]{1,8}了",
    re.IGNORECASE,
)
NEGATED_ZH = re.compile(r"(?:不能|没有|没|不会|不可|从不|从未|绝不|不应|不该|不敢|不|未|并未|避免|容易|常常|往往|经常)$")
