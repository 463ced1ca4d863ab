"""The API: authenticate, find, call one method, show. A module a noun."""
