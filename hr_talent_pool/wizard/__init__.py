from . import job_add_applicants, talent_pool_add_applicants
