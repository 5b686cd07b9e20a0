from . import (
    test_access,
    test_approval,
    test_assessment,
    test_course,
    test_cv,
    test_import,
    test_library,
    test_library_content,
    test_model,
    test_skills_sync,
    test_versions,
    test_view,
)
