"""x"""
from pathlib import Path
def read_text(path: Path, name: str) -> str:
    return path.read_text(encoding="utf-8-sig")
