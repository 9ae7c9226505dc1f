"""The commands of the terminal, by what they are for. Each imports what it uses when it runs."""
