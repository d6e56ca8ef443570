"""What rotation and consultation ask of committees, and of the secretariat once a lead's rights end."""

from rotation.todos.consultations import Consultations
from rotation.todos.resolutions import Resolutions
from rotation.todos.swaps import Swaps
from rotation.todos.turns import Turns

SUBJECTS = (Consultations(), Turns(), Resolutions(), Swaps())
