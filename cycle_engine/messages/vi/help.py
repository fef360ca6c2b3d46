"""Cách dùng: mỗi lệnh một dòng, thêm vài câu và ví dụ."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "absent_from": "Ngày đầu vắng mặt.",
    "absent_to": "Ngày cuối vắng mặt.",
    "advance": (
        "Chuyển bước cho một đơn vị, hoặc nhiều đơn vị cùng lúc\n\n"
        "Nhiều đơn vị thì xem trước; thêm --apply để ghi, được tất cả hoặc không đơn vị nào. Tên các bước chuyển: "
        "cycle why MN01. Ghi nhầm thì chuyển ngược lại kèm lý do, không xóa."
    ),
    "advance_example": (
        "cycle advance MN01 submit --document self_assessment_minutes=bien-ban.pdf --level 2\n"
        'cycle advance MN01 send_back --reason "biên bản thiếu chữ ký"'
    ),
    "against": "Đối chiếu lịch sử với một báo cáo: kỳ (2025-03), một bản (2025-03/1) hoặc tệp báo cáo.",
    "apply": "Ghi thật; không có thì chỉ xem trước.",
    "apply_many": "Ghi thật khi có nhiều đơn vị; một đơn vị thì không cần.",
    "as": "Làm thay người khác (chỉ người quản trị; lịch sử ghi cả hai tên).",
    "as_of": "Xem lại tình hình của một ngày; trong thư mục diễn tập còn đặt được ngày làm việc.",
    "audit": "Kiểm tra lịch sử có còn nguyên vẹn",
    "audit_example": "cycle audit verify",
    "audit_verify": (
        "Đối chiếu mọi dòng lịch sử, trạng thái và văn bản đã nộp\n\nSửa một chữ cũng bị phát hiện và nêu đúng chỗ."
    ),
    "audit_verify_example": "cycle audit verify",
    "backup_output": "Ghi bản sao ra tệp này.",
    "batch": (
        "Thực hiện các thao tác ghi trong một bảng, cho nhiều trường cùng lúc\n\n"
        "Xem trước; thêm --apply để ghi, được tất cả hoặc không dòng nào. Các cột: Mã, Bước chuyển, Loại văn bản, Văn "
        "bản (tệp để cạnh bảng, hoặc đường link), Số, Ngày, Mức, Lý do. Chỗ sai được đánh dấu trong bản sao tên "
        "…-loi.xlsx."
    ),
    "batch_example": (
        "cycle batch --template thao-tac.xlsx\ncycle batch thao-tac.xlsx\ncycle batch thao-tac.xlsx --apply"
    ),
    "batch_template": "Tạo bảng trống có sẵn một dòng cho mỗi đơn vị, ghi ra tệp này.",
    "calendar": "Lịch làm việc và ngày nghỉ",
    "calendar_example": "cycle calendar show 2025",
    "calendar_feeds": "Xem địa chỉ lịch hẹn của các đơn vị để chương trình lịch theo dõi",
    "calendar_feeds_example": "cycle calendar feeds MN01\ncycle calendar feeds --renew MN01",
    "calendar_show": "Xem ngày nghỉ và ngày làm bù của một năm",
    "calendar_show_example": "cycle calendar show 2025",
    "certificate": "Giấy chứng nhận có mã ký số, kiểm tra được không cần mạng",
    "certificate_all": "Mọi đơn vị đã được công nhận.",
    "certificate_example": (
        "cycle certificate key --make\ncycle certificate issue --all\ncycle certificate verify giay-chung-nhan-MN01.txt"
    ),
    "certificate_issue": (
        "Cấp giấy chứng nhận cho đơn vị đã được công nhận\n\n"
        "Đơn vị đã có giấy còn hiệu lực thì ghi lại tệp của giấy đó."
    ),
    "certificate_issue_example": (
        "cycle certificate issue MN01 MN02\ncycle certificate issue --all --serial-from 1 -o giay-chung-nhan"
    ),
    "certificate_key": (
        "Xem các khóa công khai; tạo khóa ký của cơ quan\n\n"
        "Khóa riêng nằm trong keys/certificate.pem, chỉ chủ tệp đọc được. Giữ kín và sao lưu riêng."
    ),
    "certificate_key_example": "cycle certificate key --make\ncycle certificate key -o khoa-cong-khai.pem",
    "certificate_key_given": "Chỉ tin khóa công khai này: tệp PEM hoặc 64 chữ số thập lục phân.",
    "certificate_key_make": "Tạo khóa ký.",
    "certificate_key_output": "Ghi khóa công khai ra tệp PEM.",
    "certificate_key_replace": "Thay khóa đang dùng; khóa công khai cũ vẫn được giữ.",
    "certificate_list": "Xem các giấy đã cấp, còn hiệu lực hay đã thu hồi",
    "certificate_list_example": "cycle certificate list\ncycle certificate list MN01",
    "certificate_output": "Ghi tệp vào thư mục này; không ghi thì vào thư mục certificates.",
    "certificate_reason": "Lý do.",
    "certificate_revoke": (
        "Thu hồi giấy chứng nhận của một đơn vị\n\nDành cho người được công nhận mức độ (lãnh đạo). "
        "Mở lại đánh giá ngoài (reopen) thì giấy tự hết hiệu lực."
    ),
    "certificate_revoke_example": 'cycle certificate revoke MN01 --reason "in sai tên trường"',
    "certificate_serial": "Số vào sổ của giấy đầu tiên, tăng dần; không ghi thì in [...].",
    "certificate_verify": (
        "Kiểm tra một mã, hoặc mọi mã trong một tệp txt, svg, docx, pdf\n\n"
        "Không cần mạng. Ảnh thì không đọc được: quét bằng điện thoại rồi dán nội dung."
    ),
    "certificate_verify_example": (
        "cycle certificate verify giay-chung-nhan-MN01.pdf\n"
        "cycle certificate verify giay-chung-nhan-MN01.txt --key khoa-cong-khai.pem"
    ),
    "command_word": "LỆNH ...",
    "commands": "Các lệnh",
    "contact": "Ai nhận thư của đơn vị: hộp thư đơn vị, cán bộ phụ trách, lãnh đạo; từ ngày nào đến ngày nào",
    "contact_absent": (
        "Ghi người nhận thư thay trong những ngày vắng mặt\n\nThay ở mọi đơn vị mà người vắng mặt giữ cùng vai trò "
        "với cùng hộp thư. Vai trò: unit là hộp thư của đơn vị, officer là cán bộ phụ trách, head là lãnh đạo."
    ),
    "contact_absent_example": (
        "cycle contact absent PGD officer --from 10/02/2025 --to 21/02/2025 --substitute canbo2@phong.example"
    ),
    "contact_address": "Hộp thư.",
    "contact_example": (
        "cycle contact list\ncycle contact set PGD head --address lanhdao@phong.example --since 01/03/2025"
    ),
    "contact_list": "Xem người nhận thư và những ngày vắng mặt đã ghi; ngoài ra theo danh sách đơn vị",
    "contact_list_example": "cycle contact list PGD",
    "contact_name": "Họ tên, để xưng hô trong thư.",
    "contact_remove": "Bỏ một dòng đã ghi, theo số trong cycle contact list",
    "contact_remove_example": "cycle contact remove 1",
    "contact_set": (
        "Ghi người nhận thư của một vai trò từ một ngày, hoặc để trống vai trò đó\n\nNgười trước đó thôi nhận thư từ "
        "ngày ấy. Vai trò: unit là hộp thư của đơn vị, officer là cán bộ phụ trách, head là lãnh đạo."
    ),
    "contact_set_example": (
        "cycle contact set PGD head --address lanhdao@phong.example --since 01/03/2025\ncycle contact set PGD "
        "officer --vacant --since 01/03/2025"
    ),
    "contact_vacant": "Không còn ai nhận thư.",
    "cycle": (
        "Theo dõi một năm đánh giá các trường: kế hoạch, từng bước, nhắc hạn, báo cáo.\n\n"
        "Mỗi lệnh làm việc với một thư mục làm việc, là thư mục có tệp cycle.toml. Cách dùng từng lệnh: cycle LỆNH "
        "--help"
    ),
    "cycle_example": "cycle demo\ncycle status\ncycle why MN01",
    "database": "Sao lưu, khôi phục, nâng cấp và kiểm tra cơ sở dữ liệu",
    "database_backup": "Sao lưu cơ sở dữ liệu\n\nBản sao vào thư mục backups của thư mục làm việc, trừ khi ghi -o.",
    "database_backup_example": "cycle database backup\ncycle database backup -o ban-sao.db",
    "database_check": "Kiểm tra tệp cơ sở dữ liệu có hỏng không",
    "database_check_example": "cycle database check",
    "database_example": "cycle database backup",
    "database_restore": "Khôi phục từ bản sao; cơ sở dữ liệu hiện có được giữ lại bên cạnh",
    "database_restore_example": "cycle database restore ban-sao.db",
    "database_upgrade": "Nâng cấp cơ sở dữ liệu cho phiên bản chương trình này; giữ lại một bản sao",
    "database_upgrade_example": "cycle database upgrade",
    "dated": "Ngày trên văn bản; không ghi thì là hôm nay.",
    "default": "mặc định: {value}",
    "demo": (
        "Diễn tập cả năm học theo kế hoạch 74/KH-GDDT với 25 trường mẫu\n\n"
        "Tạo một thư mục diễn tập và làm thay mọi người từ tháng 11 đến tháng 6. Không thư nào gửi ra ngoài."
    ),
    "demo_example": "cycle demo\ncycle demo dien-tap",
    "demo_replace": "Làm lại trong thư mục diễn tập cũ.",
    "doctor": "Kiểm tra mọi thứ cần để làm việc, và cách sửa",
    "doctor_example": "cycle doctor",
    "document": "Văn bản hành chính: lập, xem các loại, kiểm tra mẫu",
    "document_add": (
        "Ghi văn bản vào sổ, chưa có số và ngày\n\n"
        "Loại là sản phẩm của quy trình (recognition_decision) hoặc loại văn bản (QĐ, KH, BC, BB, TTr, TB, CV). Ghi số "
        "sau khi ký: cycle document number."
    ),
    "document_add_example": (
        'cycle document add recognition_decision MN01 MN02 --subject "Công nhận mức độ" --level external\n'
        'cycle document add recognition_decision --all --subject "Công nhận mức độ" --level external --level MN03=1'
    ),
    "document_all": "Mọi đơn vị đang chờ văn bản loại này.",
    "document_check": "Kiểm tra mẫu văn bản riêng của đơn vị trong templates/documents",
    "document_check_example": "cycle document check",
    "document_dated": "Ngày trên bản đã ký.",
    "document_example": "cycle document render self_assessment_minutes MN01",
    "document_file": "Tệp hoặc đường dẫn của văn bản.",
    "document_issuer": "Mã cơ quan ban hành; không ghi thì là trường hoặc cơ quan có bước cần văn bản này.",
    "document_kinds": "Các loại văn bản lập được, và mẫu riêng nếu có",
    "document_kinds_example": "cycle document kinds",
    "document_level": "Mức cho mọi đơn vị, cho một đơn vị (MN01=3), hoặc external: theo mức đánh giá ngoài.",
    "document_list": "Xem sổ văn bản, kể cả văn bản đã nộp kèm số khi chuyển bước",
    "document_list_example": "cycle document list --waiting\ncycle document list --unit PGD --year 2025",
    "document_number": (
        "Ghi số và ngày sau khi ký; hoàn thành mọi hồ sơ đang chờ văn bản này\n\n"
        "Nhiều hồ sơ thì xem trước; thêm --apply để ghi, được tất cả hoặc không hồ sơ nào. Số ghi sai thì đính chính "
        "kèm --reason, không xóa."
    ),
    "document_number_example": (
        "cycle document number 3 --number 05 --dated 20/05/2025 --file quyet-dinh.pdf --apply\n"
        'cycle document number 3 --number 06 --dated 20/05/2025 --reason "ghi nhầm số"'
    ),
    "document_number_given": "Số trên bản đã ký: 05 hoặc 05/QĐ-PGDĐT.",
    "document_of_kind": "Chỉ loại này: recognition_decision, QĐ.",
    "document_of_unit": "Chỉ văn bản của hoặc cho đơn vị này.",
    "document_reason": "Lý do.",
    "document_render": (
        "Lập văn bản hành chính (DOCX, PDF) từ những gì đã ghi; không nêu trường thì lập cho mọi trường liên quan"
    ),
    "document_render_example": (
        "cycle document render self_assessment_minutes MN01 MN02\ncycle document render "
        "recognition_decision -o quyet-dinh.docx --format docx"
    ),
    "document_show": "Xem một văn bản: đơn vị, mức, từng lần ghi",
    "document_show_example": "cycle document show 3",
    "document_sign": "Ký hiệu, ví dụ QĐ-PGDĐT; không ghi thì theo cycle.toml.",
    "document_signed_file": "Tệp hoặc đường dẫn của bản đã ký.",
    "document_signer": "Người ký.",
    "document_subject": "Trích yếu.",
    "document_waiting": "Chỉ văn bản còn chờ số hoặc còn hồ sơ chưa hoàn thành.",
    "document_withdraw": "Thôi dùng một dự thảo chưa có số; dự thảo vẫn nằm trong sổ",
    "document_withdraw_example": 'cycle document withdraw 3 --reason "ghi trùng"',
    "document_year": "Chỉ văn bản mang ngày trong năm này.",
    "dry_run": "Chỉ xem, không đưa thư nào vào chờ gửi.",
    "evidence": "Minh chứng theo tiêu chí: nộp, xem còn thiếu gì, kế thừa năm trước, kiểm tra từng tệp",
    "evidence_add": (
        "Ghi một minh chứng cho một tiêu chí\n\nTiêu chí là mã trong bộ chỉ số, một nhóm, hoặc '*' cho cả hồ sơ. Một "
        "tệp hoặc một đường liên kết, có thể thêm ghi chú; hoặc chỉ ghi chú. Trường ghi được đến khi đề nghị đánh "
        "giá ngoài; cán bộ phụ trách cả khi đang đánh giá ngoài. Tệp mà trường khác đã nộp thì được nêu ra."
    ),
    "evidence_add_example": (
        "cycle evidence add TH01 1.3.1 --file hop-dong.pdf\ncycle evidence add TH01 1.3.2 --link "
        'https://truong.example/lms --note "lớp 6"\ncycle evidence add MN01 \'*\' --note "sổ theo dõi để tại văn '
        'phòng"'
    ),
    "evidence_carry": (
        "Kế thừa minh chứng của năm học trước, chờ xác nhận\n\nCó thể ghi nhiều trường. Minh chứng đã rút hoặc chưa "
        "được xác nhận năm trước thì không kế thừa; chưa xác nhận thì chưa tính là có."
    ),
    "evidence_carry_example": "cycle evidence carry TH01 --from-year 2023-2024",
    "evidence_confirm": "Xác nhận minh chứng kế thừa vẫn đúng cho năm nay",
    "evidence_confirm_example": "cycle evidence confirm TH01 4-1 4-2",
    "evidence_example": "cycle evidence missing TH01\ncycle evidence add TH01 1.3.1 --file hop-dong.pdf",
    "evidence_file": "Tệp minh chứng; được giữ theo mã băm.",
    "evidence_from_year": "Năm học để kế thừa.",
    "evidence_link": "Đường liên kết (https://…).",
    "evidence_list": "Xem minh chứng của một trường, ai ghi lúc nào, tệp nào trường khác cũng nộp",
    "evidence_list_example": "cycle evidence list TH01",
    "evidence_missing": "Xem tiêu chí nào chưa có minh chứng, của một trường hoặc mọi trường",
    "evidence_missing_example": "cycle evidence missing TH01\ncycle evidence missing",
    "evidence_note": "Ghi chú, một mình hoặc kèm tệp, đường liên kết.",
    "evidence_verify": (
        "Kiểm tra mã băm của mọi tệp đang giữ\n\nTệp đã đổi, tệp không còn và tệp không hồ sơ nào ghi đều được nêu tên."
    ),
    "evidence_verify_example": "cycle evidence verify",
    "evidence_withdraw": "Rút minh chứng, kèm lý do; lịch sử và tệp vẫn còn",
    "evidence_withdraw_example": 'cycle evidence withdraw TH01 4-2 --reason "nộp nhầm trường"',
    "example": "Ví dụ",
    "explain": (
        "Giải trình vì sao một mốc bị chậm\n\nChỉ cho mốc đang quá hạn hoặc đã xong muộn. Ghi lần nữa thì thay "
        "lời trước khi xem và trong báo cáo; cả hai vẫn nằm trong lịch sử."
    ),
    "explain_dated": "Ngày trên văn bản giải trình; không ghi thì là hôm nay.",
    "explain_example": (
        'cycle explain MN01 II.1 --reason "mất điện từ 15/01 đến 20/01"\ncycle explain MN01 II.1 --reason '
        '"chờ sửa phòng máy" --dated 10/02/2025'
    ),
    "explain_reason": "Lý do bị chậm.",
    "export": "Xuất kết quả, sự kiện, danh sách đơn vị cho phần mềm khác: CSV, JSON, JSON từng dòng",
    "export_all": "Mọi chu kỳ đã mở, không chỉ chu kỳ hiện hành.",
    "export_contacts": "Kèm địa chỉ email, số điện thoại và họ tên.",
    "export_events": (
        "Xuất mọi sự kiện của mọi hồ sơ để phân tích\n\n"
        "Mỗi sự kiện có mã băm và mã băm liền trước, nên phần mềm khác kiểm tra được chuỗi. Có tên đăng nhập và lời "
        "cán bộ đã ghi."
    ),
    "export_events_example": (
        "cycle export events -o su-kien.jsonl\ncycle --as-of 2025-06-30 export events --all -o su-kien.csv"
    ),
    "export_example": "cycle export results -o ket-qua.csv --excel\ncycle export events -o su-kien.jsonl",
    "export_excel": "CSV mở ngay được bằng Excel: có dấu nhận UTF-8, ngăn bằng chấm phẩy, số thập phân dùng dấu phẩy.",
    "export_format": "Không ghi thì theo đuôi tệp; nếu không thì CSV, riêng sự kiện là JSON từng dòng.",
    "export_output": "Ghi ra tệp này, đè lên tệp đang có; không ghi thì in ra màn hình.",
    "export_results": (
        "Xuất mức độ, điểm, quyết định, giấy chứng nhận, đường link công bố của từng trường\n\n"
        "Không có dữ liệu cá nhân, nhưng có cả mức độ chưa công bố."
    ),
    "export_results_example": (
        "cycle export results -o ket-qua.csv\ncycle --as-of 2025-05-31 export results --format json"
    ),
    "export_roster": "Xuất danh sách đơn vị, nhập lại được\n\nKhông có địa chỉ và họ tên, trừ khi ghi --contacts.",
    "export_roster_example": "cycle export roster -o don-vi.csv\ncycle export roster --contacts -o lien-he.csv --excel",
    "extend": "Gia hạn một mốc cho một đơn vị",
    "extend_example": 'cycle extend MN01 II.1 --until 14/02/2025 --reason "trường đang sửa chữa"',
    "extend_until": "Ngày cuối mới.",
    "form": "Dạng hình vẽ.",
    "handed_in": "Văn bản kèm theo: loại sản phẩm, dấu bằng, tệp hoặc đường link; ghi được nhiều lần.",
    "help": "Xem cách dùng rồi thoát.",
    "history": "Đơn vị đã qua những việc gì, ai làm, khi nào",
    "history_example": "cycle history MN01",
    "indicators": "Bộ chỉ số: xem, kiểm tra, nhập từ phụ lục",
    "indicators_check": "Kiểm tra một bộ chỉ số: mã, tổng điểm, các mức",
    "indicators_check_example": "cycle indicators check 4725",
    "indicators_example": "cycle indicators show 4725",
    "indicators_import": (
        "Lập bộ chỉ số từ bảng điền theo phụ lục\n\n"
        "--template ghi bảng trống. Bảng đã điền được kiểm tra từng ô; ô sai được báo hết một lần kèm địa chỉ."
    ),
    "indicators_import_example": (
        "cycle indicators import --template MAU.xlsx\n"
        "cycle indicators import MAU.xlsx -o workflows/indicators/3276.toml"
    ),
    "indicators_list": "Liệt kê các bộ chỉ số",
    "indicators_list_example": "cycle indicators list",
    "indicators_output": "Ghi bộ chỉ số vào tệp này.",
    "indicators_set": "Bộ chỉ số cho biết số, ngày, tên của Quyết định để điền sẵn.",
    "indicators_show": "Xem nhóm, tiêu chí và các mức của một bộ chỉ số",
    "indicators_show_example": "cycle indicators show 4725",
    "indicators_template": "Ghi bảng trống vào tệp này.",
    "init": (
        "Tạo thư mục làm việc\n\n"
        "Trong đó có tệp thiết lập cycle.toml, cơ sở dữ liệu và một danh sách đơn vị mẫu. Người tạo là quản trị."
    ),
    "init_example": "cycle init nam-hoc\ncycle init dien-tap --rehearsal",
    "issue": "Phát hành: giữ nguyên số liệu và các tệp thành một bản; sau khi sửa, phát hành bản tiếp theo.",
    "json": "In một đối tượng JSON cho chương trình khác đọc.",
    "lang": "Ngôn ngữ của chương trình; thư và báo cáo luôn là tiếng Việt.",
    "late": "Chỉ các đơn vị quá hạn.",
    "letter_state": (
        "Chỉ các thư đang: chờ gửi (queued), đang gửi (sending), đã gửi (sent), gửi hỏng (failed), chưa rõ "
        "(uncertain), đã rút (cancelled)."
    ),
    "level": "Mức độ: 1 chưa đáp ứng, 2 đáp ứng cơ bản, 3 đáp ứng tốt.",
    "mail": "Thư: chờ gửi, đã gửi, gửi hỏng",
    "mail_cancel": "Rút thư chưa gửi",
    "mail_cancel_example": "cycle mail cancel 1",
    "mail_check": (
        "Thử các mẫu thư riêng của đơn vị\n\nMẫu hỏng được nêu theo tệp và dòng, trước khi có thư nào dùng đến."
    ),
    "mail_check_example": "cycle mail check",
    "mail_deliver": (
        "Gửi các thư đang chờ\n\nTheo thiết lập, thư vào thư mục mail của thư mục làm việc hoặc qua máy chủ SMTP."
    ),
    "mail_deliver_example": "cycle mail deliver",
    "mail_example": "cycle mail list\ncycle mail deliver",
    "mail_list": "Xem các thư và trạng thái",
    "mail_list_example": "cycle mail list --state failed",
    "mail_pause": (
        "Tạm ngừng viết cho một hộp thư\n\nĐiều cần nhắc đợi đến khi hết tạm ngừng; việc báo cáo người khác vẫn tiếp "
        "tục. Thư đã chờ gửi thì vẫn gửi."
    ),
    "mail_pause_example": 'cycle mail pause mn01@truong.example --until 14/02/2025 --reason "đang đổi hộp thư"',
    "mail_pauses": "Xem các hộp thư đang tạm ngừng",
    "mail_pauses_example": "cycle mail pauses",
    "mail_preview": "Ghi một thư thành trang để mở bằng trình duyệt",
    "mail_preview_example": "cycle mail preview 1",
    "mail_resume": "Viết lại cho một hộp thư đang tạm ngừng",
    "mail_resume_example": "cycle mail resume mn01@truong.example",
    "mail_retry": "Gửi lại thư gửi hỏng hoặc chưa rõ kết quả",
    "mail_retry_example": "cycle mail retry 1",
    "mail_show": "Đọc một thư",
    "mail_show_example": "cycle mail show 1",
    "note": "Ghi chú giữ trong lịch sử.",
    "number": "Số, ký hiệu của văn bản.",
    "officer": "Ai được làm gì",
    "officer_add": "Giao vai trò cho một tên đăng nhập\n\nKhông ghi --unit thì vai trò có hiệu lực ở mọi đơn vị.",
    "officer_add_example": "cycle officer add canbo --role officer\ncycle officer add mn01 --role school --unit MN01",
    "officer_example": "cycle officer list",
    "officer_list": "Xem ai có vai trò gì",
    "officer_list_example": "cycle officer list",
    "officer_remove": "Bỏ mọi vai trò của một tên đăng nhập",
    "officer_remove_example": "cycle officer remove canbo",
    "officer_unit": "Chỉ trong đơn vị này; mã cơ quan quản lý thì gồm mọi trường của cơ quan.",
    "on": "Từ ngày nào; không ghi thì từ hôm nay.",
    "once": "Làm mỗi việc một lần rồi thoát.",
    "open": (
        "Mở kế hoạch: mỗi trường và cơ quan quản lý có một hồ sơ\n\n"
        "Kế hoạch được chép lại lúc mở; sửa tệp sau đó không ảnh hưởng."
    ),
    "open_example": "cycle open 74-KH-GDDT",
    "options": "Tùy chọn",
    "options_word": "[TÙY CHỌN]",
    "output": "Ghi ra tệp này; không có thì in ra màn hình.",
    "paper_format": "docx, pdf hay both (cả hai); không ghi là cả hai, hoặc DOCX nếu có mẫu riêng.",
    "paper_output": "Thư mục, hoặc tên tệp khi chỉ có một tệp; không ghi là thư mục papers.",
    "pause_until": "Ngày cuối tạm ngừng.",
    "period": "Năm và tháng của ngày chốt số liệu, ví dụ 2025-02; không ghi thì là kỳ đã chốt gần nhất.",
    "plan": "Đọc, kiểm tra và xem kế hoạch",
    "plan_amend": "Thay kế hoạch đang dùng bằng bản điều chỉnh, xem trước rồi mới ghi.",
    "plan_amend_example": "cycle plan amend ke-hoach-dieu-chinh.toml",
    "plan_check": (
        "Kiểm tra kế hoạch với quy trình và lịch nghỉ\n\n"
        "Nêu mọi chỗ sai cùng lúc, và cảnh báo hạn rơi vào Tết hay ngày nghỉ."
    ),
    "plan_check_example": "cycle plan check 74-KH-GDDT",
    "plan_example": "cycle plan read ke-hoach-74.docx -o 74-KH-GDDT.toml\ncycle plan check 74-KH-GDDT",
    "plan_output": "Ghi ra tệp kế hoạch này.",
    "plan_read": (
        "Đọc văn bản kế hoạch (DOCX, PDF, TXT) thành tệp kế hoạch\n\n"
        "Chương trình lấy số, ngày, năm học và bảng phụ lục, kèm chỗ trong văn bản. Chỗ nào không rõ thì nêu ra để "
        "cán bộ điền, không đoán. Không có -o thì chỉ xem."
    ),
    "plan_read_example": "cycle plan read ke-hoach-74.docx\ncycle plan read ke-hoach-74.docx -o 74-KH-GDDT.toml",
    "plan_show": "Xem một kế hoạch, hoặc kế hoạch đang mở",
    "plan_show_example": "cycle plan show\ncycle plan show 74-KH-GDDT",
    "profile": (
        "Loại cơ quan, để điền sẵn thiết lập: district-2024 là Phòng GDĐT (đến 6/2025), commune-2025 là UBND cấp "
        "xã (từ 7/2025)."
    ),
    "publication": "Kiểm tra trang công bố của các trường: còn mở được không, có thay đổi không",
    "publication_accept": "Lấy nội dung đang có làm nội dung để so sánh từ nay; dùng sau khi đã mở xem.",
    "publication_check": (
        "Mở thử trang công bố của các trường và ghi lại kết quả\n\n"
        "Không ghi mã thì kiểm tra mọi trường đã công bố. Kết thúc bằng 1 khi có trang không mở được hoặc đã thay đổi."
    ),
    "publication_check_example": (
        "cycle publication check\ncycle publication check MN01 MN02\ncycle publication check MN01 --accept"
    ),
    "publication_dry_run": "Chỉ liệt kê trang sẽ mở, không gửi yêu cầu nào ra ngoài.",
    "publication_due": "Chỉ các trang đến lượt kiểm tra theo publication.check; dùng khi hẹn giờ bằng cron.",
    "publication_example": "cycle publication check\ncycle publication list",
    "publication_list": "Trang công bố của từng trường và kết quả kiểm tra gần nhất",
    "publication_list_example": "cycle publication list\ncycle --as-of 2025-06-30 --json publication list",
    "reason": "Lý do.",
    "rehearsal": "Tạo để làm thử: không thư nào gửi ra ngoài, được đặt ngày.",
    "renew": "Đổi địa chỉ lịch hẹn của đơn vị này; địa chỉ cũ hết dùng được.",
    "replace": "Ghi đè tệp đã có.",
    "report": "Báo cáo tháng và bảng theo dõi",
    "report_board": (
        "Ghi bảng theo dõi thành trang để mở bằng trình duyệt\n\n"
        "Cả năm trên một trang: trường nào ở bước nào, việc nào quá hạn và vì sao, thư sắp gửi, chương trình có chạy "
        "không. Sau mỗi lần soạn thư nhắc, trang được lập lại. Trang này là riêng, không đưa lên mạng."
    ),
    "report_board_example": "cycle report board\ncycle --as-of 2025-03-14 report board",
    "report_example": "cycle report monthly --period 2025-02",
    "report_list": "Theo dõi báo cáo các kỳ: hạn gửi, phát hành, gửi đi, đúng hạn hay muộn",
    "report_list_example": "cycle report list",
    "report_monthly": (
        "Lập báo cáo tháng (DOCX, PDF, XLSX, HTML)\n\n"
        "Số liệu lấy đúng như tại ngày chốt, nên lập lại vẫn ra như cũ. Chỗ chưa có số liệu in [...]."
    ),
    "report_monthly_example": "cycle report monthly\ncycle report monthly --period 2025-02 --issue --send",
    "report_note": (
        "Ghi nội dung do cán bộ viết vào báo cáo của một kỳ\n\nNội dung ghi sau thay nội dung ghi trước của "
        "cùng mục; để trống là bỏ. Ngày giờ và người ghi được lưu."
    ),
    "report_note_example": 'cycle report note 2025-03 --section difficulties "nội dung mẫu"',
    "report_show": "Xem báo cáo của một kỳ: các bản, thư gửi, nội dung cán bộ viết",
    "report_show_example": "cycle report show 2025-03\ncycle report show 2025-03 --version 1",
    "report_version": "Bản muốn xem; không chọn thì xem bản mới nhất.",
    "required": "bắt buộc",
    "review": "Đoàn đánh giá ngoài: thành viên, trường nào ngày nào, bốc thăm, gửi lịch",
    "review_assign": (
        "Giao trường cho đoàn, định ngày, hoặc đổi\n\nKhông ghi --team thì chỉ định ngày. Ngày phải là ngày làm "
        "việc; không ai đánh giá trường mình hoặc trường mình phụ trách."
    ),
    "review_assign_example": (
        'cycle review assign MN01 MN02 --team "Đoàn 1" --on 2025-03-10\ncycle review assign MN02 --on 12/03/2025'
    ),
    "review_draw": (
        "Bốc thăm các trường chưa có đoàn\n\nChia đều, không ai gặp trường mình hoặc trường mình phụ trách; cùng một "
        "số thì ra cùng kết quả, và số được ghi lại. Xem trước, rồi thêm --apply."
    ),
    "review_draw_example": "cycle review draw --seed 2025\ncycle review draw --seed 2025 --from 2025-03-03 --apply",
    "review_example": 'cycle review team add "Đoàn 1" --member can-bo=canbo@phong.example',
    "review_from": "Từ ngày này, mỗi ngày làm việc mỗi đoàn đến một trường.",
    "review_list": "Xem trường nào, đoàn nào, ngày nào",
    "review_list_example": 'cycle review list\ncycle review list --team "Đoàn 1"',
    "review_log": "Xem ai lập đoàn, giao trường, gửi lịch lúc nào",
    "review_log_example": "cycle review log",
    "review_member": "Thành viên: tên đăng nhập hoặc họ tên, dấu bằng, hộp thư; ghi nhiều lần.",
    "review_of_team": "Tên đoàn.",
    "review_on": "Ngày làm việc tại trường.",
    "review_seed": "Số bốc thăm, ví dụ do hội đồng rút trước mặt mọi người.",
    "review_send": (
        "Gửi lịch cho đoàn và trường, kèm lịch hẹn\n\nMỗi hộp thư chỉ nhận điều chưa được báo; lịch đổi thì lịch hẹn "
        "dời theo. Xem trước, rồi thêm --apply."
    ),
    "review_send_example": "cycle review send\ncycle review send --apply",
    "review_team": "Lập, xem các đoàn",
    "review_team_add": "Lập một đoàn, hoặc thay thành viên của đoàn",
    "review_team_add_example": (
        'cycle review team add "Đoàn 1" --member can-bo=canbo@phong.example --member "Thành viên '
        'mẫu=mau@truong.example"'
    ),
    "review_team_example": "cycle review team list",
    "review_team_list": "Xem các đoàn, thành viên, số trường",
    "review_team_list_example": "cycle review team list",
    "role": "Vai trò: nhà trường (school), cán bộ phụ trách (officer), lãnh đạo phòng (head), quản trị (admin).",
    "run": (
        "Chạy liên tục: nhắc hạn, gửi thư, báo cáo, sao lưu theo giờ đã đặt\n\n"
        "Nhấn Ctrl-C để dừng. Giờ làm việc đặt ở mục schedule trong cycle.toml."
    ),
    "run_example": "cycle run\ncycle run --once",
    "school": "Danh sách trường và cơ quan quản lý",
    "school_close": "Ghi đơn vị ngừng hoạt động\n\nHồ sơ đang mở vẫn còn; lãnh đạo phòng ghi miễn đánh giá kèm lý do.",
    "school_close_example": (
        'cycle school close MN01 --on 01/07/2025\ncycle advance MN01 exempt --reason "ngừng hoạt động"'
    ),
    "school_example": "cycle school import danh-sach.xlsx --apply\ncycle school list",
    "school_import": (
        "Đưa danh sách đơn vị từ tệp Excel hoặc CSV vào\n\n"
        "Xem trước những gì sẽ đổi; thêm --apply để ghi. Đơn vị không có trong tệp vẫn giữ nguyên."
    ),
    "school_import_example": "cycle school import danh-sach.xlsx\ncycle school import danh-sach.xlsx --apply",
    "school_list": "Xem mọi đơn vị",
    "school_list_example": "cycle school list",
    "school_merge": (
        "Sáp nhập đơn vị vào đơn vị khác\n\nHồ sơ đang mở vẫn còn; lãnh đạo phòng ghi miễn đánh giá kèm lý do."
    ),
    "school_merge_example": (
        'cycle school merge MN01 MN02 --on 01/07/2025\ncycle advance MN01 exempt --reason "sáp nhập vào MN02"'
    ),
    "school_move": "Chuyển đơn vị sang cơ quan quản lý khác; trước đó vẫn theo cơ quan cũ",
    "school_move_example": "cycle school move MN01 PGD --since 01/07/2025",
    "school_rename": "Đổi tên đơn vị; lịch sử vẫn theo mã",
    "school_rename_example": 'cycle school rename MN01 "Trường Mầm non Mẫu 01A"',
    "school_show": "Xem mọi điều danh sách ghi về một đơn vị",
    "school_show_example": "cycle school show MN01",
    "score": "Điểm của các bên: nhập, xem, vì sao ra mức đó",
    "score_enter": (
        "Nhập điểm của một bên\n\n"
        "Bên là self (trường), external (đánh giá ngoài) hoặc recognized (công nhận). Điểm mới thay điểm cũ của cùng "
        "tiêu chí; sau khi nộp chỉ sửa được khi hồ sơ bị trả lại."
    ),
    "score_enter_example": (
        "cycle score enter TH01 self --points 1.1=có,1.3.1=6,5,1.3.2=4\n"
        "cycle score enter MN01 self --group I=72,5 --group II=60 --level 2 --number 03/BB-MN --dated 20/01/2025"
    ),
    "score_example": "cycle score show MN01",
    "score_explain": "Vì sao điểm ra mức đó, từng bước một",
    "score_explain_example": "cycle score explain MN01 --kind self",
    "score_form": (
        "Xuất phiếu điểm (Excel) của một trường hoặc của mọi trường\n\nPhiếu chỉ cho điền các ô điểm, minh "
        "chứng, ghi chú; nhập lại bằng cycle score import. --mail gửi cho mỗi trường phiếu tự đánh giá của "
        "mình."
    ),
    "score_form_all": "cho mọi trường đang nhập điểm",
    "score_form_example": "cycle score form MN01 -o phieu-mn01.xlsx\ncycle score form --all --to phieu",
    "score_form_kind": "self: phiếu của trường; external: phiếu của đoàn đánh giá ngoài",
    "score_form_mail": "gửi phiếu tự đánh giá cho từng trường qua thư",
    "score_form_out": "tệp .xlsx để ghi",
    "score_form_to": "thư mục để ghi các phiếu",
    "score_group": "Tổng điểm của một nhóm.",
    "score_import": (
        "Nhập các phiếu điểm đã điền\n\nLệnh cho xem trước mọi thay đổi; --apply mới ghi. Một phiếu sai thì "
        "không phiếu nào được ghi. Có thể ghi tên một thư mục."
    ),
    "score_import_example": "cycle score import phieu-mn01.xlsx\ncycle score import phieu --apply",
    "score_kind": "Chỉ một bên: self, external hoặc recognized.",
    "score_points": "Điểm từng tiêu chí, hoặc có/không; dấu phẩy hay dấu chấm thập phân đều được.",
    "score_replace": "Thay hết điểm cũ của bên này, không chỉ những tiêu chí được nêu.",
    "score_show": "Xem điểm ba bên cạnh nhau, chỗ khác nhau, ai nhập lúc nào",
    "score_show_example": "cycle score show MN01",
    "section": "Mục của báo cáo: kết quả, khó khăn, nguyên nhân, nhiệm vụ tới, kiến nghị.",
    "seen": "Số dòng lịch sử đã xem; nếu đã có người xử lý sau đó thì không ghi.",
    "send": "Gửi báo cáo lên cấp trên; chưa phát hành thì phát hành trước, mỗi bản chỉ gửi một lần.",
    "simulate": "Xem trước mọi thư sẽ gửi trong một khoảng ngày, không gửi thật",
    "simulate_example": (
        "cycle simulate --from 2025-01-06 --to 2025-06-30\n"
        "cycle simulate --from 06/01/2025 --to 30/06/2025 -o lich-gui-thu.html"
    ),
    "simulate_from": "Từ ngày",
    "simulate_output": "Ghi thành trang lịch HTML vào tệp này",
    "simulate_to": "Đến hết ngày",
    "since": "Từ ngày nào; không ghi thì từ hôm nay.",
    "site": "Trang kết quả công khai",
    "site_build": (
        "Dựng trang kết quả công khai vào thư mục DIR\n\n"
        "Chỉ gồm kết quả đã được công nhận và đã được nhà trường công bố, của mọi năm học. DIR được thay mới toàn bộ; "
        "bảng theo dõi nội bộ được ghi lại trong thư mục làm việc, không nằm trong DIR."
    ),
    "site_build_example": "cycle site build trang-ket-qua\ncycle --as-of 2025-06-30 site build trang-ket-qua",
    "site_example": "cycle site build trang-ket-qua",
    "stage": "Chỉ các đơn vị ở bước này, ví dụ external_review.",
    "status": (
        "Bảng theo dõi: đơn vị nào đang ở đâu, hạn nào tới\n\n"
        "Ghi mã một đơn vị để xem mọi mốc của đơn vị đó; thêm -v để biết vì sao hạn rơi vào ngày đó."
    ),
    "status_example": "cycle status --late\ncycle -v status MN01",
    "substitute": "Hộp thư của người nhận thay.",
    "tick": (
        "Xem hôm nay cần nhắc ai, và đưa thư vào chờ gửi\n\n"
        "Chạy nhiều lần cũng không nhắc trùng. Ngày nghỉ không nhắc. Gửi thư: cycle mail deliver"
    ),
    "tick_example": "cycle tick --dry-run\ncycle tick",
    "track": "Chỉ luồng này, ví dụ school hoặc department.",
    "until": "Hạn mới khi trả lại để bổ sung.",
    "usage": "Cách dùng:",
    "verbose": "Giải thích thêm, ví dụ vì sao hạn rơi vào ngày đó.",
    "waiting_on": "Chỉ các đơn vị đang đến lượt nhà trường (school) hoặc cơ quan quản lý (department).",
    "why": "Còn thiếu gì để đi tiếp, và lệnh để bổ sung",
    "why_example": "cycle why MN01\ncycle why MN01 submit",
    "workflow": "Các quy trình: xem, kiểm tra, vẽ",
    "workflow_check": "Kiểm tra một tệp quy trình",
    "workflow_check_example": "cycle workflow check preschool",
    "workflow_draw": "Vẽ sơ đồ các bước (Mermaid hoặc SVG)",
    "workflow_draw_example": "cycle workflow draw preschool --track school --format svg -o so-do.svg",
    "workflow_example": "cycle workflow show preschool",
    "workflow_id": "Quy trình mà kế hoạch theo.",
    "workflow_list": "Xem các quy trình có sẵn",
    "workflow_list_example": "cycle workflow list",
    "workflow_show": "Xem các bước của một quy trình",
    "workflow_show_example": "cycle workflow show preschool",
    "workspace": "Thư mục làm việc.",
}
