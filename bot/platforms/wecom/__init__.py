"""WeCom (企业微信): the self-built app's door and route, and what both stand on."""
