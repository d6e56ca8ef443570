"""All writes of organizations: named verbs, each in one transaction, each under a row lock."""
