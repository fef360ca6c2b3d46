"""Tìm tệp dữ liệu đi kèm và tệp riêng của đơn vị."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "did_you_mean": "có phải ý bạn là {name}?",
    "known_names": "các tệp hiện có: {names}",
}
