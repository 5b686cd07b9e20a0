"""One message to a talent: how are you, are you still interested."""

from odoo import fields, models


class HrTalentCheckin(models.Model):
    _name = "hr.talent.checkin"
    _description = "Talent Check-in"
    _inherit = "hr.competency.guarded.row"
    _order = "date desc, id desc"
    _rec_name = "date"
    _check_company_auto = True

    _fixed_fields = ("talent_id", "date")

    talent_id = fields.Many2one("hr.applicant", required=True, ondelete="cascade", index=True, check_company=True)
    company_id = fields.Many2one(related="talent_id.company_id", store=True, index=True)
    user_id = fields.Many2one("res.users", "Recruiter", ondelete="set null", index="btree_not_null")
    date = fields.Date(required=True, default=fields.Date.context_today)
    state = fields.Selection(
        [("sent", "Written to"), ("to_call", "No mail address"), ("answered", "Answered"), ("closed", "No answer")],
        default="sent",
        required=True,
        index=True,
    )
    outcome = fields.Selection([("interested", "Interested"), ("later", "Later"), ("not_interested", "Not interested")], "Answer")
    note = fields.Text()
    answered_on = fields.Date(readonly=True, copy=False)

    def write(self, vals):
        """An answer that is chosen in the list counts like one given by a button, and one taken back as not given."""
        refused = self.filtered(lambda one: one.outcome == "not_interested")
        result = super().write(vals)
        refused.filtered(lambda one: one.outcome != "not_interested").talent_id._talent_ask_again()
        if vals.get("outcome") and "state" not in vals:
            self._answer(vals["outcome"])
        return result

    def action_interested(self):
        """The talent would like to hear about openings."""
        self._answer("interested")

    def action_later(self):
        """Not now; the next check-in asks again."""
        self._answer("later")

    def action_not_interested(self):
        """The talent wants no more messages; they stay in the pool until they withdraw or the time is over."""
        self._answer("not_interested")

    def action_open_talent(self):
        """The talent's form."""
        self.ensure_one()
        return self.talent_id._talent_form()

    def _answer(self, outcome):
        """An answer is a sign of life: keeping the data starts anew from it."""
        self.write({"state": "answered", "outcome": outcome})
        self.sudo().filtered(lambda one: not one.answered_on).answered_on = fields.Date.context_today(self)
        if outcome == "not_interested":
            self.talent_id.talent_next_checkin = False
        self.talent_id._talent_sign_of_life()
        self.talent_id.sudo().activity_feedback(["hr_talent_pool.mail_activity_checkin"], only_automated=False)
