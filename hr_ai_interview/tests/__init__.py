from . import (
    test_access,
    test_candidate_page,
    test_candidate_rules,
    test_closed_application,
    test_feedback,
    test_invitation,
    test_law,
    test_migrations,
    test_review,
    test_scoring,
    test_tools,
    test_website,
)
