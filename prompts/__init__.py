"""The language model's prompts: Markdown files, data only."""
