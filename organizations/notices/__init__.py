"""Who is told what, and which 待办 it opens and closes; one module a noun."""
