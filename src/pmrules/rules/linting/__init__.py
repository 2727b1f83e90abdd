"""What a rules file may say and hardly means: warnings, each with its line and a caret."""
