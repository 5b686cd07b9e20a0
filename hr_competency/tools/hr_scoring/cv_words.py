# ruff: noqa: E501 (a list of words is read as a whole)
"""Words by which the parts of a CV are recognised: headings, degrees, employers, titles, industries, skills."""

from __future__ import annotations

import re

HEADINGS = {
    "experience": r"工作经历|工作经验|职业经历|任职经历|从业经历|工作履历|职业履历|工作背景|工作情况|工作简历|主要经历|(?:work(?:ing)?|professional|employment|career|relevant|industry|job) (?:experiences?|history|background|record)|experiences?|employment|career(?: history)?|work|positions? held|(?:academic |professional |research )?(?:positions|appointments)",
    "internship": r"实习经历|实习经验|社会实践|实践经历|校园经历|在校经历|兼职经历|internships?(?: experiences?)?|part-time (?:jobs?|experience)|volunteer(?:ing)?(?: (?:work|experience))?|extracurricular(?: activities)?",
    "education": r"教育|教育背景|教育情况|教育信息|教育经历|教育程度|学历(?:背景|教育|信息)?|学习经历|education(?:al)?(?: (?:background|history|experience)|,? (?:and|&) \w+)?|academic (?:background|history|qualifications)|qualifications",
    "projects": r"项目经历|项目经验|主要项目|代表项目|重点项目|项目业绩|(?:key |selected |personal |major )?projects?(?: experience)?",
    "skills": r"专业技能|技能(?:特长|专长|证书|清单|与证书)?|个人技能|职业技能|掌握技能|IT技能|技术栈|核心能力|(?:technical |key |core |professional |it |soft )?(?:skills?|competenc(?:ies|es)|expertise|technologies)(?: (?:and|&) \w+)?|tech(?:nical)? stack",
    "summary": r"自我评价|个人评价|自我介绍|个人简介|个人总结|个人优势|职业概述|自我描述|求职意向|职业目标|(?:professional |career |executive )?(?:summary|profile|objective)|about me|personal statement",
    "certificates": r"证书|资格证书|职业资格|所获证书|培训经历|培训经验|certificat(?:es|ions?)|licen[cs]es?(?: (?:and|&) certifications?)?|training|courses",
    "languages": r"语言能力|外语水平|语言|languages?(?: skills)?",
    "awards": r"获奖情况|荣誉奖项|所获荣誉|获奖经历|荣誉|奖项|(?:honou?rs|awards|achievements)(?: (?:and|&) \w+)?",
    "personal": r"个人信息|基本信息|个人资料|基本资料|联系方式|personal (?:information|details|data)|contact(?: (?:information|details))?",
    "other": r"兴趣爱好|爱好|其他|附加信息|推荐人|references|interests|hobbies|publications|additional information",
}
HEADING = {key: re.compile(rf"(?:{pattern})", re.IGNORECASE) for key, pattern in HEADINGS.items()}

# Highest first: "硕士研究生" names a master, not a school for them.
DEGREES = {
    "doctor": r"博士(?!后流动站)|\bph\.?\s?d\b|\bdoctor(?:ate|al degree)\b|\bdphil\b|\bdoctor of\b",
    "master": r"硕士|研究生(?:学历|毕业|学位)?(?!院|导师)|\bmaster(?:'?s)?\b(?! data| plan| schedule)|\bm\.?sc\b\.?|\bmba\b|\bemba\b|\bm\.a\.|\bma\b(?=[^\n]{0,60}(?:university|college|institute))|\bm\.?s\b\.?(?= in\b|,)|\bm\.?eng\b|\bmpa\b|\bllm\b",
    "bachelor": r"本科|学士|\bbachelor(?:'?s)?\b|\bb\.?sc\b\.?|\bb\.a\.|\bba\b(?= in\b|,|[^\n]{0,60}(?:university|college|institute))|\bb\.?s\b\.?(?= in\b|,)|\bb\.?eng\b|\bundergraduate\b|\bllb\b|\bbba\b",
    "associate": r"大专|专科(?!医)|高职|\bassociate(?:'?s)? degree\b|\bassociate of\b|\bdiploma\b|\bcollege diploma\b|\bhnd\b",
    "secondary": r"高中|中专|职高|中技|技校|\bhigh school\b|\bsecondary school\b|\bvocational school\b|\ba-levels?\b",
}
DEGREE = {key: re.compile(pattern, re.IGNORECASE) for key, pattern in DEGREES.items()}
SCHOOL = re.compile(
    r"[\u4e00-\u9fff·()]{2,20}?(?:大学|学院|中学|高中|学校|研究生院|党校|技校)(?![\u4e00-\u9fff]{0,2}(?:生活|期间|时|教材))(?:[\u4e00-\u9fff]{1,8}(?:分校|校区))?"
    r"|(?:[A-Z][\w'’.&-]+ ){0,5}(?:University|College|Institute|School|Academy|Polytechnic|Université|Universität)(?: of(?: [A-Z][\w'’&-]+){1,4})?(?:,? [A-Z][\w-]+)?|\b(?:MIT|ETH|INSEAD|HEC|LSE|UCL)\b"
)
EMPLOYER = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9&·()-]{2,30}?(?:有限责任公司|股份有限公司|有限公司|集团公司|分公司|子公司|集团|公司|银行|医院|事务所|研究院|研究所|设计院|出版社|电视台|证券|保险|酒店|宾馆|饭店|超市|大学|学院|中学|小学|幼儿园|工厂|商场|门店|工作室|中心|协会|俱乐部|诊所|药房|机构|局|厂|店|部队|科技|物流|地产|置业|基金|信托)(?:[\u4e00-\u9fff()]{0,8}?(?:有限责任公司|股份有限公司|有限公司|集团|公司))?(?:[\u4e00-\u9fff]{2,8}(?:分公司|分行|支行|分院|分部|事业部|门店))?"
    r"|(?:[A-Z][\w&'’.-]*,? (?:& |and |of |de )?){0,5}(?:Inc|Ltd|Limited|LLC|LLP|GmbH|Corp|Corporation|Company|Co|Group|Holdings?|Bank|Hospital|plc|PLC|AG|S\.A|SAS|Pty|University|College|School|Clinic|Agency|Partners|Consulting|Technologies|Technology|Solutions|Systems|Software|Logistics|Airlines|Hotels?|Resort|Labs|Studios?|Foundation|Insurance|Pharma\w*|Motors|Foods?|Retail|Stores?|Energy|Capital|Services|Industries|International|Networks|Media|Council|Ministry)\b\.?"
)
TITLE = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9/()·-]{0,14}(?:总经理|经理|主管|总监|工程师|专员|助理|顾问|代表|店长|教师|老师|讲师|护士长?|医师|医生|药师|分析师|设计师|架构师|会计|出纳|司机|编辑|记者|律师|采购员?|客服|销售员?|文员|操作工|技术员|技师|班长|组长|组员|部长|主任|院长|校长|总裁|CEO|CTO|CFO|COO|HRBP|BP|实习生|管培生|研究员|培训师|咨询师|策划师|摄影师|营养师|化验员|文秘|秘书|督导|监理|教练|运营|产品|策划|美工|质检员?|调度员?|仓管员?|导购|厨师长?|领班|店员|柜员|客户经理|翻译|合伙人|创始人|负责人|程序员|开发)(?![\u4e00-\u9fff])"
    r"|(?:[A-Z][\w/&-]* ){0,4}(?:Manager|Engineer|Developer|Analyst|Consultant|Director|Officer|Assistant|Specialist|Coordinator|Supervisor|Lead|Leader|Head|Nurse|Doctor|Teacher|Lecturer|Accountant|Designer|Architect|Administrator|Representative|Agent|Clerk|Technician|Scientist|Researcher|Editor|Buyer|Planner|Recruiter|Generalist|Partner|Intern|Trainee|Associate|Executive|President|Founder|Owner|Driver|Operator|Chef|Cashier|Receptionist|Advisor|Adviser|Controller|Auditor|Programmer|Trainer|Coach|Translator|Interpreter|Writer|Copywriter|Journalist|Reporter|Producer|Professor|Postdoc|Instructor|Tutor|Secretary|Electrician|Mechanic|Plumber|Welder|Photographer|Pharmacist|Therapist|Physician|Midwife|Paramedic|Lawyer|Paralegal|Strategist|Merchandiser|Inspector|Foreman|Dispatcher|Underwriter|Actuary|Librarian|Freelancer)s?\b(?: of [A-Z][\w ]+| \w+ )?",
)

INDUSTRIES = {
    "manufacturing": r"制造|机械|加工|五金|模具|工厂|生产线|车间|铸造|注塑|装配|精益|(?<!冶)金属制品|manufactur\w+|machinery|factory|plant floor|assembly line|lean production|cnc|injection mou?lding",
    "retail": r"零售|超市|百货|门店|商场|便利店|专卖店|导购|购物中心|沃尔玛|永辉|大润发|retail\w*|supermarket|department store|merchandis\w+|store manager|walmart|tesco",
    "fmcg": r"快消|快速消费品|食品|饮料|日化|乳业|化妆品|啤酒|酒业|宝洁|联合利华|雀巢|伊利|蒙牛|fmcg|consumer goods|beverages?|snacks?|cosmetics|p&g|unilever|nestl[eé]",
    "internet": r"互联网|电商|电子商务|网络科技|软件|信息技术|信息科技|云计算|大数据|小程序|App|游戏|SaaS|平台运营|阿里|腾讯|百度|字节|美团|京东|拼多多|网易|internet|e-?commerce|software|saas|web development|cloud|mobile app|online platform|alibaba|tencent|google|amazon|bytedance",
    "finance": r"金融|银行|证券|基金|信贷|投资|理财|信托|期货|资管|支行|小额贷款|风控|banking|\bbank\b|securities|investment|asset management|credit risk|private equity|hedge fund|fintech|trading desk",
    "insurance": r"保险|寿险|财险|理赔|核保|再保|平安人寿|太平洋人寿|insurance|underwrit\w+|actuar\w+|claims handling|reinsurance",
    "logistics": r"物流|仓储|运输|快递|货运|配送|供应链|报关|仓库|港口|海运|顺丰|中通|圆通|logistics|warehous\w+|freight|shipping|courier|supply chain|customs clearance|3pl|dhl|fedex|forwarding",
    "healthcare": r"医院|医疗|诊所|护理|临床|护士|医师|门诊|康复|养老|体检|hospital|healthcare|clinic(?:al care)?|nursing|patients?|medical center|ward\b|elderly care",
    "pharma": r"制药|药业|医药|生物科技|药品|疫苗|GMP|临床试验|药物|医疗器械|pharma\w*|biotech\w*|drug development|clinical trials?|gmp\b|vaccines?|medical devices?",
    "education": r"教育|培训机构|学校|大学|中学|小学|幼儿园|教学|课程研发|辅导班|新东方|好未来|education|school|university lecturer|teaching|tutoring|curriculum|kindergarten",
    "hospitality": r"酒店|餐饮|旅游|旅行社|餐厅|民宿|度假|咖啡|宾馆|航空乘务|hotel|hospitality|restaurant|catering|tourism|travel agency|resort|cafe\b|kitchen",
    "construction": r"建筑|施工|工程监理|土木|造价|工地|装饰|路桥|市政|中建|中铁|幕墙|construction|civil engineering|site manager|building contractor|surveyor|bridges?",
    "energy": r"能源|电力|石油|石化|天然气|光伏|风电|新能源|煤炭|电网|核电|储能|energy|oil (?:and|&) gas|petroleum|power (?:plant|grid|generation)|solar|wind farm|utilities|mining",
    "automotive": r"汽车|整车|车企|主机厂|4S店|汽配|零部件|比亚迪|上汽|一汽|广汽|蔚来|automotive|automobile|car dealer\w*|vehicles?|oem parts|bmw|toyota|volkswagen",
    "real_estate": r"房地产|地产|置业|物业|楼盘|房产|中介门店|万科|碧桂园|恒大|链家|real estate|property (?:management|development)|realty|leasing agent|housing",
    "media": r"传媒|广告|媒体|出版|影视|电视台|公关|新媒体|报社|直播|文化传播|media|advertising|publishing|broadcast\w*|public relations|film production|newspaper|journalis\w+",
    "agriculture": r"农业|养殖|种植|农场|畜牧|饲料|种业|农资|林业|渔业|agricultur\w+|farm(?:ing)?|livestock|crops?|seeds?|fisher\w+|agro\w*",
    "public_service": r"政府|公务员|事业单位|街道办|居委会|公安|税务局|财政局|社保|民政|部队|法院|检察|government|public (?:service|sector|administration)|ministry|municipal\w*|civil servant|city council|military",
    "telecom": r"通信|电信|移动通信|联通|中国移动|基站|宽带|运营商|5G|华为|中兴|telecom\w*|mobile network|broadband|base stations?|carrier network|ericsson|nokia|vodafone",
    "electronics": r"电子|半导体|芯片|集成电路|PCB|SMT|显示屏|面板|家电|手机制造|富士康|海尔|格力|美的|electronics|semiconductor|chips?\b|pcb|integrated circuits?|foxconn|consumer devices|display panels?",
    "consulting": r"咨询|事务所|管理顾问|审计师|普华永道|德勤|毕马威|安永|麦肯锡|consult\w+|advisory|law firm|audit firm|deloitte|pwc|kpmg|mckinsey|accenture",
}
INDUSTRY = {key: re.compile(pattern, re.IGNORECASE) for key, pattern in INDUSTRIES.items()}

# One skill, several names. A vocabulary's own synonyms come on top.
SKILL_SYNONYMS = (
    "Excel|电子表格|EXCEL|MS Excel|Microsoft Excel", "Word|MS Word|文字处理", "PowerPoint|PPT|幻灯片|演示文稿", "Python|Python3", "Java", "JavaScript|JS|ECMAScript", "TypeScript|TS",
    "SQL|结构化查询语言|MySQL|PostgreSQL|Oracle SQL|T-SQL", "Machine learning|机器学习|ML", "Deep learning|深度学习", "Data analysis|数据分析|data analytics", "Data mining|数据挖掘",
    "Project management|项目管理|PMP|PMO", "Scrum|敏捷|敏捷开发|Agile", "Kanban|看板", "Recruitment|招聘|recruiting|talent acquisition", "Training|培训|员工培训", "Payroll|薪酬核算|薪资核算|工资核算",
    "Compensation and benefits|薪酬福利|薪酬绩效|C&B", "Performance management|绩效管理|绩效考核", "Employee relations|员工关系|劳动关系", "Accounting|会计|账务处理|bookkeeping", "Cost accounting|成本核算|成本会计",
    "Tax|税务|纳税申报|tax filing", "Auditing|审计|内审|audit", "Budgeting|预算|预算管理|预算编制", "Financial analysis|财务分析", "SAP|SAP ERP|SAP R/3|S/4HANA", "ERP|企业资源计划|用友|金蝶|Kingdee|Yonyou",
    "CRM|客户关系管理|Salesforce", "Negotiation|谈判|商务谈判", "Sales|销售|业务拓展|business development", "Key account management|大客户管理|KA管理", "Customer service|客户服务|客服", "Marketing|市场营销|营销",
    "SEO|搜索引擎优化", "SEM|搜索引擎营销", "New media operation|新媒体运营|公众号运营|social media", "Copywriting|文案|文案策划", "Photoshop|PS|修图", "Graphic design|平面设计", "UI design|UI设计|界面设计|用户界面设计",
    "UX research|用户研究|用户调研|user research", "Product design|产品设计", "Product management|产品管理", "Axure|原型设计|prototyping", "AutoCAD|CAD", "SolidWorks", "PLC|PLC编程|可编程控制器", "Lean production|精益生产|lean manufacturing",
    "Six Sigma|六西格玛|6 Sigma|6σ", "5S|6S|5S管理", "Quality management|质量管理|品质管理|QC|QA", "ISO 9001|ISO9001|质量体系", "Supply chain management|供应链管理|SCM", "Procurement|采购|purchasing|sourcing", "Inventory management|库存管理|仓储管理|stock control",
    "Logistics|物流|物流管理", "Forklift|叉车", "Welding|焊接|电焊", "Linux", "Docker|容器", "Kubernetes|K8s", "AWS|亚马逊云", "Git|GitHub|GitLab", "Vue|Vue.js|VueJS", "React|React.js|ReactJS", "Node.js|NodeJS", "C++|CPP", "C#|CSharp",
    "Go|Golang", "PHP", "Testing|软件测试|测试|QA testing", "Automated testing|自动化测试|Selenium", "Network administration|网络管理|网络运维", "Power BI|PowerBI", "Tableau", "SPSS", "R language|R语言", "English|英语|CET-4|CET-6|英语四级|英语六级|大学英语六级|大学英语四级",
    "Japanese|日语", "German|德语", "French|法语", "Putonghua|普通话", "Driving licence|驾照|驾驶证|driver's license|driving license", "Teaching|教学|授课", "Nursing|护理", "First aid|急救", "Risk management|风险管理|风控", "Compliance|合规",
    "Contract management|合同管理", "Event planning|活动策划|活动组织", "Public speaking|演讲|公众演讲", "Coaching|辅导|教练", "Team management|团队管理|people management|team leadership", "Leadership|领导力", "Communication|沟通|沟通能力",
)  # fmt: skip

# Tools whose names are written like any other word with a capital; the second set are words of the language too, and a
# sentence may begin with one.
TOOLS = frozenset(
    "Angular Ansible Android Azure Blender Bootstrap Bitbucket Cassandra Confluence Databricks Django Docker Drupal Elasticsearch "
    "Elixir Excel Figma Flask Git Grafana Hadoop Haskell Hibernate Illustrator Jenkins Jira Java Kafka Keras Kibana Kotlin Kubernetes "
    "Laravel Linux Magento Matlab Mongo Neo4j Odoo Pandas Perl Photoshop Playwright Postgres Postman Prometheus Python Pytorch Redis "
    "Revit Salesforce Scala Scrum Selenium Shopify Sketchup Snowflake Solidworks Splunk Stata Symfony Tableau Tensorflow Terraform "
    "Ubuntu Vue Workday Wordpress Xero Zendesk".split()
)
TOOLS_OR_WORDS = frozenset("Access Airflow Looker Oracle Outlook React Ruby Rust Spark Spring Swift Unity Windows Word".split())


# Traditional characters of the words above and of what stands beside them, each before its simplified one: one for one, so that
# offsets stay.
_PAIRS = (
    "經经歷历學学業业務务專专項项職职責责證证獎奖語语聯联繫系資资訊讯實实習习術术碩硕師师設设計计會会員员銷销總总監监護护醫医藥药廠厂機机構构網网絡络電电製制貿贸險险銀银團团組组長长課课顧顾問问關关產产運运營营採采購购倉仓庫库導导遊游飯饭館馆廳厅"
    "處处國国際际華华東东廣广灣湾號号畢毕碼码個个優优勢势評评價价頭头銜衔負负創创辦办執执單单類类別别興兴愛爱應应徵征簡简報报績绩編编輯辑記记審审稅税財财輪轮駕驾駛驶廚厨櫃柜檯台時时間间體体積积陸陆臺台帶带領领發发開开獨独維维訓训訪访統统籌筹劃划"
    "寫写現现進进調调擔担將将為为對对過过參参與与協协織织動动榮荣譽誉劇剧場场軟软傳传貨货門门診诊誌志測测試试費费"
)
SIMPLE = str.maketrans(_PAIRS[::2], _PAIRS[1::2])
