"""What follows a person to their employee file."""

from odoo import fields, models
from odoo.fields import Command


class HrApplicant(models.Model):
    # One file a step: together they would be longer than anybody reads.
    _inherit = "hr.applicant"

    def _get_employee_create_vals(self):
        """Skills at the level that is valid today. Odoo sends expired ones along, and an old higher level would win."""
        vals = super()._get_employee_create_vals()
        vals["employee_skill_ids"] = [Command.create(self._talent_skill_copy(skill)) for skill in self._talent_current_skills()]
        return vals

    def _talent_current_skills(self):
        """Valid skills of the application and of the talent, who may have learned since: the later one counts."""
        people = self | self.sudo().pool_applicant_id
        today = fields.Date.today()
        rows = people.sudo().applicant_skill_ids.filtered(lambda s: s.valid_from <= today and (not s.valid_to or s.valid_to >= today))
        regular = rows.filtered(lambda s: not s.is_certification).sorted(lambda s: (s.valid_from, s.level_progress))
        newest = {row.skill_id: row for row in regular}
        certificates = {(row.skill_id, row.skill_level_id, row.valid_from, row.valid_to): row for row in rows - regular}
        return [*newest.values(), *certificates.values()]

    def _talent_skill_copy(self, skill):
        values = {
            "skill_id": skill.skill_id.id,
            "skill_level_id": skill.skill_level_id.id,
            "skill_type_id": skill.skill_type_id.id,
            "valid_from": fields.Date.today(),
        }
        if skill.is_certification:
            values.update(valid_from=skill.valid_from, valid_to=skill.valid_to)
        return values

    def write(self, vals):
        """However an application comes to its employee, what is known of the person follows."""
        result = super().write(vals)
        if vals.get("employee_id"):
            for application in self:
                application._talent_follow(application.employee_id)
        return result

    def create_employee_from_applicant(self):
        """Enrol once the employee is complete: their contact and job are written after the creation."""
        action = super().create_employee_from_applicant()
        self.sudo().employee_id._talent_enrol_gaps()
        return action

    def _talent_follow(self, employee):
        """Assessments and open gaps go to the employee's file; the talent is marked as hired.

        The recruiter who hires may not write employees' files, so this is done for them; whoever sets the employee on an
        application had to be allowed to.
        """
        self.ensure_one()
        talent, employee = self.sudo()._talent_find(), employee.sudo()
        people = self.sudo() | talent | talent._talent_applications()
        assessments = self.env["hr.competency.assessment"].sudo().search([("applicant_id", "in", people.ids), ("employee_id", "=", False)])
        assessments.employee_id = employee
        open_gaps = talent.talent_gap_ids.filtered(lambda gap: not gap.is_closed)
        open_gaps.employee_id = employee
        self._talent_gaps_of_hire(employee, open_gaps)
        talent.write({"talent_employee_id": employee.id, "talent_next_checkin": False})

    def _talent_back_from_hire(self):
        """The employee file is gone: the talent is looked after as before."""
        today = fields.Date.today()
        for talent in self:
            talent.write({"talent_employee_id": False, "talent_next_checkin": talent._talent_checkin_after(today)})

    def _talent_gaps_of_hire(self, employee, known):
        """Gaps of somebody who passed, and so never was a talent: hired below a wanted level here or there."""
        assessment = self.sudo().competency_assessment_id
        competencies = known.competency_id | employee.talent_gap_ids.competency_id
        lines = assessment.line_ids.filtered(lambda line: not line._talent_standing().is_met and line.has_evidence)
        self.env["hr.talent.gap"].sudo().create(
            [
                {**line._talent_gap_vals(), "employee_id": employee.id, "company_id": employee.company_id.id}
                for line in lines
                if line.competency_id not in competencies
            ]
        )
