from . import hr_competency_setup
from . import hr_competency_comparison
