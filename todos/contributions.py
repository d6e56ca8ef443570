"""What to-dos give to other apps."""

from collab_portal.lib.todos import Follower
from notifications.words import StepWords
from todos.chasing import STEPS
from todos.operations import follow

CONTRIBUTIONS = (Follower(follow), StepWords(STEPS))
