"""What to-dos give to other apps."""

from collab_portal.lib.todos import Follower
from notifications.deadlines import Deadlines
from notifications.words import StepWords
from todos import deadlines
from todos.chasing import STEPS
from todos.operations import follow

CONTRIBUTIONS = (Follower(follow), StepWords(STEPS), Deadlines(deadlines.find))
