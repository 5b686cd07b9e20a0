"""What the archive keeps on a talent, and what of it is worked out.

A talent is an ``hr.applicant`` whose ``pool_applicant_id`` is itself. It has no job and no stage; its applications are
records of their own. Everything here is kept on the talent, hidden from interviewers so that they rate blind.
"""

from math import floor

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize, format_list

from ..tools import standing

RECRUITER = "hr_recruitment.group_hr_recruitment_user"


class HrApplicant(models.Model):
    _inherit = "hr.applicant"

    # A duplicate of a talent is one more application of theirs, no second talent.
    talent_pool_ids = fields.Many2many(copy=False)
    talent_assessment_id = fields.Many2one(
        "hr.competency.assessment", "Archived From", copy=False, readonly=True, ondelete="set null", index="btree_not_null",
        groups=RECRUITER, help="The assessment that was not passed and brought the person here.",
    )  # fmt: skip
    talent_job_id = fields.Many2one("hr.job", "Applied For", copy=False, ondelete="set null", index="btree_not_null", groups=RECRUITER)
    talent_reason_kind = fields.Selection(
        [
            ("must_have", "Must-have not reached"),
            ("level", "Below the wanted level"),
            ("evidence", "Not shown yet"),
            ("score", "Total just too low"),
        ],
        "Why Not Yet",
        copy=False,
        readonly=True,
        index="btree_not_null",
        groups=RECRUITER,
    )
    talent_reason = fields.Text("Reason", compute="_compute_talent_reason", groups=RECRUITER)
    talent_potential = fields.Selection(
        [("high", "High"), ("medium", "Medium"), ("low", "Later"), ("unknown", "Not known")],
        "Potential", compute="_compute_talent_potential", store=True, copy=False, groups=RECRUITER,
    )  # fmt: skip
    talent_potential_score = fields.Float(
        "Potential (0–100)", digits=(5, 1), compute="_compute_talent_potential", store=True, copy=False,
        aggregator="avg", groups=RECRUITER,
    )  # fmt: skip
    talent_potential_reason = fields.Text("Why This Potential", compute="_compute_talent_potential_reason", groups=RECRUITER)
    talent_gap_ids = fields.One2many("hr.talent.gap", "talent_id", string="Gaps", copy=False, groups=RECRUITER)
    talent_open_gap_count = fields.Integer(
        "Open Gaps", compute="_compute_talent_status", store=True, aggregator="avg", copy=False, groups=RECRUITER
    )
    talent_course_ids = fields.One2many("hr.talent.course", "talent_id", string="Courses", copy=False, groups=RECRUITER)
    talent_match_ids = fields.One2many("hr.talent.match", "talent_id", string="Matches", copy=False, groups=RECRUITER)
    talent_checkin_ids = fields.One2many("hr.talent.checkin", "talent_id", string="Check-ins", copy=False, groups=RECRUITER)
    talent_status = fields.Selection(
        [("new", "New"), ("learning", "Learning"), ("ready", "Ready to Reconsider"), ("hired", "Hired")],
        compute="_compute_talent_status", store=True, copy=False, index="btree_not_null", group_expand=True,
        groups=RECRUITER,
    )  # fmt: skip
    talent_career_plan = fields.Html(
        "Career Plan", compute="_compute_talent_career_plan", inverse="_inverse_talent_career_plan", compute_sudo=True, groups=RECRUITER
    )
    talent_plan_text = fields.Html("Edited Plan", copy=False, groups=RECRUITER, help="The plan as a person wrote it.")
    talent_plan_edited = fields.Boolean(
        copy=False, groups=RECRUITER, help="A person has edited the plan: it is no longer renewed by itself."
    )
    talent_next_checkin = fields.Date("Next Check-in", copy=False, index="btree_not_null", groups=RECRUITER)
    talent_last_contact = fields.Date(
        "Last Sign of Life", copy=False, groups=RECRUITER,
        help="When the person last applied, answered or learned. Our own messages do not count.",
    )  # fmt: skip
    talent_retention_until = fields.Date(
        "Kept Until", compute="_compute_talent_retention_until", store=True, copy=False, index="btree_not_null",
        groups=RECRUITER,
    )  # fmt: skip
    talent_has_consent = fields.Boolean("Consents to the Pool", compute="_compute_talent_has_consent", groups=RECRUITER)
    talent_employee_id = fields.Many2one(
        "hr.employee", "Hired As", copy=False, readonly=True, ondelete="set null", index="btree_not_null", groups=RECRUITER
    )

    # --- worked out -----------------------------------------------------------------------------------------------

    @api.depends("talent_assessment_id")
    @api.depends_context("lang", "uid")
    def _compute_talent_reason(self):
        for talent in self:
            assessment = talent.talent_assessment_id
            if not assessment:
                talent.talent_reason = False
            elif assessment.sudo()._is_blind_for(self.env.user):
                talent.talent_reason = self.env._("You see this once you have rated this person yourself.")
            else:
                talent.talent_reason = talent._talent_reason_text(assessment.sudo()._talent_standings())

    def _talent_reason_text(self, standings):
        """In words, what fell short."""
        short = [self._talent_shortfall(s) for s in standings if not s.is_met]
        if short:
            return "\n".join(short)
        assessment = self.talent_assessment_id.sudo()
        return self.env._(
            "All wanted levels were reached, but the total of %(score)s is below the pass score of %(wanted)s.",
            # down to a tenth: what is below the pass score must not read like it
            score=f"{floor(10 * assessment.score) / 10:g}",
            wanted=f"{assessment.pass_score:g}",
        )

    def _talent_shortfall(self, one):
        values = {"competency": one.name, "want": f"{one.want:g}", "have": f"{round(one.have or 0, 1):g}"}
        if one.is_unknown:
            text = self.env._("%(competency)s: no evidence; level %(want)s is wanted", **values)
        else:
            text = self.env._("%(competency)s: level %(have)s shown; level %(want)s is wanted", **values)
        return self.env._("%s (must-have)", text) if one.must_have else text

    @api.depends("talent_assessment_id", "talent_gap_ids.have", "talent_gap_ids.has_level", "talent_gap_ids.want")
    def _compute_talent_potential(self):
        for talent in self:
            found = talent._talent_potential()
            talent.talent_potential = found.level if talent.talent_assessment_id else False
            talent.talent_potential_score = found.points or 0.0

    def _talent_potential(self):
        """What the assessment says, with the levels that the person has reached since."""
        gaps = {gap.competency_id: gap for gap in self.talent_gap_ids}
        standings = [
            gaps[line.competency_id]._standing() if line.competency_id in gaps else line._talent_standing()
            for line in self.talent_assessment_id.line_ids
        ]
        return standing.potential(standings)

    @api.depends("talent_potential_score")
    @api.depends_context("lang")
    def _compute_talent_potential_reason(self):
        for talent in self:
            found = talent.sudo()._talent_potential()
            labels = [
                (self.env._("Strengths"), found.strengths),
                (self.env._("Nearly there"), found.near),
                (self.env._("Further to go"), found.far),
                (self.env._("Not shown yet"), found.unknown),
            ]
            text = [self.env._("%(label)s: %(names)s", label=label, names=format_list(self.env, names)) for label, names in labels if names]
            talent.talent_potential_reason = "\n".join(text) if talent.talent_assessment_id else False

    @api.depends("talent_assessment_id", "talent_gap_ids.state", "talent_course_ids.state", "talent_employee_id", "talent_pool_ids.active")
    def _compute_talent_status(self):
        for talent in self:
            states = talent.talent_gap_ids.mapped("state")
            talent.talent_open_gap_count = len(states) - states.count("closed")
            talent.talent_status = talent._talent_status() if talent.talent_pool_ids else False

    def _talent_status(self):
        """Ready is who has closed a gap and has no must-have open."""
        if self.talent_employee_id:
            return "hired"
        open_gaps = self.talent_gap_ids.filtered(lambda gap: gap.state != "closed")
        if len(open_gaps) < len(self.talent_gap_ids) and not any(open_gaps.mapped("must_have")):
            return "ready"
        taken_up = {"joined", "ongoing", "completed"} & set(self.talent_course_ids.mapped("state"))
        return "learning" if taken_up or "learning" in open_gaps.mapped("state") else "new"

    @api.depends("talent_last_contact", "company_id.competency_retention_months")
    def _compute_talent_retention_until(self):
        for talent in self:
            months = (talent.company_id or self.env.company).competency_retention_months
            last = talent.talent_last_contact
            talent.talent_retention_until = last and last + relativedelta(months=months)

    def _compute_talent_has_consent(self):
        for talent in self:
            talent.talent_has_consent = bool(talent._talent_consents())

    def _talent_form(self):
        return {"type": "ir.actions.act_window", "res_model": self._name, "res_id": self.id, "views": [(False, "form")]}

    # --- who it is ------------------------------------------------------------------------------------------------

    def _talent_is_one(self):
        """Those of these that are talents themselves."""
        return self.filtered(lambda applicant: applicant.pool_applicant_id == applicant)

    def _talent_find(self):
        """The talent that this person is already, in this company; also an archived one."""
        self.ensure_one()
        return self._talents_found()[self]

    def _talents_found(self):
        """As :meth:`_talent_find` for many, with one search.

        :return: dict of talent by application, empty where the person is none
        """
        marks = {one: one.sudo()._talent_marks() for one in self}
        wanted = {}
        for field, value in {mark for one, theirs in marks.items() if not one.sudo().pool_applicant_id for mark in theirs}:
            wanted.setdefault(field, []).append(value)
        same = Domain.OR(Domain(field, "in", values) for field, values in wanted.items()) & Domain("pool_applicant_id", "!=", False)
        known = self.sudo().with_context(active_test=False).search(same)._talent_is_one().sorted("active", reverse=True)
        return {one: one.sudo().pool_applicant_id or one._talent_among(known, marks[one]) for one in self}

    def _talent_among(self, talents, marks):
        """The first of some talents that has one of this person's marks, in the same company."""
        company = self.company_id
        mine = (one for one in talents if (not one.company_id or one.company_id == company) and one._talent_has(marks))
        return next(mine, talents.browse()).with_context(active_test=True)

    def _talent_has(self, marks):
        return any(getattr(self[field], "id", self[field]) == value for field, value in marks)

    def _talent_marks(self):
        """By which a talent is known again: contact, mail address and profile; by phone only where there is no address:
        families and agencies share phones.

        :return: list of ``(field, value)``
        """
        phone = not self.email_normalized and self.partner_phone_sanitized
        marks = [
            ("partner_id", self.partner_id.id),
            ("email_normalized", self.email_normalized),
            ("linkedin_profile", self.linkedin_profile),
            ("partner_phone_sanitized", phone),
        ]
        return [(field, value) for field, value in marks if value]

    def _talent_concerned(self):
        """Those of these who are talents or have agreed to become one, in any of their applications."""
        people, talents = self._competency_same_people(), self._talents_found()
        everybody = self.browse().union(*people.values()).sudo()
        agreed = self.env["hr.competency.consent"].sudo()._valid_of("talent_pool", everybody)
        who = agreed.applicant_id | everybody.filtered(lambda one: one.partner_id and one.partner_id in agreed.partner_id)
        return self.filtered(lambda one: talents[one] or people[one].sudo() & who)

    def _talent_partners(self):
        """All contacts that are this person: signing up with the same mail address makes another one."""
        self.ensure_one()
        applicant = self.sudo()
        partner = applicant.partner_id
        email = applicant.email_normalized or email_normalize(partner.email or "")
        return partner | (partner.search([("email_normalized", "=", email)]) if email else partner)

    @api.model
    def _talent_of_partners(self, partners):
        """The talents that contacts are, by contact or by mail address.

        :return: ``{partner: talents}``
        """
        emails = {partner: partner.email_normalized for partner in partners}
        wanted = Domain("partner_id", "in", partners.ids) | Domain("email_normalized", "in", [e for e in emails.values() if e])
        people = self.sudo().search(wanted & Domain("pool_applicant_id", "!=", False))._talent_is_one()
        return {
            partner: people.filtered(lambda t, p=partner, e=email: t.partner_id == p or (e and t.email_normalized == e))
            for partner, email in emails.items()
        }

    def _talent_consents(self):
        """The valid consents of this person to be kept in the talent pool of this company."""
        self.ensure_one()
        consents, applicant = self.env["hr.competency.consent"].sudo(), self.sudo()
        found = consents
        for one in applicant | self._talent_applications():
            found |= consents._valid_for("talent_pool", applicant=one, partner=one.partner_id or None)
        today, company = fields.Date.today(), applicant.company_id
        return found.filtered(lambda c: (not company or c.company_id == company) and (not c.retention_until or c.retention_until >= today))

    def _talent_applications(self):
        """All applications of a talent, also refused ones."""
        people = self.env["hr.applicant"].sudo().with_context(active_test=False)
        return people.search([("pool_applicant_id", "in", self.ids), ("id", "not in", self.ids)])

    def _talent_recruiter(self):
        """Hook: who looks after a talent: the job's recruiter, the talent's, the pool's manager, else the administrator."""
        self.ensure_one()
        talent = self.sudo()
        users = talent.talent_job_id.user_id, talent.user_id, talent.talent_pool_ids.pool_manager, self.env.ref("base.user_admin")
        return next(user[0] for user in users if user.filtered("active"))

    def _talent_sign_of_life(self):
        """The person applied, answered or learned: keeping their data starts anew."""
        self.sudo().write({"talent_last_contact": fields.Date.today()})
        self._competency_sign_of_life()

    def _competency_kept_longer(self):
        """A talent is kept by the pool's own rule, and their applications as long as they are a talent."""
        return bool(self._talent_find()) or super()._competency_kept_longer()
