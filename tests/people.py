"""What candidates say, in both languages: deeds told well, and the lack of them admitted."""

STRONG = {
    "zh": [
        "上一份工作里，我负责一款门店订货小程序。我组织了20场用户访谈，自己写访谈提纲，跑了12家门店，把录音整理成86条原话，归成三类需求。"
        "我发现店长不是不会用，而是下单要翻五页，于是我把下单流程从五步改成两步，上线一个月后订货时长从8分钟降到3分钟，投诉少了四成。",
        "去年第三季度研发只有6个人，业务提了43个需求。我按用户价值和工作量给每个需求打分，砍掉了29个，和研发负责人一起排出三个版本的路线图，"
        "每两周复盘一次。最后核心版本按期上线，季度目标完成了112%，被砍的需求里后来只有两个被重新提出来。",
        "做会员打通项目时，财务和门店运营互相不让步，项目卡了三周。我把两边的负责人约到一起，把对账口径一条一条列出来，推动双方确认了接口和责任人，"
        "每周一对一次进度，最后提前五天上线，门店核销差错从每天30笔降到2笔。",
    ],
    "en": [
        "In my last job I looked after an ordering app for shops. I wrote an interview guide, visited fourteen shop owners and sorted what they "
        "said into three needs. I saw that eleven of them gave up on page four, so I cut ordering from five steps to two; after a month the "
        "time per order fell from 8 minutes to 3 and complaints dropped by 40 percent.",
        "Last year we had six engineers and 43 requests. I scored each by user value and effort, dropped 29 of them, agreed a roadmap of three "
        "releases with the head of engineering and reviewed it every two weeks. The core release went live on time and we reached 112 percent "
        "of the quarter's target.",
        "The loyalty project was stuck for three weeks between finance and store operations. I got both leads into one room, listed the "
        "reconciliation rules one by one, had owners and interfaces agreed, and followed up every Monday. We went live five days early and "
        "booking errors fell from 30 a day to 2.",
    ],
}
WEAK = {
    "zh": [
        "用户调研我没有做过，需求都是老板直接给的，我照着写文档就行。有一次想去访谈用户，后来太忙就没去成。",
        "需求太多的时候我没有做取舍，谁催得急就先做谁的，最后版本延期了两个月，我也没有再复盘。",
        "跨部门的事情我没怎么参与，都是领导去协调的。有一次财务不配合，我就一直等，项目后来停了。",
    ],
    "en": [
        "I did not do any user research, the requests came from my boss and I wrote them down. Once I wanted to interview users but never got to it.",
        "When there were too many requests I did not choose; whoever shouted loudest came first. The release was two months late and I did not review it.",
        "I was not really part of the work with other departments, my manager did that. Finance did not answer once, so I waited, and the project stopped.",
    ],
}
