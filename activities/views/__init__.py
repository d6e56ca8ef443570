"""Pages of joint activities: browse, write, answer."""
