"""What may go wrong in the middle: kills, stops, repeated deliveries, a moody Slack, a failing disk."""
