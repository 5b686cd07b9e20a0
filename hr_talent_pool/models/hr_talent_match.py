"""Talents who fit an opening, with reasons."""

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

LIMIT = 100
NAMED = ("competency", "skill")  # parameters of a reason that are names


class HrTalentMatch(models.Model):
    _name = "hr.talent.match"
    _description = "Talent Match"
    _inherit = "hr.competency.guarded.row"
    _order = "state_sequence, score desc, id"
    _rec_name = "talent_id"
    _check_company_auto = True

    _fixed_fields = ("talent_id", "job_id")

    talent_id = fields.Many2one("hr.applicant", required=True, ondelete="cascade", index=True, check_company=True)
    job_id = fields.Many2one("hr.job", required=True, ondelete="cascade", index=True, check_company=True)
    company_id = fields.Many2one(related="talent_id.company_id", store=True, index=True)
    score = fields.Float("Match", digits=(5, 1), aggregator="avg", readonly=True)
    reason_data = fields.Json(readonly=True)
    missing_data = fields.Json(readonly=True)
    reasons = fields.Text("Why", compute="_compute_reasons")
    missing = fields.Text("Not Shown", compute="_compute_reasons", help="Must-haves that nobody has seen evidence for.")
    state = fields.Selection(
        [("new", "Proposed"), ("added", "Added to the Job"), ("dismissed", "Not Now")],
        default="new", required=True, readonly=True, index=True,
    )  # fmt: skip
    state_sequence = fields.Integer(compute="_compute_state_sequence", store=True)
    matched_on = fields.Datetime(readonly=True)
    talent_status = fields.Selection(related="talent_id.talent_status")
    talent_potential = fields.Selection(related="talent_id.talent_potential")

    _once = models.Constraint("unique(talent_id, job_id)", "This talent is matched with this job already.")

    @api.depends("state")
    def _compute_state_sequence(self):
        order = ["new", "added", "dismissed"]
        for match in self:
            match.state_sequence = order.index(match.state)

    @api.depends("reason_data", "missing_data")
    @api.depends_context("lang")
    def _compute_reasons(self):
        texts, names = self.env["hr.competency.engine"]._talent_reason_texts, self._names()
        for match in self:
            match.reasons = "\n".join(texts(match.reason_data, names))
            match.missing = "\n".join(texts(match.missing_data, names))

    def _names(self):
        """What competencies and skills in the stored reasons are called in the user's language.

        The reasons name them in the language of whoever matched.

        :return: ``{stored name: name}``
        """
        rows = [values for match in self for _code, values in (match.reason_data or []) + (match.missing_data or [])]
        stored = list({values[key] for values in rows for key in NAMED if values.get(key)})
        names = {}
        for model in ("hr.skill", "hr.competency"):
            for lang, _label in self.env["res.lang"].get_installed() if stored else ():
                found = self.env[model].sudo().with_context(lang=lang, active_test=False).search([("name", "in", stored)])
                names |= {one.name: one.with_context(lang=self.env.lang).name for one in found}
        return names

    @api.model
    def _refresh(self, job, talents=None):
        """Match an opening with the talents of its company and keep who fits.

        :param job: ``hr.job`` with an active competency model
        :param talents: only these; all of the company's if missing
        :return: the matches of the job that are proposed
        """
        job = job.sudo()
        talents = self._candidates(job, talents)
        found = self.env["hr.competency.engine"]._talent_matches(job.competency_model_id, talents, LIMIT)
        lowest = (job.company_id or self.env.company).talent_match_min_score
        values = {int(one.person_id): self._vals(one) for one in found if one.score >= lowest}
        known = self.sudo().search([("job_id", "=", job.id), ("talent_id", "in", talents.ids)])
        for match in known:
            if match.talent_id.id in values:
                match.write(values.pop(match.talent_id.id))
        known.filtered(lambda m: m.state == "new" and m.score < lowest).unlink()
        new = [{"job_id": job.id, "talent_id": talent, **vals} for talent, vals in values.items()]
        return known.exists().filtered(lambda m: m.state == "new") | self.sudo().create(new)

    def _candidates(self, job, talents):
        """Talents of the job's company who are not hired and do not run for the job already."""
        people = self.env["hr.applicant"].sudo()
        domain = [("talent_pool_ids", "!=", False), ("talent_employee_id", "=", False)]
        if job.company_id:
            domain.append(("company_id", "in", [job.company_id.id, False]))
        if talents is not None:
            domain.append(("id", "in", talents.ids))
        running = people.search([("job_id", "=", job.id), ("pool_applicant_id", "!=", False), ("refuse_reason_id", "=", False)])
        return people.search(domain) - running.pool_applicant_id

    def _vals(self, one):
        return {
            "score": one.score,
            "reason_data": [[reason.code, dict(reason.parameters)] for reason in one.reasons],
            "missing_data": [[reason.code, dict(reason.parameters)] for reason in one.missing],
            "matched_on": fields.Datetime.now(),
        }

    def action_add_to_job(self):
        """Open Odoo's own wizard, which makes the application."""
        if len(self.job_id) != 1:
            raise UserError(self.env._("Choose matches of one job."))
        action = self.talent_id.action_job_add_applicants()
        action["context"] = {**action["context"], "default_job_ids": self.job_id.ids}
        return action

    def action_dismiss(self):
        """Not for this opening; the talent stays in the pool."""
        self._move("dismissed")

    def action_propose(self):
        """Take a dismissal back."""
        self.filtered(lambda m: m.state == "dismissed")._move("new")

    def _move(self, state):
        """What a button of the list, or adding to the job, does to a match that its user may write."""
        self.check_access("write")
        self.sudo().state = state

    def action_open_talent(self):
        """The talent's form."""
        self.ensure_one()
        return self.talent_id._talent_form()


class HrCompetencyEngine(models.AbstractModel):
    _inherit = "hr.competency.engine"

    @api.model
    def _talent_matches(self, model, talents, limit):
        """Match talents with a job's model by what is known of them.

        :param model: ``hr.competency.model``
        :return: list of the engine's ``Match``, best first; ``person_id`` is the talent's id as text
        """
        from odoo.addons.hr_competency.tools.hr_scoring import match

        people = match.prepare_many(self._talent_people(talents))
        return match.match_many(people, self._job_model(model)).top(limit) if talents else []

    @api.model
    def _talent_people(self, talents):
        """Talents as the engine's ``Person``; the number of queries does not depend on how many they are."""
        from odoo.addons.hr_competency.tools.hr_scoring.match import Person

        points = self._talent_points(talents)
        skills = self._talent_skills(talents, points)
        return [Person(str(t.id), points[t.id], skills[t.id], degree=t.type_id.name or "") for t in talents]

    def _talent_points(self, talents):
        """``{talent id: {competency code: points}}``: the newest evidence, and what a course or a person said later."""
        from odoo.addons.hr_competency.tools.hr_scoring.levels import points_of

        points = defaultdict(dict)
        owner = {a.id: a.pool_applicant_id.id for a in talents | talents._talent_applications()}
        lines = (
            self.env["hr.competency.assessment.line"]
            .sudo()
            .search(
                [("applicant_id", "in", list(owner)), ("has_evidence", "=", True), ("assessment_id.state", "=", "done")],
                order="date_done, id",
            )
        )
        # What somebody told in an interview is more than what their CV says, whenever that was read.
        for line in lines.sorted(lambda line: line.assessment_id.source != "cv"):
            points[owner[line.applicant_id.id]][line.competency_id.code] = line.score
        for gap in talents.sudo().talent_gap_ids.filtered(lambda g: g.has_level and g.level_from != "assessment"):
            points[gap.talent_id.id][gap.competency_id.code] = points_of(gap.have)
        return points

    def _talent_skills(self, talents, points):
        """``{talent id: {skill name: 0 to 1}}``, in every installed language: a model's skills may be named in any.

        Who has shown a competency has the skill that stands for it, also where nobody has entered it.
        """
        skills = defaultdict(dict)
        rows = talents.sudo().current_applicant_skill_ids
        codes = {code for shown in points.values() for code in shown}
        competencies = self.env["hr.competency"].sudo().search([("code", "in", list(codes)), ("skill_id", "!=", False)])
        for lang, _name in self.env["res.lang"].get_installed():
            names = {competency.code: competency.skill_id.name for competency in competencies.with_context(lang=lang)}
            for talent, shown in points.items():
                skills[talent].update({names[code]: value / 100 for code, value in shown.items() if code in names})
            for row in rows.with_context(lang=lang):
                known = skills[row.applicant_id.id]
                known[row.skill_id.name] = max(known.get(row.skill_id.name, 0.0), row.level_progress / 100)
        return skills

    @api.model
    def _talent_reason_texts(self, data, names):
        """Stored reasons as sentences in the user's language, each name once: a skill that stands for a shown competency
        says nothing new.

        :param names: ``{stored name: name in the user's language}``
        """
        from odoo.addons.hr_competency.tools.hr_scoring.reasons import Reason

        lang = "zh" if (self.env.lang or "").startswith("zh") else "en"
        rows = [
            (code, {key: names.get(value, value) if key in NAMED else value for key, value in values.items()})
            for code, values in data or []
        ]
        shown = {values["competency"] for _code, values in rows if "competency" in values}
        return [Reason(code, tuple(values.items())).text(lang) for code, values in rows if values.get("skill") not in shown]
