"""Every URL name that answers with a file, and what the trail keeps of it.

``exported`` was made from data, ``downloaded`` was stored. ``open``: every reader may have it, so that
nothing is kept. ``either``: open or not, as what it is of; each way is tried in ``test_files``.
"""

FILES = {
    "accounts:export-file": "exported",
    "accounts:security-export": "exported",
    "activities:attachment": "either",
    "activities:export": "exported",
    "activities:annual-report": "open",
    "activities:invitation": "exported",
    "activities:totals-export": "open",
    "activities:usage-export": "open",
    "commons:document-export": "exported",
    "commons:document-file": "either",
    "commons:honour-export": "open",
    "commons:naming-export": "open",
    "commons:resource-export": "either",
    "experience:bulletin-file": "either",
    "insights-export": "open",
    "mfa_download_recovery_codes": "exported",
    "notifications:ledger-export": "exported",
    "organizations:branch-export": "either",
    "organizations:import-failed": "exported",
    "organizations:import-template": "open",
    "organizations:pairing-export": "either",
    "rotation:document": "either",
    "rotation:resolutions-export": "open",
}
