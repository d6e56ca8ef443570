"""What activities let people import: records, and totals of earlier years."""
