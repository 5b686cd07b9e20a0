"""Contesting and objecting: what an applicant's word sets going among the people who decide."""

from odoo import SUPERUSER_ID, api, fields, models

RECRUITER = "hr_recruitment.group_hr_recruitment_user"
MANAGER = "hr_recruitment.group_hr_recruitment_manager"
STOPPING = ("human_review", "erasure")
OPEN = ("new", "in_progress")


class HrApplicant(models.Model):
    _inherit = "hr.applicant"

    competency_refused_by_id = fields.Many2one(
        "res.users", "Refused By", readonly=True, copy=False, ondelete="set null", groups=RECRUITER,
        help="Who decided; a review is somebody else's.",
    )  # fmt: skip
    competency_review = fields.Selection(
        [("open", "Asked for"), ("kept", "Result kept"), ("changed", "Decided otherwise"), ("refused", "Not reviewed")],
        "Human Review", compute="_compute_competency_review", store=True, compute_sudo=True, copy=False, groups=RECRUITER,
        help="Whether the applicant contests the result, and what came of it.",
    )  # fmt: skip
    competency_objects = fields.Boolean(
        "Objects to the Machine", compute="_compute_competency_objects", inverse="_inverse_competency_objects", compute_sudo=True,
        help="People read this CV without the software. Said by the person on their page, in the form of the website, or to you.",
    )  # fmt: skip
    competency_request_count = fields.Integer("Requests", compute="_compute_competency_request_count", groups=RECRUITER)

    @api.depends("competency_request_ids.kind", "competency_request_ids.state", "competency_request_ids.outcome")
    def _compute_competency_review(self):
        for applicant in self:
            newest = applicant.competency_request_ids.filtered(lambda one: one.kind == "human_review").sorted("id")[-1:]
            closed = newest.outcome if newest.state == "done" else newest.state
            applicant.competency_review = "open" if newest.state in OPEN else closed

    @api.depends("competency_request_ids")
    def _compute_competency_request_count(self):
        counts = dict(self.env["hr.competency.request"]._read_group([("applicant_id", "in", self.ids)], ["applicant_id"], ["__count"]))
        for applicant in self:
            applicant.competency_request_count = counts.get(applicant._origin, 0)

    @api.depends("competency_consent_ids.given", "competency_consent_ids.withdrawn")
    def _compute_competency_objects(self):
        for applicant in self:
            applicant.competency_objects = applicant._refuses_machine()

    def _inverse_competency_objects(self):
        wanted = {applicant: applicant.competency_objects for applicant in self}
        for applicant, objects in wanted.items():
            applicant._competency_object(objects, applicant._competency_objection_words(objects), source=f"res.users,{self.env.uid}")

    @api.model
    def _competency_objection_words(self, objects):
        """What a person says who objects, or who does so no more."""
        if objects:
            return self.env._("I object: no software shall read or judge my CV. People shall decide without it.")
        return self.env._("Software may read my CV again.")

    def write(self, vals):
        """Note who refuses: whoever that was does not review it."""
        if "refuse_reason_id" in vals:
            vals = {**vals, "competency_refused_by_id": bool(vals["refuse_reason_id"]) and self.env.uid}
        return super().write(vals)

    def _competency_reviewer(self):
        """Hook: who is asked to review: the recruiter, or where they had a hand in it the next who had none.

        :return: the recruiter all the same where there is nobody else; they cannot close it
        """
        self.ensure_one()
        applicant = self.sudo()
        boss = applicant.job_id.department_id.manager_id.user_id
        near = [applicant.user_id, applicant.job_id.user_id, boss.filtered(lambda user: user.has_group(RECRUITER))]
        first = applicant._competency_first_judges()
        asked = [user for user in [*near, *applicant._competency_staff()] if user]
        return next((user for user in asked if user not in first), applicant.user_id or applicant.job_id.user_id)

    def _competency_staff(self):
        """The company's recruiters, those who administer recruitment first."""
        company, managers = self._competency_status_company(), self.env.ref(MANAGER).sudo().all_user_ids
        staff = (
            self.env.ref(RECRUITER)
            .sudo()
            .all_user_ids.filtered(lambda user: user.active and company in user.company_ids and user.id != SUPERUSER_ID)
        )
        return staff.sorted(lambda user: (user not in managers, user.id))

    # --- automatic mail -----------------------------------------------------------------------------------------------

    def _competency_waits_for_people(self):
        """Whether a person's judgement or an erasure is waited for."""
        return any(one.kind in STOPPING and one.state in OPEN for one in self.sudo().competency_request_ids)

    def _competency_mail_stopped(self):
        """Whether nothing is to be mailed by itself: people are asked, or nobody applies any more."""
        self.ensure_one()
        return bool(self.competency_withdrawn) or self._competency_waits_for_people()

    def _competency_hold_mails(self, reason):
        """Hook: keep back what would be mailed by itself.

        :param reason: ``human_review`` or ``erasure``
        """

    def _track_template(self, changes):
        """A stage's mail is not sent while the person waits for a human review."""
        templates = super()._track_template(changes)
        if "stage_id" in templates and self[0]._competency_mail_stopped():
            del templates["stage_id"]
            note = self.env._(
                "The mail of this stage was not sent: the applicant has withdrawn, or waits for a human review or an erasure."
            )
            self[0]._message_log(body=note)
        return templates

    # --- objecting and withdrawing ------------------------------------------------------------------------------------

    def _competency_object(self, objects, words, source=""):
        """The person objects to being read by a machine, or lets it read again.

        :param words: what the person read when they said so
        """
        self.ensure_one()
        consents = self.env["hr.competency.consent"]
        if objects == self._refuses_machine():
            return
        if objects:
            consents._object("cv", self, text=words, source=source)
            self._competency_set_aside()
            self._competency_tell_recruiter(self._competency_objection_note)
        else:
            consents._give("cv", applicant=self, text=words, source=source)
            self._competency_put_back()

    def _competency_set_aside(self):
        """What the machine found in the CV counts no more; what waits is not read."""
        rows = self.sudo().competency_assessment_ids.filtered(lambda one: one.source == "cv")
        rows.filtered(lambda one: one.state != "done").unlink()
        rows.exists().filtered("is_current").is_current = False

    def _competency_put_back(self):
        """What had been found counts again, until the CV is read anew."""
        done = [("source", "=", "cv"), ("state", "=", "done"), ("job_id", "=", self.job_id.id)]
        self.sudo().competency_assessment_ids.filtered_domain(done).sorted("id")[-1:].is_current = True
        self._queue_cv_match()

    def _competency_withdraw(self):
        """The person takes the application back: nothing more is read or mailed by itself, and a person closes it."""
        self.ensure_one()
        if self.competency_withdrawn:
            return
        self.sudo().competency_withdrawn = fields.Datetime.now()
        self.sudo().competency_assessment_ids.filtered(lambda one: one.source == "cv" and one.state != "done").unlink()
        self._competency_tell_recruiter(self._competency_withdrawal_note)

    def _competency_objection_note(self, env):
        return env._("%s objects to the machine: please read the CV yourself.", self._competency_called())

    def _competency_withdrawal_note(self, env):
        return env._("%s has taken the application back: please close it.", self._competency_called())

    def _competency_tell_recruiter(self, note):
        """A note and a task for the recruiter, in their language.

        :param note: function of an environment that says it
        """
        user = self.user_id or self.job_id.user_id or self.env.ref("base.user_admin")
        # as the server itself: Odoo mails the task in the name of who made it, and the public user has no address
        applicant = self.with_user(SUPERUSER_ID).with_context(lang=user.lang)
        words = note(applicant.env)
        applicant.message_post(body=words)
        applicant.activity_schedule("mail.mail_activity_data_todo", summary=words[:100], user_id=user.id)


class HrCompetencyConsent(models.Model):
    _inherit = "hr.competency.consent"

    @api.model
    def _object(self, purpose, applicant, *, text="", source=""):
        """Note that a person does not agree, who may never have been asked."""
        if known := self.sudo()._valid_for(purpose, applicant):
            return known._withdraw()
        return self.sudo().create(
            {
                "applicant_id": applicant.id,
                "partner_id": applicant.partner_id.id,
                "company_id": applicant._competency_status_company().id,
                "purpose": purpose,
                "withdrawn": fields.Datetime.now(),
                "text": text,
                "source": source,
            }
        )
