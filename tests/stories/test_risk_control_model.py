"""The risk-control (风控) model: three dimensions of five indicators each, set up by HR from the job to the second version."""

from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged

from ..common import LoopCase

STRONG = [
    "去年三季度我在核对放款流水时发现，同一台设备一周内提交了17笔申请，金额都卡在免审额度以下。我拉了三个月的数据做比对，确认是团伙作弊，"
    "当天写了预警报告，拦下了其中14笔，避免损失约86万元，之后把设备指纹加进了每日监控。",
    "我设计了一条针对多头借贷的规则。先用半年的历史样本做回测，坏账率从5.1%降到3.4%，误杀率控制在2%以内，再灰度两周对比新老规则的通过率，"
    "每周看一次效果，一个月后把阈值从6家调到5家，逾期率又降了0.6个百分点。",
    "业务部门曾要求给一家大客户绕过尽调直接放款。我对照制度逐条说明为什么不能放，拒绝了这笔申请，同时帮他们列出需要补齐的材料，"
    "三天内补齐后按流程通过，事后把这个案例写进了合规培训。",
]
WEAK = [
    "我没有自己发现过风险，都是系统报警了我再去看，有时候忙就先放着了。",
    "规则都是别的同事设计的，我没有做过回测，也不清楚有没有效果。",
    "业务催得急的时候我就先放行了，后来补手续，没有跟合规说。",
]


@tagged("post_install", "-at_install")
class TestRiskControlModel(LoopCase):
    template = "risk_control_specialist"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = new_test_user(cls.env, "story_risk_boss", groups="base.group_user", email="boss@example.com")
        manager = cls.env["hr.employee"].create({"name": "风控总监", "user_id": cls.boss.id})
        department = cls.env["hr.department"].create({"name": "风险管理部", "manager_id": manager.id})
        cls.job = cls.env["hr.job"].create(
            {
                "name": "风控专员（信贷）",
                "department_id": department.id,
                "user_id": cls.recruiter.id,
                "interviewer_ids": [(6, 0, cls.interviewer.ids)],
            }
        )

    def _set_up(self):
        """HR in the dialog, in Chinese: weights, a must-have, the pass score, one question in other words."""
        setups = self.env["hr.competency.setup"].with_user(self.recruiter).with_context(default_job_id=self.job.id, lang="zh_CN")
        with Form(setups) as form:
            self.assertEqual(form.template_id, self.env.ref("hr_competency.template_risk_control_specialist"))
            self.assertEqual(len(form.line_ids), 3)
            for number, weight in enumerate((50, 30, 20)):
                with form.line_ids.edit(number) as line:
                    line.weight = weight
            self.assertEqual([form.line_ids._records[n]["share"] for n in range(3)], [50, 30, 20])
            form.pass_score = 62
            with form.question_ids.edit(0) as question:
                question.text = "请讲一个您比系统更早发现的风险。"
            form.note = "信贷岗位更看重风险识别"
        return form.record

    def test_hr_sets_up_the_model_the_manager_approves_candidates_are_told_apart_and_the_next_version_leaves_them_be(self):
        setup = self._set_up()
        self.assertTrue(setup.needs_approval, "a recruiter does not approve alone")
        model = self.env["hr.competency.model"].browse(setup.action_ask_approval()["res_id"])

        # three dimensions of five indicators, in both languages
        self.assertEqual([len(line.indicator_ids) for line in model.line_ids], [5, 5, 5])
        for indicator in model.line_ids.indicator_ids.indicator_id:
            self.assertNotEqual(indicator.with_context(lang="zh_CN").name, indicator.with_context(lang="en_US").name)

        # the department's manager finds an activity, refuses once with a reason, then approves
        self.assertEqual(model.activity_ids.user_id, self.boss)
        decide = self.env["hr.competency.decision"].with_user(self.boss)
        decide.create({"model_id": model.id, "decision": "refused", "reason": "合规必须是必备项"}).action_decide()
        self.assertEqual(model.state, "draft")
        model.with_user(self.recruiter).line_ids[2].must_have = True
        model.with_user(self.recruiter).action_ask_approval()
        decide.create({"model_id": model.id, "reason": "同意"}).action_decide()
        model.with_user(self.recruiter).action_activate()
        self.assertEqual((model.state, self.job.competency_model_id), ("active", model))
        self.assertEqual(model.approval_ids.mapped("reason"), ["合规必须是必备项", "同意"])

        # Odoo's own expected skills follow
        expected = {row.skill_id: row.level_progress for row in self.job.current_job_skill_ids}
        wanted = {line.competency_id.skill_id: line.required_level * 20 for line in model.line_ids}
        self.assertEqual(expected, wanted)

        # the one who did it is told apart from the one who did not
        strong = self.interviewed(STRONG, name="陈风", address="chenfeng@example.com")
        weak = self.interviewed(WEAK, name="吴险", address="wuxian@example.com")
        self.assertGreater(strong.competency_score, weak.competency_score + 20)
        self.assertGreater(strong.competency_score, model.pass_score)
        self.assertEqual(strong.competency_verdict, "passed")
        self.assertEqual(weak.competency_verdict, "not_passed")
        first = strong.competency_assessment_id
        self.assertEqual({line.competency_id for line in first.line_ids}, set(model.line_ids.competency_id))

        # a change makes a second version; what was assessed keeps the first
        with self.assertRaises(UserError):
            model.with_user(self.recruiter).line_ids[0].weight = 10
        draft = self.env["hr.competency.model"].browse(model.with_user(self.recruiter).action_new_version()["res_id"])
        draft.with_user(self.recruiter).line_ids[0].required_level = 5
        draft.with_user(self.recruiter).pass_score = 70
        changed = [
            (row["label"], row["before"], row["after"]) for part in model._compared(draft, True) for row in part["rows"] if row["change"]
        ]
        self.assertEqual([(before, after) for _label, before, after in changed], [("62", "70"), ("4", "5")])
        draft.with_user(self.boss).action_approve()
        draft.with_user(self.recruiter).action_activate()
        self.assertEqual((draft.version, model.state, first.model_id, first.model_version), (2, "retired", model, 1))
        skill = draft.line_ids[0].competency_id.skill_id
        self.assertEqual(self.job.current_job_skill_ids.filtered(lambda row: row.skill_id == skill).level_progress, 100)
