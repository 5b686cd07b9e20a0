from . import test_access, test_assessment, test_course, test_cv, test_library, test_library_content, test_model, test_view
