{
    "name": "Competency Models and Evidence",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Recruitment",
    "summary": "Competency models per job, CVs and answers judged against them by quoted evidence",
    "author": "Talent Loop Contributors",
    "license": "LGPL-3",
    "depends": ["hr_recruitment_skills", "hr_skills_slides"],
    "external_dependencies": {"python": ["jieba", "numpy", "pypdf", "scikit-learn"]},
    "data": [],
    "demo": [],
    "installable": True,
    "application": True,
}
