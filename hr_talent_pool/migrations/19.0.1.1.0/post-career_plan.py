"""The career plan follows gaps and courses now; what a person had written into its old column becomes the edited plan."""

from odoo.tools.sql import column_exists


def migrate(cr, version):
    if not column_exists(cr, "hr_applicant", "talent_career_plan"):
        return
    cr.execute(
        """
        UPDATE hr_applicant
           SET talent_plan_text = talent_career_plan
         WHERE talent_plan_edited AND talent_plan_text IS NULL AND talent_career_plan IS NOT NULL
        """
    )
    # Plans that nobody edited are written anew whenever they are read: a second copy would only grow old.
    cr.execute("ALTER TABLE hr_applicant DROP COLUMN talent_career_plan")
