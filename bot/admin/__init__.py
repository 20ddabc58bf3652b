"""A server's settings, the doctor, gaps and privacy: panels, cards, checks.

`settings_panel` and `settings_card` show and change what a server decides, for all of it or for one
channel; `doctor_checks` names what is missing, each with its remedy; `gaps_panel` lists questions that
found nothing; `privacy_panel` shows what is stored about a person and deletes it.

Buttons of these panels belong to no answer and carry what they need in their ids.
"""
