from odoo import models


class HrCompetencyAssessment(models.Model):
    _inherit = "hr.competency.assessment"

    def _on_done(self):
        """An interview's assessment closes the interview and prepares its feedback, in the same transaction."""
        result = super()._on_done()
        for assessment in self.filtered(lambda a: a.source == "ai_interview" and a.res_model == "hr.ai.interview"):
            self.env["hr.ai.interview"].browse(assessment.res_id)._after_scoring(assessment)
        return result
