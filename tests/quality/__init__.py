"""The quality gate: invented articles, questions and dialogues, and the floors of what is measured on them."""
