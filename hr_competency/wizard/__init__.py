from . import hr_competency_comparison, hr_competency_setup
