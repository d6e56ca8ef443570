"""Who owes what: one row for each thing that a committee, a duty or a person has to do.

What is owed is said in each app's ``todos.py`` (``collab_portal.lib.todos.Subject``) and nowhere else.
Every write is a ``verb`` (``collab_portal.lib.verbs``). At its end ``operations.follow`` makes the rows of
the objects it touched equal to what is owed, closes requests in the inbox that no longer stand, plans the
reminders (``Subject.plans``, ``chasing``) and asks whom a change left unasked (``asking``).
``operations.audit`` compares everything, hourly and by ``manage.py todos_audit [--repair]``.
"""
