"""From an assessment that was not passed to a talent with reason, gaps, courses and a plan."""

from dateutil.relativedelta import relativedelta
from markupsafe import Markup
from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_date, plaintext2html

from ..tools import standing


class HrApplicant(models.Model):
    # One file a step: together they would be longer than anybody reads.
    _inherit = "hr.applicant"

    def _talent_archive(self, assessment):
        """Make the person a talent, or bring the talent that they are up to date. Nothing without their consent.

        :param assessment: a finished ``hr.competency.assessment`` of this application
        :return: the talent, empty without consent
        """
        self.ensure_one()
        # As the server itself, and silently: a candidate who agrees on their page must not become the author of a mail
        # that tells the recruiter of a new assignment.
        applicant = self.with_user(SUPERUSER_ID).with_context(mail_auto_subscribe_no_notify=True)
        if not applicant._talent_consents():
            return self.browse()
        pool = self.env["hr.talent.pool"]._talent_pool_for(assessment.job_id, applicant.company_id or self.env.company)
        talent = applicant._talent_into_pool(pool)
        talent._talent_record(assessment.sudo())
        return talent

    def _talent_into_pool(self, pool):
        """The person's talent in a pool, made by Odoo's own wizard where they are none yet."""
        wizards = self.env["talent.pool.add.applicants"].sudo().with_context(active_test=False)
        # An explicit command, and all records: the field hides archived applicants, and refused ones are archived.
        wizard = wizards.create({"applicant_ids": [Command.set(self.ids)], "talent_pool_ids": [Command.set(pool.ids)]})
        return wizard._add_applicants_to_pool()

    def _talent_record(self, assessment):
        """Keep on the talent what the assessment found."""
        self.ensure_one()
        self._talent_update_gaps(assessment)
        self.write(self._talent_archive_vals(assessment))
        self._talent_recommend()
        self._talent_log_archived()

    def _talent_archive_vals(self, assessment):
        today = fields.Date.today()
        values = {
            "talent_assessment_id": assessment.id,
            "talent_job_id": assessment.job_id.id,
            "talent_reason_kind": standing.reason(assessment._talent_standings()),
            "talent_last_contact": today,
        }
        months = (self.company_id or self.env.company).talent_checkin_months
        if months and not self.talent_next_checkin:
            values["talent_next_checkin"] = today + relativedelta(months=months)
        return values

    def _talent_log_archived(self):
        talent = self.with_context(lang=self._talent_recruiter().lang)
        text = talent.env._(
            "Kept in the talent pool after %(job)s. Reason:\n%(reason)s",
            job=talent.talent_job_id.name,
            reason=talent._talent_reason_text(talent.talent_assessment_id._talent_standings()),
        )
        talent._message_log(body=plaintext2html(text))

    # --- gaps -----------------------------------------------------------------------------------------------------

    def _talent_update_gaps(self, assessment, only_known=False):
        """Bring the gaps in line with an assessment: the newest evidence counts.

        :param only_known: new evidence about known gaps only, no new gaps (the assessment was passed, say)
        """
        self.ensure_one()
        talent = self.sudo()
        known = {gap.competency_id: gap for gap in talent.with_context(active_test=False).talent_gap_ids}
        new = []
        for line in assessment.line_ids:
            gap = known.get(line.competency_id)
            if gap:
                gap.write(line._talent_gap_update_vals())
            elif not only_known and not line._talent_standing().is_met:
                new.append({**line._talent_gap_vals(), "talent_id": talent.id, "company_id": talent.company_id.id})
        self.env["hr.talent.gap"].sudo().create(new)

    # --- courses --------------------------------------------------------------------------------------------------

    def _talent_recommend(self, limit=5):
        """Put the courses that close open gaps on the talent's list; what is on it stays."""
        self.ensure_one()
        talent = self.sudo()
        offers = (
            self.env["hr.competency"]
            .sudo()
            ._recommend_courses(talent.talent_gap_ids._as_gaps(), limit=limit, company=talent.company_id or self.env.company)
        )
        known = {course.channel_id: course for course in talent.talent_course_ids}
        gaps = {gap.competency_id: gap for gap in talent.talent_gap_ids}
        for number, offer in enumerate(offers, 1):
            gap = gaps[offer["competency"]]
            course = known.get(offer["channel"])
            if course:
                course.gap_ids = [Command.link(gap.id)]
            else:
                known[offer["channel"]] = (
                    self.env["hr.talent.course"].sudo().create(talent._talent_course_vals(offer["channel"], gap, number))
                )
        talent.talent_course_ids._link_existing()

    def _talent_course_vals(self, channel, gaps, sequence=10):
        return {
            "talent_id": self.id,
            "channel_id": channel.id,
            "gap_ids": [Command.set(gaps.ids)],
            "sequence": sequence,
        }

    # --- career plan ----------------------------------------------------------------------------------------------

    @api.depends(
        "talent_plan_edited", "talent_plan_text", "talent_pool_ids", "talent_job_id", "talent_next_checkin", "talent_course_ids.state",
        "talent_course_ids.channel_id.active",
        "talent_gap_ids.have", "talent_gap_ids.want", "talent_gap_ids.state",
    )  # fmt: skip
    @api.depends_context("lang")
    def _compute_talent_career_plan(self):
        for talent in self:
            written = talent._talent_plan() if talent.talent_pool_ids else False
            talent.talent_career_plan = talent.talent_plan_text if talent.talent_plan_edited else written

    def _inverse_talent_career_plan(self):
        """A plan that a person edits is theirs: it no longer follows gaps and courses. An emptied one does again."""
        for talent in self:
            text = talent.talent_career_plan
            talent.write({"talent_plan_text": text, "talent_plan_edited": bool(text)})

    def _talent_plan(self):
        """The plan from gaps and courses as a page, in the reader's language."""
        self.ensure_one()
        steps = [self._talent_step(gap) for gap in self.talent_gap_ids.filtered(lambda gap: gap.state != "closed")]
        job, day = self.talent_job_id, self.talent_next_checkin
        values = {
            "aim": job and self.env._("Aim: %s", Markup("<strong>%s</strong>") % job.name),
            "steps": steps,
            "next": day and self.env._("Next check-in: %s", format_date(self.env, day)),
        }
        return self.env["ir.qweb"]._render("hr_talent_pool.career_plan", values)

    def _talent_step(self, gap):
        return {
            "name": gap.competency_id.name,
            "way": gap._way_in_words(),
            "courses": gap.course_ids.filtered(lambda c: c.talent_id == self and c.state != "completed" and c.channel_id.sudo().active),
        }

    def action_talent_renew_plan(self):
        """Throw the edited plan away: the plan follows gaps and courses again."""
        self.check_access("write")
        self.sudo().write({"talent_plan_text": False, "talent_plan_edited": False})

    def action_talent_refresh(self):
        """Archive anew from the newest assessment that was not passed: for people whom a person put into the pool."""
        self.check_access("write")
        for talent in self._talent_is_one():
            assessment = talent._talent_latest_failed()
            if not assessment:
                raise UserError(self.env._("%s has no finished assessment that was not passed.", talent._competency_called()))
            talent.sudo()._talent_record(assessment)

    def _talent_latest_failed(self):
        """The newest assessment of this person that was not passed, by a source that the archive listens to."""
        self.ensure_one()
        assessments = self.env["hr.competency.assessment"].sudo()
        people = self.sudo() | self._talent_find() | self._talent_find()._talent_applications()
        return assessments.search(
            [("applicant_id", "in", people.ids), *assessments._talent_domain()], order="date_done desc, id desc", limit=1
        )

    # --- leaving --------------------------------------------------------------------------------------------------

    def _talent_leave(self):
        """Erase the talents: consent was withdrawn, or the time is over. Applications and the employee file stay."""
        self.sudo()._talent_is_one().unlink()

    def unlink(self):
        """Gaps outlive the talent only on an employee's file."""
        self.env["hr.talent.gap"].sudo().with_context(active_test=False).search(
            [("talent_id", "in", self.ids), ("employee_id", "=", False)]
        ).unlink()
        return super().unlink()
