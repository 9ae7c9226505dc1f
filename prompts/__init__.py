"""The prompts of the language model: Markdown files, data only. ``README.md`` describes their format."""
