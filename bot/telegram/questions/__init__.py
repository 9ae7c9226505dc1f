"""Questions, their answers, and what is done with an answer afterwards."""
