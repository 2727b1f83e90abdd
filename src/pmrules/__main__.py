"""`python -m pmrules`, where the command itself is not on the path."""

from pmrules.cli.main import run

if __name__ == "__main__":
    run()
