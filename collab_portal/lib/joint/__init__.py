"""What several committees or people say together: written once, used by whoever has such a thing."""
