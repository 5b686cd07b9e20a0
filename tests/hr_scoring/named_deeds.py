"""Names of competencies and skills, each with a deed that shows it, written for the tests and not learned from.

The first thirteen of a language are in the competency library, the others nobody has told the engine about as competencies.
"""

from __future__ import annotations

CHINESE = (
    ("团队管理", "带9个客服，排班、质检、绩效面谈都由我做"),
    ("跨部门协作", "拉上法务、仓储和IT三方开会，两周内打通退货流程"),
    ("用户调研", "约了15位车主面对面聊充电习惯，整理成画像"),
    ("项目管理", "机房搬迁由我排期，拆成40项任务，按期切换"),
    ("数据分析", "把三年门诊记录做了回归，发现候诊时间与缴费窗口数有关"),
    ("招聘", "校招跑了6所高校，发出offer 45份，入职39人"),
    ("采购管理", "重新招标包材，引入两家新供应商，到货及时率98%"),
    ("仓储物流", "调整库位和拣货路线，日发货量从3000单提到5200单"),
    ("设备维护", "注塑机每周点检，更换轴承12次，停机减少一半"),
    ("安全生产管理", "每周巡查动火作业，排查隐患86处，全年零事故"),
    ("软件开发", "用Go重写订单接口，响应从800毫秒降到120毫秒"),
    ("大客户管理", "盯住五家连锁药房总部，年度续签全部完成"),
    ("教学实施", "给高二两个班讲函数单元，设计分层作业，平均分提高9分"),
    ("翻译", "把两本医疗器械说明书从德文译成中文，并校对术语"),
    ("合同审查", "逐条看了60份租赁协议，改掉违约金条款"),
    ("心理咨询", "接待来访者130人次，每周谈一次并写个案记录"),
    ("视频剪辑", "剪了30条产品短片，配字幕和音乐"),
    ("税务筹划", "用足研发加计扣除，少缴企业所得税80万元"),
    ("客房清洁", "每班打扫14间房，换床单、擦卫浴"),
    ("焊接", "用氩弧焊接好200米不锈钢管，探伤合格率99%"),
    ("会务组织", "办了一场800人的年会，定场地、排节目、管预算"),
    ("急救", "在站台给晕倒乘客做心肺复苏，送上救护车"),
    ("库存盘点", "月底带着扫码枪点完6000个SKU，查清差异37项"),
    ("应收账款催收", "逐户打电话，收回逾期货款260万"),
    ("食品安全", "每天测冷柜温度、留样登记，抽检全部合格"),
)
ENGLISH = (
    ("Team management", "Supervised six nurses, planned their rotas and held their yearly reviews."),
    ("Cross-functional collaboration", "Brought sales, legal and engineering to one table and agreed the return process in two weeks."),
    ("User research", "Sat with 17 shoppers at home and noted how they fill their basket."),
    ("Procurement", "Re-tendered the cleaning contract and chose among five bidders."),
    ("Equipment maintenance", "Replaced worn belts and greased the conveyors each Sunday; stoppages fell by half."),
    ("Software development", "Rewrote the billing service in Rust and cut response times to 90 ms."),
    ("Budgeting and forecasting", "Put together next year's spending plan for the clinic and compared it with actuals monthly."),
    ("Information security", "Rolled out two-factor login and closed 14 open ports after a scan."),
    ("Patient care", "Washed, fed and turned eight bedridden residents each shift."),
    ("Warehousing and logistics", "Loaded 30 lorries a day and moved fast sellers next to the dock."),
    ("Training and development", "Ran ten workshops for new tellers and checked with a test what stuck."),
    ("Quality management", "Measured every fiftieth part and stopped the line when the bore drifted."),
    ("Sales closing", "Signed 22 new gyms to yearly contracts after showing them the app."),
    ("Translation", "Turned 300 pages of a turbine manual from German into English."),
    ("Contract review", "Read 45 leases line by line and struck out the indemnity clauses."),
    ("Video editing", "Cut 25 clips for the channel and added captions and sound."),
    ("Welding", "Joined 400 m of stainless pipe by TIG; all seams passed X-ray."),
    ("Event planning", "Booked the venue, caterer and band for a 600-guest gala and kept to the budget."),
    ("First aid", "Gave CPR to a passenger who had collapsed until the ambulance came."),
    ("Bookkeeping", "Posted 900 supplier invoices a month and reconciled the bank account."),
    ("Childcare", "Looked after twelve toddlers, changed them and read to them."),
    ("Gardening", "Pruned 80 apple trees and laid out new flower beds."),
    ("Tax returns", "Filed income declarations for 70 freelancers before the deadline."),
    ("Fundraising", "Wrote to 200 foundations and brought in 310k for the hospice."),
    ("Bicycle repair", "Trued wheels, swapped cassettes and bled brakes on 15 bikes a day."),
)
IN_LIBRARY = 13
# So far away in the list stands a deed about something else.
_AWAY = {CHINESE: 7, ENGLISH: 8}
OWN = (*CHINESE, *ENGLISH)
OTHERS = tuple((name, told[(at + away) % len(told)][1]) for told, away in _AWAY.items() for at, (name, _deed) in enumerate(told))
