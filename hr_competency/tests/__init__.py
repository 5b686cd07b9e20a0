from . import test_assessment, test_cv, test_library, test_model, test_view
