"""Values become cards: every sentence the bot says, in every language, and how it looks."""
