"""Check-in mails name courses that are open today. Templates belong to whoever edits them: only the expression changes."""

OLD = "object.talent_course_ids.filtered(lambda course: course.state in ('invited', 'joined', 'ongoing')%s)"
NEW = "object._talent_waiting_courses()"


def migrate(cr, version):
    for more in ("", " and course._is_offered()"):
        cr.execute(
            """
            UPDATE mail_template
               SET body_html = replace(body_html::text, %s, %s)::jsonb
             WHERE id IN (SELECT res_id FROM ir_model_data WHERE module = 'hr_talent_pool' AND name = 'mail_template_checkin')
            """,
            [OLD % more, NEW],
        )
