"""What holds for all tests."""

from hypothesis import settings

settings.register_profile("any machine", deadline=None)  # a property is of the code, not of how busy the machine is
settings.load_profile("any machine")
