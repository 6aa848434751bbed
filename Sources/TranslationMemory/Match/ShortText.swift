/// When two short texts may be compared by characters: see ``MatchCost``.
enum ShortText {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// True when the numbers and codes are the same in the same order, the same words deny, and no word is another's negation.
  static func agree(_ a: [Bytes], _ b: [Bytes]) -> Bool {
    guard guarded(a).elementsEqual(guarded(b), by: { $0.elementsEqual($1) }) else { return false }
    for x in a {
      for y in b where Negation.divides(x, y) {
        // A pair that stands on both sides divides nothing: «رفت و نرفت».
        let bothHaveBoth = b.contains { $0.elementsEqual(x) } && a.contains { $0.elementsEqual(y) }
        if !bothHaveBoth { return false }
      }
    }
    return true
  }

  private static func guarded(_ keys: [Bytes]) -> [Bytes] {
    keys.filter { key in
      switch KeyClass.of(key).kind {
      case .number, .code: true
      case .word: Negation.isNegative(key)
      case .mark: false
      }
    }
  }
}
