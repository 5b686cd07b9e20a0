from odoo import fields, models


class SlideChannel(models.Model):
    _inherit = "slide.channel"

    competency_course_ids = fields.One2many("hr.competency.course", "channel_id", string="Competencies")
