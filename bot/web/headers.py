"""What every page tells the browser: nothing from elsewhere, nothing kept, nothing passed on."""

from __future__ import annotations

SECURITY = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
