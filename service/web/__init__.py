"""The web chat: pages that work without JavaScript, and what guards them."""
