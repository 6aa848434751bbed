/// The mark that a list item or a clause begins with: `۱)`, `2.`, `(3)`, `۲.۱.`, `الف)`, `iv.`, `•`, `- `.
enum ListMark {
  /// The position behind the mark that a range starts with; nil when it starts with none.
  /// - Complexity: O(1), a mark being short.
  static func end(_ text: TextBytes, _ range: Range<Int>) -> Int? {
    var index = range.lowerBound
    let limit = range.upperBound
    switch text.scalar(index) {
    case 0x2022, 0x25CF, 0x25AA, 0x25E6, 0x2023, 0xB7, 0x25A0, 0x25CB, 0x2756, 0x27A2:
      return text.next(index)
    case 0x2A, 0x2D, 0x2013, 0x2014:
      let behind = text.next(index)
      return behind < limit && text.kind(behind) == .blank ? behind : nil
    default: break
    }
    let parenthesis = text[index] == 0x28
    if parenthesis { index += 1 }
    let start = index
    var digits = 0
    var letters = 0
    var steps = 0
    while index < limit, steps < 8 {
      if text.isDigit(index) {
        digits += 1
      } else if digits == 0, text.isLetter(index) {
        letters += 1
      } else if digits > 0, text[index] == 0x2E, index + 1 < limit, text.isDigit(index + 1) {
        // 2.1. is a mark too.
      } else {
        break
      }
      index = text.next(index)
      steps += 1
    }
    guard index < limit, digits > 0 ? digits <= 3 && letters == 0 : isLetters(text, start..<index, count: letters) else { return nil }
    let mark = text[index]
    if parenthesis { return mark == 0x29 ? index + 1 : nil }
    if mark == 0x29 { return index + 1 }
    if digits > 0, Mark.isDash(text.scalar(index)) || mark == 0x2E {
      // «۳.۵» is a number, «۱۲-۱۴» a range.
      let behind = text.next(index)
      return behind < limit && !text.isDigit(behind) ? behind : nil
    }
    return mark == 0x2E && index + 1 < limit ? index + 1 : nil
  }

  /// a, b … z, i … viii, the single Persian letters and الف.
  private static func isLetters(_ text: TextBytes, _ range: Range<Int>, count: Int) -> Bool {
    switch count {
    case 1: return true
    case 2...4:
      var at = range.lowerBound
      var roman = true
      while at < range.upperBound {
        let byte = text[at] | 0x20
        if byte != 0x69, byte != 0x76, byte != 0x78 { roman = false }
        at = text.next(at)
      }
      return roman
        || count == 3 && text.scalar(range.lowerBound) == 0x627 && text.scalar(range.lowerBound + 2) == 0x644
          && text.scalar(range.lowerBound + 4) == 0x641
    default: return false
    }
  }
}
