"""``python -m index rebuild`` is ``whosaid rebuild``. By name, because nothing in this package imports the bot."""

import runpy

if __name__ == "__main__":
    runpy.run_module("bot", run_name="__main__", alter_sys=True)
