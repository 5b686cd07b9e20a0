from . import test_standing
from . import test_archive
from . import test_courses
from . import test_checkin
from . import test_match
from . import test_hire
from . import test_access
