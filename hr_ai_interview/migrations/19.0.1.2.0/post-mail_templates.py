"""Invitations name the time zone of their deadline. Templates belong to whoever edits them: only the expression changes."""

OLD = (
    "format_datetime(object.deadline, tz=object.company_id.partner_id.tz or object.user_id.tz or 'UTC', "
    "dt_format='medium', lang_code=object.lang)"
)
NEW = "object._candidate_time(object.deadline)"


def migrate(cr, version):
    cr.execute(
        """
        UPDATE mail_template
           SET body_html = replace(body_html::text, %s, %s)::jsonb
         WHERE id IN (SELECT res_id FROM ir_model_data WHERE module = 'hr_ai_interview' AND name = 'mail_template_invitation')
        """,
        [OLD, NEW],
    )
