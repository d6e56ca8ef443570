"""Lives as the stepper shows them; one module a noun."""
