# ruff: noqa: E501 (a pattern is read as a whole)
"""How personal details look in Chinese and English CVs and answers.

Each pattern's first group (or the whole match) is the value that must not leave. Patterns see normalised text.
"""

from __future__ import annotations

import re

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边"
)
_COMPOUND = "欧阳|上官|司马|诸葛|皇甫|尉迟|东方|夏侯|慕容|令狐|司徒|端木|南宫|长孙|宇文"
_NAME_ZH = rf"(?:(?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})"
_NAME_EN = r"[A-Z][a-zA-Z'’-]+(?: [A-Z]\.)?(?: (?:van|von|de|der|da|di|bin|al|del|la|le))*(?: [A-Z][a-zA-Z'’-]+){1,3}"
_SEP = r"\s*[::=]?\s*"
_LABEL = r"\s*[::=]\s*"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = (
    rf"(?:(?:19|20)\d\d\s*[年./-]\s*\d{{1,2}}(?:\s*[月./-]\s*(?:\d{{1,2}}\s*日?)?)?|(?:19|20)\d\d年?|\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)\d\d|"
    rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? (?:19|20)\d\d|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d)"
)
_PLACE = r"[^\s,;，；。|、]{2,20}"
_END = r"(?=[\s,;，；。.|、/)）]|$)"
_COMPANY_ZH = r"有限责任公司|股份有限公司|有限公司|集团公司|分公司|子公司|集团|公司|银行|医院|事务所|研究院|研究所|设计院|出版社|电视台|证券|保险|酒店|超市|大学|学院|中学|小学|幼儿园"
_COMPANY_EN = r"Inc|Ltd|Limited|LLC|LLP|GmbH|Corp|Corporation|Company|Co|Group|Holdings?|Bank|Hospital|plc|PLC|AG|S\.A|SAS|B\.V|Pty|University|College|School|Institute|Agency|Partners|Consulting|Technologies|Solutions|Logistics|Airlines|Pharma|Labs|Studios?|Foundation"


def _all(kind: str, *patterns: str, flags: int = re.IGNORECASE | re.MULTILINE):
    return [(kind, re.compile(pattern, flags)) for pattern in patterns]


# The order is the priority where two patterns claim the same characters.
PATTERNS: list[tuple[str, re.Pattern]] = [
    *_all(
        "email",
        r"[A-Za-z0-9._%+-]+ ?(?:@|\(at\)|\[at\]) ?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+| \. [a-z]{2,4}\b| ?(?:\(dot\)|\[dot\]) ?[A-Za-z]+)+",
    ),
    *_all(
        "link",
        r"\b(?:https?://|www\.)[^\s<>，。；、]+",
        r"\b(?:linkedin|github|gitee|facebook|twitter|x|weibo|zhihu|xing)\.com/[^\s<>，。；、]+",
    ),
    *_all(
        "id_number",
        r"(?<![\dA-Za-z])[1-9]\d{5}[ -]?(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dX](?![\dA-Za-z])",
        rf"(?:身份证(?:号码?)?|证件号码?|护照(?:号码?)?|ID (?:number|card|no\.?)|passport(?: (?:number|no\.?))?|社保号|social security(?: number)?|SSN){_SEP}([A-Z]{{0,2}}\d[\dX -]{{5,20}}[\dX])",
        r"(?<!\d)[1-9]\d{5}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)",
    ),
    *_all(
        "wechat",
        rf"(?:微信|wechat|weixin|vx|v信|wx|威信)(?: ?(?:号码?|id|账号|同号))?{_SEP}((?=[-\w]*[\w])[A-Za-z0-9][-_A-Za-z0-9]{{4,19}})",
    ),
    *_all("qq", rf"(?:QQ|扣扣|企鹅)(?: ?(?:号码?|id|账号))?{_SEP}([1-9]\d{{4,11}})"),
    *_all(
        "phone",
        r"(?<![\d.])(?:\+?86[ -]?|0086[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)",
        r"(?<![\d.])\(?0\d{2,3}\)?[ -]?\d{7,8}(?:[ -](?:转|ext\.?)?\s?\d{1,5})?(?!\d)",
        r"(?<!\d)[48]00[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)",
        r"(?<![\d.+])\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{1,4}(?:[ .-]?\d{2,5}){1,5}(?!\d)",
        r"(?<![\d.])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)",
        rf"(?:电话|手机号?码?|联系方式|tel(?:ephone)?\.?|phone|mobile|cell|fax|传真){_LABEL}([+(]?\d[\d ()./-]{{5,20}}\d)",
    ),
    *_all(
        "birth",
        rf"(?:出生(?:日期|年月|时间)?|生日|born(?: on| in)?|date of birth|d\.?o\.?b\.?|birth ?da(?:y|te)){_SEP}({_DATE})",
        rf"({_DATE})\s*(?:出?生(?![产态活成动长意效])|born)",
        rf"(?:年龄|age){_SEP}(\d{{2}})(?:周?岁)?(?!\d)",
        r"(?<!\d)(\d{2})\s?(?:周岁|岁|years old|year-old)",
        r"\b(?:aged|I am|I'm) (\d{2})\b(?! (?:percent|days|months|minutes|hours|%))",
        r"(?<!\d)([6-9]0|0[0-5])后",
    ),
    *_all(
        "sex",
        rf"(?:性别|sex|gender){_SEP}(男性?|女性?|male|female|m|f|non-binary|other){_END}",
        r"(?:^|[|、,，/\t ·])(男|女)(?=$|[|、,，/\t ·])",
        r"(?:我是一?[名个位]?|作为一?[名个位]?)(男|女)(?:性|生|孩|士)",
        r"\b(?:I am|I'm|as) an? (?:\w+ )?(male|female|man|woman|mother|father|mom|dad)\b",
    ),
    *_all(
        "family",
        rf"(?:婚姻(?:状况|状态)?|婚否|婚育(?:状况|情况)?|生育(?:状况|情况)?|marital status|family status){_SEP}({_PLACE})",
        r"((?:已婚|未婚|离异|离婚|丧偶|单身)(?:[,，/、 ]?(?:已育|未育|有一孩|有两孩|无子女|有子女))?|已育|未育)",
        r"\b((?:happily )?married|divorced|widowed|unmarried)\b(?: with (?:\w+ )?(?:children|child|kids?))?",
        r"(?:^|[|,;/])\s*(single)\s*(?=$|[|,;/])",
        r"((?:有|育有|生了)(?:[一二两三四1-4])个?(?:孩子|小孩|子女|儿子|女儿|娃|宝宝)|怀孕|备孕|哺乳期|二胎|三胎)",
        r"\b((?:have|mother of|father of|with) (?:one|two|three|four|\d) (?:small |young )?(?:children|child|kids?|sons?|daughters?))\b",
        r"\b(pregnant|maternity leave)\b",
    ),
    *_all(
        "political",
        rf"(?:政治面貌|政治身份|党派|political (?:status|affiliation)|party membership){_SEP}({_PLACE})",
        r"(中共(?:预备)?党员|(?:预备|正式)?党员(?=[\s,;，；|、。]|$)|共青团员|共产党员|民主党派|九三学社|民盟盟员|民建会员|致公党|无党派人士)",
        r"\b((?:member of the )?(?:Communist Party|CPC|Communist Youth League)(?: of China)?(?: member)?)\b",
    ),
    *_all(
        "origin",
        rf"(?:籍贯|户籍(?:所在地)?|户口(?:所在地|性质)?|生源地|出生地|祖籍|老家|民族|国籍|宗教(?:信仰)?|native place|place of (?:birth|origin)|hometown|nationality|ethnicity|religion|citizenship){_SEP}([^\n,;，；。|]{{1,24}})",
        r"(?<![\u4e00-\u9fff])((?:汉|回|满|藏|壮|苗|彝|土家|蒙古|维吾尔|朝鲜|侗|瑶|白|哈尼|黎|傣|畲|哈萨克)族)(?![\u4e00-\u9fff])",
        r"((?:[\u4e00-\u9fff]{2,3})人)(?=[,，|](?:现居|汉|男|女|已婚|未婚))",
    ),
    *_all(
        "address",
        rf"(?:家庭住址|通讯地址|联系地址|现住址|居住地址?|现居住?地?址?|所在地|住址|地址|(?:home |postal |mailing |current )?address|residence|lives? (?:in|at)){_SEP}([^\n|;；。]{{3,80}}?)(?=\s*(?:[|;；。\n]|$|电话|手机|邮箱|\t|  ))",
        r"((?:[\u4e00-\u9fff]{2,8}?(?:省|自治区))?(?:[\u4e00-\u9fff]{2,6}?[市州])?(?:[\u4e00-\u9fff]{1,6}?[区县市])?[\u4e00-\u9fff]{1,10}?(?:路|街|大道|巷|弄|胡同|村|镇|小区|花园|公寓|苑|家园)\s?\d{1,5}(?:号院?|弄|栋|幢|座|室|单元|楼|[-#])(?:[\dA-Za-z\u4e00-\u9fff-]{0,14}?(?:号楼?|栋|幢|室|单元|座|层|楼))*)",
        r"(\b\d{1,5}[A-Z]? (?:[A-Z][\w'.]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Square|Place|Pl|Terrace|Close)\b\.?(?:,? (?:Apt|Flat|Unit|Suite|#)\.? ?\w+)?(?:, [A-Z][\w ]+){0,3}(?: [A-Z]{0,2}\d[\w ]{3,8}\b)?)",
        flags=re.MULTILINE,
    ),
    *_all("address", r"(?<=address[::] )([^\n|;]{5,80})"),
    *_all(
        "employer",
        rf"(?:工作单位|任职单位|就职单位|单位名称|公司名称|现单位|雇主|毕业院校|employer|company|current employer){_LABEL}([^\n,;，；。|\t]{{2,40}})",
        rf"((?:(?!有限|集团|公司|银行|医院|事务所|我在|就职|任职|加入|入职|进入|离开|于|我们|曾在|后在|在)[\u4e00-\u9fffA-Za-z0-9&·()-]){{2,24}}(?:{_COMPANY_ZH})(?:[\u4e00-\u9fff]{{2,8}}(?:分公司|分行|支行|分院|分部|事业部))?)",
        r"(?:我?(?:曾|先后|一直|目前|现|毕业后|之前|后来|以前)?(?:在|就职于|任职于|供职于|加入了?|入职了?|跳槽到|离开了?))([A-Za-z\u4e00-\u9fff]{2,12}?)(?=(?:担任|任职|工作|做|实习|上班|就职|当|负责|的时候|期间))",
        flags=re.MULTILINE,
    ),
    *_all(
        "employer",
        rf"\b((?:[A-Z][\w&'’-]*\.?,? (?:& |and |of |de )?){{1,5}}(?:{_COMPANY_EN})\b\.?)",
        r"\b(?:[Ww]ork(?:ed|ing|s)? (?:at|for|with)|[Jj]oined|[Ll]eft|[Ee]mployed (?:at|by|with)|[Ii]ntern(?:ed|ship)? at|[Tt]ime at|[Yy]ears at)\s+((?:[A-Z][\w&'’.-]*)(?: (?:& |and |of )?[A-Z][\w&'’-]*){0,4})",
        flags=re.MULTILINE,
    ),
    *_all(
        "name",
        rf"(?:姓\s?名|名字|应聘人|候选人姓名|联系人){_LABEL}({_NAME_ZH}|[\u4e00-\u9fff·]{{2,6}}|{_NAME_EN})",
        rf"(?:我叫|本人姓名|我的名字(?:是|叫)|大家好,?我是|您好,?我是|你好,?我是|我是(?=[\u4e00-\u9fff]{{2,4}}[,。!]))({_NAME_ZH})(?=[\s,;，；。!！|、]|$|来自|今年|毕业|现|是|从|，|一名|应聘)",
        rf"(?:^|[\n|\t])\s*({_NAME_ZH})\s*(?=$|[\n|\t]|个人简历|的简历|简历|男|女|先生|女士| +(?:男|女|\d|1[3-9]|求职))",
        rf"({_NAME_ZH})(?=(?:个人)?简历)",
        flags=re.MULTILINE,
    ),
    *_all(
        "name",
        rf"\b(?:[Nn]ame|NAME|[Ff]ull [Nn]ame|[Cc]andidate|[Aa]pplicant)\s*[::]\s*({_NAME_EN}|[A-Z][a-z]+)",
        rf"\b(?:[Mm]y name is|I am called|[Cc]all me|[Tt]his is)\s+({_NAME_EN}|[A-Z][a-z]+)",
        rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? ({_NAME_EN}|[A-Z][a-z]+)",
        rf"\b(?:I am|I'm) ({_NAME_EN})(?=[,.!]|$| and | from )",
        rf"\A\s*({_NAME_EN})\s*(?:$|[|,\t])",
        flags=re.MULTILINE,
    ),
]

# What the looser patterns catch and nobody is called or works at.
NOT_NAMES = frozenset(
    "简历 高级 经理 方案 方法 方面 安全 安排 成绩 成果 成本 万元 常用 常见 文员 文化 文档 金融 金额 管理 管培生 向上 时间 时候 关键 关于 马上 高中 高校 白天 石油 田径 路线 易用 平台 平时 解决 解释 任务 任职 "
    "任何 单位 单元 包括 包装 强化 项目 曲线 游戏 阳光 解答 华东 华南 华北 华中 江苏 江西 黄金 龙头 康复 成长 成员 成就 温度 安徽 广东 常州 宁波 司机 司法 车间 车辆 边界 房产 于是 和 高效 高级工 周报 周末 周期 史上 "
    "Curriculum Vitae,Work Experience,Personal Information,Resume".replace(",", " ").split()
)
GENERIC_EMPLOYERS = re.compile(
    r"^(?:一?家?(?:某|这|那|该|本|我|贵|各|每|别|其他|他|她|原|前|母|大|小|新|老|分|子|总|上市|互联网|外资|外企|国企|民营|物流|贸易|制造|电商|科技|软件)*(?:家|个|所|些)?(?:知名|大型|小型|中型|外资|国有|民营|互联网|上市|初创|连锁|三甲|物流|制造|电商|软件)*"
    r"(?:公司|集团|银行|医院|保险|证券|酒店|超市|大学|学院|中学|小学|事务所|研究院|幼儿园|分公司|子公司)|.{0,3}(?:一家|某家?|这家|那家|我们|他们|客户|供应商|竞争对手|多家|几家|上家|前).*|(?:the |a |my |our ).*|这里|那里|这个.*|那个.*|当时.*|现场|工厂|门店|家|校|外面?|里面?|学校.*|大学|公司|团队.*|项目.*|部门.*|一线.*|国外|海外|"
    r"sales|marketing|finance|it|hr|management|retail)$",
    re.IGNORECASE,
)
