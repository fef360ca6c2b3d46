"""Mỗi lời từ chối nói một câu: điều gì sai."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "resource_not_found": "không có tệp {name} trong {folders}",
}
