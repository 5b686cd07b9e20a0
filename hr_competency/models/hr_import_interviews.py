"""Import of past interviews: their scores become assessments by the engine's own arithmetic, with their origin."""

from datetime import datetime, time

from dateutil.relativedelta import relativedelta
from odoo import fields, models

# The engine takes a level of nothing for "not rated"; a nought in an old file is a rating.
LEAST_LEVEL = 0.01
POINTS_PER_LEVEL = 20.0


class HrCompetencyImportRow(models.Model):
    _inherit = "hr.competency.import.row"

    def _check_interviews(self, import_, refs, values):
        """What keeps an interview from being imported, and what is worth a note; both as ``(code, value)``."""
        job = refs.job(values["job"]) or (import_.job_id if not values["job"] else refs.job(""))
        if not job:
            return [("unknown_job", values["job"]) if values["job"] else ("no_job", "")], []
        model = self._import_model(job)
        if not model:
            return [("no_model", job.name)], []
        notes = self._mark_notes(refs, model, values)
        if values["rater"] and values["source"] == "interviewer" and not refs.user(values["rater"]):
            notes.append(("unknown_rater", values["rater"]))
        if self._is_past_retention(import_, values):
            notes.append(("past_retention", values["date"]))
        fatal = [] if self._ratings(refs, model, values) else [("nothing_left", "")]
        return fatal, notes

    def _is_past_retention(self, import_, values):
        months = import_.company_id.competency_retention_months
        day = fields.Date.from_string(values["date"])
        return bool(day) and day + relativedelta(months=months) < fields.Date.context_today(self)

    def _mark_notes(self, refs, model, values):
        notes, measured = [], model.line_ids.competency_id
        for name, _points, _comment, _row in values["marks"]:
            competency = refs.competency(name, measured)
            if not competency:
                notes.append(("unknown_competency", name))
            elif competency not in measured:
                notes.append(("not_in_model", competency.name))
        return notes

    def _import_model(self, job):
        """The version that old scores are held against: the running one, else the newest."""
        return job.competency_model_id or job.sudo().competency_model_ids.sorted("version")[-1:]

    def _ratings(self, refs, model, values):
        """Levels and comments by competency of the model."""
        measured = model.line_ids.competency_id
        ratings = {}
        for name, points, comment, _row in values["marks"]:
            if (competency := refs.competency(name, measured)) and competency in measured:
                ratings[competency] = (max(points / POINTS_PER_LEVEL, LEAST_LEVEL), comment or values["comment"])
        return ratings

    def _import_interviews(self, refs, created):
        applicants = self._import_applicants(refs, created)
        engine = self.env["hr.competency.engine"]
        models_ = {row: row._import_model(row._import_job_of(refs)) for row in self}
        jobs = {model: engine._job_model(model) for model in self.env["hr.competency.model"].union(*models_.values())}
        kept = engine._store_many([row._import_rating(refs, applicants[row], models_[row], jobs[models_[row]]) for row in self])
        for row, assessment in zip(self, kept, strict=True):
            created[row].append(assessment)
            row.sudo().write({"applicant_id": applicants[row].id, "assessment_id": assessment.id})

    def _import_rating(self, refs, applicant, model, job):
        values = self.values
        vendor = values["source"] == "vendor"
        return self.env["hr.competency.engine"]._rating(
            model,
            self._ratings(refs, model, values),
            applicant=applicant,
            job=job,
            source=values["source"],
            origin=self,
            finder="vendor" if vendor else "human",
            assessor_id=False if vendor else refs.user(values["rater"]).id,
            import_row_id=self.id,
            import_note=self._provenance(),
            date_done=self._done_at(),
        )

    def _import_job_of(self, refs):
        return refs.job(self.values["job"]) or self.import_id.job_id

    def _done_at(self):
        """Noon of the interview's day: the same day all over the world."""
        day = fields.Date.from_string(self.values["date"])
        return datetime.combine(day, time(12)) if day else fields.Datetime.now()

    def _provenance(self):
        return self.env._(
            "%(file)s, row %(row)s, %(rater)s, scores %(scores)s",
            file=self.import_id.name,
            row=self.number,
            rater=self.values["rater"] or "–",
            scores=", ".join(f"{mark[1]:g}" for mark in self.values["marks"]),
        )

    def _import_applicants(self, refs, created):
        """The applicant of each row; people who are not known yet are created, each once and all together.

        Their contacts are always new ones: Odoo takes an applicant's address for the contact that has it, and would
        overwrite that contact's name and phone.

        :return: dict of ``hr.applicant`` by row
        """
        found, new = {}, {}
        for row in self:
            job = row._import_job_of(refs)
            found[row] = refs.applicant(row.values, job) or NewPerson(row, job)
            if isinstance(found[row], NewPerson) and found[row] not in new:
                new[found[row]] = row
                refs.know_person(found[row])
        quiet = self.with_context(mail_create_nolog=True, mail_create_nosubscribe=True, tracking_disable=True).env
        partners = quiet["res.partner"].create([person.partner_vals() for person in new])
        applicants = quiet["hr.applicant"].create(
            [person.applicant_vals(partner, refs.stage(person.job_id)) for person, partner in zip(new, partners, strict=True)]
        )
        known = dict(zip(new, applicants.with_env(self.env), strict=True))
        for (person, row), partner in zip(new.items(), partners, strict=True):
            created[row] += [partner.with_env(self.env), known[person]]
        refs.replace_people(known)
        return {row: known.get(person, person) for row, person in found.items()}


class NewPerson:
    """Somebody in a file who is not known yet; looks to :class:`References` as the applicant will."""

    def __init__(self, row, job):
        values = row.values
        self.row, self.job_id = row, job
        self.partner_name, self.email_normalized, self.partner_phone = values["candidate"], values["email"], values["phone"]

    def partner_vals(self):
        company = self.row.company_id.id
        return {"name": self.partner_name, "email": self.email_normalized, "phone": self.partner_phone, "company_id": company}

    def applicant_vals(self, partner, stage):
        return {
            "stage_id": stage.id,
            "partner_name": self.partner_name,
            "partner_id": partner.id,
            "job_id": self.job_id.id,
            "company_id": self.row.company_id.id,
            "user_id": False,
            "interviewer_ids": False,
            "active": not self.row.import_id.archive_candidates,
        }


class HrCompetencyAssessment(models.Model):
    _inherit = "hr.competency.assessment"

    import_row_id = fields.Many2one("hr.competency.import.row", ondelete="set null", index="btree_not_null", readonly=True)
    import_note = fields.Char("Imported From", readonly=True)

    def _supersede(self):
        """An imported assessment is of its own day: a newer one of the same person stays the current one."""
        old = self._with_newer()
        old.is_current = False
        return super(HrCompetencyAssessment, self - old)._supersede()

    def _with_newer(self):
        """The imported ones of which there is one of a later day."""
        imported = self.filtered("import_row_id")
        domain = [("applicant_id", "in", imported.applicant_id.ids), ("state", "=", "done"), ("date_done", "!=", False)]
        latest = {}
        for one in imported and self.search(domain, order="date_done, id"):
            latest[one._succession()] = one.date_done
        return imported.filtered(lambda one: one.date_done < latest.get(one._succession(), one.date_done))

    def _import_in_use(self, row):
        if any(self.evidence_ids.mapped("feedback")):
            return self.env._("a recruiter has judged its evidence")
        return ""

    def _import_take_back(self):
        self.import_row_id.assessment_id = False
        self._erase()


class HrApplicant(models.Model):
    _inherit = "hr.applicant"

    def _import_in_use(self, row):
        if self.employee_id:
            return self.env._("became an employee")
        if self.competency_assessment_ids:
            return self.env._("has assessments")
        if self.pool_applicant_id or self.meeting_ids or self.competency_consent_ids or self.competency_request_ids:
            return self.env._("is in the talent pool, has a meeting, a consent or a request")
        if self.active == row.import_id.archive_candidates:
            return self.env._("was restored or archived since")
        if self.message_ids.filtered(lambda message: message.message_type in ("comment", "email")):
            return self.env._("somebody wrote about them")
        return ""

    def _import_take_back(self):
        # the row has to say that it was taken back, and would go with the person
        self.env["hr.competency.import.row"].sudo().search([("applicant_id", "in", self.ids)]).applicant_id = False
        self.unlink()


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _import_in_use(self, row):
        # read for all that are taken back together
        if self.user_ids or self.with_context(active_test=False).applicant_ids:
            return self.env._("has an application or a user")
        return ""

    def _import_take_back(self):
        self.unlink()
