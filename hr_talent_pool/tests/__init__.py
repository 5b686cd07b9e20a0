from . import test_access, test_archive, test_checkin, test_courses, test_demo, test_hire, test_match, test_migrations, test_standing
