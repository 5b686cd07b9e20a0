from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    talent_checkin_months = fields.Integer(default=3, help="Months between two messages to a talent. 0: nobody is written to by itself.")
    talent_match_min_score = fields.Float(default=50.0, help="Talents who match an opening by less (0 to 100) are not proposed.")
    talent_training_days = fields.Integer(default=60, help="Days within which a new employee should finish the courses for open gaps.")

    _talent_checkin_positive = models.Constraint(
        "CHECK (talent_checkin_months >= 0)", "The months between two check-ins cannot be negative."
    )
    _talent_match_range = models.Constraint(
        "CHECK (talent_match_min_score BETWEEN 0 AND 100)", "The lowest match to propose is between 0 and 100."
    )
    _talent_training_positive = models.Constraint("CHECK (talent_training_days > 0)", "Training needs at least one day.")
