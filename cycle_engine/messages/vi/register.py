"""Sổ văn bản: lời in ra và tên cột."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "added": "Đã ghi văn bản {id} của {unit} vào sổ: chưa có số, ký hiệu {sign}, {count} đơn vị trong danh sách.",
    "authority": "Cơ quan",
    "completed_by": "đã hoàn thành (dòng lịch sử số {seq})",
    "date": "Ngày",
    "file": "Tệp",
    "from_history": "(hồ sơ)",
    "holder_document": "văn bản {id}, {subject}",
    "holder_event": "{kind} trong hồ sơ {unit}, dòng lịch sử số {seq}",
    "id": "ID",
    "kind": "Loại văn bản",
    "line": "{at}  {what}  {actor}  {reason}",
    "line_completed": "hoàn thành thêm hồ sơ",
    "line_corrected": "đính chính",
    "line_drafted": "ghi dự thảo",
    "line_numbered": "cho số",
    "line_withdrawn": "thôi dùng dự thảo",
    "listing": "{unit}: mức {level}, {done}",
    "not_completed": "chưa hoàn thành",
    "not_waiting": (
        "Có trong danh sách nhưng chưa chờ văn bản này: {units}. Khi đến lượt, chạy lại lệnh này với đúng số và ngày "
        "đó."
    ),
    "number": "Số, ký hiệu",
    "number_it": "Ký xong thì ghi số: cycle document number {id} --number SỐ --dated NGÀY --file BẢN_ĐÃ_KÝ",
    "numbered": "Văn bản {id}: số {number}, ngày {dated}.",
    "refused_hint": "chưa ghi gì, kể cả số văn bản; bổ sung rồi chạy lại lệnh này",
    "sha256": "SHA-256",
    "signer": "Người ký",
    "stale": (
        "Giấy chứng nhận của các đơn vị này còn ghi số cũ: {units}. Thu hồi rồi cấp lại: cycle certificate revoke, "
        "cycle certificate issue."
    ),
    "state": "Tình trạng",
    "state_incomplete": "đã có số, còn {count} hồ sơ chưa hoàn thành",
    "state_numbered": "đã có số",
    "state_waiting": "chờ số",
    "state_withdrawn": "thôi dùng",
    "subject": "Trích yếu",
    "taken_twice": (
        "Số bị dùng hai lần trong năm: {numbers}. Đính chính văn bản ghi sai: cycle document number ID --reason."
    ),
    "units": "Đơn vị",
    "units_more": "{first} và {more} đơn vị khác",
    "withdrawn": "Văn bản {id}: đã ghi là thôi dùng.",
}
