"""Run the command line: ``python -m bot`` does what ``whosaid`` does."""

from bot.cli import main

if __name__ == "__main__":
    main()
