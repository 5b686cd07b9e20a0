"""A job whose model is made of library competencies, and people judged by machine, interviewers and later work."""

import random

from odoo.tests import TransactionCase, new_test_user

GROUPS = {
    "interviewer": "hr_recruitment.group_hr_recruitment_interviewer",
    "recruiter": "hr_recruitment.group_hr_recruitment_user",
    "manager": "hr_recruitment.group_hr_recruitment_manager",
}


class JudgedCase(TransactionCase):
    """Subclasses say which competencies with which weights make up the model."""

    weights = {"user_research": 30, "product_planning": 30, "cross_functional_collaboration": 30, "active_listening": 10}
    must_have = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True, "mail_create_nolog": True})
        cls.users = {name: new_test_user(cls.env, f"judged_{name}", groups=group) for name, group in GROUPS.items()}
        cls.recruiter, cls.manager = cls.users["recruiter"], cls.users["manager"]
        cls.job = cls.env["hr.job"].create({"name": "产品经理", "user_id": cls.recruiter.id})
        cls.model = cls._active_model(cls.weights)

    @classmethod
    def _active_model(cls, weights):
        lines = [
            {"competency_id": cls._competency(key).id, "weight": weight, "must_have": key in cls.must_have}
            for key, weight in weights.items()
        ]
        model = cls.env["hr.competency.model"].create({"job_id": cls.job.id, "line_ids": [(0, 0, line) for line in lines]})
        return cls._activate(model)

    @classmethod
    def _activate(cls, model):
        model.with_user(cls.manager).action_approve()
        model.action_activate()
        return model

    @classmethod
    def _competency(cls, key):
        return cls.env.ref(f"hr_competency.competency_{key}")

    def _share(self, model, key):
        return round(100 * model.line_ids.filtered(lambda line: line.competency_id == self._competency(key)).share)

    # --- people -----------------------------------------------------------------------------------------------------

    def _applicant(self, name):
        return self.env["hr.applicant"].create({"partner_name": name, "job_id": self.job.id})

    def _applied(self, name, cv):
        """A person who applied with a CV as a text file, read and matched."""
        applicant = self._applicant(name)
        self.env["ir.attachment"].create({"name": "cv.txt", "res_model": "hr.applicant", "res_id": applicant.id, "raw": cv.encode()})
        applicant.competency_assessment_ids._match_one()
        return applicant

    def _levels(self, draw):
        """What a person can do, by competency, from 1 to 5."""
        return {key: min(5.0, max(1.0, draw.gauss(3, 1.1))) for key in self.weights}

    def _machine(self, applicant, levels, model=None):
        """The AI interview found these levels."""
        return self._record(applicant, levels, model, source="ai_interview")

    def _machine_by_indicator(self, applicant, levels, model=None):
        """The AI interview found these levels, by competency and indicator code; its arithmetic is the engine's."""
        from odoo.addons.hr_competency.tools.hr_scoring import score, types
        from odoo.addons.hr_competency.tools.hr_scoring.canonical import digest
        from odoo.addons.hr_competency.tools.hr_scoring.levels import points_of

        model, engine = model or self.model, self.env["hr.competency.engine"]
        text = f"{applicant.id}: what was said."
        found = tuple(
            types.CompetencyScore(
                item.id, None, None, item.weight, item.required_level, item.must_have, None,
                tuple(
                    types.IndicatorScore(
                        one.id, levels[one.id], points_of(levels[one.id]), one.weight,
                        (types.Evidence(one.id, "1", text, 0, len(text), 0.9),),
                    )
                    for one in item.indicators
                ),
                told=True,
            )
            for item in engine._job_model(model).competencies
        )  # fmt: skip
        draft = types.Assessment(
            model.name, None, types.Verdict.NOT_ENOUGH_EVIDENCE, 0.0, found, (), "test", digest(text), pass_score=model.pass_score
        )
        return engine._keep(
            model, score.rescore(draft, {}), [engine._source("1", text)], applicant=applicant, source="ai_interview", origin=applicant
        )

    def _person(self, applicant, levels, rater, overall=None, model=None):
        """An interviewer gave these levels, and an overall judgement."""
        return self._record(applicant, levels, model, assessor_id=rater.id, overall=overall)

    def _record(self, applicant, levels, model=None, **values):
        ratings = {self._competency(key): (level, f"{applicant.id} {key}") for key, level in levels.items()}
        return self.env["hr.competency.engine"]._record(model or self.model, ratings, applicant=applicant, **values)

    @staticmethod
    def weighed(levels, weights):
        """The level in total under some weights."""
        return sum(levels[key] * weight for key, weight in weights.items()) / sum(weights.values())

    @staticmethod
    def draw(seed):
        return random.Random(seed)
