"""CVs of many layouts: who a reader says was where, as what, for how long."""

import pytest

from hr_scoring.cv import parse_cv

TODAY = (2026, 11)

# Name, text, years, degree, employers with positions, schools with degrees, years by industry.
CVS = [
    (
        "dotted dates",
        """张伟
男 | 1990年5月 | 13800000000 | zhangwei@example.com
求职意向：产品经理

教育背景
2008.09-2012.06  北京大学  计算机科学与技术  本科

工作经历
2019.03-至今  北京字节科技有限公司  高级产品经理
负责推荐产品的需求分析与规划，带领5人团队完成改版，用户增长30%。
2012.07-2019.02  阿里巴巴（中国）有限公司  产品经理
负责电商后台产品。

项目经历
2017.01-2017.12  会员体系重构  项目负责人
上线后复购率提升12%。

专业技能
SQL、Python、Axure；英语六级
""",
        14.4,
        "bachelor",
        [("北京字节科技有限公司", "高级产品经理"), ("阿里巴巴(中国)有限公司", "产品经理")],
        [("北京大学", "bachelor")],
        {"internet": 14.4},
    ),
    (
        "month names",
        """JANE DOE
jane@example.com | +1 555 0100 | London

SUMMARY
Marketing manager with 8 years of experience.

EXPERIENCE
Acme Corp, London
Marketing Manager, Mar 2019 – Present
- Led a team of five and grew leads by 40%.
Beta Ltd
Marketing Executive, Jun 2015 – Feb 2019
- Ran campaigns for the retail sector.

EDUCATION
MSc Marketing, University of Leeds, 2014 – 2015
BA English, University of York, 2011 – 2014

SKILLS
SEO, Google Analytics, Excel, French (fluent)
""",
        11.5,
        "master",
        [("Acme Corp", "Marketing Manager"), ("Beta Ltd", "Marketing Executive")],
        [("University of Leeds", "master"), ("University of York", "bachelor")],
        {},
    ),
    (
        "overlapping and part time",
        """李娜
工作经历
2018年1月—2020年12月 上海某银行股份有限公司 客户经理
2020年6月-2022年6月 平安保险 培训师（兼职）
2022/7 ~ 2023/6 自由职业 设计师
教育经历
2014年9月－2018年6月 复旦大学 金融学 学士
2018年9月-2021年6月 复旦大学 MBA 硕士（在职）
技能：Excel，PPT，SPSS
""",
        5.5,
        "master",
        [("上海某银行股份有限公司", "客户经理"), ("平安保险", "培训师"), ("", "自由职业 设计师")],
        [("复旦大学", "bachelor"), ("复旦大学", "master")],
        {"finance": 3.0, "insurance": 2.1},
    ),
    (
        "table, schooling first",
        """Curriculum Vitae
Li Ming
Education
2010-2014\tTsinghua University\tBEng Mechanical Engineering
2014-2017\tTsinghua University\tMaster of Engineering
Work experience
2017.07-2020.03\tSANY Heavy Industry Co., Ltd.\tMechanical Engineer
2020.04-now\tBYD Auto\tSenior Engineer
Languages: Chinese (native), English (CET-6)
Skills: AutoCAD, SolidWorks, MATLAB
""",
        9.4,
        "master",
        [("SANY Heavy Industry Co., Ltd.", "Mechanical Engineer"), ("BYD Auto", "Senior Engineer")],
        [("Tsinghua University", "bachelor"), ("Tsinghua University", "master")],
        {},
    ),
    (
        "gap and internship",
        """Tom Smith
Work History
Software Engineer — Globex Inc — 01/2021 to 12/2023
Software Engineer — Initech — 01/2016 to 12/2017
Internships
Intern, Hooli, 06/2015 - 08/2015
Education
Bachelor of Science in Computer Science, MIT, 2011–2015
Technical Skills: Java, Spring Boot, Docker, Kubernetes, PostgreSQL
""",
        5.0,
        "bachelor",
        [("Globex Inc", "Software Engineer"), ("Initech", "Software Engineer")],
        [("MIT", "bachelor")],
        {},
    ),
    (
        "fresh graduate",
        """王芳
教育经历
2020.09 - 2024.06 浙江大学 市场营销 本科
实习经历
2023.07-2023.09 网易（杭州）网络有限公司 运营实习生
协助策划3场线上活动。
校园经历
2021.09-2022.09 学生会 宣传部部长
校园项目：二手书交易平台
证书：CET-6，普通话二级甲等
""",
        None,
        "bachelor",
        [],
        [("浙江大学", "bachelor")],
        {},
    ),
    (
        "freelance without headings",
        """Maria Garcia
Freelance Translator (2012 - 2018)
Translated 200 legal documents.
In-house Translator, LexCorp LLP, 2018 – 2022
Freelance Interpreter, since 2022
Diploma in Translation, University of Granada, 2012
""",
        14.4,
        "associate",
        [("", "Freelance Translator"), ("LexCorp LLP", "In-house Translator"), ("", "Freelance Interpreter")],
        [("University of Granada", "associate")],
        {},
    ),
    (
        "two columns, dates below",
        """赵强

联系方式
13900000000
北京
技能
Java
Spring
MySQL
语言
英语 流利

工作经验
京东集团
Java开发工程师
2016年3月 - 2021年5月
负责订单系统开发，QPS提升3倍。

美团
架构师
2021年6月 - 至今
主导微服务拆分。

教育
华中科技大学
软件工程 硕士
2013 - 2016
华中科技大学
软件工程 本科
2009 - 2013
""",
        10.8,
        "master",
        [("京东集团", "Java开发工程师"), ("美团", "架构师")],
        [("华中科技大学", "master"), ("华中科技大学", "bachelor")],
        {"internet": 10.8},
    ),
    (
        "form",
        """个人简历
姓名：陈静   性别：女   学历：大专   工作年限：6年
工作经历：
起止时间：2017/03-2023/03
公司名称：深圳市某某电子有限公司
职位：生产主管
工作描述：管理30人产线，不良率从3%降到1.2%。
教育经历：
起止时间：2014/09-2017/06
学校名称：深圳职业技术学院
专业：电子信息  学历：大专
""",
        6.1,
        "associate",
        [("深圳市某某电子有限公司", "生产主管")],
        [("深圳职业技术学院", "associate")],
        {"electronics": 6.1},
    ),
    (
        "pipes",
        """Ann Lee RN
Professional Experience
St Mary's Hospital | Charge Nurse | September 2017 – Present
City Clinic | Staff Nurse | 2013 – August 2017
Education & Training
Nursing School of Ohio | Associate Degree | 2013
Certifications: BLS, ACLS
""",
        13.4,
        "associate",
        [("St Mary's Hospital", "Charge Nurse"), ("City Clinic", "Staff Nurse")],
        [("Nursing School of Ohio", "associate")],
        {"healthcare": 13.4},
    ),
    (
        "signs",
        """刘洋 硕士 8年经验
■ 工作经历
▶ 2020.5–2024.1 ｜ 华为技术有限公司 ｜ 项目经理
· 主导3个跨部门项目
▶ 2016.7–2020.4 ｜ 中兴通讯股份有限公司 ｜ 软件工程师
· 编写通信协议栈
■ 教育背景
2013.9–2016.6 ｜ 西安电子科技大学 ｜ 通信工程 ｜ 硕士研究生
2009.9–2013.6 ｜ 西安电子科技大学 ｜ 通信工程 ｜ 本科
■ 项目经验
5G核心网升级项目（2021.3-2022.6）
■ 技能特长
PMP、C++、Linux
""",
        7.6,
        "master",
        [("华为技术有限公司", "项目经理"), ("中兴通讯股份有限公司", "软件工程师")],
        [("西安电子科技大学", "master"), ("西安电子科技大学", "bachelor")],
        {"telecom": 7.6},
    ),
    (
        "open dash",
        """Dr. Peter Schmidt
ACADEMIC POSITIONS
Assistant Professor, ETH Zurich, 2019–
Postdoc, EPFL, 2016-2019
EDUCATION
Ph.D. Physics, University of Heidelberg (2012-2016)
M.Sc. Physics, TU Munich (2010-2012)
PUBLICATIONS
Schmidt P., Nature 2018
""",
        10.4,
        "doctor",
        [("ETH Zurich", "Assistant Professor"), ("EPFL", "Postdoc")],
        [("University of Heidelberg", "doctor")],
        {},
    ),
    (
        "colons and double dashes",
        """【个人信息】姓名：周杰  性别：男  出生年月：1988.02
【工作经验】
2016/04 -- 2022/09    杭州海康威视数字技术股份有限公司    销售经理
汇报对象：销售总监 | 下属：8人
工作内容：负责华东区域大客户销售，年销售额从2000万提升到5500万。
2014/07 -- 2016/03    浙江大华技术股份有限公司    销售代表
【教育经历】
2010/09 -- 2014/06    浙江工业大学    市场营销    本科
""",
        8.2,
        "bachelor",
        [("杭州海康威视数字技术股份有限公司", "销售经理"), ("浙江大华技术股份有限公司", "销售代表")],
        [("浙江工业大学", "bachelor")],
        {},
    ),
    (
        "dates in brackets",
        """ROBERT BROWN
Senior Accountant
Manchester, UK

Professional Background
Senior Accountant, Hartley & Sons Ltd (January 2018 - June 2023)
* Prepared monthly accounts for 12 subsidiaries.
Accountant, Crown Foods plc (January 2012 - December 2016)
* Closed the books in 4 days.
Career break: travelling (2017)

Education and Qualifications
BSc (Hons) Accounting and Finance, University of Manchester, 2008-2011
ACCA qualified 2014
""",
        10.5,
        "bachelor",
        [("Hartley & Sons Ltd", "Senior Accountant"), ("Crown Foods plc", "Accountant")],
        [("University of Manchester", "bachelor")],
        {},
    ),
    (
        "English by a Chinese",
        """Wang Xiaoming (Shawn)
Email: xm.wang@qq.com  Mobile: 138 0000 0000

Education
Sep. 2013 - Jun. 2017   Sun Yat-sen University   Bachelor of Engineering in Software Engineering

Working Experience
Jul. 2020 - Present   Tencent Technology (Shenzhen) Co., Ltd.   Backend Engineer
- Rebuilt the payment gateway, latency down 40%.
Sep. 2017 - Jun. 2020   Guangzhou Vipshop Information Technology Co., Ltd   Java Developer

Project Experience
Payment Gateway Rebuild   2021.01 - 2021.12

Skills
Java, Go, MySQL, Redis
""",
        9.2,
        "bachelor",
        [("Tencent Technology", "Backend Engineer"), ("Guangzhou Vipshop Information Technology Co., Ltd", "Java Developer")],
        [("Sun Yat-sen University", "bachelor")],
        {"internet": 6.4},
    ),
    (
        "table of pipes",
        """求职者：孙丽
| 时间 | 公司 | 职位 |
| 2019.01-2020.12 | 成都锦江宾馆 | 前台领班 |
| 2021.01-2024.06 | 成都万达瑞华酒店 | 前厅经理 |
学历：四川旅游学院 酒店管理 大专 2016.09-2018.12
""",
        5.5,
        "associate",
        [("成都锦江宾馆", "前台领班"), ("成都万达瑞华酒店", "前厅经理")],
        [("四川旅游学院", "associate")],
        {"hospitality": 5.5},
    ),
    (
        "traditional characters",
        """姓名：林志豪
工作經歷
2015年3月 - 2021年8月　台灣積體電路製造股份有限公司　製程工程師
改善良率2.3%
學歷
國立成功大學 材料科學 碩士 2012 - 2014
專長：統計分析、英文
""",
        6.5,
        "master",
        [("台湾积体电路制造股份有限公司", "制程工程师")],
        [("国立成功大学", "master")],
        {"manufacturing": 6.5},
    ),
    (
        "dates on the right",
        """ELENA ROSSI
WORK EXPERIENCE
Barista Trainer\tMay 2021 – Aug 2024
Blue Mountain Coffee Ltd, Dublin
• Trained 25 baristas.
Shift Supervisor\tFeb 2018 – Apr 2021
Costa Coffee, Dublin
• Ran the morning shift of six.
EDUCATION
Diploma in Hospitality Management\t2015 – 2017
Shannon College of Hotel Management
""",
        6.6,
        "associate",
        [("Blue Mountain Coffee Ltd", "Barista Trainer"), ("Costa Coffee", "Shift Supervisor")],
        [("Shannon College of Hotel Management", "associate")],
        {},
    ),
    (
        "told in sentences",
        """我叫吴刚，今年35岁，从事仓储物流行业10年。2014年7月至2018年5月在京东物流担任仓管员，2018年6月至今在顺丰速运担任仓库主管，管理20人团队。毕业于武汉交通职业学院，大专学历。
""",
        12.4,
        "associate",
        [("京东物流", "仓管员"), ("顺丰速运", "仓库主管")],
        [("武汉交通职业学院", "associate")],
        {"logistics": 12.4, "internet": 3.9},
    ),
    (
        "mixed headings",
        """郑爽
Work Experience 工作经历
Nov 2020 – 至今 | 小红书科技有限公司 | 内容运营
2018.10 – 2020.10 | 上海盛大网络 | 编辑
兼职经历
2016.01-2018.06 家教
教育背景
上海外国语大学 | 英语 | 本科 | 2014-2018
""",
        8.2,
        "bachelor",
        [("小红书科技有限公司", "内容运营"), ("上海盛大网络", "编辑")],
        [("上海外国语大学", "bachelor")],
        {},
    ),
]


@pytest.mark.parametrize(
    ("text", "years", "degree", "jobs", "schools", "industries"), [row[1:] for row in CVS], ids=[row[0] for row in CVS]
)
def test_layouts(text, years, degree, jobs, schools, industries):
    cv = parse_cv(text, TODAY)
    assert [(job.employer, job.title) for job in cv.jobs] == jobs
    assert (cv.years, cv.degree) == (years, degree)
    assert [(one.school, one.degree) for one in cv.education] == schools
    assert dict(cv.industries) == industries


def test_dates_of_schools_are_their_own():
    below = "教育\n华中科技大学\n软件工程 硕士\n2013 - 2016\n华中科技大学\n软件工程 本科\n2009 - 2013"
    above = "教育\n2013 - 2016\n华中科技大学\n软件工程 硕士\n2009 - 2013\n华中科技大学\n软件工程 本科"
    for text in (below, above):
        assert [(one.degree, one.first[0], one.last[0]) for one in parse_cv(text, TODAY).education] == [
            ("master", 2013, 2016),
            ("bachelor", 2009, 2013),
        ]
    alone = "2018.06-至今 顺丰速运 主管。毕业于武汉交通职业学院，大专学历。"
    assert [one.first for one in parse_cv(alone, TODAY).education] == [None]


@pytest.mark.parametrize(
    ("header", "employer", "title"),
    [
        ("Software Engineer — Initech — 01/2016 to 12/2017", "Initech", "Software Engineer"),
        ("2017.07-2020.03 SANY Heavy Industry Co., Ltd., Mechanical Engineer", "SANY Heavy Industry Co., Ltd.", "Mechanical Engineer"),
        ("2018.01-2020.12 上海某银行股份有限公司 客户经理", "上海某银行股份有限公司", "客户经理"),
        ("2020.06-2022.06 平安保险 培训师（兼职）", "平安保险", "培训师"),
    ],
)
def test_employer_and_position(header, employer, title):
    (job,) = parse_cv(f"Work experience\n{header}", TODAY).jobs
    assert (job.employer.strip("."), job.title) == (employer.strip("."), title)


def test_an_internship_among_jobs_is_no_year_of_work():
    cv = parse_cv("工作经历\n2018.01-2019.12 甲乙物流有限公司 主管\n2017.01-2017.12 丙丁物流有限公司 实习生", TODAY)
    assert len(cv.jobs) == 2 and cv.years == 2.0 and dict(cv.industries) == {"logistics": 2.0}
    assert parse_cv("工作经历\n2017.01-2017.12 丙丁物流有限公司 实习生", TODAY).years is None


def test_spans_point_into_the_original_characters():
    text = "工作經歷\n2015年3月 - 2021年8月　台灣積體電路製造股份有限公司　製程工程師\n學歷\n國立成功大學 碩士"
    cv = parse_cv(text, TODAY)
    assert text[cv.jobs[0].start : cv.jobs[0].end].endswith("製程工程師")
    assert text[cv.education[0].start : cv.education[0].end] == "國立成功大學 碩士"
