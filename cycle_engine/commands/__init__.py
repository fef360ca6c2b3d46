"""What people type: parse, call one service, print."""
