"""PDF files to text with page offsets."""
