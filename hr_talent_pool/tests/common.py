"""What these tests start from: a job with an active model, courses that bring its competencies, a candidate."""

from odoo import Command
from odoo.tests import TransactionCase, new_test_user

GROUPS = {
    "employee": "base.group_user",
    "interviewer": "hr_recruitment.group_hr_recruitment_interviewer",
    "recruiter": "hr_recruitment.group_hr_recruitment_user",
    "manager": "hr_recruitment.group_hr_recruitment_manager",
    "hr_officer": "hr.group_hr_user",
}
ALL = ("research", "planning", "data")


class TalentCase(TransactionCase):
    """Competencies 'research' (must-have), 'planning' and 'data', each with a skill and a course; a job that wants
    level 3, 3 and 4; a candidate who has consented; one user per role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True, "mail_create_nolog": True})
        cls.users = {name: new_test_user(cls.env, f"ht_{name}", groups=group) for name, group in GROUPS.items()}
        cls.recruiter = cls.users["recruiter"]
        cls.company = cls.env.company
        cls.skill_type = cls.env["hr.skill.type"].create(
            {
                "name": "Competencies of tests",
                "skill_ids": [Command.create({"name": f"Skill of {name}"}) for name in ALL],
                "skill_level_ids": [Command.create({"name": f"Level {level}", "level_progress": 20 * level}) for level in range(1, 6)],
            }
        )
        skills = dict(zip(ALL, cls.skill_type.skill_ids.sorted("id"), strict=True))
        cls.competencies = {name: cls._competency(name, skills[name]) for name in ALL}
        cls.research, cls.planning, cls.data = (cls.competencies[name] for name in ALL)
        cls.courses = {name: cls._course(name, 4) for name in ALL}
        cls.job = cls._job("Product manager of tests", research=(3, True), planning=(3, False), data=(4, False))
        cls.applicant = cls._applicant("Wei Chen", "wei@example.com")

    # --- making things --------------------------------------------------------------------------------------------

    @classmethod
    def _competency(cls, name, skill):
        indicator = {"code": f"tp_{name}.1", "name": f"Does {name}", "weight": 100}
        return cls.env["hr.competency"].create(
            {
                "name": f"Competency of {name}",
                "code": f"tp_{name}",
                "category": "professional",
                "skill_id": skill.id,
                "indicator_ids": [Command.create(indicator)],
            }
        )

    @classmethod
    def _course(cls, name, level, **values):
        """A published course of one lesson that brings a competency to a level."""
        return cls.env["slide.channel"].create(
            {
                "name": f"Course of {name}",
                "is_published": True,
                "channel_type": "training",
                "slide_ids": [Command.create({"name": f"Lesson of {name}", "slide_category": "article", "is_published": True})],
                "competency_course_ids": [Command.create({"competency_id": cls.competencies[name].id, "level": level})],
                **values,
            }
        )

    @classmethod
    def _job(cls, job_name, company=None, wanted=1, **levels):
        """A job with an active model; ``research=(3, True)`` is level 3, must-have."""
        job = cls.env["hr.job"].create(
            {
                "name": job_name,
                "user_id": cls.recruiter.id,
                "company_id": (company or cls.env.company).id,
                "no_of_recruitment": wanted,
            }
        )
        lines = [
            Command.create({"competency_id": cls.competencies[name].id, "weight": 30, "required_level": level, "must_have": must})
            for name, (level, must) in levels.items()
        ]
        model = cls.env["hr.competency.model"].create({"job_id": job.id, "line_ids": lines})
        model.action_approve()
        model.action_activate()
        return job

    @classmethod
    def _applicant(cls, name, email, job=None, consent=True, **values):
        job = job or cls.job
        applicant = cls.env["hr.applicant"].create({"partner_name": name, "email_from": email, "job_id": job.id, **values})
        if consent:
            cls.env["hr.competency.consent"]._give("talent_pool", applicant=applicant, text="Yes", source="test")
        return applicant

    @classmethod
    def _assess(cls, applicant=None, source="ai_interview", job=None, **levels):
        """A finished assessment with these levels; a competency that is not named has no evidence.

        The levels are a person's, put through the engine's own arithmetic.
        """
        applicant = applicant or cls.applicant
        ratings = {cls.competencies[name]: (level, f"Says {name} {level}.") for name, level in levels.items()}
        model = (job or applicant.job_id).competency_model_id
        return cls.env["hr.competency.engine"]._record(model, ratings, applicant=applicant, source=source)

    def _fail(self, applicant=None, **levels):
        """Did not pass: research 2 of 3 (must-have), planning 4 of 3, data 1 of 4."""
        assessment = self._assess(applicant, **(levels or {"research": 2, "planning": 4, "data": 1}))
        self.assertEqual(assessment.verdict, "not_passed")
        return (applicant or self.applicant).pool_applicant_id

    def _gap(self, talent, name):
        return talent.talent_gap_ids.filtered(lambda gap: gap.competency_id == self.competencies[name])

    def _learner(self, talent):
        """The talent's own portal login."""
        return new_test_user(self.env, f"learner_{talent.id}", groups="base.group_portal", partner_id=talent.partner_id.id)

    def _finish(self, user, *names):
        """Take courses to the end as their learner does on the website."""
        for name in names:
            channel = self.courses[name]
            channel.sudo()._action_add_members(user.partner_id)
            channel.slide_ids.with_user(user).action_mark_completed()
