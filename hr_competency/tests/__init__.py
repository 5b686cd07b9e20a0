from . import test_assessment
from . import test_library
from . import test_model
