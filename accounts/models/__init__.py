from accounts.models.user import User, UserManager, UserQuerySet

__all__ = ["User", "UserManager", "UserQuerySet"]
