"""When a pair can meet: pure rules over what the store and a programme's file say."""
