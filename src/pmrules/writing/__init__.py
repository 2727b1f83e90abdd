"""Files written for people: whole or not at all, and never over what somebody else just wrote."""
