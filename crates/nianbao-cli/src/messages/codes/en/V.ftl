# Before publication: personal data, secrecy, what a file carries unseen

V01 = { $kind ->
    [identity] An identity-card number
    [card] A bank-card number
   *[passport] A passport number
 } ({ $found }) stands here and must be deleted before publication: “{ $sentence }”
    .name = Numbers of identity cards, bank cards and passports
    .looks = Text, tables and notes, and the file's hidden text and comments: identity numbers whose province, date of birth and check digit are right, bank-card numbers whose check digit is right, passport numbers after 护照. The middle is masked.
    .matters = Art. 15 of the Regulation forbids disclosure that harms privacy and third parties' rights; the Personal Information Protection Law calls these data sensitive.
    .wrong = A list of beneficiaries with all 18 digits.
    .right = A list of beneficiaries without the numbers.
    .mend = Delete the number; if it is published, take the page down at once.

V02 = { $kind ->
    [mobile] A mobile number ({ $found }){ $count ->
        [1] {""}
       *[other] , { $count } in all
     }; see whether it may be published: “{ $sentence }”
    [office_mobile] The contact is a mobile number ({ $found }); an office telephone is better: “{ $sentence }”
   *[mail] The contact's mailbox is at { $found }; an office mailbox is better: “{ $sentence }”
 }
    .name = Mobile numbers and private mailboxes
    .looks = Mobile numbers in the text and in what the file hides; not before units such as 元 or 件, nor in reference numbers. In the office's own contact they, and private mailboxes, are only hints.
    .matters = A mobile number is personal, and when its owner leaves the public finds nobody.
    .wrong = A staff member's mobile number in the text.
    .right = The office's own telephone.
    .mend = Use the office's telephone and mailbox, or ask the owner's consent.

V03 = The name of the { $role } ({ $found }) stands with what was applied for: “{ $sentence }”
    .name = Applicants by name
    .looks = Names right after 申请人, 原告 and the like, followed by what was requested, an address or an identity number. Masked names (张某, 李**) are silent.
    .matters = Who asked for what is personal data (Art. 15 of the Regulation, Personal Information Protection Law).
    .wrong = The applicant's full name and the request.
    .right = An applicant asked for the approval of a land acquisition and was answered.
    .mend = Delete the name.

V04 = A mark of secrecy or of internal use, “{ $found }”; first see whether this may be published: “{ $sentence }”
    .name = Marks of secrecy
    .looks = Marks such as 秘密★ and 内部资料，注意保存; words such as 内部资料 that stand alone on a line. 属于国家秘密 and 保密审查 are no marks.
    .matters = The Law on Guarding State Secrets and Arts. 14 and 17 of the Regulation: a review comes before publication.
    .wrong = A first page with 内部资料，注意保存.
    .right = A reviewed report without marks.
    .mend = Stop, and have it reviewed; delete the mark if only the template had it.

V05 = { $kind ->
    [hidden] The file holds hidden text in { $count ->
        [1] 1 place
       *[other] { $count } places
     }, such as “{ $found }”; once published, everybody can read it.
    [comment] The file holds comments ({ $count }), such as “{ $found }”; delete them before publication.
    [change] The file holds tracked changes ({ $count }), such as “{ $found }”; accept or reject them all before publication.
   *[author] The file's properties name an author, “{ $found }”; this can be removed before publication.
 }
    .name = What the file carries unseen
    .looks = Hidden text, comments, tracked changes; names of authors are only a hint, and names of programs or of the organ itself are none.
    .matters = All this is published with a Word or Excel file, and often gives away drafts and personal data.
    .wrong = An uploaded .docx with the director's comments.
    .right = A .docx, PDF or page made by nianbao.
    .mend = In Word accept all changes, delete all comments and inspect the document; or make the file again with nianbao convert.

V06 = { $kind ->
    [link] An address within the office's own network, “{ $found }”, which nobody outside can open: “{ $sentence }”
   *[word] A word that should not appear, “{ $found }”: “{ $sentence }”
 }
    .name = Internal links and words
    .looks = Addresses that begin with 10., 172.16–31. or 192.168., localhost, .local, file://; and the words listed for V06 in nianbao.toml.
    .matters = Such addresses are dead outside and show the network within; the list of words is the office's own.
    .wrong = 详见http://10.1.2.3/a.html
    .right = The public address.
    .mend = Use the public address, or delete it.
