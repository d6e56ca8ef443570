"""通知: what people see (``Notification``) and how it gets to them (``Delivery``, the outbox)."""

from notifications.models.attempt import DeliveryAttempt
from notifications.models.decision import DeliveryDecision
from notifications.models.delivery import Delivery
from notifications.models.notification import Notification
from notifications.models.replanning import Replanning
from notifications.models.robot import Robot

__all__ = ["Delivery", "DeliveryAttempt", "DeliveryDecision", "Notification", "Replanning", "Robot"]
