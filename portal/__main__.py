"""`python -m portal`: the same as the console script."""

from portal.cli.main import run

if __name__ == "__main__":
    run()
