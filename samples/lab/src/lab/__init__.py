"""The lab's own package."""
