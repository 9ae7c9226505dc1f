"""The application: questions in, answers with exact quotes out, in Telegram and in the terminal."""
