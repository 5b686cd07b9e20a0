"""倾听能力 counts 10 % in the model. Those who were hired prove that it matters twice as much: the suggestion says 20 %, HR
accepts it, the next version goes through approval, and applicants are judged by it from then on."""

from odoo.tests import tagged

from ..judged import JudgedCase

PROVED = {"user_research": 80 / 3, "product_planning": 80 / 3, "cross_functional_collaboration": 80 / 3, "active_listening": 20}


@tagged("post_install", "-at_install")
class TestListening(JudgedCase):
    def setUp(self):
        super().setUp()
        draw = self.draw(5)
        for number in range(120):
            applicant, levels = self._applicant(f"P{number}"), self._levels(draw)
            self._machine(applicant, levels)
            self._worked(applicant, 20 * self.weighed(levels, PROVED) + draw.gauss(0, 3))

    def _worked(self, applicant, score):
        """The person was hired; half a year later their manager says how well they do."""
        employee = self.env["hr.employee"].create({"name": applicant.partner_name, "job_id": self.job.id})
        applicant.employee_id = employee
        self.env["hr.competency.outcome"].create({"employee_id": employee.id, "score": min(100.0, max(0.0, score))})

    def test_the_weight_of_listening_goes_from_10_to_20_percent(self):
        self.assertEqual(self._share(self.model, "active_listening"), 10)
        self.model.with_user(self.manager).action_suggest()
        listening = self.model.suggestion_ids.filtered(lambda row: row.competency_id == self._competency("active_listening"))
        self.assertEqual((listening.old_weight, listening.new_weight, listening.outcome), (10, 20, "performance"))
        self.assertTrue(listening.low < 20 < listening.high and listening.low > 10)
        self.assertEqual((listening.sample_size, listening.is_small), (120, False))
        self.assertIn("20", listening.reason)

        listening.with_user(self.manager).action_accept()
        draft = listening.result_model_id
        self.assertEqual((draft.state, self._share(draft, "active_listening"), self._share(draft, "user_research")), ("draft", 20, 27))
        self.assertEqual(self.job.competency_model_id, self.model, "nothing changes before approval")
        self._activate(draft)
        self.assertEqual(self.job.competency_model_id, draft)
        self.assertEqual((self.model.state, self._share(self.model, "active_listening")), ("retired", 10))


@tagged("post_install", "-at_install")
class TestListeningIndicator(JudgedCase):
    """The same for an indicator: within 沟通能力, 倾听能力 counts 10 %, and those who were hired prove 20 %."""

    weights = {"user_research": 60}
    shares = {"倾听能力": 10, "表达清晰": 30, "把握重点": 30, "书面沟通": 30}
    proved = {"倾听能力": 20, "表达清晰": 80 / 3, "把握重点": 80 / 3, "书面沟通": 80 / 3}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        indicators = [
            (0, 0, {"code": f"story_communication.{number}", "name": name, "weight": weight})
            for number, (name, weight) in enumerate(cls.shares.items())
        ]
        cls.communication = cls.env["hr.competency"].create(
            {"name": "沟通能力", "code": "story_communication", "indicator_ids": indicators}
        )
        lines = [(cls._competency("user_research"), 60), (cls.communication, 40)]
        commands = [(0, 0, {"competency_id": competency.id, "weight": weight}) for competency, weight in lines]
        cls.model = cls._activate(cls.env["hr.competency.model"].create({"job_id": cls.job.id, "line_ids": commands}))
        cls.codes = {one.name: one.code for one in cls.communication.indicator_ids}

    def _hire(self, number, draw):
        """A person whom the interview measured by indicator, and whose work followed what really counts."""
        applicant = self._applicant(f"P{number}")
        inside = {self.codes[name]: min(5.0, max(1.0, draw.gauss(3, 1.1))) for name in self.shares}
        research = min(5.0, max(1.0, draw.gauss(3, 1.1)))
        others = dict.fromkeys(self._competency("user_research").indicator_ids.mapped("code"), research)
        self._machine_by_indicator(applicant, inside | others)
        communication = self.weighed(inside, {self.codes[name]: weight for name, weight in self.proved.items()})
        employee = self.env["hr.employee"].create({"name": applicant.partner_name, "job_id": self.job.id})
        applicant.employee_id = employee
        score = 20 * (0.6 * research + 0.4 * communication) + draw.gauss(0, 1.5)
        self.env["hr.competency.outcome"].create({"employee_id": employee.id, "score": min(100.0, max(0.0, score))})

    def _share_of_listening(self, model):
        rows = model.line_ids.indicator_ids.filtered(lambda row: row.line_id.competency_id == self.communication)
        listening = rows.filtered(lambda row: row.indicator_id.name == "倾听能力")
        return round(100 * listening.weight / sum(rows.mapped("weight")))

    def test_the_indicator_goes_from_10_to_20_percent_of_its_competency(self):
        draw = self.draw(5)
        for number in range(120):
            self._hire(number, draw)
        line = self.env["hr.competency.assessment.line"].search([("competency_id", "=", self.communication.id)], limit=1)
        self.assertEqual(set(line.indicator_points), set(self.codes.values()), "what each indicator got is kept")
        self.model.with_user(self.manager).action_suggest()
        (row,) = self.model.suggestion_ids
        self.assertEqual((row.what, row.competency_id, row.outcome), ("倾听能力", self.communication, "performance"))
        self.assertEqual((row.old_weight, row.new_weight, row.sample_size, row.least_n), (10, 20, 120, 30))
        self.assertTrue(10 < row.low < 20 < row.high)
        self.assertIn("倾听能力", row.with_context(lang="zh_CN").reason)

        row.with_user(self.manager).action_accept()
        draft = row.result_model_id
        self.assertEqual((self._share_of_listening(self.model), self._share_of_listening(draft)), (10, 20))
        self.assertEqual(draft.line_ids.mapped("weight"), self.model.line_ids.mapped("weight"), "the competencies count as before")
        self.assertEqual(row.effect, "waiting")
        self._activate(draft)
        self.assertEqual(self.job.competency_model_id, draft)
