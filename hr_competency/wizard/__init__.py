from . import (
    applicant_refuse,
    hr_competency_comparison,
    hr_competency_decision,
    hr_competency_lineup,
    hr_competency_review,
    hr_competency_setup,
    privacy_lookup,
)
