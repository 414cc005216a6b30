"""What the answers come to: a file a verdict, named as in dialogs/verdicts/ and bot/telling/."""
