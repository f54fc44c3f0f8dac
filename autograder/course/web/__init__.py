"""What the services of a course have in common: refusing, headers, pages, and their end."""
