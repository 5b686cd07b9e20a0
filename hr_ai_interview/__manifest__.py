{
    "name": "AI Interview with Evidence",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Recruitment",
    "summary": "Three questions on a phone, scored by evidence, with blind human scorecards and personal feedback",
    "author": "Talent Loop Contributors",
    "license": "LGPL-3",
    "depends": ["hr_competency", "website_hr_recruitment"],
    "data": [],
    "demo": [],
    "installable": True,
    "application": True,
}
