{
    "name": "Talent Pool and Development",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Recruitment",
    "summary": "Keep, develop and reconsider everyone who did not pass, and follow the result after hire",
    "author": "Talent Loop Contributors",
    "license": "LGPL-3",
    "depends": ["hr_competency", "website_slides_survey", "hr_attendance"],
    "data": [],
    "demo": [],
    "installable": True,
    "application": True,
}
